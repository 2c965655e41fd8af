"""The three-way consultation as a use case: access is checked before; then step, save, and hand the effects to a channel."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, Protocol

from bot.core.case_ports import AnsweredPair, Case, CaseEvent, CaseMessage, Side
from bot.core.consultation import (
    HELD,
    Availability,
    Conclusion,
    Consultation,
    Policy,
    Staff,
    StaleEvent,
    State,
    effects,
    events,
    offer,
    receipt_number,
    step,
)
from bot.core.hours import SHANGHAI, OfficeHours, Schedule
from bot.core.model import Citation, LogRecord
from bot.core.ports import UnitOfWork
from bot.service.snapshot import SnapshotHolder
from corpus.model import Article, Department, Passage
from retrieval.text import clean

SUGGESTED = 3
"""How many passages staff are offered."""
SHARED = 0.1
"""The least part of a message's weight that a passage offered for it has to hold: what shares nothing only disturbs."""
REPLY_DAYS = 1
"""Working days within which a question left in writing is answered."""
SUGGESTION = "Suggestion"
"""The event that keeps which passages staff were offered."""
_NEW_CARD = tuple(each.__name__ for each in (events.Reassign, events.Reopen, events.TopicLost))
_ANSWER_CHANGES = effects.ProposePair | effects.EditAtCitizen | effects.RetractAtCitizen
_ANSWERED = (Conclusion.ANSWERED, Conclusion.PROMISED)
_TALKING = HELD - {State.PROMISED}


class Delivery(Protocol):
    """A channel carrying out what a step asks for. Called inside the step's transaction."""

    async def deliver(self, unit: UnitOfWork, case: Case, todo: Sequence[effects.Effect], at: datetime) -> None:
        """Queue what is to be sent to the citizen and done in the topic; `case` is as saved."""

    async def staffed(self, unit: UnitOfWork, department: str) -> bool:
        """Whether anybody could answer for the department here; if not, a question is kept in writing."""


class BusyError(Exception):
    """Somebody else changed the case in the meantime: load it again and decide anew."""


class ConsultService:
    """Moves consultations. Every method works inside the caller's transaction, with the update it answers."""

    def __init__(self, snapshot: SnapshotHolder, schedule: Schedule, policy: Policy | None = None) -> None:
        self._snapshot, self._schedule, self._policy = snapshot, schedule, policy or Policy()

    async def offer(self, unit: UnitOfWork, record: LogRecord, chat: str, message: int | None) -> Case | None:
        """Offer to connect the department of a question; None while another case of the citizen is under way.

        An earlier offer is withdrawn. `message` is the question's id in `chat`, so that its edits are recognised.
        """
        earlier = await unit.cases.unfinished(record.citizen)
        if earlier is not None:
            if earlier.consultation.state is not State.OFFERED:
                return None
            await self.move(unit, earlier, events.Decline(at=record.decided_at))
        told = offer(
            secrets.token_hex(8),
            record.citizen,
            self.department_id(record.department),
            record.id,
            record.decided_at,
            self._policy,
        )
        case = Case(told, record.channel, chat, record.masked_text, record.reply)
        await unit.cases.add(case)
        single = () if message is None else (message,)
        parts = tuple(record.understanding.get("lines", single))
        asked = CaseMessage(
            record.id, case.id, Side.CITIZEN, record.citizen, record.masked_text, record.asked_at, chat, parts
        )
        await unit.messages.add(asked)
        return case

    async def act(
        self, unit: UnitOfWork, delivery: Delivery, case: Case, event: events.Event, actor: str = ""
    ) -> tuple[effects.Notice, ...]:
        """One step: saved, recorded and queued for delivery; returns what whoever acted has to be told.

        Raises InvalidTransition, StaleEvent, BusyError.
        """
        moved, todo = await self.move(unit, case, event, actor)
        for each in todo:
            if isinstance(each, effects.RetractAtCitizen):
                await unit.messages.withdraw(each.message)  # no part of the answer any more
        if any(isinstance(each, _ANSWER_CHANGES) for each in todo) and moved.consultation.conclusion in _ANSWERED:
            await self._propose(unit, moved)
        notices = tuple(each for each in todo if isinstance(each, effects.Notice))
        await delivery.deliver(unit, moved, [each for each in todo if each not in notices], event.at)
        return notices

    async def move(
        self, unit: UnitOfWork, case: Case, event: events.Event, actor: str = ""
    ) -> tuple[Case, tuple[effects.Effect, ...]]:
        """A step without delivery. Raises InvalidTransition, StaleEvent, BusyError."""
        after, todo = step(case.consultation, event)
        if not await unit.cases.save(after, case.consultation.revision):
            raise BusyError(case.id)
        who = actor or getattr(getattr(event, "staff", None), "id", "")
        recorded = CaseEvent(case.id, event.at, who, type(event).__name__, after.revision, _detail(event))
        await unit.cases.record(recorded)
        return replace(case, consultation=after), todo

    async def consent(
        self, unit: UnitOfWork, delivery: Delivery, case: Case, at: datetime, *, live: bool, seen: int | None = None
    ) -> None:
        """The citizen agrees: a receipt number, and the department called or, without anybody there, written to."""
        day, department = at.astimezone(SHANGHAI).date(), case.consultation.department
        live = live and await delivery.staffed(unit, department)
        if case.consultation.state is not State.OFFERED:
            raise StaleEvent("agreed already")  # before a receipt number is spent
        receipt = receipt_number(day, await unit.cases.next_receipt(day))
        office = self.office(department, at)
        event = events.Consent(at=at, seen=seen, receipt=receipt, office=office, live=live)
        await self.act(unit, delivery, case, event, case.consultation.citizen)

    def office(self, department: str, at: datetime) -> Availability:
        """Whether the department is open, and when a written question is answered."""
        hours = self.hours(department)
        day = at.astimezone(SHANGHAI).date()
        due = hours.end_of(hours.add_working_days(day, REPLY_DAYS).day)
        return Availability(due, None if hours.is_open(at) else hours.next_opening(at).at)

    def hours(self, department: str) -> OfficeHours:
        """The department's office hours."""
        return self._schedule.of(department)

    def department_id(self, department: str | None) -> str:
        """The department itself, or the desk that takes what nobody else does."""
        desk = self._snapshot.current.corpus.desk
        return department or (desk.id if desk else "")

    def name(self, department: str) -> str:
        """A department's name as people read it."""
        found = self._snapshot.current.corpus.department(department)
        return found.name if found else department or "值班台"

    def departments(self) -> Sequence[Department]:
        """Every department of the corpus in force."""
        return self._snapshot.current.corpus.departments

    def find_department(self, name: str) -> str | None:
        """The id of the department that is called so, or None."""
        known = self._snapshot.current.corpus.departments
        return next((each.id for each in known if name and name in (each.id, *each.names)), None)

    def suggestions(self, text: str, at: datetime) -> tuple[Citation, ...]:
        """The passages that fit a message best, each as it would be sent."""
        day = at.astimezone(SHANGHAI).date()
        found = self._snapshot.current.knowledge.find(clean(text), day, SUGGESTED)
        return tuple(_citation(each.article, each.passage) for each in found if each.hit.coverage >= SHARED)

    def passage(self, digest: str, at: datetime) -> Citation | None:
        """The passage with this digest; None when the corpus has it no more, or it is no longer in force."""
        knowledge = self._snapshot.current.knowledge
        for passage in knowledge.passages.values():
            if digest_of(passage.id) == digest:
                article = knowledge.articles[passage.article_id]
                return _citation(article, passage) if article.valid_on(at.astimezone(SHANGHAI).date()) else None
        return None

    async def suggest(self, unit: UnitOfWork, case: Case, message: str, at: datetime) -> tuple[Citation, ...]:
        """The passages that fit a citizen's new message, kept as what staff were offered last."""
        said = await unit.messages.get(message)
        found = self.suggestions(f"{case.question}\n{said.text if said else ''}", at)
        if found:
            detail = {"passages": [digest_of(each.passage_id) for each in found]}
            await unit.cases.record(CaseEvent(case.id, at, "", SUGGESTION, case.consultation.revision, detail))
        return found

    async def offered(self, unit: UnitOfWork, case: Case, at: datetime) -> tuple[str, ...]:
        """The digests of the passages that staff were offered last: those of the card, unless others came below it."""
        for event in reversed(await unit.cases.events(case.id)):
            if event.name == SUGGESTION:
                return tuple(event.detail["passages"])
            if event.name in _NEW_CARD:
                break
        transcript = await unit.messages.of(case.id)
        found = self.suggestions(transcript[0].text if transcript else case.question, at)
        return tuple(digest_of(each.passage_id) for each in found)

    async def passage_sent(self, unit: UnitOfWork, case: Case, at: datetime) -> str:
        """The words of the passage that staff sent last in this case; empty without one, or when it is gone since."""
        sent = [each for each in await unit.cases.events(case.id) if each.name == events.UsePassage.__name__]
        passage = self.passage(digest_of(sent[-1].detail["passage"]), at) if sent else None
        return passage.quote if passage else ""

    async def _propose(self, unit: UnitOfWork, case: Case) -> None:
        """Keep the question with everything its holder said and did not take back."""
        told = case.consultation
        transcript = await unit.messages.of(case.id)
        answer = "\n".join(each.text for each in transcript if each.side is Side.STAFF and each.text)
        if told.holder is None or not answer:
            return await unit.pairs.drop(case.id)
        question = next((each.text for each in transcript if each.side is Side.CITIZEN), case.question)
        pair = AnsweredPair(
            case.id,
            question,
            answer,
            told.department,
            told.holder.id,
            told.created_at,
            told.resolved_at or told.created_at,
        )
        await unit.pairs.put(pair)
        return None


def relays(case: Consultation) -> bool:
    """Whether what the citizen writes now is meant for the people on the line."""
    return case.state in _TALKING or case.state is State.UNREACHABLE or (case.state is State.WAITING and case.live)


def digest_of(passage_id: str) -> str:
    """The short part of a passage's id."""
    return passage_id.rpartition("#")[2]


def _citation(article: Article, passage: Passage) -> Citation:
    return Citation(
        article.id, article.title, article.source, article.published, passage.id, passage.text, passage.text
    )


def _detail(event: events.Event) -> Mapping[str, Any]:
    """An event's values as plain JSON data, without those the record has in columns of its own."""
    values = {each.name: getattr(event, each.name) for each in fields(event) if each.name not in ("at", "staff")}
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: object) -> Any:
    match value:
        case str() | int():
            return value
        case Availability():
            return {"due": value.due.isoformat(), "opens_at": value.opens_at.isoformat() if value.opens_at else None}
        case Staff():
            return value.id
        case _:
            return str(value)
