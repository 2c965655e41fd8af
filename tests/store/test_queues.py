"""Inbox, outbox and unreachable chats: what makes "logged once, answered at least once" true."""

from datetime import timedelta

from bot.core.ports import LOCAL
from bot.store.database import SqlDatabase
from tests.store.samples import NOW, call, update


async def test_an_update_is_taken_in_once(database: SqlDatabase) -> None:
    """Updates already seen are ignored, in the same batch, in a later one, and after they are done."""
    async with database.write() as unit:
        assert await unit.inbox.put([update(1), update(2), update(2)], NOW) == 2
        assert await unit.inbox.put([update(2), update(3)], NOW) == 1
        assert await unit.inbox.done(1, NOW)
        assert await unit.inbox.put([update(1)], NOW) == 0
        assert await unit.inbox.put([], NOW) == 0
        assert not await unit.inbox.done(1, NOW)


async def test_pending_updates_are_the_heads_of_their_chats(database: SqlDatabase) -> None:
    """Of each chat only the first open update is offered, in the order of update ids."""
    async with database.write() as unit:
        await unit.inbox.put([update(5, "a"), update(3, "b"), update(4, "b"), update(9, "c")], NOW)
        assert [item.update_id for item in await unit.inbox.pending(10)] == [3, 5, 9]
        assert [item.update_id for item in await unit.inbox.pending(2)] == [3, 5]

        await unit.inbox.done(3, NOW)
        (head,) = await unit.inbox.pending(1)
    assert (head.update_id, head.chat, head.payload) == (4, "b", {"text": "问4"})


async def test_the_third_failure_quarantines(database: SqlDatabase) -> None:
    """An update that failed three times is set aside and the chat's next one is offered."""
    async with database.write() as unit:
        await unit.inbox.put([update(1), update(2)], NOW)
        assert not await unit.inbox.failed(1, "KeyError", NOW)
        assert not await unit.inbox.failed(1, "KeyError", NOW)
        assert [item.attempts for item in await unit.inbox.pending(1)] == [2]
        assert await unit.inbox.failed(1, "KeyError", NOW)

        assert [item.update_id for item in await unit.inbox.pending(10)] == [2]
        assert not await unit.inbox.failed(1, "KeyError", NOW)
        assert not await unit.inbox.done(1, NOW)


async def test_quarantined_updates_get_another_chance(database: SqlDatabase) -> None:
    """What was set aside since a moment is offered again with three attempts; what is older stays aside."""
    async with database.write() as unit:
        await unit.inbox.put([update(1, "old")], NOW - timedelta(days=9))
        await unit.inbox.put([update(2, "new")], NOW)
        for number in (1, 2):
            while not await unit.inbox.failed(number, "KeyError", NOW):
                pass
        assert await unit.inbox.release(NOW - timedelta(days=7), NOW) == 1
        assert [(item.update_id, item.attempts) for item in await unit.inbox.pending(9)] == [(2, 0)]
        assert await unit.inbox.release(NOW - timedelta(days=7), NOW) == 0


async def test_large_update_ids_fit(database: SqlDatabase) -> None:
    """Update ids beyond 32 bits are kept."""
    async with database.write() as unit:
        await unit.inbox.put([update(2**40)], NOW)
        assert [item.update_id for item in await unit.inbox.pending(1)] == [2**40]


async def test_a_call_is_queued_once_per_key(database: SqlDatabase) -> None:
    """A second call with a known key is ignored, also after the first was sent."""
    async with database.write() as unit:
        await unit.outbox.put([call("k1"), call("k1")], NOW)
        (item,) = await unit.outbox.pending(10)
        await unit.outbox.sent(item.id, "42", NOW)
        await unit.outbox.put([call("k1")], NOW)
        assert await unit.outbox.pending(10) == []


async def test_calls_leave_a_chat_in_order(database: SqlDatabase) -> None:
    """Only a chat's oldest open call is offered; one that was being sent when the process died is offered again."""
    async with database.write() as unit:
        await unit.outbox.put([call("a1", "a"), call("a2", "a"), call("b1", "b")], NOW)
        first, other = await unit.outbox.pending(10)
        assert (first.key, other.key) == ("a1", "b1")

        await unit.outbox.sending(first.id, NOW)
        assert [(item.key, item.attempts) for item in await unit.outbox.pending(10)] == [("a1", 1), ("b1", 0)]
        await unit.outbox.sent(first.id, None, NOW)
        assert {item.key for item in await unit.outbox.pending(10)} == {"a2", "b1"}


async def test_what_becomes_of_a_call(database: SqlDatabase) -> None:
    """Ambiguous and dead calls are never offered again; a retried one is."""
    async with database.write() as unit:
        await unit.outbox.put([call("a", "a"), call("b", "b"), call("c", "c")], NOW)
        ambiguous, dead, again = await unit.outbox.pending(10)
        for item in (ambiguous, dead, again):
            await unit.outbox.sending(item.id, NOW)
        await unit.outbox.ambiguous(ambiguous.id, NOW)
        await unit.outbox.dead(dead.id, "Forbidden", NOW)
        await unit.outbox.retry(again.id, NOW)
        await unit.outbox.retry(dead.id, NOW)

        assert await unit.outbox.states(["a", "b", "c", "x"]) == {"a": "ambiguous", "b": "dead", "c": "pending"}
        assert [(item.key, item.attempts) for item in await unit.outbox.pending(10)] == [("c", 1)]


async def test_what_is_fetched_on_this_machine_waits_in_boxes(database: SqlDatabase) -> None:
    """The longest waiting first, until it is fetched; it is never offered to a sender."""
    async with database.write() as unit:
        await unit.outbox.put(
            [call("a", f"{LOCAL}7"), call("b", f"{LOCAL}8"), call("c", "9"), call("d", f"{LOCAL}7")], NOW
        )
        assert await unit.outbox.boxes() == [f"{LOCAL}7", f"{LOCAL}8"]
        assert [item.key for item in await unit.outbox.pending(9)] == ["c"]
        assert [item.key for item in await unit.outbox.collect(f"{LOCAL}7", NOW)] == ["a", "d"]
        assert await unit.outbox.boxes() == [f"{LOCAL}8"]


async def test_unreachable_chats(database: SqlDatabase) -> None:
    """A chat is unreachable since it was first found so, until it is cleared."""
    async with database.write() as unit:
        await unit.unreachable.mark("7", NOW)
        await unit.unreachable.mark("7", NOW + timedelta(days=1))
        assert await unit.unreachable.since("7") == NOW
        await unit.unreachable.clear("7")
        assert await unit.unreachable.since("7") is None


async def test_a_case_takes_its_unsent_items_along(database: SqlDatabase) -> None:
    """Only open items whose key begins so go to the other lane, and keep their place; a sign of LIKE is a letter."""
    async with database.write() as unit:
        await unit.outbox.put([call("a_b:1", "-1"), call("a_b:2", "-1"), call("axb:1", "-1"), call("a_b:3", "-2")], NOW)
        first, *_ = await unit.outbox.pending(9)
        await unit.outbox.sent(first.id, None, NOW)
        await unit.outbox.moved("-1", "-2", "a_b:")

        assert [(item.key, item.chat) for item in await unit.outbox.pending(9)] == [("a_b:2", "-2"), ("axb:1", "-1")]


async def test_several_updates_become_one(database: SqlDatabase) -> None:
    """The last one carries the words of all and keeps its time; the others are done and never come again."""
    async with database.write() as unit:
        await unit.inbox.put([update(1), update(2), update(3)], NOW)
        first, second, third = await unit.inbox.open_in(update(1).chat)
        await unit.inbox.join([first, second], {"text": "问1\n问2"}, NOW + timedelta(seconds=2))

        left = await unit.inbox.open_in(first.chat)
        assert [(item.update_id, item.payload["text"], item.received) for item in left] == [
            (2, "问1\n问2", NOW),
            (3, third.payload["text"], NOW),
        ]
        assert not await unit.inbox.done(1, NOW)
