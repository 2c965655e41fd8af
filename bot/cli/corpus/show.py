"""`sanfang corpus show`: one entry, and where it comes from."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import KIND_NAMES, kind, run
from corpus.change import Kind
from corpus.entry_text import written
from corpus.model import Article
from corpus.segment import passages

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing
    from bot.core.corpus_ports import DraftChange
    from corpus.records import Item


@click.command("show")
@click.argument("name", metavar="编号")
@kind
@click.pass_obj
def command(invocation: Invocation, name: str, kind: str | None) -> None:
    """看一条的全文：各段在原件的第几页、第几行，谁改的；词表写 glossary

    看到的是草稿里的样子；草稿里没改过，就是现在用的。
    """

    async def work(services: "Editing") -> "tuple[Item, DraftChange | None]":
        return await found(services, name, kind)

    item, origin = run(invocation, work)
    click.echo(written(item).rstrip())
    for line in _origin(item, origin):
        click.echo(line, err=True)


async def found(services: "Editing", name: str, kind: str | None) -> "tuple[Item, DraftChange | None]":
    """The entry that a person means, with its newest change. Raises EditingError."""
    from bot.service.publishing.preparation import entry, find

    now = await services.drafting.prepared()
    key = find(now.after, "" if name == Kind.GLOSSARY else name, KIND_NAMES.get(kind or ""))
    return entry(now.after, key), await services.drafting.origin(key)


def _origin(item: "Item", change: "DraftChange | None") -> Iterator[str]:
    if change is None:
        return
    source = change.origin
    yield f"\n{change.editor} 改于 {change.at.astimezone():%Y-%m-%d %H:%M}" + (
        f"，来自 {source.file}" if source.file else ""
    )
    if source.case:
        yield f"出自受理案件 {source.case}"
    if isinstance(item, Article) and len(source.places) > 1:
        for passage, place in zip(passages(item), source.places, strict=False):
            yield f"  {place}：{passage.text[:24]}…"
    elif source.places:
        yield f"  {source.places[0]}"
    yield from (f"! {warning}" for warning in source.warnings)
