"""The counts behind the statistics, against the facts counted one by one."""

from dataclasses import replace
from datetime import timedelta

from bot.core.case_ports import Case
from bot.core.consultation import Bucket, Consultation, offer
from bot.core.consultation import events as ev
from bot.core.model import Outcome, Rating
from bot.core.statistics import Period, Topic
from bot.service.statistics import report
from bot.store.database import SqlDatabase
from tests.core.consultation.cases import CLAIM, CONSENT, NOON, REPLY, RESOLVE, after
from tests.store.samples import publish, record

HANDED = {"outcome": Outcome.HANDOFF, "rule": "fact_missing", "citations": ()}
TODAY = NOON.date()
WEEK = Period.lately(TODAY, 7)
SPOKEN = (CONSENT, CLAIM, ev.StaffMessage(at=NOON + timedelta(minutes=3), staff=CLAIM.staff, message="m"), RESOLVE)


async def fill(database: SqlDatabase) -> None:
    """A week: three answers, of which one did not help, a case answered on the spot, one under way, a greeting; one the week before."""
    await publish(database)
    last_week = NOON - timedelta(days=9)
    async with database.write() as unit:
        for number, at in enumerate((last_week, NOON - timedelta(days=1), NOON, NOON)):
            await unit.questions.add(record(f"a{number}", citizen=f"c{number}", asked_at=at))
        await unit.questions.rate("a2", "c2", Rating.SOLVED, NOON)
        await unit.questions.rate("a3", "c3", Rating.UNSOLVED, NOON)
        for name in ("h1", "h2"):
            await unit.questions.add(record(name, citizen=name, asked_at=NOON, department="d2", **HANDED))
        await unit.questions.add(record("hi", outcome=Outcome.SMALLTALK, citations=(), asked_at=NOON))
        for name, told in (("h1", after(*SPOKEN)), ("h2", after(CONSENT, CLAIM, REPLY))):
            await unit.cases.add(Case(offer(name, name, "d2", name, NOON), "telegram", name, "问"))
            assert await unit.cases.save(moved(told, name), 1)


def moved(told: Consultation, name: str) -> Consultation:
    """The consultation as that of another question."""
    return replace(told, id=name, citizen=name, question=name, department="d2")


async def test_a_report_counts_every_question_once(database: SqlDatabase) -> None:
    """By day, department and matter the same questions are counted; the week before is told apart."""
    await fill(database)

    found = await report(database, WEEK)

    assert (found.total.asked, found.total.concluded, found.total.under_way) == (5, 4, 1)
    assert {bucket: count for bucket, count in found.total.by_bucket.items() if count} == {
        Bucket.ANSWERED_BY_BOT: 2,
        Bucket.ON_THE_SPOT: 1,
        Bucket.ABANDONED: 1,
    }
    assert (found.total.at_once, found.total.handed) == (3, 1)
    assert (found.total.satisfied, found.total.rated) == (1, 2)
    assert found.previous.asked == 1
    assert [(name, tally.asked) for name, tally in found.by_department] == [("d1", 3), ("d2", 2)]
    assert [tally.asked for _, tally in found.by_day] == [0, 0, 0, 0, 0, 1, 4]
    assert sum(tally.asked for _, tally in found.by_matter) == 5
    assert (found.times.count, found.times.median) == (2, 0.0)
    assert found.top == (Topic("a1", "place", "狗证去哪办?", 5, 1, latest=6),)
    assert found.rising == found.top


async def test_a_report_is_bounded_by_department(database: SqlDatabase) -> None:
    """Whoever may see one department's questions gets that department's figures; who may see none gets none."""
    await fill(database)

    assert (await report(database, WEEK, frozenset({"d2"}))).total.asked == 2
    assert (await report(database, WEEK, frozenset())).total.asked == 0
