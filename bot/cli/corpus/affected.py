"""`sanfang corpus affected`: who was given what is no longer so."""

from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import confirm, run
from bot.cli.table import table
from bot.composer.publishing_wording import FATES

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing
    from bot.service.publishing.recall import Affected


@click.command("affected")
@click.argument("name", metavar="编号")
@click.option("--correct", metavar="更正的话", help="给还没更正过的市民发一条更正")
@click.option("--yes", is_flag=True, help="和 --correct 一起用：不再询问，直接发")
@click.pass_obj
def command(invocation: Invocation, name: str, correct: str | None, yes: bool) -> None:
    """哪些市民收到过这篇文章或这份指南里后来改了、撤了、过期了的话

    \b
    sanfang corpus affected b23-dog-vaccination
    sanfang corpus affected b23-dog-vaccination --correct "犬管中心改到每周五打针。"
    看的是已发布的语料。更正由 sanfang serve 发出，每人每个提问只发一次。
    """

    async def work(services: "Editing") -> None:
        found = await services.recall.affected(name)
        if not found:
            click.echo("没有市民受影响。")
            return
        click.echo(table(("时间", "情形", "能否联系", "提问", "当时答的"), [_row(each) for each in found]))
        if correct is not None:
            await _correct(services, name, found, correct, yes=yes)

    run(invocation, work)


async def _correct(services: "Editing", name: str, found: "tuple[Affected, ...]", words: str, *, yes: bool) -> None:
    from bot.bootstrap.editing import telegram_courier

    waiting = [each for each in found if each.chat and not each.corrected]
    if waiting and not yes:
        confirm(f"给 {len(waiting)} 个提问发更正吗")
    count = await services.recall.correct(telegram_courier(services.clock), found, words, subject=name)
    click.echo(f"已交发 {count} 条更正。")


def _row(each: "Affected") -> tuple[str, ...]:
    reach = "已更正" if each.corrected else "能" if each.chat else "不能"
    at = f"{each.asked_at.astimezone():%Y-%m-%d %H:%M}"
    told = " ".join((each.case, each.quote)).strip()
    return (at, FATES[each.fate], reach, " ".join(each.question.split()), " ".join(told.split())[:40])
