"""The verdicts on questions."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update

from bot.core.console_ports import Review, Verdict
from bot.core.model import LogRecord
from bot.store.question_facts import SqlQuestionFacts
from bot.store.question_log import COLUMNS, record_of
from bot.store.schema import question_fact, question_log, review
from bot.store.session import Session

JUDGING = 4_713_229
"""Number of the lock that keeps two transactions from putting verdicts on the same question in force."""
SHOWN = review.c["question", "verdict", "reviewer", "at", "note", "article", "answer"]


class SqlReviews:
    """`bot.core.console_ports.Reviews` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def give(self, given: Review) -> None:
        """See the port."""
        await self._session.lock(JUDGING)
        current = (review.c.question == given.question) & review.c.current
        await self._session.execute(update(review).where(current).values(current=False))
        row = asdict(given) | {"verdict": given.verdict.value, "taken_back": False, "current": True}
        await self._session.execute(insert(review).values(row))
        await SqlQuestionFacts(self._session).reviewed(given.question, reviewed=True)

    async def take_back(self, question: str, reviewer: str) -> Review | None:
        """See the port."""
        await self._session.lock(JUDGING)
        newest = select(review.c.seq, *SHOWN).where(review.c.question == question, review.c.current)
        row = (await self._session.execute(newest)).first()
        if row is None or row.reviewer != reviewer:
            return None
        gone = update(review).where(review.c.seq == row.seq).values(taken_back=True, current=False)
        await self._session.execute(gone)
        kept = (review.c.question == question) & ~review.c.taken_back
        before = (await self._session.execute(select(func.max(review.c.seq)).where(kept))).scalar()
        await self._session.execute(update(review).where(review.c.seq == before).values(current=True))
        await SqlQuestionFacts(self._session).reviewed(question, reviewed=before is not None)
        return _review(row[1:])

    async def given(self, reviewer: str, at: datetime) -> Sequence[str]:
        """See the port."""
        return [
            each.question
            for each in await self._found(review.c.reviewer == reviewer, review.c.at == at, review.c.current)
        ]

    async def of(self, questions: Sequence[str]) -> Mapping[str, Review]:
        """See the port."""
        found = await self._found(review.c.question.in_(questions), review.c.current)
        return {each.question: each for each in found}

    async def history(self, question: str) -> Sequence[Review]:
        """See the port."""
        return await self._found(review.c.question == question, ~review.c.taken_back)

    async def place(self, question: str) -> tuple[int, str, str] | None:
        """See the port."""
        where = select(*question_fact.c["seq", "department", "case"]).join_from(question_log, question_fact)
        row = (await self._session.execute(where.where(question_log.c.id == question))).first()
        return None if row is None else (row[0], row[1], row[2])

    async def conversation(self, question: LogRecord, most: int) -> Sequence[LogRecord]:
        """See the port."""
        place = select(question_log.c.seq).where(question_log.c.id == question.id).scalar_subquery()
        own = select(*COLUMNS).where(question_log.c.citizen == question.citizen, question_log.c.seq <= place)
        rows = await self._session.execute(own.order_by(question_log.c.seq.desc()).limit(most))
        return [record_of(row) for row in rows][::-1]

    async def _found(self, *conditions: ColumnElement[bool]) -> list[Review]:
        rows = await self._session.execute(select(*SHOWN).where(*conditions).order_by(review.c.seq.desc()))
        return [_review(row) for row in rows]


def _review(values: Sequence[Any]) -> Review:
    question, verdict, *others = values
    return Review(question, Verdict(verdict), *others)
