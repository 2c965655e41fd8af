"""Pushing updates to a bot's webhook: in order within a chat, with back-off, until they expire."""

import asyncio
import contextlib
import functools
import json
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlsplit

from tests.telegram_server.refusals import Json
from tests.telegram_server.telegram import Telegram, Webhook
from tests.telegram_server.updates import Pending

PATIENCE: Final = 30.0
LONGEST_PAUSE: Final = 60.0
LONGEST_RETRY_AFTER: Final = 3600.0
# A webhook that says 410 Gone for this long is removed.
GONE_FOR: Final = 23 * 3600.0
Answer = tuple[int, dict[str, str], bytes]
Perform = Callable[[str, Json], Awaitable[None]]


class Courier:
    """Delivers while a webhook is set; `routes` lead a public address to a local one."""

    def __init__(self, telegram: Telegram, perform: Perform) -> None:
        self.telegram = telegram
        self.routes: dict[str, str] = {}
        self._perform = perform
        self._lanes: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._loop: asyncio.Task[None] | None = None
        self._gone_since: float | None = None

    def start(self) -> None:
        """Begin to watch the queue."""
        self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Leave undelivered what is undelivered."""
        tasks = [task for task in (self._loop, *self._lanes.values()) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            if (hook := self.telegram.webhook) is not None:
                self._open_lanes(hook)
            await self.telegram.updates.arrived.wait(PATIENCE)

    def _open_lanes(self, hook: Webhook) -> None:
        """One delivery at a time for each chat and kind, so their order is kept."""
        for waiting in self.telegram.updates.pending:
            if len(self._lanes) >= hook.max_connections:
                return
            if waiting.chat not in self._lanes:
                task = asyncio.create_task(self._lane(hook, waiting.chat))
                self._lanes[waiting.chat] = task
                task.add_done_callback(functools.partial(self._close, waiting.chat))

    def _close(self, lane: tuple[str, int], _task: asyncio.Task[None]) -> None:
        del self._lanes[lane]
        self.telegram.updates.arrived.fire()

    async def _lane(self, hook: Webhook, lane: tuple[str, int]) -> None:
        failures = 0
        while self.telegram.webhook is hook:
            self.telegram.updates.expire()
            waiting = next((one for one in self.telegram.updates.pending if one.chat == lane), None)
            if waiting is None:
                return
            pause = await self._deliver(hook, waiting)
            failures = 0 if pause is None else failures + 1
            if pause is not None:
                await self.telegram.clock.sleep(pause or _pause(failures))

    async def _deliver(self, hook: Webhook, waiting: Pending) -> float | None:
        """None when taken; else the pause the bot asked for (0: it did not)."""
        self.telegram.updates.handed.add(waiting.id)
        try:
            async with asyncio.timeout(PATIENCE):
                status, headers, body = await self._post(hook, waiting.update)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
            self._failed(hook, f"Connection failed: {type(error).__name__}")
            return 0.0
        self._watch_for_gone(status)
        if not 200 <= status < 300:
            self._failed(hook, f"Wrong response from the webhook: {status}")
            return min(float(headers.get("retry-after", "0") or 0), LONGEST_RETRY_AFTER)
        self.telegram.updates.confirm([waiting])
        await self._obey(body)
        return None

    def _failed(self, hook: Webhook, text: str) -> None:
        hook.last_error = (int(self.telegram.clock.now()), text)

    def _watch_for_gone(self, status: int) -> None:
        now = self.telegram.clock.now()
        self._gone_since = (self._gone_since or now) if status == 410 else None
        if self._gone_since is not None and now - self._gone_since >= GONE_FOR:
            self.telegram.webhook = None

    async def _obey(self, body: bytes) -> None:
        """A bot may call one method in its answer."""
        with contextlib.suppress(ValueError):
            wish = json.loads(body)
            if isinstance(wish, dict) and isinstance(wish.get("method"), str):
                await self._perform(wish.pop("method"), wish)

    async def _post(self, hook: Webhook, update: Any) -> Answer:
        url = urlsplit(self._routed(hook.url))
        secret = f"X-Telegram-Bot-Api-Secret-Token: {hook.secret}\r\n" if hook.secret else ""
        body = json.dumps(update).encode()
        head = (
            f"POST {url.path or '/'}{'?' + url.query if url.query else ''} HTTP/1.1\r\nHost: {url.netloc}\r\n{secret}"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        reader, writer = await asyncio.open_connection(url.hostname, url.port or 80)
        try:
            writer.write(head.encode() + body)
            return await _answer(reader)
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    def _routed(self, url: str) -> str:
        for public, local in self.routes.items():
            if url.startswith(public):
                return local + url.removeprefix(public)
        return url


async def _answer(reader: asyncio.StreamReader) -> Answer:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip().split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return int(first.split(" ")[1]), headers, await reader.read()


def _pause(failures: int) -> float:
    """At once after the first failure, then 2, 4, 8 … 60 seconds."""
    return 0.0 if failures <= 1 else min(2.0 ** (failures - 1), LONGEST_PAUSE)
