"""Looking through the log: filters, search, pages, and facts that follow what happens."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.core.case_ports import Case
from bot.core.consultation import State, offer
from bot.core.log_ports import Facet, LogFilter, LogOrder, LogRow
from bot.core.model import LogRecord, Outcome, Rating
from bot.store.database import SqlDatabase, open_database
from bot.store.schema import question_fact
from tests.core.consultation.cases import IN_STATE
from tests.store.samples import NOW, publish, record

HANDED = {"outcome": Outcome.HANDOFF, "rule": "fact_missing", "citations": ()}
LOG = (
    record("q1"),
    record("q2", clean_text="100%免费吗", department=None, confidence=0.2, rating=Rating.SOLVED),
    record(
        "q3", clean_text="老年卡怎么办", department="d2", confidence=0.5, asked_at=NOW + timedelta(days=1), **HANDED
    ),
    record("q4", clean_text="hello", outcome=Outcome.SMALLTALK, citations=(), department=None, understanding={}),
)
FILTERS = (
    ("q4 q3 q2 q1", LogFilter()),
    ("q1 q2 q3 q4", LogFilter(order=LogOrder.OLDEST)),
    ("q2 q1 q4 q3", LogFilter(order=LogOrder.LEAST_SURE)),
    ("q1 q2 q4 q3", LogFilter(order=LogOrder.MOST_SURE)),
    ("q2 q1", LogFilter(outcome=Outcome.ANSWER)),
    ("q3", LogFilter(department="d2")),
    ("q4 q2", LogFilter(department="")),
    ("q3 q2 q1", LogFilter(kind="place")),
    ("q3 q1", LogFilter(text="办")),
    ("q1", LogFilter(text="狗證　去哪")),
    ("q2", LogFilter(text="0%免")),
    ("", LogFilter(text="狗_去")),
    ("", LogFilter(text="HELLO", least=0.8)),
    ("q1", LogFilter(least=0.8)),
    ("q2", LogFilter(most=0.4)),
    ("q3", LogFilter(since=(NOW + timedelta(days=1)).date())),
    ("q4 q2 q1", LogFilter(until=NOW.date())),
    ("q2", LogFilter(rating=Rating.SOLVED)),
    ("q1", LogFilter(scope=frozenset({"d1"}))),
    ("", LogFilter(scope=frozenset())),
)


async def log(database: SqlDatabase, *records: LogRecord) -> None:
    """Log questions."""
    async with database.write() as unit:
        for each in records:
            await unit.questions.add(each)


async def test_every_filter_finds_what_it_names(database: SqlDatabase) -> None:
    """Each condition alone, in its order; the count is that of the page, and pages of one row join to the whole."""
    await publish(database)
    await log(database, *LOG)

    async with database.read() as unit:
        for names, wanted in FILTERS:
            page = await unit.facts.search(wanted, 9)
            assert ([row.id for row in page.rows], page.following) == (names.split(), None), wanted
            assert await unit.facts.count(wanted) == len(page.rows)
            walked: list[LogRow] = []
            after = None
            for _ in page.rows:
                one = await unit.facts.search(wanted, 1, after)
                walked += one.rows
                after = one.following
            assert (tuple(walked), after) == (page.rows, None)
            for place, row in enumerate(page.rows):
                back = await unit.facts.search(wanted, 9, row.seq, backwards=True)
                assert back.rows == page.rows[:place][::-1]


async def test_facets_count_what_a_filter_has(database: SqlDatabase) -> None:
    """Most first; none is empty; a facet is not narrowed by the condition on itself, only by the others."""
    await publish(database)
    await log(database, *LOG)
    async with database.write() as unit:
        await unit.facts.reviewed("q3", reviewed=True)

    async with database.read() as unit:
        every = await unit.facts.facets(LogFilter())
        assert every[Facet.DEPARTMENT] == [("", 2), ("d1", 1), ("d2", 1)]
        assert every[Facet.REVIEWED] == [("", 3), ("1", 1)]
        assert (await unit.facts.facets(LogFilter(text="办")))[Facet.OUTCOME] == [("answer", 1), ("handoff", 1)]
        one = await unit.facts.facets(LogFilter(outcome=Outcome.ANSWER, department="d1"))
        assert (one[Facet.OUTCOME], one[Facet.DEPARTMENT]) == ([("answer", 1)], [("", 1), ("d1", 1)])
        assert one[Facet.RATING] == [("", 1)]
        assert [row.id for row in (await unit.facts.search(LogFilter(reviewed=True), 9)).rows] == ["q3"]


async def test_a_fact_follows_the_rating_and_the_case(database: SqlDatabase) -> None:
    """A rating and every step of a case change what the question counts as, in the same transaction."""
    await publish(database)
    await log(database, record("q1", **HANDED))
    case = Case(offer("k1", "c1", "d2", "q1", NOW), "telegram", "7", "狗证去哪办")
    closed = replace(IN_STATE[State.CLOSED], id="k1", citizen="c1", question="q1", department="d3")
    async with database.write() as unit:
        await unit.questions.rate("q1", "c1", Rating.UNSOLVED, NOW)
        before = (await unit.facts.search(LogFilter(rating=Rating.UNSOLVED), 9)).rows[0]
        await unit.cases.add(case)
        assert await unit.cases.save(closed, 1)
        after = (await unit.facts.search(LogFilter(), 9)).rows[0]

    assert (before.department, before.case) == ("d1", "")
    assert (after.department, after.case) == ("d3", "k1")


@pytest.mark.parametrize(
    ("second", "valid"),
    [
        (record("q1.1", revises="q1"), {"q1.1"}),
        (record("q2"), {"q2"}),
        (record("q2", asked_at=NOW + timedelta(hours=1)), {"q1", "q2"}),
        (record("q2", citizen="c2"), {"q1", "q2"}),
        (record("q2", outcome=Outcome.SMALLTALK, citations=()), {"q1"}),
    ],
)
async def test_a_question_back_is_counted_once(database: SqlDatabase, second: LogRecord, valid: set[str]) -> None:
    """What a correction replaces, and a question back that the citizen went on from, are in no measure."""
    await publish(database)
    await log(database, record("q1", outcome=Outcome.CLARIFY, citations=()), second)
    query = text("SELECT id FROM question_log JOIN question_fact USING (seq) WHERE valid")

    async with database._reader.connect() as connection:
        assert set((await connection.execute(query)).scalars()) == valid


async def test_a_log_without_facts_gets_them(database_url: str) -> None:
    """A log of an earlier release has its facts when the database is open, cases and corrections included."""
    database = await open_database(database_url)
    await publish(database)
    await log(database, record("q1", **HANDED), record("q2", citizen="c2"), record("q2.1", citizen="c2", revises="q2"))
    async with database.write() as unit:
        await unit.cases.add(Case(offer("k1", "c1", "d2", "q1", NOW), "telegram", "7", "狗证去哪办"))
    await database.close()
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        facts = (await connection.execute(question_fact.select().order_by(question_fact.c.seq))).all()
        await connection.execute(delete(question_fact))

    await (await open_database(database_url)).close()
    async with engine.connect() as connection:
        again = (await connection.execute(question_fact.select().order_by(question_fact.c.seq))).all()
    await engine.dispose()
    assert [row.case for row in facts] == ["k1", "", ""]
    assert again == facts
