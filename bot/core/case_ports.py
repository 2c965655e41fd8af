"""What the three-way consultation keeps: cases, their messages, the departments' groups, the answers of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.core.consultation import Consultation


@dataclass(frozen=True, slots=True)
class Case:
    """A consultation and where it takes place.

    `chat` is where the citizen is written to, in `channel`. `question` is masked, `why` is what the bot said when it
    stopped. `group` and `thread` are the topic, once there is one; `card` its first message, which shows revision `shown`.
    """

    consultation: Consultation
    channel: str
    chat: str
    question: str
    why: str = ""
    group: str = ""
    thread: int | None = None
    card: int | None = None
    shown: int = 0

    @property
    def id(self) -> str:
        """The consultation's id."""
        return self.consultation.id


class Side(StrEnum):
    """Who wrote a message, and for whom: a note is written by staff for staff."""

    CITIZEN = "citizen"
    STAFF = "staff"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """A message of a case. `author` is a pseudonym, `text` masked, `kind` "text" or the attachment's.

    `parts` are the message ids in `chat`: several for an album. `reply_to` is the message id it answers in `chat`.
    """

    id: str
    case: str
    side: Side
    author: str
    text: str
    at: datetime
    chat: str
    parts: tuple[int, ...]
    kind: str = "text"
    exact: bool = True
    reply_to: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A message in a chat."""

    chat: str
    message: int


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One act, as kept for ever: what happened, by whom (a pseudonym, or empty for the machinery), to which revision."""

    case: str
    at: datetime
    actor: str
    name: str
    revision: int
    detail: Mapping[str, Any]


LEFT = "Left"
"""The event of a case that goes to another topic; its detail is `left_behind(group, thread)`."""


def left_behind(group: str, thread: int) -> Mapping[str, Any]:
    """The detail of a `LEFT` event: the topic that is left behind."""
    return {"topic": f"{group}/{thread}"}


@dataclass(frozen=True, slots=True)
class Desk:
    """The group of a department; the duty desk's department is empty. `queue` is its pinned message."""

    department: str
    chat: str
    queue: int | None = None


@dataclass(frozen=True, slots=True)
class AnsweredPair:
    """A question and what people answered, to be reviewed. `candidate` when staff proposed it for the corpus."""

    case: str
    question: str
    answer: str
    department: str
    staff: str
    asked_at: datetime
    answered_at: datetime
    candidate: bool = False


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some cases in order. `following` is what to pass as `before` for the next page, or None at the end."""

    cases: tuple[Case, ...]
    following: int | None


class Cases(Protocol):
    """Consultations, each saved by compare-and-set on its revision, and what happened to them."""

    async def add(self, case: Case) -> bool:
        """Keep a new case; False when its id is known or the citizen has another one that is not finished."""

    async def get(self, case_id: str) -> Case | None:
        """The case with this id, or None."""

    async def save(self, after: Consultation, seen: int) -> bool:
        """Keep the consultation if it is still at revision `seen`; False when somebody was faster."""

    async def place(self, case: Case) -> None:
        """Keep where the case's topic and card are."""

    async def record(self, event: CaseEvent) -> None:
        """Append to what happened."""

    async def events(self, case_id: str) -> Sequence[CaseEvent]:
        """Everything that happened to a case, in order."""

    async def passages_sent(self, article_id: str) -> Sequence[CaseEvent]:
        """Each time that staff sent a passage of an article, newest first; `detail` holds the passage's id."""

    async def unfinished(self, citizen: str) -> Case | None:
        """The citizen's case that is not finished, or None."""

    async def in_chat(self, chat: str) -> Case | None:
        """The unfinished case of whoever is written to there, or None."""

    async def of_chat(self, chat: str) -> Sequence[Case]:
        """Every case of whoever is written to there, oldest first."""

    async def latest(self, citizen: str, limit: int) -> Sequence[Case]:
        """The citizen's cases that have a receipt, newest first."""

    async def in_topic(self, group: str, thread: int) -> Case | None:
        """The case of a topic, or None."""

    async def left_topic(self, group: str, thread: int) -> Case | None:
        """The case that was once handed over from a topic, or None."""

    async def by_receipt(self, receipt: str) -> Case | None:
        """The newest case with this receipt number, or None."""

    async def newest(self, channel: str) -> Case | None:
        """The newest case of a channel that has a receipt, finished or not, or None."""

    async def queue(self, departments: Sequence[str] | None, channel: str) -> Sequence[Case]:
        """Cases with a receipt that are not finished, oldest first; of every department for None."""

    async def past(
        self, departments: Sequence[str] | None, channels: Sequence[str], limit: int,
        before: int | None = None, text: str = "",
    ) -> CasePage:  # fmt: skip
        """Cases with a receipt, newest first, of every department for None: the finished ones before a seq.

        With a `text`, all whose question holds each of its words, finished or not.
        """

    async def due(self, now: datetime, channel: str, limit: int) -> Sequence[Case]:
        """Cases whose deadline has been reached, the longest due first."""

    async def next_receipt(self, day: date) -> int:
        """The number of the day's next receipt, from 1; each is given once."""

    async def moved(self, old: str, new: str) -> None:
        """A group has another id, and no topic any more."""


class CaseMessages(Protocol):
    """The transcript of cases, and which message was copied where."""

    async def add(self, message: CaseMessage) -> bool:
        """Keep a message; False when it is known."""

    async def get(self, message_id: str) -> CaseMessage | None:
        """The message with its newest wording, or None."""

    async def at(self, place: Place) -> CaseMessage | None:
        """The message that was written there, or None."""

    async def revise(self, message_id: str, text: str, at: datetime, *, exact: bool = True) -> int:
        """Keep a new wording beside the old ones, and whether it is as it was written; returns its version."""

    async def withdraw(self, message_id: str) -> None:
        """What was meant for the citizen is for staff only from now on."""

    async def of(self, case_id: str) -> Sequence[CaseMessage]:
        """The transcript in order."""

    async def wordings(self, message_id: str) -> Sequence[str]:
        """Every wording of a message, the first one first."""

    async def link(self, message_id: str, source: Place, copy: Place) -> None:
        """Keep where a message was copied to; an earlier copy of the same source is forgotten."""

    async def counterpart(self, place: Place) -> Place | None:
        """The copy of what stands there, or the original of the copy that stands there."""

    async def original(self, place: Place) -> CaseMessage | None:
        """The message that stands there, itself or as a copy."""

    async def copies(self, message_id: str) -> Sequence[Place]:
        """Where a message was copied to, in order of its parts."""

    async def moved(self, old: str, new: str) -> None:
        """A group has another id."""


class Desks(Protocol):
    """Which group answers for which department, and the numbers of its staff."""

    async def bind(self, department: str, chat: str, by: str, at: datetime) -> None:
        """From now on the group answers for the department, and for no other."""

    async def of(self, department: str) -> Desk | None:
        """The group of a department, or the duty desk, or None."""

    async def at(self, chat: str) -> Desk | None:
        """What a group answers for, or None."""

    async def all(self) -> Sequence[Desk]:
        """Every bound group."""

    async def pinned(self, chat: str, message: int | None) -> None:
        """The group's queue message; None when somebody has deleted it."""

    async def badge(self, chat: str, staff: str) -> str:
        """The number of a member of staff in a group, given at the first time."""

    async def staff(self, chat: str) -> Sequence[str]:
        """The numbers given in a group."""

    async def moved(self, old: str, new: str) -> None:
        """A group has another id."""


class AnsweredPairs(Protocol):
    """Questions with the answers of people, waiting for review."""

    async def put(self, pair: AnsweredPair) -> None:
        """Keep a case's pair; a later one of the same case replaces it, but stays a candidate if it was."""

    async def drop(self, case_id: str) -> None:
        """Forget the pair of a case, for its answer was taken back."""

    async def promote(self, case_id: str) -> bool:
        """Mark a case's pair as a candidate for the corpus; False when there is none."""

    async def get(self, case_id: str) -> AnsweredPair | None:
        """The pair of a case, or None."""

    async def all(self, limit: int) -> Sequence[AnsweredPair]:
        """The newest pairs."""
