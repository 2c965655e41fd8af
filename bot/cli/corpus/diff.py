"""`sanfang corpus diff`: what the draft changes, or what changed between two versions."""

from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import change_lines, run, show_all, summary
from corpus.diff import CorpusChange, diff

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing


@click.command("diff")
@click.argument("versions", type=click.IntRange(1), nargs=-1, metavar="[旧版 新版]")
@show_all
@click.pass_obj
def command(invocation: Invocation, versions: tuple[int, ...], everything: bool) -> None:
    """草稿和现在用的差在哪里；写两个版本号，则是两版之间

    \b
    sanfang corpus diff          草稿与现在用的
    sanfang corpus diff 3 5      第 3 版与第 5 版
    """
    if len(versions) not in (0, 2):
        raise click.UsageError("请写两个版本号，或一个也不写。")

    async def work(services: "Editing") -> CorpusChange:
        if versions:
            return await services.publisher.difference(*versions)
        now = await services.drafting.prepared()
        return diff(now.before, now.after)

    change = run(invocation, work)
    click.echo("\n".join((*change_lines(change, everything=everything), summary(change))))
