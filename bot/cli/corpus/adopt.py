"""`sanfang corpus adopt`: what people answered becomes corpus."""

from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import author, run
from bot.cli.table import table

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing
    from bot.core.case_ports import AnsweredPair


@click.command("adopt")
@click.argument("case", required=False, metavar="[案件]")
@click.option("--title", default="", metavar="标题", help="新文章的标题；不写则用市民的问题")
@click.option("--guide", metavar="编号", help="不写成文章，而是写进这份指南；要和 --field 一起用")
@click.option("--field", metavar="栏目", help="写进指南的哪一栏，例如 申请材料")
@author
@click.pass_obj
def command(
    invocation: Invocation, case: str | None, title: str, guide: str | None, field: str | None, author: str
) -> None:
    """把窗口工作人员的答复变成语料：一篇草稿文章，或指南的一栏

    \b
    sanfang corpus adopt                              列出答复过的案件，提名的在前
    sanfang corpus adopt 0310-01                      变成一篇文章
    sanfang corpus adopt 0310-01 --guide g-1 --field 申请材料
    草稿记着出自哪个案件；原来的问题成为一种问法。发布后生效。
    """
    if bool(guide) != bool(field):
        raise click.UsageError("--guide 和 --field 要一起写。")

    async def work(services: "Editing") -> None:
        if case is None:
            pairs = await services.adopting.pairs()
            head = ("提名", "案件", "答复时间", "问题", "答复")
            click.echo(table(head, [_row(pair) for pair in pairs]) if pairs else "还没有人工答复过的案件。")
        elif guide and field:
            item = await services.adopting.guide_field(case, guide, field, author)
            click.echo(f"已写进指南 {item.id} 的草稿。看一看：sanfang corpus show {item.id}")
        else:
            article = await services.adopting.article(case, author, title)
            click.echo(f"已写成草稿文章 {article.id}。看一看：sanfang corpus show {article.id}")

    run(invocation, work)


def _row(pair: "AnsweredPair") -> tuple[str, ...]:
    at = f"{pair.answered_at.astimezone():%Y-%m-%d %H:%M}"
    question, answer = (" ".join(text.split()) for text in (pair.question, pair.answer))
    return ("★" if pair.candidate else "", pair.case, at, question[:30], answer[:30])
