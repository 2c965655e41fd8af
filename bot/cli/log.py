"""`sanfang log`: the latest questions."""

import asyncio
from collections.abc import Sequence
from typing import Any

import click

from bot.cli.context import Invocation
from bot.cli.result import as_line
from bot.cli.table import table
from bot.config import Settings
from bot.core.model import LogRecord, Outcome, Rating

OUTCOMES = {
    Outcome.ANSWER: "已答",
    Outcome.CLARIFY: "反问",
    Outcome.HANDOFF: "转部门",
    Outcome.SMALLTALK: "寒暄",
    Outcome.REFUSE: "范围外",
}
ERASED = "（文字已删除）"
RATINGS = {Rating.SOLVED: "👍", Rating.UNSOLVED: "👎", None: ""}


@click.command("log")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, metavar="条数", help="最多几条")
@click.option("--json", "as_json", is_flag=True, help="每条一行 JSON，供程序使用")
@click.pass_obj
def command(invocation: Invocation, limit: int, as_json: bool) -> None:
    """查看最近的提问，最新的在前

    个人信息在写入前已经遮盖，这里看到的就是存下的。
    """
    records = asyncio.run(_latest(invocation.settings(), limit))
    if as_json:
        for record in records:
            click.echo(as_line(_as_json(record)))
    elif records:
        click.echo(table(("时间", "结果", "规则", "把握", "评价", "问题"), [_row(record) for record in records]))
    else:
        click.echo('还没有人提问。试试：sanfang ask "什么是三方通话？"', err=True)


async def _latest(settings: Settings, limit: int) -> Sequence[LogRecord]:
    from bot.bootstrap.store import open_store

    async with open_store(settings) as database, database.read() as unit:
        return await unit.questions.latest(limit)


def _row(record: LogRecord) -> tuple[str, ...]:
    return (
        f"{record.asked_at.astimezone():%m-%d %H:%M:%S}",
        OUTCOMES[record.outcome],
        record.rule,
        f"{record.confidence:.2f}" if record.outcome is Outcome.ANSWER else "—",
        RATINGS[record.rating],
        " ".join(record.masked_text.split()) if record.understanding else ERASED,
    )


def _as_json(record: LogRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "channel": record.channel,
        "asked_at": record.asked_at.isoformat(),
        "question": record.masked_text,
        "outcome": record.outcome.value,
        "rule": record.rule,
        "confidence": round(record.confidence, 4),
        "department": record.department,
        "text": record.reply,
        "articles": list(dict.fromkeys(citation.article for citation in record.citations)),
        "rating": record.rating.value if record.rating else None,
        "latency_ms": round(record.latency_ms, 1),
        "corpus_version": record.corpus_version,
    }
