"""What staff read, and what happens in the topic."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.consultation.effects.base import Effect
from bot.core.consultation.values import DeadlineKind, Level, Staff


@dataclass(frozen=True, slots=True)
class StaffEffect(Effect):
    """Something done in the case's topic, for staff only."""


@dataclass(frozen=True, slots=True)
class OpenTopic(StaffEffect):
    """Make the topic in the department's group, with the card."""

    department: str


@dataclass(frozen=True, slots=True)
class RebuildTopic(StaffEffect):
    """Make a lost topic again, with card and summary."""

    department: str


@dataclass(frozen=True, slots=True)
class HandOver(StaffEffect):
    """Close the topic with a pointer to the `new` department, and open one there with the transcript and the reason."""

    old: str
    new: str
    staff: Staff
    reason: str


@dataclass(frozen=True, slots=True)
class UpdateCard(StaffEffect):
    """State, holder or question changed: the card, the topic's title and the queue must show it."""


@dataclass(frozen=True, slots=True)
class RingStaff(StaffEffect):
    """Call the department: somebody is waiting."""

    department: str


@dataclass(frozen=True, slots=True)
class RelayToStaff(StaffEffect):
    """Copy a message of the citizen into the topic."""

    message: str


@dataclass(frozen=True, slots=True)
class EditAtStaff(StaffEffect):
    """Show the citizen's corrected wording in the topic (✏️)."""

    message: str
    version: int


@dataclass(frozen=True, slots=True)
class SuggestPassages(StaffEffect):
    """Offer the holder passages that fit the citizen's message."""

    message: str


@dataclass(frozen=True, slots=True)
class KeepNote(StaffEffect):
    """Mark a message in the topic as internal: the citizen does not get it."""

    message: str
    staff: Staff


class NoticeKind(StrEnum):
    """Why an act of staff had no effect on the citizen's side."""

    ALREADY_CLAIMED = "already_claimed"
    ALREADY_YOURS = "already_yours"
    CLAIM_FIRST = "claim_first"
    NOT_YOURS = "not_yours"
    CITIZEN_GONE = "citizen_gone"
    FINISHED = "finished"
    NEEDS_REPLY = "needs_reply"
    NEEDS_REFERRAL = "needs_referral"
    NEEDS_DATE = "needs_date"


@dataclass(frozen=True, slots=True)
class Notice(StaffEffect):
    """Tell one member of staff why; `holder` is who has the case."""

    staff: Staff
    kind: NoticeKind
    holder: Staff | None = None


@dataclass(frozen=True, slots=True)
class Escalate(StaffEffect):
    """Call `level`, because the deadline of this kind has passed."""

    level: Level
    because: DeadlineKind
    holder: Staff | None = None


class StaffNews(StrEnum):
    """What became of a case, as staff read it in the topic."""

    CANCELLED = "cancelled"
    IN_WRITING = "in_writing"
    CITIZEN_GONE = "citizen_gone"
    CITIZEN_BACK = "citizen_back"
    REOPENED = "reopened"
    CONFIRMED = "confirmed"
    RATED = "rated"
    SOLVED_BY_BOT = "solved_by_bot"
    TAKEN_OVER = "taken_over"
    RELEASED = "released"
    UNRATED = "unrated"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class TellStaff(StaffEffect):
    """Write news into the topic."""

    news: StaffNews


@dataclass(frozen=True, slots=True)
class CloseTopic(StaffEffect):
    """Close the topic."""


@dataclass(frozen=True, slots=True)
class ReopenTopic(StaffEffect):
    """Open the closed topic again."""
