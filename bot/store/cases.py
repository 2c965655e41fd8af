"""Consultations and what happened to them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, insert, select, update

from bot.core.case_ports import LEFT, Case, CaseEvent, CasePage, left_behind
from bot.core.consultation import Consultation
from bot.store.consultation_json import from_json, to_json
from bot.store.question_facts import fact_changed
from bot.store.question_log import SqlQuestionLog
from bot.store.schema import consultation, consultation_event, receipt_day
from bot.store.session import Session

_PLACE = ("channel", "chat", "question", "why", "topic_group", "thread", "card", "shown")
_COLUMNS = consultation.c[("body", *_PLACE)]


def found_by(case: Consultation) -> dict[str, Any]:
    """The columns that follow the consultation."""
    return {
        "department": case.department,
        "state": case.state,
        "finished": case.is_finished,
        "deadline_at": case.deadline.at if case.deadline else None,
        "revision": case.revision,
        "receipt": case.receipt,
        "body": to_json(case),
    }


def _case(row: Sequence[Any]) -> Case:
    body, channel, chat, question, why, group, thread, card, shown = row
    return Case(from_json(body), channel, chat, question, why, group or "", thread, card, shown)


class SqlCases:
    """`bot.core.case_ports.Cases` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, case: Case) -> bool:
        """See the port."""
        told = case.consultation
        place = {"channel": case.channel, "chat": case.chat, "question": case.question, "why": case.why, "shown": 0}
        row = {"id": told.id, "citizen": told.citizen, **found_by(told), **place}
        added = await self._session.insert_new(consultation, [row]) == 1
        if added:
            await self._count(told)
        return added

    async def get(self, case_id: str) -> Case | None:
        """See the port."""
        return await self._first(consultation.c.id == case_id)

    async def save(self, after: Consultation, seen: int) -> bool:
        """See the port."""
        same = (consultation.c.id == after.id) & (consultation.c.revision == seen)
        changed = update(consultation).where(same).values(found_by(after))
        saved = (await self._session.execute(changed)).rowcount == 1
        if saved:
            await self._count(after)
        return saved

    async def place(self, case: Case) -> None:
        """See the port."""
        values = {"topic_group": case.group or None, "thread": case.thread, "card": case.card, "shown": case.shown}
        await self._session.execute(update(consultation).where(consultation.c.id == case.id).values(values))

    async def record(self, event: CaseEvent) -> None:
        """See the port."""
        row = {
            "consultation": event.case,
            "at": event.at,
            "actor": event.actor,
            "name": event.name,
            "revision": event.revision,
            "detail": dict(event.detail),
        }
        await self._session.execute(insert(consultation_event).values(row))

    async def events(self, case_id: str) -> Sequence[CaseEvent]:
        """See the port."""
        columns = consultation_event.c["consultation", "at", "actor", "name", "revision", "detail"]
        of_case = consultation_event.c.consultation == case_id
        statement = select(*columns).where(of_case).order_by(consultation_event.c.seq)
        return [CaseEvent(*row) for row in await self._session.execute(statement)]

    async def passages_sent(self, article_id: str) -> Sequence[CaseEvent]:
        """See the port."""
        columns = consultation_event.c["consultation", "at", "actor", "name", "revision", "detail"]
        detail = cast(consultation_event.c.detail, Text)
        sent = (consultation_event.c.name == "UsePassage") & detail.contains(f'"{article_id}#', autoescape=True)
        statement = select(*columns).where(sent).order_by(consultation_event.c.seq.desc())
        return [CaseEvent(*row) for row in await self._session.execute(statement)]

    async def unfinished(self, citizen: str) -> Case | None:
        """See the port."""
        return await self._first((consultation.c.citizen == citizen) & ~consultation.c.finished)

    async def in_chat(self, chat: str) -> Case | None:
        """See the port."""
        return await self._first((consultation.c.chat == chat) & ~consultation.c.finished)

    async def of_chat(self, chat: str) -> Sequence[Case]:
        """See the port."""
        statement = select(*_COLUMNS).where(consultation.c.chat == chat).order_by(consultation.c.seq)
        return [_case(row) for row in await self._session.execute(statement)]

    async def latest(self, citizen: str, limit: int) -> Sequence[Case]:
        """See the port."""
        own = (consultation.c.citizen == citizen) & (consultation.c.receipt != "")
        statement = select(*_COLUMNS).where(own).order_by(consultation.c.seq.desc()).limit(limit)
        return [_case(row) for row in await self._session.execute(statement)]

    async def in_topic(self, group: str, thread: int) -> Case | None:
        """See the port."""
        return await self._first((consultation.c.topic_group == group) & (consultation.c.thread == thread))

    async def left_topic(self, group: str, thread: int) -> Case | None:
        """See the port."""
        event, topic = consultation_event.c, left_behind(group, thread)["topic"]
        there = (event.name == LEFT) & cast(event.detail, Text).contains(f'"{topic}"', autoescape=True)
        case_id = (await self._session.execute(select(event.consultation).where(there).limit(1))).scalar()
        return await self.get(case_id) if case_id else None

    async def by_receipt(self, receipt: str) -> Case | None:
        """See the port."""
        return await self._first(consultation.c.receipt == receipt)

    async def newest(self, channel: str) -> Case | None:
        """See the port."""
        return await self._first((consultation.c.channel == channel) & (consultation.c.receipt != ""))

    async def queue(self, departments: Sequence[str] | None, channel: str) -> Sequence[Case]:
        """See the port."""
        waiting = ~consultation.c.finished & (consultation.c.receipt != "") & (consultation.c.channel == channel)
        if departments is not None:
            waiting &= consultation.c.department.in_(departments)
        statement = select(*_COLUMNS).where(waiting).order_by(consultation.c.seq)
        return [_case(row) for row in await self._session.execute(statement)]

    async def past(
        self, departments: Sequence[str] | None, channels: Sequence[str], limit: int,
        before: int | None = None, text: str = "",
    ) -> CasePage:  # fmt: skip
        """See the port."""
        wanted = [consultation.c.receipt != "", consultation.c.channel.in_(channels)]
        wanted += [consultation.c.question.icontains(word, autoescape=True) for word in text.split()]
        wanted += [] if text.split() else [consultation.c.finished]
        wanted += [consultation.c.department.in_(departments)] if departments is not None else []
        wanted += [consultation.c.seq < before] if before is not None else []
        statement = select(consultation.c.seq, *_COLUMNS).where(*wanted).order_by(consultation.c.seq.desc())
        rows = (await self._session.execute(statement.limit(limit + 1))).all()
        following = rows[limit - 1][0] if len(rows) > limit else None
        return CasePage(tuple(_case(row[1:]) for row in rows[:limit]), following)

    async def due(self, now: datetime, channel: str, limit: int) -> Sequence[Case]:
        """See the port."""
        passed = (consultation.c.deadline_at <= now) & (consultation.c.channel == channel)
        statement = select(*_COLUMNS).where(passed).order_by(consultation.c.deadline_at).limit(limit)
        return [_case(row) for row in await self._session.execute(statement)]

    async def next_receipt(self, day: date) -> int:
        """See the port."""
        name = day.isoformat()
        await self._session.insert_new(receipt_day, [{"day": name, "given": 0}])
        counted = update(receipt_day).where(receipt_day.c.day == name).values(given=receipt_day.c.given + 1)
        number: int = (await self._session.execute(counted.returning(receipt_day.c.given))).scalar_one()
        return number

    async def moved(self, old: str, new: str) -> None:
        """See the port."""
        there = update(consultation).where(consultation.c.topic_group == old)
        await self._session.execute(there.values(topic_group=new, thread=None, card=None, shown=0))

    async def _count(self, told: Consultation) -> None:
        """What the question counts as follows its consultation."""
        record = await SqlQuestionLog(self._session).get(told.question)
        if record is not None:
            await fact_changed(self._session, record, told)

    async def _first(self, condition: ColumnElement[bool]) -> Case | None:
        statement = select(*_COLUMNS).where(condition).order_by(consultation.c.seq.desc()).limit(1)
        row = (await self._session.execute(statement)).first()
        return None if row is None else _case(row)
