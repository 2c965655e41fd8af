"""The citizen's side of a consultation: agreeing, writing, waiting, rating, looking up the own cases."""

from collections.abc import Callable
from datetime import datetime

from bot.composer import consult_wording as wording
from bot.core.case_buttons import CaseButton, CaseVerb
from bot.core.case_ports import Case, CaseMessage
from bot.core.consultation import InvalidTransition, State, events
from bot.core.model import LogRecord
from bot.core.ports import UnitOfWork
from bot.service.consult import ConsultService, Delivery

LISTED = 5
_UNCLAIMED = (State.WAITING, State.OUT_OF_HOURS)

_SIMPLE: dict[CaseVerb, Callable[[datetime, CaseButton], events.Event]] = {
    CaseVerb.DECLINE: lambda at, button: events.Decline(at=at, seen=button.seen),
    CaseVerb.KEEP_WAITING: lambda at, button: events.KeepWaiting(at=at, seen=button.seen),
    CaseVerb.STOP_WAITING: lambda at, button: events.LeaveInWriting(at=at, seen=button.seen),
    CaseVerb.CANCEL: lambda at, _: events.Cancel(at=at),
    CaseVerb.SOLVED: lambda at, _: events.SolvedByBot(at=at),
    CaseVerb.CONFIRM: lambda at, button: events.Confirm(at=at, seen=button.seen),
    CaseVerb.RATE: lambda at, button: events.Rate(at=at, stars=int(button.extra)),
}


class CitizenDesk:
    """Carries out what a citizen wants with an own case."""

    def __init__(self, consult: ConsultService, delivery: Delivery) -> None:
        self._consult, self._delivery = consult, delivery

    async def tapped(self, unit: UnitOfWork, case: Case, button: CaseButton, at: datetime) -> str:
        """Carry a button out; a remark for the citizen, or nothing."""
        if button.verb is CaseVerb.REOPEN and (other := await self._under_way(unit, case, at)):
            return wording.CASE_BUSY.format(receipt=other.consultation.receipt)
        try:
            await self._do(unit, case, button, at)
        except (InvalidTransition, ValueError):
            return wording.EXPIRED
        return wording.REPHRASE if button.verb is CaseVerb.DECLINE else ""

    async def _under_way(self, unit: UnitOfWork, case: Case, at: datetime) -> Case | None:
        """Another case that goes on; a mere offer gives way to the case that is opened again."""
        other = await unit.cases.unfinished(case.consultation.citizen)
        if other is not None and other.consultation.state is State.OFFERED:
            await self._consult.move(unit, other, events.Decline(at=at))
            return None
        return other

    async def _do(self, unit: UnitOfWork, case: Case, button: CaseButton, at: datetime) -> None:
        if button.verb in (CaseVerb.CONNECT, CaseVerb.WRITE):
            live = button.verb is CaseVerb.CONNECT
            await self._consult.consent(unit, self._delivery, case, at, live=live, seen=button.seen)
            return
        if button.verb is CaseVerb.REOPEN:
            event: events.Event = events.Reopen(at=at, office=self._consult.office(case.consultation.department, at))
        elif button.verb in _SIMPLE:
            event = _SIMPLE[button.verb](at, button)
        else:
            raise InvalidTransition(button.verb)
        await self._consult.act(unit, self._delivery, case, event, case.consultation.citizen)

    async def waiting(self, unit: UnitOfWork, record: LogRecord) -> Case | None:
        """The case that nobody has taken on yet and that this later, answered question may have made needless."""
        case = await unit.cases.unfinished(record.citizen)
        later = case is not None and record.decided_at > case.consultation.created_at
        return case if case is not None and later and case.consultation.state in _UNCLAIMED else None

    async def make_room(self, unit: UnitOfWork, case: Case, button: CaseButton, at: datetime) -> bool:
        """End a case for the sake of another question; False when it has changed since the button was made."""
        told = case.consultation
        if told.is_finished:
            return True
        if button.seen < told.since:
            return False
        await self._consult.act(unit, self._delivery, case, events.Cancel(at=at), told.citizen)
        return True

    async def anew(self, unit: UnitOfWork, button: CaseButton, citizen: str) -> LogRecord | None:
        """The own question of a button that nobody is asked yet; None when it cannot be handed on now."""
        record = await unit.questions.get(button.extra)
        other = await unit.cases.unfinished(citizen)
        if record is None or record.citizen != citizen:
            return None
        free = other is None or (other.consultation.state is State.OFFERED and other.consultation.question != record.id)
        return record if free else None

    async def said(self, unit: UnitOfWork, case: Case, message: CaseMessage) -> None:
        """Words for the people on the line. Raises InvalidTransition when nobody is."""
        if await unit.messages.add(message):
            event = events.CitizenMessage(at=message.at, message=message.id)
            await self._consult.act(unit, self._delivery, case, event, message.author)

    async def corrected(
        self, unit: UnitOfWork, case: Case, message: CaseMessage, text: str, at: datetime, *, exact: bool = True
    ) -> None:
        """Another wording of what was said; staff see it while the case is under way. `exact`: nothing is masked in it."""
        if text == message.text and exact:
            return  # what is masked may be another number behind the same mask
        version = await unit.messages.revise(message.id, text, at, exact=exact)
        event = events.CitizenEdit(at=at, message=message.id, version=version)
        if not case.consultation.is_finished or case.consultation.state is State.RESOLVED:
            await self._consult.act(unit, self._delivery, case, event, message.author)

    async def mine(self, unit: UnitOfWork, citizen: str) -> str:
        """The citizen's latest cases and how they stand."""
        cases = await unit.cases.latest(citizen, LISTED)
        lines = [
            wording.my_line(each.consultation, self._consult.name(each.consultation.department), each.question)
            for each in cases
        ]
        return "\n".join(lines) or wording.NOTHING_OPEN
