"""Erasing words, chats and pseudonyms; rows that are counted or audited stay without them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update

from bot.core.consultation import FINISHED, Consultation, State
from bot.core.erasure_ports import Erased, Purge
from bot.core.notice_ports import Watcher
from bot.store.cases import found_by
from bot.store.consultation_json import from_json
from bot.store.inbox import InboxState
from bot.store.outbox import OPEN
from bot.store.schema import (
    answered_pair,
    consultation,
    consultation_event,
    consultation_message,
    inbox,
    message_map,
    message_place,
    message_revision,
    outbox,
    purge_log,
    question_cluster,
    question_fact,
    question_log,
    unreachable_chat,
    watch,
)
from bot.store.session import Session

AT_ONCE = 500


class SqlErasure:
    """`bot.core.erasure_ports.Erasure` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def citizen(self, who: Watcher) -> Erased:
        """See the port."""
        own = (consultation.c.citizen == who.citizen) & (consultation.c.channel == who.channel)
        waiting = own & ~consultation.c.finished & (consultation.c.state != State.OFFERED)
        receipts = (await self._session.execute(select(consultation.c.receipt).where(waiting))).scalars().all()
        cases = await self._ids(own & or_(consultation.c.finished, consultation.c.state == State.OFFERED))
        proposed = await self._pairs(cases)
        await self._cases(cases)
        await self._traffic(who)
        return Erased(
            questions=await self._questions(question_log.c.citizen == who.citizen, forget=True),
            cases=len(cases),
            watches=await self._watches(who),
            open_cases=tuple(receipts),
            proposed=proposed,
        )

    async def texts(self, before: datetime) -> int:
        """See the port."""
        lately = select(consultation_event.c.consultation).where(consultation_event.c.at >= before)
        finished = consultation.c.finished & (consultation.c.question != "") & consultation.c.id.not_in(lately)
        cases = await self._ids(finished, AT_ONCE)
        await self._pairs(cases)
        await self._cases(cases)
        return len(cases) + await self._questions(
            (question_log.c.asked_at < before) & (question_log.c.masked_text != ""), limit=AT_ONCE
        )

    async def records(self, before: datetime) -> int:
        """See the port."""
        received = delete(inbox).where(inbox.c.state != InboxState.NEW, inbox.c.changed_at < before)
        sent = delete(outbox).where(outbox.c.state.not_in(OPEN), outbox.c.changed_at < before)
        return sum([(await self._session.execute(each)).rowcount for each in (received, sent)])

    async def purged(self, purge: Purge) -> None:
        """See the port."""
        row = {"at": purge.at, "texts": purge.texts, "records": purge.records}
        await self._session.execute(insert(purge_log).values(row))

    async def last_purge(self) -> datetime | None:
        """See the port."""
        newest = select(purge_log.c.at).order_by(purge_log.c.seq.desc()).limit(1)
        at: datetime | None = (await self._session.execute(newest)).scalar()
        return at

    async def _questions(self, which: ColumnElement[bool], *, forget: bool = False, limit: int | None = None) -> int:
        """Empty the words of questions, in the log, in its facts and where they name a cluster."""
        seqs = (await self._session.execute(select(question_log.c.seq).where(which).limit(limit))).scalars().all()
        words = {"masked_text": "", "clean_text": "", "reply": "", "understanding": {}, "hits": []}
        await self._clusters(seqs)
        for start in range(0, len(seqs), AT_ONCE):
            some = seqs[start : start + AT_ONCE]
            values = words | ({"citizen": ""} if forget else {})
            await self._session.execute(update(question_log).where(question_log.c.seq.in_(some)).values(values))
            await self._session.execute(update(question_fact).where(question_fact.c.seq.in_(some)).values(text=""))
        return len(seqs)

    async def _clusters(self, seqs: Sequence[int]) -> None:
        """A cluster that is named after one of these questions is named after another one of its questions."""
        fact = question_fact.c
        for start in range(0, len(seqs), AT_ONCE):
            erased = select(fact.cluster).where(fact.seq.in_(seqs[start : start + AT_ONCE]), fact.cluster.is_not(None))
            left = (fact.cluster == question_cluster.c.id) & fact.seq.not_in(seqs) & (fact.text != "")
            other = func.coalesce(select(func.min(fact.text)).where(left).scalar_subquery(), "")
            statement = update(question_cluster).where(question_cluster.c.id.in_(erased)).values(question=other)
            await self._session.execute(statement)

    async def _ids(self, which: ColumnElement[bool], limit: int | None = None) -> Sequence[str]:
        return (await self._session.execute(select(consultation.c.id).where(which).limit(limit))).scalars().all()

    async def _pairs(self, cases: Sequence[str]) -> int:
        """Forget answered pairs, but for those that staff proposed for everybody; returns how many those are."""
        own = answered_pair.c.consultation.in_(cases)
        await self._session.execute(delete(answered_pair).where(own, ~answered_pair.c.candidate))
        left: int = (
            await self._session.execute(select(func.count()).select_from(answered_pair).where(own))
        ).scalar_one()
        return left

    async def _cases(self, cases: Sequence[str]) -> None:
        for case_id in cases:
            where = consultation.c.id == case_id
            told = from_json((await self._session.execute(select(consultation.c.body).where(where))).scalar_one())
            events = (consultation_event.c.consultation == case_id) & (consultation_event.c.actor == told.citizen)
            await self._session.execute(update(consultation_event).where(events).values(actor=""))
            emptied = found_by(_anonymous(told)) | {"citizen": "", "chat": "", "question": "", "why": ""}
            await self._session.execute(update(consultation).where(where).values(emptied))
            await self._messages(case_id)

    async def _messages(self, case_id: str) -> None:
        own = consultation_message.c.consultation == case_id
        ids = select(consultation_message.c.id).where(own)
        for table in (message_revision, message_place, message_map):
            await self._session.execute(delete(table).where(table.c.message.in_(ids)))
        values: dict[str, object] = {"text": "", "author": "", "chat": "", "parts": [], "reply_to": None}
        await self._session.execute(update(consultation_message).where(own).values(values))

    async def _traffic(self, who: Watcher) -> None:
        """Updates keep their numbers, so that one delivered again is still known."""
        done = (inbox.c.chat == who.chat) & (inbox.c.state != InboxState.NEW)
        emptied = {"chat": "", "payload": {}, "state": InboxState.DONE}
        await self._session.execute(update(inbox).where(done).values(emptied))
        sent = (outbox.c.chat == who.chat) & outbox.c.state.not_in(OPEN)
        noticed = outbox.c.key.like(f"notice:%:{who.citizen}/%")
        await self._session.execute(delete(outbox).where(or_(sent, noticed)))
        await self._session.execute(delete(unreachable_chat).where(unreachable_chat.c.chat == who.chat))

    async def _watches(self, who: Watcher) -> int:
        own = (watch.c.channel == who.channel) & (watch.c.citizen == who.citizen)
        return (await self._session.execute(delete(watch).where(own))).rowcount


def _anonymous(case: Consultation) -> Consultation:
    """The case without its citizen; nobody is waited for any more."""
    state = case.state if case.state in FINISHED - {State.RESOLVED} else State.CLOSED
    return replace(case, citizen="", deadline=None, state=State.CANCELLED if case.state is State.OFFERED else state)
