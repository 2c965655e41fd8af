"""The measures of a period, read from the log."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.ports import Database
from bot.core.statistics import (
    Period,
    Report,
    Tally,
    Times,
    Topic,
    by_department,
    by_matter,
    series,
    topics_of,
    total_of,
)

LISTED = 10
"""Topics listed as asked most, and as rising."""
NOTEWORTHY = 3
"""How often a topic is asked before it can be called rising."""


async def report(database: Database, period: Period, scope: frozenset[str] | None = None) -> Report:
    """The measures of a period; `scope` is the departments that may be seen, or None for all. Raises StoreError."""
    async with database.read() as unit:
        measures = unit.measures
        days = await measures.by_day(period, scope)
        now = await measures.slices(period, scope)
        before = await measures.slices(period.before, scope)
        seconds = await measures.response_seconds(period, scope)
        topics = topics_of(now, before)
        top, rising = _top(topics), _rising(topics) if before else []
        examples = await measures.texts([topic.latest for topic in (*top, *rising)])
    return Report(
        period=period,
        total=total_of(each.tally for each in now),
        previous=total_of(each.tally for each in before),
        times=Times.of(seconds),
        by_day=series(period, days),
        by_department=_ordered(by_department(now)),
        by_matter=_ordered(by_matter(now)),
        top=_shown(top, examples),
        rising=_shown(rising, examples),
    )


async def rising_topics(
    database: Database, period: Period, scope: frozenset[str] | None, most: int
) -> tuple[Topic, ...]:
    """What is asked more than in the period before, most risen first. Raises StoreError."""
    async with database.read() as unit:
        before = await unit.measures.slices(period.before, scope)
        if not before:
            return ()
        rising = _rising(topics_of(await unit.measures.slices(period, scope), before))[:most]
        return _shown(rising, await unit.measures.texts([topic.latest for topic in rising]))


def _ordered(tallies: Mapping[str, Tally]) -> tuple[tuple[str, Tally], ...]:
    """Most asked first."""
    return tuple(sorted(tallies.items(), key=lambda row: (-row[1].asked, row[0])))


def _shown(topics: Sequence[Topic], examples: Mapping[int, str]) -> tuple[Topic, ...]:
    return tuple(replace(topic, example=examples.get(topic.latest, "")) for topic in topics)


def _top(topics: Sequence[Topic]) -> list[Topic]:
    return sorted(topics, key=lambda topic: (-topic.now, topic.matter, topic.kind))[:LISTED]


def _rising(topics: Sequence[Topic]) -> list[Topic]:
    rising = [topic for topic in topics if topic.now >= NOTEWORTHY and topic.rise > 1]
    return sorted(rising, key=lambda topic: (-topic.rise, topic.matter, topic.kind))[:LISTED]
