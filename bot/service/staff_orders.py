"""What staff order with a command or a button, as events of the consultation."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.composer import consult_wording as wording
from bot.core.case_ports import Case, CaseMessage, Side
from bot.core.consultation import Conclusion, Staff, events
from bot.core.consultation.effects import NoticeKind
from bot.core.hours import SHANGHAI
from bot.service.consult import ConsultService

_NOTE = re.compile(r"\s*[/／]\s*[/／]")
_ORDER = re.compile(r"[/／]\s*(\w+)(?:@\w+)?(?:\s+|$)(.*)", re.DOTALL)
_USE = re.compile(r"采用第?\s*(\d{1,2})\s*条?")
_CONCLUSIONS = {word: conclusion for conclusion, word in wording.CONCLUSIONS.items()}
_WHEN = wording.NOTICES[NoticeKind.NEEDS_DATE]
LONGEST_PROMISE = timedelta(days=366)


class Verb(StrEnum):
    """What can be ordered, by its command."""

    CLAIM = "claim"
    RELEASE = "release"
    TAKEOVER = "takeover"
    REASSIGN = "reassign"
    PROMISE = "promise"
    RESOLVE = "resolve"
    RETRACT = "retract"
    PROMOTE = "promote"
    SPAM = "spam"
    QUEUE = "queue"
    WHO = "who"
    HOURS = "hours"


QUESTIONS = frozenset({Verb.QUEUE, Verb.WHO, Verb.HOURS})
"""Orders that only ask for information."""


@dataclass(frozen=True, slots=True)
class Order:
    """A command and what stands behind it."""

    verb: Verb
    words: str = ""


class OrderError(Exception):
    """The order cannot be carried out; the message tells staff how to write it."""


def is_note(text: str) -> bool:
    """Whether words are for colleagues only: two slashes ahead, however an input method writes them."""
    return _NOTE.match(text) is not None


def read_use(text: str) -> int | None:
    """The number of the suggested passage that a text asks to send, as the button does (采用第1条)."""
    match = _USE.fullmatch(text.strip())
    return int(match[1]) if match else None


def read_order(text: str) -> Order | None:
    """The order of a text that starts with a slash. Raises OrderError for an unknown one; None for other texts."""
    match = _ORDER.match(text.strip())
    if match is None:
        return None
    verb = match[1].lower()
    if verb not in set(Verb):
        raise OrderError(wording.NO_SUCH_ORDER)
    return Order(Verb(verb), match[2].strip())


def event_of(
    order: Order, case: Case, staff: Staff, consult: ConsultService, at: datetime,
    about: CaseMessage | None = None, seen: int | None = None,
) -> events.Event:  # fmt: skip
    """The event that carries an order out; `about` is the message it answers. Raises OrderError."""
    match order.verb:
        case Verb.CLAIM:
            return events.Claim(at=at, staff=staff, seen=seen)
        case Verb.RELEASE:
            office = consult.office(case.consultation.department, at)
            return events.Release(at=at, staff=staff, office=office, seen=seen)
        case Verb.TAKEOVER:
            return events.Takeover(at=at, staff=staff, seen=seen)
        case Verb.SPAM:
            return events.MarkSpam(at=at, staff=staff, seen=seen)
        case Verb.RETRACT:
            if about is None or about.side is not Side.STAFF:
                raise OrderError(wording.RETRACT_HOW)
            return events.Retract(at=at, staff=staff, message=about.id)
        case Verb.REASSIGN:
            return _reassign(order, case, staff, consult, at, seen)
        case Verb.PROMISE:
            return _promise(order, case, staff, consult, at, seen)
        case Verb.RESOLVE:
            return _resolve(order, staff, at, seen)
        case _:
            raise OrderError(wording.NO_SUCH_ORDER)


def _reassign(
    order: Order, case: Case, staff: Staff, consult: ConsultService, at: datetime, seen: int | None
) -> events.Reassign:
    name, _, reason = order.words.partition(" ")
    if not name or not reason.strip():
        raise OrderError(wording.REASSIGN_HOW)
    department = consult.find_department(name)
    if department is None or department == case.consultation.department:
        raise OrderError(wording.UNKNOWN_DEPARTMENT.format(name=name) + wording.REASSIGN_HOW)
    office = consult.office(department, at)
    return events.Reassign(at=at, staff=staff, department=department, office=office, reason=reason.strip(), seen=seen)


def _promise(
    order: Order, case: Case, staff: Staff, consult: ConsultService, at: datetime, seen: int | None
) -> events.Promise:
    hours, today = consult.hours(case.consultation.department), at.astimezone(SHANGHAI).date()
    day = today
    try:
        number = int(order.words) if order.words.isascii() and order.words.isdecimal() else 0
        if number > LONGEST_PROMISE.days:
            raise OrderError(_WHEN)
        day = hours.add_working_days(today, number).day if number else date.fromisoformat(order.words)
    except ValueError:
        raise OrderError(_WHEN) from None
    if not today <= day <= today + LONGEST_PROMISE:
        raise OrderError(_WHEN)
    return events.Promise(at=at, staff=staff, day=day, due=hours.end_of(day), seen=seen)


def _resolve(order: Order, staff: Staff, at: datetime, seen: int | None) -> events.Resolve:
    word, _, referral = order.words.partition(" ")
    conclusion = _CONCLUSIONS.get(word) if word else Conclusion.ANSWERED
    if conclusion is None:
        raise OrderError(wording.RESOLVE_HOW)
    return events.Resolve(at=at, staff=staff, conclusion=conclusion, referral=referral.strip(), seen=seen)
