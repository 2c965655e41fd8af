"""Taking a citizen out of every table; on both databases."""

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
