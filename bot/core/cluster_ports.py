"""Questions that nobody's answer was in the corpus for, gathered into clusters of near-duplicates over all time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

RISING = 1.5
"""How many times what chance explains."""


class Settled(StrEnum):
    """What staff made of a cluster: nothing yet, an answer (drafted, then published), or no business of the district."""

    OPEN = "open"
    ANSWERED = "answered"
    OUTSIDE = "outside"


class Status(StrEnum):
    """How a cluster stands: 待答, 已答待入库, 已入库, 不属本区."""

    OPEN = "open"
    DRAFTED = "drafted"
    PUBLISHED = "published"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Unclustered:
    """An unanswered question that is in no cluster yet. `text` is clean."""

    seq: int
    text: str
    kind: str
    department: str


@dataclass(frozen=True, slots=True)
class Founder:
    """The first question of a cluster, with which others are compared. `id` is 0 before it is kept."""

    id: int
    text: str
    kind: str
    department: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Near-duplicate questions. `question` is the first one's clean text; `department` its department's id, or empty.

    `asked` counts them, `first` and `last` are the days of the earliest and the latest. `weeks` counts the last weeks,
    the present one last. `article` is the article or guide that answers, once there is one. `by` is who settled it.
    """

    id: int
    question: str
    kind: str
    department: str
    asked: int
    first: date
    last: date
    settled: Settled
    article: str = ""
    by: str = ""
    at: datetime | None = None
    weeks: tuple[int, ...] = ()

    @property
    def is_rising(self) -> bool:
        """Whether it was asked in the last two weeks more than chance explains by the two before; a new one is not rising."""
        now, before = sum(self.weeks[-2:]), sum(self.weeks[-4:-2])
        return before > 0 and (now - before) > RISING * before**0.5


class ClusterOrder(StrEnum):
    """How clusters are listed."""

    MOST = "most"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class ClusterFilter:
    """Which clusters are wanted; `since` and `until` bound the days of the questions that are counted.

    `text` is words that all stand in the first question. `scope` is the departments that may be seen, or None for all.
    """

    settled: Settled | None = None
    department: str | None = None
    text: str = ""
    since: date | None = None
    until: date | None = None
    scope: frozenset[str] | None = None
    order: ClusterOrder = ClusterOrder.MOST


class Clusters(Protocol):
    """The clusters and which question is in which. Membership is kept with the questions' facts."""

    async def unclustered(self, limit: int) -> Sequence[Unclustered]:
        """Unanswered questions that are in no cluster, oldest first; those whose words were erased are left alone."""

    async def founders(self, keys: Sequence[int]) -> Mapping[int, Sequence[Founder]]:
        """The founders that have one of these keys (`near.Wording.keys`), by key."""

    async def found(self, founder: Founder, keys: Sequence[int]) -> int:
        """A new cluster; returns its id."""

    async def join(self, cluster: int, seqs: Sequence[int]) -> None:
        """Put questions into a cluster."""

    async def page(self, wanted: ClusterFilter, limit: int, offset: int, today: date) -> Sequence[Cluster]:
        """Clusters with their counts and trend, in order."""

    async def count(self, wanted: ClusterFilter) -> int:
        """How many clusters a filter has."""

    async def get(self, cluster: int, today: date) -> Cluster | None:
        """One cluster, or None."""

    async def wordings(
        self, cluster: int, limit: int, scope: frozenset[str] | None = None
    ) -> Sequence[tuple[str, int]]:
        """The different texts asked in a cluster, of these departments only, and how often each, most first."""

    async def settle(self, cluster: int, settled: Settled, article: str, by: str, at: datetime) -> bool:
        """Keep what was made of a cluster; False when there is none."""
