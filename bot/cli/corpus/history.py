"""`sanfang corpus history`: the versions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import run
from bot.cli.table import table

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing
    from bot.core.corpus_ports import DraftChange, Version


@click.command("history")
@click.argument("version", required=False, type=click.IntRange(1), metavar="[版本]")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, metavar="条数", help="最多几版")
@click.pass_obj
def command(invocation: Invocation, version: int | None, limit: int) -> None:
    """历次发布：第几版、什么时候、谁发布、谁批准、为什么

    \b
    sanfang corpus history 3       第 3 版里谁改了什么，来自哪个文件、哪个案件
    sanfang corpus diff 3 5        第 3 版与第 5 版差在哪里
    """
    if version is not None:
        _show_edits(invocation, version)
        return

    async def work(services: "Editing") -> Sequence["Version"]:
        return await services.publisher.history(limit)

    head = ("版本", "时间", "发布", "批准", "原因")
    click.echo(table(head, [_row(version) for version in run(invocation, work)]))


def _show_edits(invocation: Invocation, version: int) -> None:
    async def work(services: "Editing") -> Sequence["DraftChange"]:
        return await services.publisher.edits(version)

    edits = run(invocation, work)
    head = ("编号", "改动", "谁", "来自")
    click.echo(table(head, [_edit(edit) for edit in edits]) if edits else "这一版没有逐条的改动：是首发或退回的。")


def _edit(edit: "DraftChange") -> tuple[str, ...]:
    source = edit.origin.file or (f"案件 {edit.origin.case}" if edit.origin.case else "")
    return (edit.key.id or "词表", "修改" if edit.change.item else "撤下", edit.editor, source)


def _row(version: "Version") -> tuple[str, ...]:
    at = f"{version.at.astimezone():%Y-%m-%d %H:%M:%S}"
    return (str(version.number), at, version.author, version.approver, version.reason)
