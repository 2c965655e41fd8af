"""The staff's side of a consultation: what they write and order in a case's topic."""

from dataclasses import replace
from datetime import datetime

from bot.composer import consult_wording as wording
from bot.core.case_buttons import CaseButton, CaseVerb
from bot.core.case_ports import Case, CaseMessage, Side
from bot.core.consultation import HELD, InvalidTransition, Staff, StaleEvent, events
from bot.core.hours import SHANGHAI
from bot.core.ports import UnitOfWork
from bot.service.consult import ConsultService, Delivery
from bot.service.staff_orders import QUESTIONS, Order, OrderError, Verb, event_of, is_note

_ORDERS = {
    CaseVerb.CLAIM: Order(Verb.CLAIM),
    CaseVerb.RELEASE: Order(Verb.RELEASE),
    CaseVerb.SPAM: Order(Verb.SPAM),
    CaseVerb.RESOLVE: Order(Verb.RESOLVE),
}


EXCERPT = 60
"""Characters of a passage that are repeated to who sent it by its number."""


class StaffDesk:
    """Carries out what a member of staff wants; whether they are one is checked before."""

    def __init__(self, consult: ConsultService, delivery: Delivery, channel: str) -> None:
        self._consult, self._delivery, self._channel = consult, delivery, channel

    async def said(self, unit: UnitOfWork, case: Case, staff: Staff, message: CaseMessage) -> str:
        """Words for the citizen, or a note for colleagues; what to tell their author, or nothing."""
        if message.side is Side.STAFF and message.text.strip() in wording.STAFF_BUTTONS:
            raise OrderError(wording.IS_A_BUTTON.format(word=message.text.strip()))
        if message.side is Side.NOTE or is_note(message.text):
            message = replace(message, side=Side.NOTE)
            event: events.Event = events.Note(at=message.at, staff=staff, message=message.id)
        else:
            event = events.StaffMessage(at=message.at, staff=staff, message=message.id)
        told = case.consultation
        if told.state not in HELD or told.holder is None or told.holder.id != staff.id:
            message = replace(message, side=Side.NOTE)  # the citizen does not get it: no part of the answer
        return await self._act(unit, case, event) if await unit.messages.add(message) else ""

    async def corrected(
        self, unit: UnitOfWork, case: Case, staff: Staff, message: CaseMessage, text: str, at: datetime, *, exact: bool
    ) -> str:
        """Another wording of own words; what to tell their author, or nothing. `exact`: nothing is masked in it."""
        if text == message.text and exact:
            return ""  # what is masked may be another number behind the same mask
        holder, version = case.consultation.holder, message.version
        if message.side is not Side.STAFF or (holder is not None and holder.id == staff.id):
            version = await unit.messages.revise(message.id, text, at, exact=exact)
        if message.side is not Side.STAFF:
            return "" if is_note(text) else wording.STAYS_NOTE
        if is_note(text):
            return await self._act(unit, case, events.Retract(at=at, staff=staff, message=message.id))
        edit = events.StaffEdit(at=at, staff=staff, message=message.id, version=version)
        return await self._act(unit, case, edit)

    async def ordered(
        self, unit: UnitOfWork, case: Case | None, staff: Staff, order: Order, at: datetime,
        about: CaseMessage | None = None, seen: int | None = None,
    ) -> str:  # fmt: skip
        """Carry an order out; what to tell its author, or nothing. Raises OrderError."""
        if order.verb is Verb.QUEUE:
            return await self.queue(unit)
        if case is None:
            raise OrderError(wording.NO_CASE)
        if order.verb in QUESTIONS:
            return await self._told(unit, case, order.verb, at)
        if order.verb is Verb.PROMOTE:
            return wording.PROMOTED if await unit.pairs.promote(case.id) else wording.NO_PAIR
        return await self._act(unit, case, event_of(order, case, staff, self._consult, at, about, seen))

    async def tapped(self, unit: UnitOfWork, case: Case, staff: Staff, button: CaseButton, at: datetime) -> str:
        """Carry a button out; what to tell its author, or nothing. Raises OrderError."""
        if button.verb is CaseVerb.USE:
            return await self._use(unit, case, staff, button.extra, at)
        if button.verb not in _ORDERS:
            raise OrderError(wording.EXPIRED)
        return await self.ordered(unit, case, staff, _ORDERS[button.verb], at, seen=button.seen)

    async def use(self, unit: UnitOfWork, case: Case, staff: Staff, number: int, at: datetime) -> str:
        """Send the passage that was offered last under this number; what to tell its author. Raises OrderError."""
        offered = await self._consult.offered(unit, case, at)
        if not 0 < number <= len(offered):
            raise OrderError(wording.NO_SUCH_PASSAGE)
        passage = self._consult.passage(offered[number - 1], at)
        told = await self._use(unit, case, staff, offered[number - 1], at)
        return told or wording.USED.format(number=number, text=passage.quote[:EXCERPT] if passage else "")

    async def queue(self, unit: UnitOfWork, departments: tuple[str, ...] | None = None) -> str:
        """The unfinished cases, one a line."""
        cases = [each.consultation for each in await unit.cases.queue(departments, self._channel)]
        lines = [wording.queue_line(each, self._consult.name(each.department)) for each in cases]
        return "\n".join(lines) or wording.NO_QUEUE

    async def _use(self, unit: UnitOfWork, case: Case, staff: Staff, digest: str, at: datetime) -> str:
        passage = self._consult.passage(digest, at)
        if passage is None:
            raise OrderError(wording.NO_PASSAGE)
        return await self._act(unit, case, events.UsePassage(at=at, staff=staff, passage=passage.passage_id))

    async def _alone(self, unit: UnitOfWork, case: Case, message: str, at: datetime) -> bool:
        """Whether the citizen has nothing from staff but this message."""
        said = [each.id for each in await unit.messages.of(case.id) if each.side is Side.STAFF]
        return said == [message] and not await self._consult.passage_sent(unit, case, at)

    async def _act(self, unit: UnitOfWork, case: Case, event: events.Event) -> str:
        if isinstance(event, events.Retract):
            event = replace(event, alone=await self._alone(unit, case, event.message, event.at))
        try:
            notices = await self._consult.act(unit, self._delivery, case, event)
        except StaleEvent:
            return wording.EXPIRED
        except InvalidTransition:
            return wording.NOT_NOW
        return "".join(map(wording.notice, notices))

    async def _told(self, unit: UnitOfWork, case: Case, verb: Verb, at: datetime) -> str:
        if verb is Verb.WHO:
            holder = case.consultation.holder
            badges = "、".join(await unit.desks.staff(case.group))
            return wording.who(holder.badge if holder else "", badges)
        sessions = self._consult.hours(case.consultation.department).sessions(at.astimezone(SHANGHAI).date())
        return wording.hours_today("、".join(map(str, sessions)))
