"""Unanswered questions are gathered into clusters, whenever they come."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.core.cluster_ports import Cluster, ClusterFilter, ClusterOrder, Settled, Status
from bot.core.log_ports import LogFilter
from bot.core.model import LogRecord, Outcome, Rating
from bot.service.clusters import gather, gathering, status
from bot.store.database import SqlDatabase
from corpus.model import Article, Corpus
from tests.store.samples import NOW, publish, record

TODAY = NOW.date()
EVERY = ClusterFilter()


def missed(question_id: str, text: str, **changes: Any) -> LogRecord:
    """A question that was handed over."""
    place = {"parts": [{"wanted": ["steps"]}]}
    values = {"outcome": Outcome.HANDOFF, "rule": "department_known", "citations": (), "understanding": place}
    return record(question_id, **values | {"clean_text": text, "citizen": question_id} | changes)


async def log(database: SqlDatabase, *records: LogRecord) -> int:
    """Log questions and gather them."""
    async with database.write() as unit:
        if await unit.corpus.current() is None:
            await unit.corpus.publish(Corpus(), "编辑", "首发", NOW)
        for each in records:
            await unit.questions.add(each)
    return await gather(database)


async def clusters(database: SqlDatabase, wanted: ClusterFilter = EVERY) -> list[Cluster]:
    """The clusters, most asked first."""
    async with database.read() as unit:
        found = list(await unit.clusters.page(wanted, 9, 0, TODAY))
        assert await unit.clusters.count(wanted) == len(found)
    return found


async def test_near_questions_share_a_cluster_over_all_time(database: SqlDatabase) -> None:
    """Each new question joins the cluster it is near to or founds one, whether they come together or one by one."""
    old = NOW - timedelta(days=30)
    assert await log(database, missed("q1", "公积金怎么提取", asked_at=old), missed("q2", "老年证怎么补办")) == 2
    assert await log(database, missed("q3", "请问公积金要怎样提取呢?"), record("answered")) == 1
    assert await gather(database) == 0

    first, second = await clusters(database)

    assert (first.question, first.asked, first.first, first.last) == ("公积金怎么提取", 2, old.date(), TODAY)
    assert (sum(first.weeks), first.weeks[-1], second.asked) == (2, 1, 1)
    assert [each.id for each in await clusters(database, ClusterFilter(text="老年"))] == [second.id]
    assert [each.asked for each in await clusters(database, ClusterFilter(since=TODAY))] == [1, 1]
    latest = await clusters(database, ClusterFilter(order=ClusterOrder.LATEST))
    assert [each.last for each in latest] == [TODAY, TODAY]
    async with database.read() as unit:
        assert [text for text, _ in await unit.clusters.wordings(first.id, 9)] == [
            "公积金怎么提取",
            "请问公积金要怎样提取呢?",
        ]
        assert not await unit.clusters.wordings(first.id, 9, frozenset({"d9"}))
        page = await unit.facts.search(LogFilter(cluster=first.id), 9)
        assert [row.id for row in page.rows] == ["q3", "q1"]


async def test_what_is_no_longer_unanswered_leaves_its_cluster(database: SqlDatabase) -> None:
    """A corrected question, and an answer that helped after all, are in no cluster."""
    unsolved = record("q1", citizen="c1", rating=Rating.UNSOLVED)
    await log(database, unsolved, missed("q2", "公积金怎么提取", citizen="c2"))
    async with database.write() as unit:
        await unit.questions.rate("q1", "c1", Rating.SOLVED, NOW)

    await log(database, missed("q2.1", "老年证怎么补办", citizen="c2", revises="q2"))

    assert [each.question for each in await clusters(database)] == ["老年证怎么补办"]


async def test_a_cluster_is_settled_by_one_answer(database: SqlDatabase) -> None:
    """It waits for publication until an entry in force is asked for in its words."""
    await log(database, missed("q1", "公积金怎么提取"))
    (cluster,) = await clusters(database)
    async with database.write() as unit:
        assert await unit.clusters.settle(cluster.id, Settled.ANSWERED, "qa-1", "s1", NOW)
        assert not await unit.clusters.settle(99, Settled.ANSWERED, "qa-1", "s1", NOW)
        settled = await unit.clusters.get(cluster.id, TODAY)

    assert settled is not None
    assert (settled.article, settled.by, settled.at) == ("qa-1", "s1", NOW)
    answer = Article("qa-1", "公积金", "到窗口提取。", asked_as=("公积金怎么提取",))
    assert [status(each, Corpus((answer,))) for each in (cluster, settled)] == [Status.OPEN, Status.PUBLISHED]
    assert status(settled, Corpus((replace(answer, asked_as=()),))) is Status.DRAFTED
    assert status(replace(settled, settled=Settled.OUTSIDE), Corpus()) is Status.OUTSIDE
    assert await clusters(database, ClusterFilter(settled=Settled.OPEN)) == []


async def test_erased_questions_are_left_alone(database: SqlDatabase) -> None:
    """Without words there is nothing to compare, and no cluster is named after nothing."""
    assert await log(database, missed("q1", ""), missed("q2", "公积金怎么提取")) == 1

    assert [each.question for each in await clusters(database)] == ["公积金怎么提取"]


async def test_clusters_are_made_in_the_background(database: SqlDatabase) -> None:
    """As long as the block lasts, without anybody asking for it."""
    await publish(database)
    async with database.write() as unit:
        await unit.questions.add(missed("q1", "公积金怎么提取"))

    async with gathering(database), asyncio.timeout(10):
        while not await clusters(database):  # noqa: ASYNC110
            await asyncio.sleep(0.01)

    assert [each.question for each in await clusters(database)] == ["公积金怎么提取"]


async def test_clusters_are_bounded_by_department(database: SqlDatabase) -> None:
    """A department's staff see its own."""
    await log(database, missed("q1", "公积金怎么提取"), missed("q2", "老年证怎么补办", department="d2"))

    assert len(await clusters(database, ClusterFilter(scope=frozenset({"d2"})))) == 1
    assert await clusters(database, ClusterFilter(scope=frozenset())) == []
