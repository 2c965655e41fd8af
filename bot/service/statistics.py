"""The measures of a period, read from the log."""

from collections.abc import Mapping, Sequence

from bot.core.ports import Database
from bot.core.statistics import Period, Report, Tally, Times, Topic, series, total_of

LISTED = 10
"""Topics listed as asked most, and as rising."""
NOTEWORTHY = 3
"""How often a topic is asked before it can be called rising."""


async def report(database: Database, period: Period, scope: frozenset[str] | None = None) -> Report:
    """The measures of a period; `scope` is the departments that may be seen, or None for all. Raises StoreError."""
    async with database.read() as unit:
        measures = unit.measures
        days = await measures.by_day(period, scope)
        departments = await measures.by_department(period, scope)
        matters = await measures.by_matter(period, scope)
        previous = await measures.by_department(period.before, scope)
        seconds = await measures.response_seconds(period, scope)
        topics = await measures.topics(period, scope)
        top = await measures.examples(_top(topics))
        before = total_of(previous.values())
        rising = await measures.examples(_rising(topics) if before.asked else [])
    return Report(
        period=period,
        total=total_of(departments.values()),
        previous=before,
        times=Times.of(seconds),
        by_day=series(period, days),
        by_department=_ordered(departments),
        by_matter=_ordered(matters),
        top=tuple(top),
        rising=tuple(rising),
    )


def _ordered(tallies: Mapping[str, Tally]) -> tuple[tuple[str, Tally], ...]:
    """Most asked first."""
    return tuple(sorted(tallies.items(), key=lambda row: (-row[1].asked, row[0])))


def _top(topics: Sequence[Topic]) -> list[Topic]:
    asked = [topic for topic in topics if topic.now]
    return sorted(asked, key=lambda topic: (-topic.now, topic.matter, topic.kind))[:LISTED]


def _rising(topics: Sequence[Topic]) -> list[Topic]:
    rising = [topic for topic in topics if topic.now >= NOTEWORTHY and topic.rise > 1]
    return sorted(rising, key=lambda topic: (-topic.rise, topic.matter, topic.kind))[:LISTED]
