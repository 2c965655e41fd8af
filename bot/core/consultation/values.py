"""What a three-way consultation is made of: its state, its deadlines, its people, how it ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a consultation stands. The value is a stable name; what people read is worded elsewhere."""

    OFFERED = "offered"
    WAITING = "waiting"
    OUT_OF_HOURS = "out_of_hours"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    PROMISED = "promised"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    SPAM = "spam"
    UNREACHABLE = "unreachable"


HELD = frozenset({State.CLAIMED, State.ANSWERED, State.PROMISED})
FINISHED = frozenset({State.RESOLVED, State.CLOSED, State.CANCELLED, State.SPAM})


class Conclusion(StrEnum):
    """What staff conclude: 一次答复, 承诺回复, 不属职权, 无效."""

    ANSWERED = "answered"
    PROMISED = "promised"
    OUT_OF_REMIT = "out_of_remit"
    INVALID = "invalid"


class DeadlineKind(StrEnum):
    """What is over when a deadline passes."""

    OFFER = "offer"
    OPENING = "opening"
    CLAIM = "claim"
    CHOICE = "choice"
    REPLY = "reply"
    IDLE = "idle"
    DUE = "due"
    RATING = "rating"
    ABSENCE = "absence"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The next moment at which the clock acts. `step` counts from 0 what has already happened of its kind."""

    kind: DeadlineKind
    at: datetime
    step: int = 0


class Level(StrEnum):
    """Who is called when nothing happens."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    LEAD = "lead"
    CITIZEN = "citizen"


@dataclass(frozen=True, slots=True)
class Escalation:
    """`after` so long without the awaited act, `level` is called."""

    after: timedelta
    level: Level


@dataclass(frozen=True, slots=True)
class Policy:
    """How long everybody may take. `claim` and `reply` are in order of time.

    Raises ValueError when the citizen is called anywhere but at the end of `claim`.
    """

    claim: tuple[Escalation, ...] = (
        Escalation(timedelta(minutes=3), Level.DEPUTY),
        Escalation(timedelta(minutes=10), Level.LEAD),
        Escalation(timedelta(minutes=15), Level.CITIZEN),
    )
    reply: tuple[Escalation, ...] = (
        Escalation(timedelta(minutes=5), Level.HOLDER),
        Escalation(timedelta(minutes=15), Level.LEAD),
    )
    offer: timedelta = timedelta(hours=24)
    choice: timedelta = timedelta(minutes=10)
    idle: timedelta = timedelta(minutes=30)
    overdue: timedelta = timedelta(hours=24)
    rating: timedelta = timedelta(hours=24)
    reopen: timedelta = timedelta(days=7)
    absence: timedelta = timedelta(days=7)

    def __post_init__(self) -> None:
        if any(rung.level is Level.CITIZEN for rung in (*self.claim[:-1], *self.reply)):
            raise ValueError("the citizen is asked last, and only while nobody has claimed the case")


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a department can take a case on now: `opens_at` is None while it is open.

    `due` is when an answer is owed if it cannot be given on the spot.
    """

    due: datetime
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff: a pseudonym, and the number (工号) under which citizens know them."""

    id: str
    badge: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """One question that people answer, from the offer to its end.

    `revision` grows with every step; `since` is the revision at which state, holder or department last changed.
    `citizen` is a pseudonym and `question` the id of the logged question. `receipt` is empty before consent.
    `live` until the answer is left in writing, waits for opening hours or is promised for another day.
    `due` is when a written or promised answer is owed, `opens_at` when a closed department opens.
    `owes_reply` until the holder has said something since the claim or the promise.
    `conclusion` is what staff concluded, `by_bot` that an answer of the bot made people unnecessary; `resolved_at` is
    when either happened. `confirmed` and `stars` are the citizen's word; without both the case is unrated.
    `resume` is the state before the citizen became unreachable. Times are aware.
    """

    id: str
    citizen: str
    department: str
    question: str
    created_at: datetime
    policy: Policy = Policy()
    state: State = State.OFFERED
    revision: int = 1
    since: int = 1
    receipt: str = ""
    holder: Staff | None = None
    deadline: Deadline | None = None
    live: bool = True
    due: datetime | None = None
    opens_at: datetime | None = None
    waiting_since: datetime | None = None
    owes_reply: bool = True
    first_response_at: datetime | None = None
    resolved_at: datetime | None = None
    conclusion: Conclusion | None = None
    referral: str = ""
    by_bot: bool = False
    confirmed: bool = False
    stars: int | None = None
    reopened: int = 0
    resume: State | None = None

    @property
    def is_finished(self) -> bool:
        """Whether nobody has to do anything any more."""
        return self.state in FINISHED


def offer(
    case: str, citizen: str, department: str, question: str, at: datetime, policy: Policy = Policy()
) -> Consultation:
    """A consultation with the id `case`, offered to a citizen who has not agreed yet."""
    deadline = Deadline(DeadlineKind.OFFER, at + policy.offer)
    return Consultation(case, citizen, department, question, at, policy, deadline=deadline)
