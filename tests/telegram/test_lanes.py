"""Lanes: in order within a chat, many chats at once, one chat's trouble not another's."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from bot.channels.telegram import lanes as module
from bot.channels.telegram.lanes import Lanes


@dataclass(frozen=True)
class Item:
    """A piece of work."""

    chat: str
    number: int


@dataclass
class Queue:
    """A queue in memory, read as the one in the database is: the first open item of each chat."""

    items: list[Item]
    order: list[Item] = field(default_factory=list)
    slow_reads: bool = False

    async def heads(self, limit: int) -> Sequence[Item]:
        """The first open item of each chat, perhaps seen a moment ago."""
        first = list({item.chat: item for item in reversed(self.items)}.values())
        if self.slow_reads:
            await asyncio.sleep(0.001)
        return sorted(first, key=lambda item: item.number)[:limit]

    async def emptied(self) -> None:
        """Wait until nothing is left."""
        while self.items:  # noqa: ASYNC110 (as short as it is simple)
            await asyncio.sleep(0.01)

    def close(self, item: Item) -> None:
        """Work on it is over."""
        self.order.append(item)
        self.items.remove(item)


@asynccontextmanager
async def running(lanes: Lanes[Item]) -> AsyncIterator[None]:
    """The lanes at work until everything is done."""
    task = asyncio.create_task(lanes.run())
    lanes.wake()
    async with asyncio.timeout(60):
        await lanes.drained()
        yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await lanes.settle(1)


@pytest.mark.parametrize("slow_reads", [False, True])
async def test_order_within_a_chat(slow_reads: bool) -> None:
    """Each chat's items are done one by one in order and exactly once, whatever the chats do to each other."""
    items = [Item(str(number % 7), number) for number in range(140)]
    queue, active, most = Queue(list(items), slow_reads=slow_reads), set[str](), 0

    async def work(item: Item) -> float:
        nonlocal most
        assert item.chat not in active
        active.add(item.chat)
        most = max(most, len(active))
        await asyncio.sleep(0.0005 * (item.number % 3))
        active.discard(item.chat)
        queue.close(item)
        return 0.0

    async with running(Lanes(queue.heads, work, width=4)):
        for chat in {item.chat for item in items}:
            own = [item for item in queue.order if item.chat == chat]
            assert own == [item for item in items if item.chat == chat]
        assert most == 4


async def test_a_resting_chat_does_not_hold_others_up() -> None:
    """A chat that has to wait is offered its item again later; the others finish meanwhile."""
    queue = Queue([Item("slow", 0), Item("slow", 1), Item("quick", 2), Item("quick", 3)])
    tries = 0

    async def work(item: Item) -> float:
        nonlocal tries
        if item.number == 0:
            tries += 1
            if tries == 1:
                return 0.2
        queue.close(item)
        return 0.0

    lanes = Lanes(queue.heads, work)
    async with running(lanes):
        assert [item.number for item in queue.order] == [2, 3]
        await queue.emptied()
    assert [item.number for item in queue.order] == [2, 3, 0, 1]


async def test_an_unforeseen_error_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """When work raises, the item stays and is offered again, and other chats go on."""
    monkeypatch.setattr(module, "TROUBLE", 0.01)
    queue, failed = Queue([Item("a", 0), Item("b", 1)]), False

    async def work(item: Item) -> float:
        nonlocal failed
        if item.chat == "a" and not failed:
            failed = True
            raise RuntimeError
        queue.close(item)
        return 0.0

    async with running(Lanes(queue.heads, work)):
        await queue.emptied()
    assert [item.chat for item in queue.order] == ["b", "a"]


async def test_a_database_in_trouble_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the queue cannot be read, it is read again later."""
    monkeypatch.setattr(module, "TROUBLE", 0.01)
    queue, reads = Queue([Item("a", 0)]), 0

    async def heads(limit: int) -> Sequence[Item]:
        nonlocal reads
        reads += 1
        if reads == 1:
            raise OSError
        return await queue.heads(limit)

    async def work(item: Item) -> float:
        queue.close(item)
        return 0.0

    lanes = Lanes(heads, work)
    task = asyncio.create_task(lanes.run())
    lanes.wake()
    async with asyncio.timeout(60):
        await queue.emptied()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert reads > 1
    assert queue.order == [Item("a", 0)]


async def test_settling_ends_what_hangs() -> None:
    """At the end a running item gets a moment, then it is cancelled and stays in the queue."""
    queue = Queue([Item("a", 0)])

    async def work(item: Item) -> float:
        await asyncio.sleep(3600)
        return 0.0

    lanes = Lanes(queue.heads, work)
    task = asyncio.create_task(lanes.run())
    lanes.wake()
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(60):
        await lanes.settle(0.01)

    assert queue.items == [Item("a", 0)]
