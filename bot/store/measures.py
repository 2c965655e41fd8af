"""The counts behind the statistics, each read from an index that holds nothing but what is counted, in its order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from bot.core.consultation import Bucket
from bot.core.statistics import Period, Slice, Tally, tally_of
from bot.store.schema import question_fact
from bot.store.session import Session

_FACT = question_fact.c
_FLAGS = _FACT["bucket", "at_once", "handed", "satisfied"]


class SqlMeasures:
    """`bot.core.statistics.Measures` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def by_day(self, period: Period, scope: frozenset[str] | None) -> Mapping[date, Tally]:
        """See the port."""
        keys = _FACT["day", "bucket", "at_once"]
        statement = select(*keys, func.count()).where(*_within(period, scope)).group_by(*keys)
        rows = await self._session.execute(statement)
        return _tallies((day, (bucket, at_once, False, None, count)) for day, bucket, at_once, count in rows)

    async def slices(self, period: Period, scope: frozenset[str] | None) -> Sequence[Slice]:
        """See the port."""
        keys = (*_FACT["department", "matter", "kind"], *_FLAGS)
        counted = select(*keys, func.count(), func.max(_FACT.seq)).where(*_within(period, scope)).group_by(*keys)
        rows = [tuple(row) for row in await self._session.execute(counted)]
        latest: defaultdict[tuple[str, ...], int] = defaultdict(int)
        for row in rows:
            latest[row[:3]] = max(latest[row[:3]], row[-1])
        tallies = _tallies((row[:3], row[3:-1]) for row in rows)
        return [
            Slice(department, matter, kind, tally, latest[department, matter, kind])
            for (department, matter, kind), tally in tallies.items()
        ]

    async def response_seconds(self, period: Period, scope: frozenset[str] | None) -> Sequence[float]:
        """See the port."""
        timed = select(_FACT.response_seconds).where(_FACT.response_seconds.is_not(None), *_within(period, scope))
        return list((await self._session.execute(timed)).scalars())

    async def texts(self, seqs: Sequence[int]) -> Mapping[int, str]:
        """See the port."""
        rows = await self._session.execute(select(_FACT.seq, _FACT.text).where(_FACT.seq.in_(seqs)))
        return {row.seq: row.text for row in rows}


def _within(period: Period, scope: frozenset[str] | None) -> list[ColumnElement[bool]]:
    days = [_FACT.valid, _FACT.day >= period.since, _FACT.day <= period.until]
    return days + ([_FACT.department.in_(scope)] if scope is not None else [])


def _tallies(rows: Iterable[tuple[Any, tuple[Any, ...]]]) -> dict[Any, Tally]:
    """The tally of each key, from its counted combinations of flags."""
    grouped: defaultdict[Any, list[tuple[Bucket | None, bool, bool, bool | None, int]]] = defaultdict(list)
    for key, (bucket, at_once, handed, satisfied, count) in rows:
        grouped[key].append((Bucket(bucket) if bucket else None, at_once, handed, satisfied, count))
    return {key: tally_of(combinations) for key, combinations in grouped.items()}
