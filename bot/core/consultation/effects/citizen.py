"""What the citizen reads."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.core.consultation.effects.base import Effect
from bot.core.consultation.values import Conclusion


@dataclass(frozen=True, slots=True)
class CitizenEffect(Effect):
    """Something the citizen of the case reads. It never names staff but by badge, and never carries a note."""


@dataclass(frozen=True, slots=True)
class TellWaiting(CitizenEffect):
    """The department is being called."""

    department: str
    receipt: str


@dataclass(frozen=True, slots=True)
class TellOutOfHours(CitizenEffect):
    """The question is kept; the department opens at `opens_at` and owes an answer by `due`."""

    department: str
    receipt: str
    opens_at: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class TellInWriting(CitizenEffect):
    """The question is kept; an answer is owed by `due`."""

    department: str
    receipt: str
    due: datetime


@dataclass(frozen=True, slots=True)
class AskToWait(CitizenEffect):
    """Nobody came so far: wait on, or leave it in writing?"""

    department: str


@dataclass(frozen=True, slots=True)
class TellClaimed(CitizenEffect):
    """A window is on the line now."""

    department: str
    badge: str


@dataclass(frozen=True, slots=True)
class TellReassigned(CitizenEffect):
    """Another department has been asked."""

    department: str


@dataclass(frozen=True, slots=True)
class RelayToCitizen(CitizenEffect):
    """Copy a message of the holder to the citizen."""

    message: str
    department: str
    badge: str


@dataclass(frozen=True, slots=True)
class EditAtCitizen(CitizenEffect):
    """Correct a relayed message where the citizen reads it."""

    message: str
    version: int
    department: str
    badge: str


@dataclass(frozen=True, slots=True)
class RetractAtCitizen(CitizenEffect):
    """Delete a relayed message where the citizen reads it."""

    message: str


@dataclass(frozen=True, slots=True)
class SendPassage(CitizenEffect):
    """Send a passage with its citation, in the name of the window."""

    passage: str
    department: str
    badge: str


@dataclass(frozen=True, slots=True)
class TellPromised(CitizenEffect):
    """An answer is promised for `day`."""

    day: date
    department: str
    badge: str


@dataclass(frozen=True, slots=True)
class TellOverdue(CitizenEffect):
    """The promised time has passed; the department has been called again."""

    department: str


@dataclass(frozen=True, slots=True)
class SendSummary(CitizenEffect):
    """What was asked and replied, by whom and when; ask whether it is solved. `referral` says where else to go."""

    conclusion: Conclusion
    department: str
    badge: str
    referral: str


@dataclass(frozen=True, slots=True)
class TellReopened(CitizenEffect):
    """The case is open again under its old receipt number."""

    department: str
    receipt: str


@dataclass(frozen=True, slots=True)
class TellTooLate(CitizenEffect):
    """The case cannot be opened again; a new question can be asked."""

    receipt: str


@dataclass(frozen=True, slots=True)
class TellCancelled(CitizenEffect):
    """The question is withdrawn."""

    receipt: str


@dataclass(frozen=True, slots=True)
class ThankForRating(CitizenEffect):
    """The citizen's word was heard."""

    stars: int | None
