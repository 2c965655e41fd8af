"""The citizen's private chat as far as a consultation is concerned; everything else is the bot's own conversation."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.channels.consult_render import (
    further_buttons,
    needs_people,
    offered,
    one_at_a_time,
    solved_without,
    still_waiting,
)
from bot.channels.telegram.albums import QUIET, Albums
from bot.channels.telegram.buttons import read_data
from bot.channels.telegram.conversation import CHANNEL
from bot.channels.telegram.delivery import TelegramDelivery
from bot.channels.telegram.gathering import LINES, with_line
from bot.channels.telegram.messages import calls
from bot.channels.telegram.redact import CALLBACK, MEMBERSHIP, MESSAGES
from bot.channels.telegram.updates import GONE, moment
from bot.composer import consult_wording as wording
from bot.core.case_buttons import BY_STAFF, CaseButton, CaseVerb, read_case_button
from bot.core.case_ports import Case, CaseMessage, Place, Side
from bot.core.consultation import InvalidTransition, State, events, find_receipt
from bot.core.model import ButtonKind, Decision, LogRecord, Outgoing, Span
from bot.core.ports import Clock, Database, InboxItem, UnitOfWork
from bot.core.pseudonym import pseudonym
from bot.service.citizen_desk import CitizenDesk
from bot.service.consult import ConsultService, relays

LONGEST_RECEIPT = 10
AnswerTap = Callable[[str, str], Awaitable[None]]


class Consulting:
    """Handles those updates of private chats that belong to a consultation."""

    def __init__(
        self, consult: ConsultService, delivery: TelegramDelivery, database: Database, clock: Clock, key: bytes,
        answer_tap: AnswerTap,
    ) -> None:  # fmt: skip
        self._consult, self._delivery, self._database, self._clock = consult, delivery, database, clock
        self._key, self._answer_tap = key, answer_tap
        self._desk, self._albums = CitizenDesk(consult, delivery), Albums()

    async def handle(self, item: InboxItem) -> float | None:
        """Do what the update asks for; seconds until it is to be looked at again, 0 when done, None when it is not ours."""
        kind = item.payload.get("kind")
        if "person" not in item.payload:
            return None
        if kind == CALLBACK:
            return await self._tapped(item)
        if kind == MEMBERSHIP:
            return await self._reachability(item)
        if kind == MESSAGES[1]:
            return await self._corrected(item)
        return await self._said(item) if kind == MESSAGES[0] else None

    async def offer(
        self,
        unit: UnitOfWork,
        record: LogRecord,
        decision: Decision,
        outgoing: Outgoing,
        chat: str,
        message: int | None,
    ) -> Outgoing:
        """The answer to a question, with the offer to connect the department when people are needed."""
        case = await unit.cases.unfinished(record.citizen)
        if case is not None and case.consultation.state is not State.OFFERED:
            rows = further_buttons(case, record.id, decision, quoted=message is not None)
            return replace(outgoing, buttons=(*outgoing.buttons, *rows))
        if not needs_people(decision):
            return outgoing
        return await self.offer_people(unit, record, outgoing, chat, message)

    async def offer_people(
        self, unit: UnitOfWork, record: LogRecord, outgoing: Outgoing, chat: str, message: int | None
    ) -> Outgoing:
        """The message with the offer below it."""
        case = await self._consult.offer(unit, record, chat, message)
        if case is None:
            return outgoing
        department = case.consultation.department
        staffed = await self._delivery.staffed(unit, department)
        return offered(outgoing, case, self._consult.hours(department), self._clock.now(), staffed=staffed)

    async def after_miss(self, unit: UnitOfWork, record: LogRecord, chat: str) -> Outgoing | None:
        """After an answer that missed: the department that may know; None while another case is under way."""
        case = await unit.cases.unfinished(record.citizen)
        if case is not None and case.consultation.state is not State.OFFERED:
            return None
        name = self._consult.name(self._consult.department_id(record.department))
        return await self.offer_people(unit, record, Outgoing(wording.offer_after_miss(name)), chat, None)

    async def after_solved(self, unit: UnitOfWork, record: LogRecord) -> Outgoing | None:
        """After an answer that helped: whether the case that waits is still needed; None without one."""
        case = await self._desk.waiting(unit, record)
        return still_waiting(case, self._name(case)) if case else None

    async def _said(self, item: InboxItem) -> float | None:
        text: str = item.payload.get("text", "")
        if text.strip().lower() == "/my" or _is_receipt(text):
            return await self._mine(item)
        if text.startswith("/"):
            return None
        async with self._database.write() as unit:
            case = await unit.cases.unfinished(self._citizen(item))
            if case is None or not (relays(case.consultation) or _is_supplement(case, item)):
                return None
            items = await self._albums.complete(unit, item)
            if not items:
                return QUIET
            if await self._done(unit, items):
                await self._hand_on(unit, case, items)
        return 0.0

    async def _hand_on(self, unit: UnitOfWork, case: Case, items: Sequence[InboxItem]) -> None:
        """To the people on the line; when nobody is on it yet, the citizen hears where it went."""
        await self._desk.said(unit, case, self._message(case, items))
        if not relays(case.consultation):
            told = Outgoing((Span(wording.ADDED.format(receipt=case.consultation.receipt)),))
            await unit.outbox.put(calls(told, case.chat, f"added:{items[0].update_id}"), self._now())

    async def _tapped(self, item: InboxItem) -> float | None:
        tapped = read_data(item.payload.get("data", ""))
        button = read_case_button(tapped.value) if tapped and tapped.kind is ButtonKind.CASE else None
        if button is None:
            return None
        told = wording.EXPIRED
        async with self._database.write() as unit:
            case = await unit.cases.get(button.case)
            if not await self._done(unit, [item]):
                return 0.0
            own = case is not None and case.consultation.citizen == self._citizen(item)
            if case is not None and own and button.verb not in BY_STAFF:  # data can be forged
                told = await self._do(unit, case, button, item)
            if button.verb is CaseVerb.DECLINE and told == wording.REPHRASE:
                await unit.outbox.put(calls(Outgoing((Span(told),)), item.chat, f"tap:{item.update_id}"), self._now())
                told = ""
        await self._answer_tap(item.payload["query"], told)
        return 0.0

    async def _do(self, unit: UnitOfWork, case: Case, button: CaseButton, item: InboxItem) -> str:
        if button.verb in (CaseVerb.NEW, CaseVerb.SWITCH):
            return await self._anew(unit, case, button, item)
        if button.verb is CaseVerb.SOLVED:
            return await self._solved(unit, case, button, item)
        if button.verb is not CaseVerb.ADD:
            return await self._desk.tapped(unit, case, button, self._now())
        about = item.payload.get("about")
        if about is None or case.consultation.is_finished:
            return wording.EXPIRED
        await self._desk.said(unit, case, await self._added(unit, case, replace(item, payload=about)))
        return wording.ADDED.format(receipt=case.consultation.receipt)

    async def _added(self, unit: UnitOfWork, case: Case, item: InboxItem) -> CaseMessage:
        """A message below which the button stands, with the earlier lines that were answered with it."""
        message = self._message(case, [item])
        record = await unit.questions.get(message.id)
        lines = record.understanding.get(LINES) if record else None
        return replace(message, text=record.masked_text, parts=tuple(lines)) if record and lines else message

    async def _anew(self, unit: UnitOfWork, case: Case, button: CaseButton, item: InboxItem) -> str:
        """Offer people for a further question: at once, or after the citizen has ended the case that is under way."""
        about = item.payload.get("about", {}).get("message")
        if button.verb is CaseVerb.NEW and not case.consultation.is_finished:
            asked = one_at_a_time(case, button.extra, self._name(case))
            await unit.outbox.put(calls(asked, item.chat, f"new:{case.id}:{button.extra}", about), self._now())
            return ""
        if not await self._desk.make_room(unit, case, button, self._now()):
            return wording.EXPIRED
        record = await self._desk.anew(unit, button, case.consultation.citizen)
        if record is None:
            return wording.EXPIRED
        name = self._consult.name(self._consult.department_id(record.department))
        outgoing = await self.offer_people(unit, record, Outgoing(wording.offer_again(name)), item.chat, about)
        await unit.outbox.put(calls(outgoing, item.chat, f"anew:{item.update_id}", about), self._now())
        return ""

    async def _solved(self, unit: UnitOfWork, case: Case, button: CaseButton, item: InboxItem) -> str:
        told = await self._desk.tapped(unit, case, button, self._now())
        ended = await unit.cases.get(case.id)
        if not told and ended is not None:
            await unit.outbox.put(calls(solved_without(ended), item.chat, f"solved:{item.update_id}"), self._now())
        return told

    def _name(self, case: Case) -> str:
        return self._consult.name(case.consultation.department)

    async def _corrected(self, item: InboxItem) -> float | None:
        """An edit of what staff were sent goes to staff; any other one is a question to the bot."""
        async with self._database.write() as unit:
            message = await unit.messages.at(Place(item.chat, item.payload.get("message", 0)))
            case = await unit.cases.get(message.case) if message else None
            if (
                message is None
                or case is None
                or case.consultation.state is State.OFFERED
                or not case.consultation.receipt
            ):
                return None
            if await self._done(unit, [item]):
                text, exact = item.payload.get("text", ""), "found" not in item.payload
                if message.kind == "text" and len(message.parts) > 1:
                    text = with_line(message.text, message.parts.index(item.payload["message"]), text)
                    exact = exact and message.exact
                await self._desk.corrected(unit, case, message, text, self._now(), exact=exact)
        return 0.0

    async def _reachability(self, item: InboxItem) -> float | None:
        """Blocked, or back: the case stands still, or goes on. The conversation marks the chat itself."""
        gone = item.payload.get("status") in GONE
        async with self._database.write() as unit:
            case = await unit.cases.unfinished(self._citizen(item))
            if case is not None:
                now = self._now()
                event: events.Event = events.CitizenGone(at=now) if gone else events.CitizenBack(at=now)
                try:
                    await self._consult.act(unit, self._delivery, case, event)
                except InvalidTransition:
                    return None  # it stands as it is already
        return None

    async def _mine(self, item: InboxItem) -> float:
        async with self._database.write() as unit:
            if await self._done(unit, [item]):
                text = await self._desk.mine(unit, self._citizen(item))
                await unit.outbox.put(calls(Outgoing((Span(text),)), item.chat, f"my:{item.update_id}"), self._now())
        return 0.0

    def _message(self, case: Case, items: Sequence[InboxItem]) -> CaseMessage:
        payloads = [each.payload for each in items]
        text = next((each["text"] for each in payloads if each.get("text")), "")
        number = payloads[0]["message"]
        return CaseMessage(
            id=pseudonym(self._key, f"{CHANNEL}-message", f"{case.chat}:{number}"),
            case=case.id,
            side=Side.CITIZEN,
            author=case.consultation.citizen,
            text=text,
            at=moment(payloads[0]["sent"]),
            chat=case.chat,
            parts=tuple(each["message"] for each in payloads),
            kind=payloads[0].get("attachment", "text"),
            exact=not any("found" in each for each in payloads),
            reply_to=payloads[0].get("reply"),
        )

    def _citizen(self, item: InboxItem) -> str:
        return pseudonym(self._key, CHANNEL, str(item.payload["person"]))

    async def _done(self, unit: UnitOfWork, items: Sequence[InboxItem]) -> bool:
        return all([await unit.inbox.done(each.update_id, self._now()) for each in items])

    def _now(self) -> datetime:
        return self._clock.now()


def _is_supplement(case: Case, item: InboxItem) -> bool:
    """Whether it can only be meant for people: a picture or the like, while a case waits for them."""
    return "text" not in item.payload and case.consultation.state is not State.OFFERED


def _is_receipt(text: str) -> bool:
    """Whether a citizen typed nothing but a receipt number, to hear how the case stands."""
    return find_receipt(text) is not None and len(text.strip()) <= LONGEST_RECEIPT
