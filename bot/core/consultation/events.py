"""What can happen to a consultation. Times come with the event; messages are named by their id, never by their text."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.core.consultation.values import Availability, Conclusion, DeadlineKind, Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, `at` an aware time."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap(Event):
    """An act that may come from a button made at revision `seen`; None when it was typed."""

    seen: int | None = None


# Of the citizen


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Tap):
    """The citizen agrees to be connected; not `live`: leaves the question in writing."""

    receipt: str
    office: Availability
    live: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(Tap):
    """The citizen does not want to be connected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepWaiting(Tap):
    """Nobody came, and the citizen goes on waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveInWriting(Tap):
    """The citizen does not wait on the line any longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenMessage(Event):
    """The citizen writes or sends something."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenEdit(Event):
    """The citizen corrects a message; `version` counts its wordings from 1."""

    message: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel(Event):
    """The citizen withdraws the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Tap):
    """The citizen says it is solved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Event):
    """The citizen gives one to five stars."""

    stars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(Event):
    """The citizen says it is not solved, perhaps with a message."""

    office: Availability
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SolvedByBot(Event):
    """Before anybody took the case on, the citizen was helped by an answer of the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenGone(Event):
    """The citizen cannot be written to (blocked the bot)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenBack(Event):
    """The citizen can be written to again."""


# Of staff, whose right to act is checked before


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Event):
    """A member of staff takes the case, as seen at revision `seen`."""

    staff: Staff
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Tap):
    """The holder gives the case back to the department."""

    staff: Staff
    office: Availability


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover(Tap):
    """A supervisor takes the case from its holder."""

    staff: Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassign(Tap):
    """The case goes to another department, open or not as `office` says; `reason` is read by staff only."""

    staff: Staff
    department: str
    office: Availability
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMessage(Event):
    """A member of staff writes in the topic, meant for the citizen."""

    staff: Staff
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Event):
    """A member of staff writes a note to colleagues (//)."""

    staff: Staff
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffEdit(Event):
    """A member of staff corrects a message that the citizen was sent; `version` counts its wordings from 1."""

    staff: Staff
    message: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retract(Event):
    """A member of staff takes back a message that the citizen was sent; `alone` when nothing else was said to them."""

    staff: Staff
    message: str
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePassage(Event):
    """A member of staff sends a suggested passage."""

    staff: Staff
    passage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Tap):
    """The holder promises an answer on `day`, which is late after `due`."""

    staff: Staff
    day: date
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve(Tap):
    """The case is concluded, perhaps with a last `reply` (a message id), or with where else to go (`referral`)."""

    staff: Staff
    conclusion: Conclusion
    reply: str | None = None
    referral: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSpam(Tap):
    """Not a question at all."""

    staff: Staff


# Of the machinery


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePassed(Event):
    """The consultation's deadline of this kind has passed."""

    kind: DeadlineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLost(Event):
    """The department's topic of the case was deleted."""


EVENTS: tuple[type[Event], ...] = (
    *(Consent, Decline, KeepWaiting, LeaveInWriting, CitizenMessage, CitizenEdit, Cancel, Confirm, Rate, Reopen),
    *(SolvedByBot, CitizenGone, CitizenBack),
    *(Claim, Release, Takeover, Reassign, StaffMessage, Note, StaffEdit, Retract, UsePassage, Promise, Resolve),
    *(MarkSpam, DeadlinePassed, TopicLost),
)
