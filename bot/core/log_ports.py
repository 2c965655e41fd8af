"""Looking through the question log: filters, pages, and the facts that the measures add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.core.model import Outcome, Rating


class LogOrder(StrEnum):
    """How a page of the log is ordered; by sureness, what was not answered comes last."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LEAST_SURE = "least_sure"
    MOST_SURE = "most_sure"


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which questions are wanted; every condition that is set has to hold.

    `text` is words that all stand in the question, as typed. `department` and `matter` are ids, "" stands for none known.
    `kind` is a `composer.kinds.Wanted`. `least` and `most` bound the confidence of answers, 0..1. `since` and `until` are
    days in China, both included. `reviewed` is whether a verdict was given. `cluster` is a cluster of unanswered questions.
    `scope` bounds what the reader may see at all: ids of departments, or None for everything.
    """

    text: str = ""
    outcome: Outcome | None = None
    department: str | None = None
    kind: str | None = None
    matter: str | None = None
    rating: Rating | None = None
    least: float = 0.0
    most: float = 1.0
    since: date | None = None
    until: date | None = None
    reviewed: bool | None = None
    cluster: int | None = None
    scope: frozenset[str] | None = None
    order: LogOrder = LogOrder.NEWEST


@dataclass(frozen=True, slots=True)
class LogRow:
    """A question in a list. `text` is masked; `seq` orders questions and marks a page's end; `case` is empty without one.

    `confidence` is how sure the answer is, 0..1; None where none was given.
    """

    seq: int
    id: str
    channel: str
    text: str
    asked_at: datetime
    outcome: Outcome
    rule: str
    kind: str
    department: str
    matter: str
    confidence: float | None
    rating: Rating | None
    reviewed: bool
    case: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some rows in order. `following` is what to pass as `after` for the next page, or None at the end."""

    rows: tuple[LogRow, ...]
    following: int | None


class Facet(StrEnum):
    """What the rows of a filter can be counted by; each is the name of a condition of `LogFilter`."""

    REVIEWED = "reviewed"
    OUTCOME = "outcome"
    DEPARTMENT = "department"
    RATING = "rating"
    KIND = "kind"


Values = Sequence[tuple[str, int]]
"""Values of a facet and how many questions have each, most first; "" stands for none, "1" for yes."""


class QuestionFacts(Protocol):
    """The log as it is filtered and counted: one slim fact for each question, kept with it."""

    async def search(
        self, wanted: LogFilter, limit: int, after: int | None = None, *, backwards: bool = False
    ) -> LogPage:
        """A page of at most `limit` questions, behind the row with the seq `after`; `backwards` those before it, nearest first."""

    async def count(self, wanted: LogFilter) -> int:
        """How many questions a filter has."""

    async def facets(self, wanted: LogFilter) -> Mapping[Facet, Values]:
        """The values of every facet among the questions that meet all other conditions."""

    async def reviewed(self, question_id: str, *, reviewed: bool) -> None:
        """Keep whether a question has a verdict, so that it can be filtered by; the verdict itself is kept elsewhere."""
