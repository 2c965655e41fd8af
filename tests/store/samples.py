"""Values for the tests of the store."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from bot.core.model import Citation, LoggedHit, LogRecord, Outcome
from bot.core.ports import InboxItem, OutboxItem
from bot.store.database import SqlDatabase
from corpus.model import Article, Corpus, Department, Glossary, Guide, GuideField

NOW = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)
BEIJING = timezone(timedelta(hours=8))
CITATION = Citation("a1", "狗证怎么办", "《简报》第3期", date(2018, 6, 1), "a1#x", "周三办理，免费。", "周三办理")
CORPUS = Corpus(
    articles=(
        Article("a1", "狗证怎么办", "周三办理，免费。", "《简报》", 3, date(2018, 6, 1), ("d1",), ("哪天办狗证",)),
        Article("a2", "没有日期的", "一段\n\n二段"),
    ),
    guides=(Guide("g1", "养犬许可", "d1", fields={GuideField.MATERIALS: ("身份证", "照片")}),),
    departments=(Department("d1", "公安分局", aliases=("公安",), desk=True),),
    glossary=Glossary(words=("养犬证",), synonyms=(("养犬许可证", "狗证"),)),
)
RECORD = LogRecord(
    id="q1",
    channel="telegram",
    citizen="c1",
    masked_text="狗证去哪办？",
    clean_text="狗证去哪办?",
    asked_at=NOW,
    decided_at=NOW + timedelta(milliseconds=12),
    latency_ms=12.5,
    understanding={"parts": [{"text": "狗证去哪办", "wanted": ["place"]}]},
    hits=(LoggedHit("a1#x", 3.25, 0.5, ("狗证", "办")),),
    outcome=Outcome.ANSWER,
    rule="fact",
    confidence=0.875,
    department="d1",
    reply="去镇里办。",
    citations=(CITATION,),
    corpus_version=1,
)


def record(question_id: str, **changes: Any) -> LogRecord:
    """A log record like RECORD with this id and these changes."""
    return replace(RECORD, id=question_id, **changes)


def update(update_id: int, chat: str = "7", **payload: Any) -> InboxItem:
    """An inbox item."""
    return InboxItem(update_id, chat, payload or {"text": f"问{update_id}"})


def call(key: str, chat: str = "7") -> OutboxItem:
    """An outbox item."""
    return OutboxItem(key, chat, "sendMessage", {"chat_id": 7, "text": key})


async def publish(database: SqlDatabase) -> None:
    """Publish CORPUS as version 1: what every log record refers to."""
    async with database.write() as unit:
        await unit.corpus.publish(CORPUS, "编辑", "首发", NOW)
