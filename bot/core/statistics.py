"""The published measures, from counts of facts (`bot.core.facts`). Pure.

Every figure is defined here and nowhere else. All follow mission.md, "Definitions of the measures":

- **asked**: valid questions by the day they were asked. Greetings, tests, spam and what a later message replaced are none.
- **buckets**: every concluded question is in exactly one: answered by the bot, answered on the spot, promised then
  answered, out of remit, abandoned; so their shares sum to 100 %. `concluded` is their sum, `under_way` is the rest of
  what was asked; every share below is one of `concluded`, so that none can exceed 100 %.
- **直接答复率** `direct`: answered by the bot ÷ concluded.
- **一次性答复率** `at_once`: answered by the bot or on the spot, and not reopened within seven days ÷ concluded. An
  answer the citizen called unsolved is none.
- **转接率** `handed`: connected to a department, with a receipt number ÷ concluded.
- **满意率** `satisfaction`: solved, confirmed, or four stars and more ÷ rated. Who says nothing is 未评价 and in neither.
- **首次响应** `Times`: from the question to the first human sentence, in seconds; median and nine out of ten.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import ceil
from typing import Protocol

from bot.core.consultation import Bucket

LONGEST_BY_DAY, LONGEST_BY_WEEK = 45, 190
"""Days of a period up to which it is shown by day, by week; a longer one is shown by month."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days in China, both included. Raises ValueError when it ends before it begins."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError("a period cannot end before it begins")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    @property
    def before(self) -> "Period":
        """The period of the same length that ends where this one begins."""
        return Period(self.since - timedelta(days=self.days), self.since - timedelta(days=1))

    @classmethod
    def lately(cls, today: date, days: int = 30) -> "Period":
        """The last days up to today."""
        return cls(today - timedelta(days=days - 1), today)

    @classmethod
    def month(cls, day: date) -> "Period":
        """The whole month of a day."""
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        return cls(day.replace(day=1), following - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of valid questions with something in common; `handed` and `at_once` count concluded ones only."""

    asked: int = 0
    buckets: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    at_once: int = 0
    handed: int = 0
    satisfied: int = 0
    rated: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        first, second, third, fourth, fifth = (
            mine + theirs for mine, theirs in zip(self.buckets, other.buckets, strict=True)
        )
        return Tally(
            self.asked + other.asked,
            (first, second, third, fourth, fifth),
            self.at_once + other.at_once,
            self.handed + other.handed,
            self.satisfied + other.satisfied,
            self.rated + other.rated,
        )

    @property
    def concluded(self) -> int:
        """Questions that are in a bucket."""
        return sum(self.buckets)

    @property
    def under_way(self) -> int:
        """Questions that people are still working on."""
        return self.asked - self.concluded

    @property
    def by_bucket(self) -> Mapping[Bucket, int]:
        """How many ended in each bucket."""
        return dict(zip(Bucket, self.buckets, strict=True))

    @property
    def direct_rate(self) -> float | None:
        """直接答复率, 0..1; None while nothing is concluded."""
        return _share(self.by_bucket[Bucket.ANSWERED_BY_BOT], self.concluded)

    @property
    def at_once_rate(self) -> float | None:
        """一次性答复率, 0..1; None while nothing is concluded."""
        return _share(self.at_once, self.concluded)

    @property
    def handed_rate(self) -> float | None:
        """转接率, 0..1; None while nothing is concluded."""
        return _share(self.handed, self.concluded)

    @property
    def satisfaction(self) -> float | None:
        """满意率, 0..1; None when nobody rated."""
        return _share(self.satisfied, self.rated)


@dataclass(frozen=True, slots=True)
class Times:
    """How long citizens waited for the first human sentence. Seconds; None when nobody was answered by people."""

    count: int = 0
    median: float | None = None
    ninth: float | None = None

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Times":
        """From every single time."""
        ordered = sorted(seconds)
        return cls(len(ordered), _nearest(ordered, 0.5), _nearest(ordered, 0.9)) if ordered else cls()


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter and what is wanted of it. `example` is the latest question, `latest` its seq; `now` and `before` count two periods."""

    matter: str
    kind: str
    example: str
    now: int
    before: int
    latest: int = 0

    @property
    def rise(self) -> float:
        """How much more it is asked than before, measured by what chance would explain."""
        return float((self.now - self.before) / (self.before + 1) ** 0.5)


@dataclass(frozen=True, slots=True)
class Report:
    """The measures of a period. `by_day` has a row for each day, or for each week or month of a longer period."""

    period: Period
    total: Tally
    previous: Tally
    times: Times
    by_day: tuple[tuple[Period, Tally], ...]
    by_department: tuple[tuple[str, Tally], ...]
    by_matter: tuple[tuple[str, Tally], ...]
    top: tuple[Topic, ...]
    rising: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """Questions of one department about one matter, wanting one kind of fact; `latest` is the seq of the newest."""

    department: str
    matter: str
    kind: str
    tally: Tally
    latest: int


class Measures(Protocol):
    """The counts that the measures are made of; `scope` is the departments that may be seen, or None for all."""

    async def by_day(self, period: Period, scope: frozenset[str] | None) -> Mapping[date, Tally]:
        """Questions, buckets and at-once answers of each day that has any; the other counts are 0."""

    async def slices(self, period: Period, scope: frozenset[str] | None) -> Sequence[Slice]:
        """Every valid question of a period, in exactly one slice."""

    async def response_seconds(self, period: Period, scope: frozenset[str] | None) -> Sequence[float]:
        """Every time from a question to the first human sentence."""

    async def texts(self, seqs: Sequence[int]) -> Mapping[int, str]:
        """The clean texts of questions."""


def by_department(slices: Iterable[Slice]) -> dict[str, Tally]:
    """The tally of each department; "" is none known."""
    return _summed((each.department, each.tally) for each in slices)


def by_matter(slices: Iterable[Slice]) -> dict[str, Tally]:
    """The tally of each article or guide; "" is none known."""
    return _summed((each.matter, each.tally) for each in slices)


def topics_of(now: Iterable[Slice], before: Iterable[Slice]) -> list[Topic]:
    """The known matters of a period by what was wanted of them, compared with the period before."""
    then: Counter[tuple[str, str]] = Counter()
    for each in before:
        then[each.matter, each.kind] += each.tally.asked
    asked: Counter[tuple[str, str]] = Counter()
    latest: dict[tuple[str, str], int] = {}
    for each in now:
        key = (each.matter, each.kind)
        asked[key] += each.tally.asked
        latest[key] = max(each.latest, latest.get(key, 0))
    return [Topic(*key, "", asked[key], then[key], latest[key]) for key in asked if key[0]]


def total_of(tallies: Iterable[Tally]) -> Tally:
    """The sum."""
    return sum(tallies, Tally())


def series(period: Period, days: Mapping[date, Tally]) -> tuple[tuple[Period, Tally], ...]:
    """A tally for each day of the period, or each week (Monday to Sunday) or month of a longer one; none is left out."""
    every = [period.since + timedelta(days=number) for number in range(period.days)]
    if period.days <= LONGEST_BY_DAY:
        return tuple((Period(day, day), days.get(day, Tally())) for day in every)
    weekly = period.days <= LONGEST_BY_WEEK
    spans = [tuple(group) for _, group in groupby(every, key=_week if weekly else _month)]
    return tuple((Period(span[0], span[-1]), total_of(days.get(day, Tally()) for day in span)) for span in spans)


def rounded_shares(counts: Sequence[int], unit: int = 1000) -> tuple[int, ...]:
    """Each count's share in parts of `unit`, rounded so that they sum to exactly `unit`; all 0 when there are none.

    What is lost by rounding down goes to those that lost most, so every share is off by less than one part.
    """
    whole = sum(counts)
    if not whole:
        return tuple(0 for _ in counts)
    floors = [count * unit // whole for count in counts]
    by_loss = sorted(range(len(counts)), key=lambda place: -(counts[place] * unit % whole))
    lifted = set(by_loss[: unit - sum(floors)])
    return tuple(floor + (place in lifted) for place, floor in enumerate(floors))


def tally_of(rows: Iterable[tuple[Bucket | None, bool, bool, bool | None, int]]) -> Tally:
    """From counted combinations of bucket, at once, handed, satisfied."""
    found = Tally()
    for bucket, at_once, handed, satisfied, count in rows:
        number = [count * (bucket is each) for each in Bucket]
        done = count * (bucket is not None)
        found += Tally(
            count,
            (number[0], number[1], number[2], number[3], number[4]),
            done * at_once,
            done * handed,
            count * (satisfied is True),
            count * (satisfied is not None),
        )
    return found


def _summed(rows: Iterable[tuple[str, Tally]]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for name, tally in rows:
        found[name] = found.get(name, Tally()) + tally
    return found


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _nearest(ordered: Sequence[float], rank: float) -> float:
    """The smallest value that `rank` of all do not exceed."""
    return ordered[ceil(len(ordered) * rank) - 1]
