"""`sanfang corpus withdraw`: take entries out."""

from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import KIND_NAMES, author, kind, run

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing


@click.command("withdraw")
@click.argument("names", nargs=-1, required=True, metavar="编号…")
@kind
@author
@click.pass_obj
def command(invocation: Invocation, names: tuple[str, ...], kind: str | None, author: str) -> None:
    """撤下文章、指南或部门，发布后不再用

    写错了用 sanfang corpus discard 编号 撤销。
    """

    async def work(services: "Editing") -> None:
        from bot.service.publishing.preparation import find

        now = await services.drafting.prepared()
        for key in [find(now.after, name, KIND_NAMES.get(kind or "")) for name in names]:
            await services.drafting.withdraw(key, author)

    run(invocation, work)
    click.echo(f"已在草稿里撤下 {len(names)} 条。发布后生效：sanfang corpus publish")
