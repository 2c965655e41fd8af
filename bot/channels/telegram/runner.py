"""The running bot: poller, worker and sender on one event loop, and an orderly end."""

import asyncio
import logging
import signal
from collections.abc import Sequence
from contextlib import suppress
from typing import Self

from telegram.error import TelegramError

from bot.channels.telegram.api import BotApi, quiet_libraries, redact_logs
from bot.channels.telegram.browsing import Browsing
from bot.channels.telegram.commands import introduce
from bot.channels.telegram.conversation import Conversation, Decides
from bot.channels.telegram.forgetting import Forgetting
from bot.channels.telegram.gathering import Gathering
from bot.channels.telegram.group_chat import GroupChat
from bot.channels.telegram.identity import Identity
from bot.channels.telegram.inline import Inline
from bot.channels.telegram.noticing import Noticing
from bot.channels.telegram.poller import Poller
from bot.channels.telegram.reception import Reception
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.three_way import ThreeWay
from bot.channels.telegram.watching import Watching
from bot.channels.telegram.worker import Worker
from bot.core.ports import Clock, Database
from bot.service.browse import BrowseService
from bot.service.consult import ConsultService
from bot.service.forgetting import ForgetService, Retention
from bot.service.snapshot import SnapshotHolder
from bot.service.watching import WatchService

DRAIN_SECONDS = 3.5
SETTLE_SECONDS = 1.0
TAP_TIMEOUT = 5.0
SIGNALS = (signal.SIGTERM, signal.SIGINT)

log = logging.getLogger(__name__)


class TelegramBot:
    """Serves citizens until SIGTERM or SIGINT. `root` is the Bot API server's address, `key` that of the pseudonyms.

    `quiet` is how many seconds a short line waits for the next one.

    An asynchronous context: signals count from its beginning, and its end releases the connections.
    """

    def __init__(
        self, token: str, root: str, database: Database, ask: Decides, clock: Clock, key: bytes,
        consult: ConsultService, snapshot: SnapshotHolder, retention: Retention, admins: Sequence[int] = (),
        quiet: float = 0.0,
    ) -> None:  # fmt: skip
        quiet_libraries()
        redact_logs(token)
        self._api = BotApi(token, root)
        bot = int(token.partition(":")[0])
        self._people = ThreeWay(self._api, database, clock, key, consult, admins, bot, self._answer_tap)
        self._sender = Sender(self._api, database, clock, self._people.jobs)
        watching = Watching(WatchService(snapshot), database, clock, key, self._answer_tap)
        browse, identity = BrowseService(snapshot, clock), Identity(bot, self._api.call)
        consulting = self._people.consulting
        reception = Reception(
            Conversation(ask, browse, database, clock, key, self._answer_tap, consulting),
            consulting,
            self._people.desk,
            GroupChat(ask, identity, database, clock, key),
            Gathering(database, clock, quiet),
            Inline(browse, identity, self._api.call, database, clock),
            watching,
            Forgetting(ForgetService(retention), database, clock, key, self._answer_tap),
            Browsing(browse, consulting, identity, database, clock, key, self._answer_tap),
        )
        self._worker = Worker(reception, database, clock, self._sender.lanes.wake)
        self._sender.answering = lambda: self._worker.lanes.serves_citizens
        self._poller = Poller(self._api, database, clock, self._worker.lanes.wake)
        self._noticing = Noticing(database, clock)
        self._stopping, self._hurry = asyncio.Event(), asyncio.Event()

    async def __aenter__(self) -> Self:
        for number in SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, self.stop)
        return self

    async def __aexit__(self, *_: object) -> None:
        for number in SIGNALS:
            asyncio.get_running_loop().remove_signal_handler(number)
        await self._api.close()

    async def run(self) -> None:
        """Serve; returns after an orderly end. What was received and not answered by then waits in the database."""
        await self._worker.recover()
        await self._serve()

    def wake(self) -> None:
        """There may be something new to send."""
        self._sender.lanes.wake()

    def stop(self) -> None:
        """Ask for an orderly end; asked again, for a quick one."""
        (self._hurry if self._stopping.is_set() else self._stopping).set()

    async def _serve(self) -> None:
        lanes = (self._worker.lanes, self._sender.lanes)
        polling = asyncio.create_task(self._poller.run())
        wake = self._sender.lanes.wake
        watches = [asyncio.create_task(each(wake)) for each in (self._people.sweep, self._noticing.run)]
        introducing = asyncio.create_task(introduce(self._api.call))
        working = [asyncio.create_task(each.run()) for each in lanes]
        for each in lanes:
            each.wake()
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait([polling, *watches, *working, stopping], return_when=asyncio.FIRST_COMPLETED)
            await _cancel(polling, introducing, *watches)
            if self._stopping.is_set():
                await self._drain()
        finally:
            await _cancel(stopping, polling, introducing, *watches, *working)
            for each in lanes:
                await each.settle(SETTLE_SECONDS)
        for task in (polling, introducing, *watches, *working):
            if not task.cancelled():
                task.result()  # a task that ended by itself has failed: let it be known

    async def _drain(self) -> None:
        """Finish what is at hand, for a few seconds at most."""
        draining = asyncio.create_task(self._drained())
        hurrying = asyncio.create_task(self._hurry.wait())
        await asyncio.wait([draining, hurrying], timeout=DRAIN_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        await _cancel(draining, hurrying)

    async def _drained(self) -> None:
        await self._worker.lanes.drained()
        await self._sender.lanes.drained()

    async def _answer_tap(self, query: str, words: str) -> None:
        """End the waiting on a tapped button; too late or twice is no harm."""
        parameters = {"callback_query_id": query} | ({"text": words} if words else {})
        try:
            await self._api.call("answerCallbackQuery", parameters, read_timeout=TAP_TIMEOUT)
        except TelegramError as error:
            log.info("按钮没有应答（%s）", type(error).__name__)


async def _cancel(*tasks: asyncio.Task[object]) -> None:
    """Cancel and wait; the tasks' own errors are looked at elsewhere."""
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError, Exception):
            await task
