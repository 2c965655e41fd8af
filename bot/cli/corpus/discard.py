"""`sanfang corpus discard`: undo changes that are not published."""

from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import run

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing


@click.command("discard")
@click.argument("names", nargs=-1, metavar="[编号…]")
@click.option("--all", "everything", is_flag=True, help="草稿里的全部改动")
@click.pass_obj
def command(invocation: Invocation, names: tuple[str, ...], everything: bool) -> None:
    """撤销草稿里还没有发布的改动

    \b
    sanfang corpus discard b23-dog-vaccination
    sanfang corpus discard --all
    """
    if bool(names) == everything:
        raise click.UsageError("请写要撤销的编号，或者写 --all 撤销全部。")

    async def work(services: "Editing") -> int:
        if everything:
            return await services.drafting.discard()
        now = await services.drafting.prepared()
        return await services.drafting.discard([each.key for each in now.changes if each.key.id in names])

    click.echo(f"撤销了 {run(invocation, work)} 处改动。")
