"""`sanfang corpus history`: the versions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import run
from bot.cli.table import table

if TYPE_CHECKING:
    from bot.bootstrap import Editing
    from bot.core.corpus_ports import Version


@click.command("history")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, metavar="条数", help="最多几版")
@click.pass_obj
def command(invocation: Invocation, limit: int) -> None:
    """历次发布：第几版、什么时候、谁发布、谁批准、为什么

    两版差在哪里：sanfang corpus diff 3 5
    """

    async def work(services: "Editing") -> Sequence["Version"]:
        return await services.publisher.history(limit)

    head = ("版本", "时间", "发布", "批准", "原因")
    click.echo(table(head, [_row(version) for version in run(invocation, work)]))


def _row(version: "Version") -> tuple[str, ...]:
    at = f"{version.at.astimezone():%Y-%m-%d %H:%M:%S}"
    return (str(version.number), at, version.author, version.approver, version.reason)
