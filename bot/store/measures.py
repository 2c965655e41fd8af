"""The counts behind the statistics, each read from an index that holds nothing but what is counted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select, tuple_

from bot.core.consultation import Bucket
from bot.core.statistics import Period, Tally, Topic, tally_of, with_example
from bot.store.schema import question_fact
from bot.store.session import Session

_FACT = question_fact.c
_FLAGS = (_FACT.bucket, _FACT.at_once, _FACT.handed, _FACT.satisfied)


class SqlMeasures:
    """`bot.core.statistics.Measures` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def by_day(self, period: Period, scope: frozenset[str] | None) -> Mapping[date, Tally]:
        """See the port."""
        keys = (_FACT.day, _FACT.bucket, _FACT.at_once)
        rows = await self._rows(select(*keys, func.count()).where(*_within(period, scope)).group_by(*keys))
        return _tallies((day, bucket, at_once, False, None, count) for day, bucket, at_once, count in rows)

    async def by_department(self, period: Period, scope: frozenset[str] | None) -> Mapping[str, Tally]:
        """See the port."""
        return await self._by(_FACT.department, period, scope)

    async def by_matter(self, period: Period, scope: frozenset[str] | None) -> Mapping[str, Tally]:
        """See the port."""
        return await self._by(_FACT.matter, period, scope)

    async def response_seconds(self, period: Period, scope: frozenset[str] | None) -> Sequence[float]:
        """See the port."""
        timed = _FACT.response_seconds.is_not(None)
        rows = await self._rows(select(_FACT.response_seconds).where(timed, *_within(period, scope)))
        return [seconds for (seconds,) in rows]

    async def topics(self, period: Period, scope: frozenset[str] | None) -> Sequence[Topic]:
        """See the port."""
        both = Period(period.before.since, period.until)
        now = func.sum(case((_FACT.day >= period.since, 1), else_=0))
        keys = (_FACT.matter, _FACT.kind)
        statement = select(*keys, func.count(), now).where(_FACT.matter != "", *_within(both, scope)).group_by(*keys)
        rows = await self._rows(statement)
        return [Topic(matter, kind, "", int(now), count - int(now)) for matter, kind, count, now in rows]

    async def examples(self, topics: Sequence[Topic]) -> Sequence[Topic]:
        """See the port."""
        wanted = {(topic.matter, topic.kind) for topic in topics}
        keys = (_FACT.matter, _FACT.kind)
        latest = select(func.max(_FACT.seq)).where(_FACT.valid, tuple_(*keys).in_(wanted)).group_by(*keys)
        rows = await self._rows(select(*keys, _FACT.text).where(_FACT.seq.in_(latest)))
        texts = {(matter, kind): text for matter, kind, text in rows}
        return [with_example(topic, texts.get((topic.matter, topic.kind), "")) for topic in topics]

    async def _by(self, key: ColumnElement[str], period: Period, scope: frozenset[str] | None) -> Mapping[str, Tally]:
        keys = (key, *_FLAGS)
        rows = await self._rows(select(*keys, func.count()).where(*_within(period, scope)).group_by(*keys))
        return _tallies(rows)

    async def _rows(self, statement: Any) -> Sequence[tuple[Any, ...]]:
        return [tuple(row) for row in await self._session.execute(statement)]


def _within(period: Period, scope: frozenset[str] | None) -> list[ColumnElement[bool]]:
    days = [_FACT.valid, _FACT.day >= period.since, _FACT.day <= period.until]
    return days + ([_FACT.department.in_(scope)] if scope is not None else [])


def _tallies(rows: Iterable[tuple[Any, ...]]) -> dict[Any, Tally]:
    grouped: defaultdict[Any, list[tuple[Bucket | None, bool, bool, bool | None, int]]] = defaultdict(list)
    for key, bucket, at_once, handed, satisfied, count in rows:
        grouped[key].append((Bucket(bucket) if bucket else None, at_once, handed, satisfied, count))
    return {key: tally_of(combinations) for key, combinations in grouped.items()}
