"""Who watches what, and how far the telling has come; on both databases."""

from dataclasses import replace
from datetime import timedelta

from bot.core.notice_ports import Letter, LetterState, NoticeRun, Watch, Watcher
from bot.store.database import SqlDatabase
from tests.store.samples import NOW

GUIDE, OFFICE = Watch("g_aaaaaaaaaaaa", "租车卡"), Watch("d_bbbbbbbbbbbb", "区交通局")
PEOPLE = [Watcher("telegram", f"c{number}", str(number)) for number in range(5)]
LETTER = Letter(0, GUIDE.link, GUIDE.name, "周六不办公", "甲", NOW)


async def test_watching_begins_and_ends_once(database: SqlDatabase) -> None:
    """A second beginning or end changes nothing; everybody has a list of their own, the oldest first."""
    async with database.write() as unit:
        assert [await unit.watches.add(PEOPLE[0], GUIDE, NOW) for _ in range(2)] == [True, False]
        await unit.watches.add(PEOPLE[0], OFFICE, NOW - timedelta(days=1))
        await unit.watches.add(PEOPLE[1], GUIDE, NOW)
        assert await unit.watches.of(PEOPLE[0]) == [OFFICE, GUIDE]
        assert await unit.watches.count("telegram", GUIDE.link) == 2
        assert [await unit.watches.remove(PEOPLE[0], GUIDE.link) for _ in range(2)] == [True, False]
        assert await unit.watches.of(PEOPLE[0]) == [OFFICE]


async def test_pages_show_each_reachable_watcher_once(database: SqlDatabase) -> None:
    """Page after page everybody comes once with all they watch; who has blocked the bot does not come."""
    async with database.write() as unit:
        for person in PEOPLE:
            await unit.watches.add(person, GUIDE, NOW)
        await unit.watches.add(PEOPLE[1], OFFICE, NOW)
        await unit.unreachable.mark(PEOPLE[2].chat, NOW)
        first = await unit.watches.page("telegram", "", 2)
        rest = await unit.watches.page("telegram", first[-1][0].citizen, 9)

        assert first == [(PEOPLE[0], (GUIDE,)), (PEOPLE[1], (OFFICE, GUIDE))]
        assert [person for person, _ in rest] == PEOPLE[3:]
        assert await unit.watches.page("terminal", "", 9) == []


async def test_a_run_moves_on_once(database: SqlDatabase) -> None:
    """There is one run for a version; two processes that hold the same run cannot both move it."""
    async with database.write() as unit:
        assert await unit.notices.told("telegram") is None
        await unit.notices.begin(NoticeRun(0, "telegram", None, 1), NOW, finished=True)
        assert await unit.notices.current("telegram") is None
        for _ in range(2):
            await unit.notices.begin(NoticeRun(0, "telegram", 1, 2), NOW)
        run = await unit.notices.current("telegram")
        assert run is not None
        assert await unit.notices.told("telegram") == 2
        assert [await unit.notices.advance(run, "c3", 2, None) for _ in range(2)] == [True, False]
        moved = replace(run, cursor="c3", told=2)
        assert await unit.notices.current("telegram") == moved
        assert await unit.notices.advance(moved, "c3", 0, NOW)
        assert await unit.notices.current("telegram") is None


async def test_a_letter_is_decided_once(database: SqlDatabase) -> None:
    """The first decision stands; a letter knows how many it has told."""
    async with database.write() as unit:
        number = await unit.letters.draft(LETTER)
        assert await unit.letters.get(number) == replace(LETTER, id=number)
        decided = [
            await unit.letters.decide(number, state, "乙", NOW)
            for state in (LetterState.APPROVED, LetterState.REJECTED)
        ]
        assert decided == [True, False]
        await unit.notices.begin(NoticeRun(0, "telegram", letter=number), NOW)
        run = await unit.notices.current("telegram")
        assert run is not None
        await unit.notices.advance(run, "c1", 3, NOW)
        (letter,) = await unit.letters.latest(5)
        assert (letter.state, letter.decider, letter.decided_at, letter.told) == ("approved", "乙", NOW, 3)
