"""Taking a citizen out of every table; on both databases."""

from dataclasses import replace

from bot.core.case_ports import AnsweredPair, Case, CaseEvent, CaseMessage, Place, Side
from bot.core.consultation import State, offer
from bot.core.notice_ports import Watch, Watcher
from bot.store.database import SqlDatabase
from tests.store.samples import NOW, call, publish, record, update

WHO = Watcher("telegram", "c1", "7")


async def test_a_citizen_is_taken_out(database: SqlDatabase) -> None:
    """Questions lose words and pseudonym, watches and delivery records go; updates keep their numbers."""
    await publish(database)
    async with database.write() as unit:
        await unit.questions.add(record("q1"))
        await unit.questions.add(record("q2", citizen="c2"))
        await unit.watches.add(WHO, Watch("g_aaaaaaaaaaaa", "租车卡"), NOW)
        await unit.inbox.put([update(1), update(2), update(3, "8")], NOW)
        await unit.inbox.done(1, NOW)
        await unit.outbox.put([call("a"), call("b", "8")], NOW)
        (first, _) = await unit.outbox.pending(2)
        await unit.outbox.sent(first.id, "5", NOW)
        await unit.unreachable.mark("7", NOW)
        erased = await unit.erasure.citizen(WHO)

        assert (erased.questions, erased.watches, erased.cases, erased.open_cases) == (1, 1, 0, ())
        mine, others = await unit.questions.get("q1"), await unit.questions.get("q2")
        assert mine is not None
        assert (mine.citizen, mine.masked_text, mine.clean_text, mine.reply, mine.hits) == ("", "", "", "", ())
        assert mine.outcome == "answer"
        assert others is not None
        assert others.masked_text == record("q2").masked_text
        assert await unit.unreachable.since("7") is None
        assert await unit.inbox.put([update(1)], NOW) == 0
        assert [item.update_id for item in await unit.inbox.pending(9)] == [2, 3]
        assert (await unit.erasure.citizen(WHO)).questions == 0
    await database.scrub()


async def test_a_case_that_nobody_works_on_is_emptied(database: SqlDatabase) -> None:
    """Words, chats and places of messages go, a pair stays only where staff proposed it; acts stay without the citizen."""
    async with database.write() as unit:
        for number, candidate in (("k1", False), ("k2", True)):
            case = Case(offer(number, "c1", "d1", "q1", NOW), "telegram", "7", "CANARY", "没写")
            assert await unit.cases.add(replace(case, consultation=replace(case.consultation, state=State.CLOSED)))
            said = CaseMessage(f"m{number}", number, Side.CITIZEN, "c1", "CANARY", NOW, "7", (int(number[1]),))
            await unit.messages.add(said)
            await unit.messages.link(said.id, Place("7", said.parts[0]), Place("-100", said.parts[0]))
            await unit.messages.revise(said.id, "CANARY 2", NOW)
            await unit.cases.record(CaseEvent(number, NOW, "c1", "Confirm", 2, {}))
            await unit.pairs.put(AnsweredPair(number, "CANARY", "答", "d1", "s1", NOW, NOW, candidate))
        erased = await unit.erasure.citizen(WHO)

        assert (erased.cases, erased.proposed) == (2, 1)
        emptied = await unit.cases.get("k1")
        assert emptied is not None
        assert (emptied.chat, emptied.question, emptied.why, emptied.consultation.citizen) == ("", "", "", "")
        assert [(each.text, each.author, each.chat) for each in await unit.messages.of("k1")] == [("", "", "")]
        assert await unit.messages.at(Place("7", 1)) is None
        assert await unit.messages.counterpart(Place("-100", 1)) is None
        assert [(event.name, event.actor) for event in await unit.cases.events("k1")] == [("Confirm", "")]
        assert [pair.case for pair in await unit.pairs.all(9)] == ["k2"]
