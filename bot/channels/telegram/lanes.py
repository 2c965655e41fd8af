"""Working through a queue that lives in the database: in order within a chat, many chats at once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, Protocol, TypeVar

WIDTH = 64
TROUBLE = 1.0
"""Seconds to wait after an error that is not the item's fault, such as a full disk."""

log = logging.getLogger(__name__)


class Queued(Protocol):
    """An item of the queue."""

    @property
    def chat(self) -> str:
        """The lane it belongs to."""


Item = TypeVar("Item", bound=Queued)


class Lanes(Generic[Item]):
    """Runs `work` on the first item of every chat, never on two of one chat.

    `heads(limit)` reads the first open item of each chat, at most `limit`, oldest first. `work` closes its item in the database and returns the seconds for
    which its chat is to rest (0: none); an item it leaves open is offered again after that.
    """

    def __init__(
        self,
        heads: Callable[[int], Awaitable[Sequence[Item]]],
        work: Callable[[Item], Awaitable[float]],
        width: int = WIDTH,
    ) -> None:
        self._heads, self._work, self._width = heads, work, width
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._resting: dict[str, asyncio.TimerHandle] = {}
        self._ended: set[str] = set()
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Tell that the queue may have new items."""
        self._news.set()

    @property
    def serves_citizens(self) -> bool:
        """Whether something of a citizen's own chat is being worked on."""
        return any(map(str.isdecimal, self._busy))

    async def run(self) -> None:
        """Work until cancelled; running items are then left to `settle`."""
        while True:
            await self._news.wait()
            self._news.clear()
            self._ended.clear()
            if len(self._busy) == self._width:
                continue  # the next item that ends brings news
            try:
                self._start(await self._heads(self._width + len(self._resting)))
            except Exception as error:  # the database is in trouble: nothing is lost, try again
                log.error("读不到待办：%s", type(error).__name__)
                await asyncio.sleep(TROUBLE)
                self.wake()

    async def drained(self) -> None:
        """Return when nothing is left that can be worked on now."""
        while self._busy or await self._ready():  # noqa: ASYNC110 (a queue in the database has no event)
            await asyncio.sleep(0.02)

    async def _ready(self) -> bool:
        """Whether something could be worked on now."""
        heads = await self._heads(len(self._resting) + 1)
        return any(item.chat not in self._resting for item in heads)

    async def settle(self, seconds: float) -> None:
        """Let the running items end, cancel what still runs after `seconds`. To be called when `run` has ended."""
        for rest in self._resting.values():
            rest.cancel()
        running = list(self._busy.values())
        if running:
            _, late = await asyncio.wait(running, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _start(self, heads: Sequence[Item]) -> None:
        for item in heads:
            if len(self._busy) >= self._width:
                return
            if not any(item.chat in lanes for lanes in (self._busy, self._resting, self._ended)):
                self._busy[item.chat] = asyncio.create_task(self._one(item))

    async def _one(self, item: Item) -> None:
        rest = TROUBLE
        try:
            rest = await self._work(item)
        except Exception as error:  # whatever it is, the other chats go on, and this item is offered again
            log.error("处理失败，稍后重试：%s", type(error).__name__)
        finally:
            del self._busy[item.chat]
            self._ended.add(item.chat)  # heads that are being read just now may still show this item
            if rest > 0:
                self._resting[item.chat] = asyncio.get_running_loop().call_later(rest, self._rested, item.chat)
            self.wake()

    def _rested(self, chat: str) -> None:
        del self._resting[chat]
        self.wake()
