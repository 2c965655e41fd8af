"""The question log."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, cast, insert, or_, select, update

from bot.core.model import Citation, LoggedHit, LogRecord, Outcome, Rating
from bot.store.question_facts import fact_changed, fact_logged
from bot.store.schema import question_log
from bot.store.session import Session

COLUMNS = [column for column in question_log.c if column.name not in {"seq", "rated_at"}]


def _citation_to_json(citation: Citation) -> dict[str, Any]:
    return asdict(citation) | {"published": citation.published.isoformat() if citation.published else None}


def _citation_from_json(data: dict[str, Any]) -> Citation:
    published = data["published"]
    return Citation(**data | {"published": date.fromisoformat(published) if published else None})


def _to_row(record: LogRecord) -> dict[str, Any]:
    """Column values; not `asdict`, which would copy every cited passage in depth."""
    return {column.name: getattr(record, column.name) for column in COLUMNS} | {
        "understanding": dict(record.understanding),
        "hits": [asdict(hit) for hit in record.hits],
        "citations": [_citation_to_json(citation) for citation in record.citations],
    }


def record_of(row: Row[*tuple[Any, ...]]) -> LogRecord:
    """The record of a row with `COLUMNS`."""
    values = dict(row._mapping)
    return LogRecord(
        **values
        | {
            "hits": tuple(LoggedHit(**hit | {"matched": tuple(hit["matched"])}) for hit in values["hits"]),
            "citations": tuple(_citation_from_json(citation) for citation in values["citations"]),
            "outcome": Outcome(values["outcome"]),
            "rating": Rating(values["rating"]) if values["rating"] else None,
        }
    )


class SqlQuestionLog:
    """`bot.core.ports.QuestionLog` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, record: LogRecord) -> None:
        """See the port."""
        statement = insert(question_log).values(_to_row(record)).returning(question_log.c.seq)
        seq = (await self._session.execute(statement)).scalar_one()
        await fact_logged(self._session, seq, record)

    async def get(self, question_id: str) -> LogRecord | None:
        """See the port."""
        return await self._newest(question_log.c.id == question_id)

    async def latest_revision(self, question_id: str) -> LogRecord | None:
        """See the port."""
        return await self._newest(or_(question_log.c.id == question_id, question_log.c.revises == question_id))

    async def latest(self, limit: int) -> Sequence[LogRecord]:
        """See the port."""
        statement = select(*COLUMNS).order_by(question_log.c.seq.desc()).limit(limit)
        return [record_of(row) for row in await self._session.execute(statement)]

    async def history(self, citizen: str, since: datetime, limit: int) -> Sequence[str]:
        """See the port."""
        statement = (
            select(question_log.c.clean_text)
            .where(question_log.c.citizen == citizen, question_log.c.asked_at >= since)
            .order_by(question_log.c.seq.desc())
            .limit(limit)
        )
        return [text for (text,) in await self._session.execute(statement)][::-1]

    async def solved(self, limit: int) -> Sequence[LogRecord]:
        """See the port."""
        good = (question_log.c.rating == Rating.SOLVED) & (question_log.c.outcome == Outcome.ANSWER)
        return await self._where(good, limit)

    async def citing(self, article_id: str) -> Sequence[LogRecord]:
        """See the port."""
        # The column is JSON text: a coarse look that no id can slip through, then an exact one.
        mentions = cast(question_log.c.citations, Text).contains(article_id, autoescape=True)
        found = await self._where((question_log.c.outcome == Outcome.ANSWER) & mentions)
        return [record for record in found if article_id in {each.article_id for each in record.citations}]

    async def rate(self, question_id: str, citizen: str, rating: Rating, at: datetime) -> bool:
        """See the port."""
        statement = (
            update(question_log)
            .where(question_log.c.id == question_id, question_log.c.citizen == citizen)
            .values(rating=rating, rated_at=at)
        )
        rated = (await self._session.execute(statement)).rowcount == 1
        if rated and (record := await self.get(question_id)):
            await fact_changed(self._session, record)
        return rated

    async def _where(self, condition: ColumnElement[bool], limit: int | None = None) -> list[LogRecord]:
        statement = select(*COLUMNS).where(condition).order_by(question_log.c.seq.desc()).limit(limit)
        return [record_of(row) for row in await self._session.execute(statement)]

    async def _newest(self, condition: ColumnElement[bool]) -> LogRecord | None:
        statement = select(*COLUMNS).where(condition).order_by(question_log.c.seq.desc()).limit(1)
        row = (await self._session.execute(statement)).first()
        return None if row is None else record_of(row)
