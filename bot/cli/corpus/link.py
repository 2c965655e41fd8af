"""`sanfang corpus link`: a question as a way of asking for an entry."""

from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import KIND_NAMES, author, kind, run

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing


@click.command("link")
@click.argument("name", metavar="编号")
@click.argument("question", metavar="问题")
@kind
@author
@click.pass_obj
def command(invocation: Invocation, name: str, question: str, kind: str | None, author: str) -> None:
    """把市民的一种问法关联到一篇文章或一份指南，发布后就按它找

    \b
    sanfang corpus link b23-dog-vaccination "狗狗打针去哪里"
    """

    async def work(services: "Editing") -> str:
        from bot.service.publishing.preparation import find

        now = await services.drafting.prepared()
        key = find(now.after, name, KIND_NAMES.get(kind or ""))
        await services.drafting.link(key, question, author)
        return key.id

    click.echo(f"已关联到 {run(invocation, work)}。发布后生效：sanfang corpus publish")
