"""The values that travel through the bot: a question in, a decision out, a log record kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Style(StrEnum):
    """How a span of reply text is shown; every channel renders it its own way."""

    PLAIN = "plain"
    BOLD = "bold"
    QUOTE = "quote"
    FOLD = "fold"
    """Long: shown in part until it is tapped, where the channel can do that."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of reply text in one style."""

    text: str
    style: Style = Style.PLAIN


RichText = tuple[Span, ...]


def plain(text: RichText) -> str:
    """The characters of a rich text without its styles."""
    return "".join(span.text for span in text)


class Outcome(StrEnum):
    """What became of a question; exactly one for each."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    HANDOFF = "handoff"
    SMALLTALK = "smalltalk"
    REFUSE = "refuse"


class Rating(StrEnum):
    """What a citizen thought of an answer. Silence is no rating."""

    SOLVED = "solved"
    UNSOLVED = "unsolved"


@dataclass(frozen=True, slots=True)
class Question:
    """One message of a citizen.

    `citizen` is a pseudonym, stable per channel and person. `text` is as received and is never stored unmasked.
    `asked_at` is aware. `history` holds the citizen's earlier questions of this conversation, oldest first; None: those in the log.
    `revises` is the id of the question that this one corrects (an edited message), or None.
    """

    id: str
    channel: str
    citizen: str
    text: str
    asked_at: datetime
    history: tuple[str, ...] | None = None
    revises: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer's words stand. `quote` is a verbatim part of `passage`, the cited text as it was then.

    Raises ValueError when it is not: an answer with a made-up quote must never be built.
    """

    article_id: str
    article: str
    source: str
    published: date | None
    passage_id: str
    passage: str
    quote: str

    def __post_init__(self) -> None:
        if self.quote not in self.passage:
            raise ValueError(f"quote is not a part of passage {self.passage_id}")


@dataclass(frozen=True, slots=True)
class DepartmentRef:
    """A department as named in a decision; `reason` is one phrase of its responsibilities, or empty."""

    id: str
    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the bot does with a question, and everything needed to see why.

    `reply` is what the citizen reads, without the list of sources. An answer has at least one citation, and no other
    outcome has any (ValueError otherwise). `options` are full questions to tap (clarify) or examples (refuse).
    `background` is the nearest official text shown beside a hand-off, never as its answer.
    `parts` holds the decisions of a message that asked several things, in order; empty for one thing.
    `confidence` is the probability, 0..1, that the outcome is right. `trace` lists (rule, verdict) as evaluated.
    """

    outcome: Outcome
    rule: str
    reply: RichText
    confidence: float
    citations: tuple[Citation, ...] = ()
    department: DepartmentRef | None = None
    options: tuple[str, ...] = ()
    background: Citation | None = None
    parts: tuple["Decision", ...] = ()
    trace: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if (self.outcome is Outcome.ANSWER) != bool(self.citations):
            raise ValueError("an answer, and only an answer, has citations")

    @property
    def text(self) -> str:
        """The reply without styles."""
        return plain(self.reply)


@dataclass(frozen=True, slots=True)
class LoggedHit:
    """A hit as kept in the log: the passage's id and the numbers that decided."""

    passage_id: str
    score: float
    coverage: float
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogRecord:
    """One row of the question log. Texts are masked. `latency_ms` counts from receipt to decision.

    `understanding` is plain JSON data. `corpus_version` is the version the answer was given from.
    """

    id: str
    channel: str
    citizen: str
    masked_text: str
    clean_text: str
    asked_at: datetime
    decided_at: datetime
    latency_ms: float
    understanding: Mapping[str, Any]
    hits: tuple[LoggedHit, ...]
    outcome: Outcome
    rule: str
    confidence: float
    department: str | None
    reply: str
    citations: tuple[Citation, ...]
    corpus_version: int
    revises: str | None = None
    rating: Rating | None = None


class ButtonKind(StrEnum):
    """What a button does when tapped."""

    SOLVED = "solved"
    UNSOLVED = "unsolved"
    NOT_THIS = "not_this"
    ASK = "ask"
    CASE = "case"
    WATCH = "watch"
    FORGET = "forget"
    OPEN = "open"
    PAGE = "page"
    WINDOW = "window"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message.

    `value` is the question's id (ratings), the question to ask, a `CaseButton`, a `WatchButton`, a `PageRef` (`open` shows it in a message
    of its own, `page` in place of this one), a `WindowQuestion`, or an address.
    """

    kind: ButtonKind
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to a citizen as every channel understands it; `sources` are shown below the text."""

    text: RichText
    sources: tuple[Citation, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
