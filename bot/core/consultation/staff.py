"""What the staff's events do. Only the holder's words reach the citizen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Protocol, TypeVar

from bot.core.consultation import effects as fx
from bot.core.consultation import events as ev
from bot.core.consultation.effects import NoticeKind
from bot.core.consultation.errors import InvalidTransition, StaleEvent
from bot.core.consultation.moves import Result, enter, enter_queue, notice, queued
from bot.core.consultation.values import FINISHED, HELD, Conclusion, Consultation, Staff, State


class _ByStaff(Protocol):
    @property
    def staff(self) -> Staff: ...


_E = TypeVar("_E", bound=_ByStaff)


def _holds(case: Consultation, staff: Staff) -> bool:
    return case.holder is not None and case.holder.id == staff.id


def _of_holder(handler: Callable[[Consultation, _E], Result]) -> Callable[[Consultation, _E], Result]:
    """Anybody else is told whose case it is."""

    @wraps(handler)
    def guarded(case: Consultation, event: _E) -> Result:
        return handler(case, event) if _holds(case, event.staff) else notice(case, event.staff, _refusal(case))

    return guarded


def _refusal(case: Consultation) -> NoticeKind:
    if case.state in FINISHED:
        return NoticeKind.FINISHED
    if case.state is State.UNREACHABLE:
        return NoticeKind.CITIZEN_GONE
    return NoticeKind.NOT_YOURS if case.state in HELD else NoticeKind.CLAIM_FIRST


def claim(case: Consultation, event: ev.Claim) -> Result:
    """The first one has the case: compare-and-set on the state and, from a button, on the revision seen."""
    if event.seen is not None and event.seen < case.since:
        raise StaleEvent("the button is of an earlier state")
    held = enter(case, State.CLAIMED, event.at, holder=event.staff, owes_reply=True)
    return held, (fx.TellClaimed(case.id, case.department, event.staff.badge),)


def outrun(case: Consultation, event: ev.Claim) -> Result:
    """Somebody has the case already, perhaps the same person by a double tap."""
    own = _holds(case, event.staff)
    return notice(case, event.staff, NoticeKind.ALREADY_YOURS if own else NoticeKind.ALREADY_CLAIMED)


@_of_holder
def release(case: Consultation, event: ev.Release) -> Result:
    """Back to the queue; a promise that was given still stands."""
    due = case.due if case.state is State.PROMISED and case.due is not None else event.office.due
    waiting = enter_queue(case, replace(event.office, due=due), event.at)
    return waiting, (fx.TellStaff(case.id, fx.StaffNews.RELEASED), *queued(waiting))


def takeover(case: Consultation, event: ev.Takeover) -> Result:
    """The holder changes, everything else stays."""
    if _holds(case, event.staff):
        return notice(case, event.staff, NoticeKind.ALREADY_YOURS)
    told = (fx.TellClaimed(case.id, case.department, event.staff.badge), fx.TellStaff(case.id, fx.StaffNews.TAKEN_OVER))
    return replace(case, holder=event.staff), told


def reassign(case: Consultation, event: ev.Reassign) -> Result:
    """Another department is asked; the citizen hears which, and not why."""
    if event.department == case.department:
        raise InvalidTransition("reassigned to the same department")
    moved = enter_queue(case, event.office, event.at, department=event.department)
    hand_over = fx.HandOver(case.id, case.department, event.department, event.staff, event.reason)
    return moved, (hand_over, fx.TellReassigned(case.id, event.department), *queued(moved))


@_of_holder
def reassign_held(case: Consultation, event: ev.Reassign) -> Result:
    """A held case is reassigned by its holder only."""
    return reassign(case, event)


def unheard(case: Consultation, event: ev.StaffMessage) -> Result:
    """Words that cannot reach the citizen stay in the topic, and the writer is told why."""
    explained = fx.Notice(case.id, event.staff, _refusal(case), case.holder)
    return case, (fx.KeepNote(case.id, event.message, event.staff), explained)


def message(case: Consultation, event: ev.StaffMessage) -> Result:
    """The holder's words are relayed, a colleague's are a note."""
    if not _holds(case, event.staff):
        return unheard(case, event)
    return _spoken(case, event.at), (_relay(case, event.staff, event.message),)


def note(case: Consultation, event: ev.Note) -> Result:
    """A note stays in the topic."""
    return case, (fx.KeepNote(case.id, event.message, event.staff),)


@_of_holder
def edit(case: Consultation, event: ev.StaffEdit) -> Result:
    """The citizen sees the correction, also after the case is resolved."""
    return case, (fx.EditAtCitizen(case.id, event.message, event.version, case.department, event.staff.badge),)


@_of_holder
def retract(case: Consultation, event: ev.Retract) -> Result:
    """The message disappears at the citizen's; without any other, an answer is owed again."""
    owed = replace(case, owes_reply=True) if event.alone and case.state in HELD else case
    return owed, (fx.RetractAtCitizen(case.id, event.message),)


def refused(case: Consultation, event: ev.StaffEdit | ev.Retract) -> Result:
    """What the citizen has read can no longer be changed."""
    return notice(case, event.staff, _refusal(case))


@_of_holder
def use_passage(case: Consultation, event: ev.UsePassage) -> Result:
    """A passage is an answer of the holder."""
    sent = fx.SendPassage(case.id, event.passage, case.department, event.staff.badge)
    return _spoken(case, event.at), (sent,)


@_of_holder
def promise(case: Consultation, event: ev.Promise) -> Result:
    """The citizen hears the day; the clock watches it."""
    if event.due <= event.at:
        return notice(case, event.staff, NoticeKind.NEEDS_DATE)
    promised = enter(case, State.PROMISED, event.at, due=event.due, live=False, owes_reply=True)
    return promised, (fx.TellPromised(case.id, event.day, case.department, event.staff.badge),)


@_of_holder
def resolve(case: Consultation, event: ev.Resolve) -> Result:
    """The holder concludes; the citizen gets the last reply, if any, and the summary."""
    missing = _missing(case, event)
    return notice(case, event.staff, missing) if missing else _resolved(case, event)


def dismiss(case: Consultation, event: ev.Resolve) -> Result:
    """Unclaimed, a case can only be found out of remit or invalid; who says so becomes its holder."""
    if event.conclusion in {Conclusion.ANSWERED, Conclusion.PROMISED} or event.reply is not None:
        return notice(case, event.staff, NoticeKind.CLAIM_FIRST)
    missing = _missing(case, event)
    return notice(case, event.staff, missing) if missing else _resolved(replace(case, holder=event.staff), event)


@_of_holder
def resolve_unreachable(case: Consultation, event: ev.Resolve) -> Result:
    """The case can be concluded without the citizen, but no word can be added."""
    missing = _missing(case, event) or (NoticeKind.CITIZEN_GONE if event.reply is not None else None)
    if missing:
        return notice(case, event.staff, missing)
    closed = enter(case, State.CLOSED, event.at, **_end(event), resume=None)
    return closed, (*_pair(case, event), fx.CloseTopic(case.id))


def mark_spam(case: Consultation, event: ev.MarkSpam) -> Result:
    """The case ends without a word to its sender; a held one only by its holder."""
    if case.state in HELD and not _holds(case, event.staff):
        return notice(case, event.staff, NoticeKind.NOT_YOURS)
    return enter(case, State.SPAM, event.at), (fx.CloseTopic(case.id),)


def _missing(case: Consultation, event: ev.Resolve) -> NoticeKind | None:
    was = case.resume or case.state
    match event.conclusion:
        case Conclusion.OUT_OF_REMIT if not event.referral.strip():
            return NoticeKind.NEEDS_REFERRAL
        case Conclusion.PROMISED if was is not State.PROMISED:
            return NoticeKind.NEEDS_DATE
        case Conclusion.ANSWERED | Conclusion.PROMISED if case.owes_reply and event.reply is None:
            return NoticeKind.NEEDS_REPLY
        case _:
            return None


def _resolved(case: Consultation, event: ev.Resolve) -> Result:
    spoken = _spoken(case, event.at) if event.reply is not None else case
    resolved = enter(spoken, State.RESOLVED, event.at, **_end(event))
    relay = (_relay(case, event.staff, event.reply),) if event.reply is not None else ()
    summary = fx.SendSummary(case.id, event.conclusion, case.department, event.staff.badge, event.referral)
    return resolved, (*relay, summary, *_pair(case, event))


def _end(event: ev.Resolve) -> dict[str, object]:
    return {"conclusion": event.conclusion, "referral": event.referral, "resolved_at": event.at}


def _pair(case: Consultation, event: ev.Resolve) -> tuple[fx.Effect, ...]:
    answered = event.conclusion in {Conclusion.ANSWERED, Conclusion.PROMISED}
    return (fx.ProposePair(case.id),) if answered else ()


def _relay(case: Consultation, staff: Staff, message_id: str) -> fx.RelayToCitizen:
    return fx.RelayToCitizen(case.id, message_id, case.department, staff.badge)


def _spoken(case: Consultation, at: datetime) -> Consultation:
    """The holder has said something; a promise stays a promise until it is resolved."""
    heard = replace(case, owes_reply=False, first_response_at=case.first_response_at or at)
    return heard if case.state is State.PROMISED else enter(heard, State.ANSWERED, at)
