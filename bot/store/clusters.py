"""Clusters of unanswered questions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, text, update

from bot.core.cluster_ports import Cluster, ClusterFilter, ClusterOrder, Founder, Settled, Unclustered
from bot.store.schema import UNCLUSTERED, cluster_key, question_cluster, question_fact
from bot.store.session import Session
from retrieval.text import clean

WEEKS = 8
"""Weeks of the trend."""
_FACT, _CLUSTER = question_fact.c, question_cluster.c
_FOUNDER = _CLUSTER["id", "question", "kind", "department"]


class SqlClusters:
    """`bot.core.cluster_ports.Clusters` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def unclustered(self, limit: int) -> Sequence[Unclustered]:
        """See the port."""
        columns = _FACT["seq", "text", "kind", "department"]
        statement = select(*columns).where(UNCLUSTERED, _FACT.text != "").order_by(_FACT.seq).limit(limit)
        return [Unclustered(*row) for row in await self._session.execute(statement)]

    async def founders(self, keys: Sequence[int]) -> Mapping[int, Sequence[Founder]]:
        """See the port."""
        columns = (cluster_key.c.key, *_FOUNDER)
        statement = select(*columns).join_from(cluster_key, question_cluster).where(cluster_key.c.key.in_(keys))
        found: defaultdict[int, list[Founder]] = defaultdict(list)
        for key, *founder in await self._session.execute(statement):
            found[key].append(Founder(*founder))
        return found

    async def found(self, founder: Founder, keys: Sequence[int]) -> int:
        """See the port."""
        row = {"question": founder.text, "kind": founder.kind, "department": founder.department}
        row |= {"settled": Settled.OPEN, "article": "", "settled_by": ""}
        statement = insert(question_cluster).values(row).returning(_CLUSTER.id)
        number: int = (await self._session.execute(statement)).scalar_one()
        rows = [{"key": key, "cluster": number} for key in sorted(set(keys))]
        await self._session.execute(insert(cluster_key).values(rows))
        return number

    async def join(self, cluster: int, seqs: Sequence[int]) -> None:
        """See the port."""
        await self._session.execute(update(question_fact).where(_FACT.seq.in_(seqs)).values(cluster=cluster))

    async def page(self, wanted: ClusterFilter, limit: int, offset: int, today: date) -> Sequence[Cluster]:
        """See the port."""
        counted = _counted(wanted).subquery()
        order = counted.c.asked if wanted.order is ClusterOrder.MOST else counted.c.last
        statement = _listed(counted, wanted).order_by(order.desc(), _CLUSTER.id.desc()).limit(limit).offset(offset)
        return await self._with_weeks(statement, today)

    async def count(self, wanted: ClusterFilter) -> int:
        """See the port."""
        counted = _counted(wanted).subquery()
        statement = select(func.count()).select_from(_listed(counted, wanted).subquery())
        return int((await self._session.execute(statement)).scalar_one())

    async def get(self, cluster: int, today: date) -> Cluster | None:
        """See the port."""
        wanted = ClusterFilter()
        counted = _counted(wanted).where(_FACT.cluster == cluster).subquery()
        found = await self._with_weeks(_listed(counted, wanted), today)
        return found[0] if found else None

    async def wordings(
        self, cluster: int, limit: int, scope: frozenset[str] | None = None
    ) -> Sequence[tuple[str, int]]:
        """See the port."""
        number, seen = func.count().label("number"), _FACT.cluster == cluster
        if scope is not None:
            seen &= _FACT.department.in_(scope)
        statement = select(_FACT.text, number).where(seen).group_by(_FACT.text)
        rows = await self._session.execute(statement.order_by(number.desc(), _FACT.text).limit(limit))
        return [(wording, int(count)) for wording, count in rows]

    async def settle(self, cluster: int, settled: Settled, article: str, by: str, at: datetime) -> bool:
        """See the port."""
        values = {"settled": settled, "article": article, "settled_by": by, "settled_at": at}
        statement = update(question_cluster).where(_CLUSTER.id == cluster).values(values)
        return (await self._session.execute(statement)).rowcount == 1

    async def _with_weeks(self, statement: Select[Any], today: date) -> Sequence[Cluster]:
        rows = (await self._session.execute(statement)).all()
        monday = today - timedelta(days=today.weekday())
        first = monday - timedelta(weeks=WEEKS - 1)
        named = _FACT.cluster.in_([row[0] for row in rows]) & (_FACT.day >= first)
        days = select(_FACT.cluster, _FACT.day, func.count()).where(named).group_by(_FACT.cluster, _FACT.day)
        weeks: defaultdict[int, list[int]] = defaultdict(lambda: [0] * WEEKS)
        for cluster, day, count in await self._session.execute(days):
            weeks[cluster][min((day - first).days // 7, WEEKS - 1)] += count
        return [_cluster(row, weeks[row[0]]) for row in rows]


def _counted(wanted: ClusterFilter) -> Select[Any]:
    """How often and when each cluster was asked; read from the index on (cluster, day) alone."""
    columns = (_FACT.cluster, func.count().label("asked"), func.min(_FACT.day).label("first"))
    statement = select(*columns, func.max(_FACT.day).label("last")).where(text("cluster IS NOT NULL"))
    if wanted.since:
        statement = statement.where(_FACT.day >= wanted.since)
    if wanted.until:
        statement = statement.where(_FACT.day <= wanted.until)
    return statement.group_by(_FACT.cluster)


def _listed(counted: Any, wanted: ClusterFilter) -> Select[Any]:
    columns = (*_FOUNDER, counted.c.asked, counted.c.first, counted.c.last)
    settling = _CLUSTER["settled", "article", "settled_by", "settled_at"]
    joined = select(*columns, *settling).join_from(question_cluster, counted, _CLUSTER.id == counted.c.cluster)
    return joined.where(*_conditions(wanted))


def _conditions(wanted: ClusterFilter) -> list[ColumnElement[bool]]:
    found = [_CLUSTER.question.contains(word, autoescape=True) for word in clean(wanted.text).split()]
    found += [_CLUSTER.settled == wanted.settled] if wanted.settled is not None else []
    found += [_CLUSTER.department == wanted.department] if wanted.department is not None else []
    return found + ([_CLUSTER.department.in_(wanted.scope)] if wanted.scope is not None else [])


def _cluster(row: Any, weeks: Sequence[int]) -> Cluster:
    number, question, kind, department, asked, first, last, settled, article, by, at = row
    return Cluster(
        number, question, kind, department, asked, first, last, Settled(settled), article, by, at, tuple(weeks)
    )
