"""`sanfang corpus list`: the entries, as they are after the draft."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import KIND_NAMES, run
from bot.cli.table import table
from bot.composer.publishing_wording import KINDS
from corpus.change import Kind, entries
from corpus.model import Article, Guide
from corpus.records import Item

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing
    from bot.service.publishing import Preparation


@click.command("list")
@click.option("--kind", type=click.Choice(list(KIND_NAMES)), help="只看一种")
@click.option("--draft", is_flag=True, help="只看草稿里改过的")
@click.pass_obj
def command(invocation: Invocation, kind: str | None, draft: bool) -> None:
    """列出条文、指南、部门：编号、名称、日期、有效期，草稿里改过的有记号

    ＋ 新增　～ 修改　－ 撤下
    """

    async def work(services: "Editing") -> "Preparation":
        return await services.drafting.prepared()

    rows = list(_rows(run(invocation, work), KIND_NAMES.get(kind or ""), draft=draft))
    click.echo(table(("", "种类", "编号", "名称", "发布日期", "有效期"), rows) if rows else "没有可列的。")


def _rows(now: "Preparation", kind: Kind | None, *, draft: bool) -> Iterator[tuple[str, ...]]:
    before, after = entries(now.before), entries(now.after)
    for key, item in (before | after).items():
        mark = "－" if key not in after else "＋" if key not in before else "～" if before[key] != item else ""
        if key.kind is not Kind.GLOSSARY and kind in (None, key.kind) and (mark or not draft):
            yield (mark, KINDS[key.kind], key.id, *_about(item))


def _about(item: Item) -> tuple[str, str, str]:
    name = item.title if isinstance(item, Article) else getattr(item, "name", "")
    if not isinstance(item, Article | Guide):
        return name, "", ""
    return name, _day(item.published), _validity(item)


def _validity(item: Article | Guide) -> str:
    if item.valid_from is None and item.valid_until is None:
        return ""
    return f"{_day(item.valid_from)}至{_day(item.valid_until)}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
