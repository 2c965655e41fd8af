"""Cases, their messages, the departments' groups, and the answers of people."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.case_ports import AnsweredPair, Case, CaseEvent, CaseMessage, Place, Side
from bot.core.consultation import State, offer
from bot.store.consultation_json import from_json, to_json
from bot.store.database import SqlDatabase
from tests.core.consultation.cases import CONSENT, IN_STATE
from tests.store.samples import NOW

GROUP, ALICE = "-1001", "7"


def case(case_id: str = "k1", citizen: str = "c1") -> Case:
    """An offer."""
    return Case(offer(case_id, citizen, "d1", "q1", NOW), "telegram", ALICE, "狗证去哪办", "没有写")


def said(message_id: str, *parts: int, side: Side = Side.CITIZEN, text: str = "材料不全可以吗") -> CaseMessage:
    """A message of case k1 in the citizen's chat."""
    return CaseMessage(message_id, "k1", side, "c1", text, NOW, ALICE, parts)


@pytest.mark.parametrize("state", State)
def test_a_consultation_survives_as_json(state: State) -> None:
    """Whatever state it is in, it comes back equal."""
    assert from_json(to_json(IN_STATE[state])) == IN_STATE[state]


async def test_a_case_is_saved_on_the_revision_that_was_loaded(database: SqlDatabase) -> None:
    """Of two steps from one revision the second is refused and leaves nothing behind."""
    waiting = replace(IN_STATE[State.WAITING], id="k1")
    async with database.write() as unit:
        assert await unit.cases.add(case())
        assert await unit.cases.save(waiting, 1)
        assert not await unit.cases.save(replace(waiting, receipt="#9999-01"), 1)
    async with database.read() as unit:
        found = await unit.cases.get("k1")
        assert await unit.cases.get("k9") is None
    assert found is not None
    assert found.consultation == waiting


async def test_a_citizen_has_one_unfinished_case(database: SqlDatabase) -> None:
    """A second one is refused until the first is finished; `unfinished` names it, `latest` lists those with a receipt."""
    done = replace(IN_STATE[State.CLOSED], id="k1", citizen="c1")
    async with database.write() as unit:
        assert await unit.cases.add(case())
        assert not await unit.cases.add(case("k2"))
        assert await unit.cases.add(case("k3", "c2"))
        await unit.cases.save(done, 1)
        assert await unit.cases.unfinished("c1") is None
        assert await unit.cases.add(case("k2"))
        assert [each.id for each in await unit.cases.latest("c1", 9)] == ["k1"]
        assert (await unit.cases.by_receipt(CONSENT.receipt)) is not None


async def test_past_cases_are_paged_and_any_is_found_by_its_words(database: SqlDatabase) -> None:
    """Newest first, of the departments and channels that are asked for; words find the unfinished ones, too."""
    done = IN_STATE[State.CLOSED]
    async with database.write() as unit:
        for number in range(4):
            await unit.cases.add(replace(case(f"k{number}", f"c{number}"), question=f"Dog 证第{number}"))
            if number < 3:
                await unit.cases.save(replace(done, id=f"k{number}", citizen=f"c{number}", question=f"q{number}"), 1)
            else:
                waiting = replace(IN_STATE[State.WAITING], id="k3", citizen="c3", question="q3")
                await unit.cases.save(waiting, 1)
        first = await unit.cases.past(None, ["telegram"], 2)
        assert [each.id for each in first.cases] == ["k2", "k1"]
        second = await unit.cases.past(None, ["telegram"], 2, first.following)
        assert ([each.id for each in second.cases], second.following) == (["k0"], None)
        found = await unit.cases.past(None, ["telegram"], 9, text="dog 第3")
        assert [each.id for each in found.cases] == ["k3"]
        for departments, channels, words in (
            (["d9"], ["telegram"], "dog"),
            (None, ["terminal"], ""),
            (None, [], "d_g"),
        ):
            assert not (await unit.cases.past(departments, channels, 9, text=words)).cases


async def test_due_cases_are_those_whose_deadline_has_come(database: SqlDatabase) -> None:
    """They come in the order of their deadlines, of one channel only."""
    async with database.write() as unit:
        await unit.cases.add(case())
        await unit.cases.add(replace(case("k2", "c2"), channel="terminal"))
        assert await unit.cases.due(NOW, "telegram", 9) == []
        assert [each.id for each in await unit.cases.due(NOW + timedelta(hours=24), "telegram", 9)] == ["k1"]


async def test_a_topic_belongs_to_one_case_and_moves_with_its_group(database: SqlDatabase) -> None:
    """The case is found by group and thread together; a group that migrates takes its cases along, without topics."""
    async with database.write() as unit:
        await unit.cases.add(case())
        await unit.cases.place(replace(case(), group=GROUP, thread=5, card=6, shown=2))
        in_topic = await unit.cases.in_topic(GROUP, 5)
        assert in_topic is not None
        assert (in_topic.card, in_topic.shown) == (6, 2)
        await unit.desks.bind("d1", GROUP, "admin", NOW)
        badge = await unit.desks.badge(GROUP, "s1")
        for moving in (unit.cases, unit.desks, unit.messages):
            await moving.moved(GROUP, "-1002")
        found = await unit.cases.get("k1")
        assert await unit.desks.at(GROUP) is None
        assert await unit.desks.badge("-1002", "s1") == badge
    assert found is not None
    assert (found.group, found.thread, found.card, found.shown) == ("-1002", None, None, 0)


async def test_events_are_kept_in_order(database: SqlDatabase) -> None:
    """What happened is told as it happened."""
    events = [CaseEvent("k1", NOW, "c1", name, number, {"n": number}) for number, name in enumerate(("a", "b", "a"))]
    async with database.write() as unit:
        await unit.cases.add(case())
        for event in events:
            await unit.cases.record(event)
        assert await unit.cases.events("k1") == events


async def test_receipts_of_a_day_are_counted(database: SqlDatabase) -> None:
    """Each number is given once, every day from 1."""
    async with database.write() as unit:
        assert [await unit.cases.next_receipt(date(2026, 3, 12)) for _ in range(3)] == [1, 2, 3]
        assert await unit.cases.next_receipt(date(2026, 3, 13)) == 1


async def test_messages_keep_every_wording(database: SqlDatabase) -> None:
    """The transcript shows the newest wording in the place of the first; a message is kept once."""
    async with database.write() as unit:
        await unit.cases.add(case())
        assert await unit.messages.add(said("m1", 11))
        assert await unit.messages.add(said("m2", 12, 13, 14, text=""))
        assert not await unit.messages.add(said("m1", 11))
        assert await unit.messages.revise("m1", "改了", NOW) == 2
        assert await unit.messages.revise("m1", "又改了", NOW) == 3
        assert [(each.text, each.version) for each in await unit.messages.of("k1")] == [("又改了", 3), ("", 1)]
        assert await unit.messages.wordings("m1") == ["材料不全可以吗", "改了", "又改了"]
        album = await unit.messages.at(Place(ALICE, 13))
    assert album is not None
    assert (album.id, album.parts) == ("m2", (12, 13, 14))


async def test_copies_are_found_from_both_ends(database: SqlDatabase) -> None:
    """A place leads to its copy and back, both unique; a new copy of the same source replaces the old one."""
    source, first, second = Place(ALICE, 11), Place(GROUP, 50), Place(GROUP, 60)
    async with database.write() as unit:
        await unit.cases.add(case())
        await unit.messages.add(said("m1", 11))
        await unit.messages.link("m1", source, first)
        await unit.messages.link("m1", source, second)
        assert await unit.messages.counterpart(source) == second
        assert await unit.messages.counterpart(second) == source
        assert await unit.messages.counterpart(first) is None
        assert await unit.messages.copies("m1") == [second]
        for place in (source, second):
            found = await unit.messages.original(place)
            assert found is not None
            assert found.id == "m1"


async def test_a_group_answers_for_one_department(database: SqlDatabase) -> None:
    """Binding again moves either side; a department without a group is served by the duty desk."""
    async with database.write() as unit:
        assert await unit.desks.of("d1") is None
        await unit.desks.bind("", "-9", "admin", NOW)
        await unit.desks.bind("d1", GROUP, "admin", NOW)
        await unit.desks.pinned(GROUP, 3)
        of_both = [await unit.desks.of(name) for name in ("d1", "d2")]
        assert [(desk.chat, desk.queue) for desk in of_both if desk] == [(GROUP, 3), ("-9", None)]
        await unit.desks.bind("d2", GROUP, "admin", NOW)
        assert {(desk.department, desk.chat) for desk in await unit.desks.all()} == {("", "-9"), ("d2", GROUP)}


async def test_badges_are_numbers_within_a_group(database: SqlDatabase) -> None:
    """A member of staff keeps the number."""
    async with database.write() as unit:
        given = [await unit.desks.badge(GROUP, staff) for staff in ("s1", "s2", "s1")]
        assert given == ["01", "02", "01"]
        assert await unit.desks.staff(GROUP) == ["01", "02"]


async def test_pairs_wait_for_review(database: SqlDatabase) -> None:
    """A case has one pair, renewed after reopening; a candidate stays one."""
    pair = AnsweredPair("k1", "狗证去哪办", "镇里", "d1", "s1", NOW, NOW)
    async with database.write() as unit:
        await unit.cases.add(case())
        assert not await unit.pairs.promote("k1")
        await unit.pairs.put(pair)
        assert await unit.pairs.promote("k1")
        await unit.pairs.put(replace(pair, answer="区里"))
        assert await unit.pairs.all(9) == [replace(pair, answer="区里", candidate=True)]
