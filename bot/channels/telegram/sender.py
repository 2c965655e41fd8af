"""From the outbox to Telegram: in order within a chat, at Telegram's pace, never blindly twice."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from telegram.error import TelegramError

from bot.channels.telegram.api import BotApi
from bot.channels.telegram.calls import NOTICES, Call, Elsewhere, addressee
from bot.channels.telegram.group_pace import GroupPace
from bot.channels.telegram.jobs import Jobs
from bot.channels.telegram.lanes import TROUBLE, Lanes
from bot.channels.telegram.pace import backoff
from bot.channels.telegram.verdicts import Verdict, judge, pause
from bot.core.errors import StoreError
from bot.core.ports import Clock, Database, OutboxItem, UnitOfWork
from bot.faults import crash_point

LEISURE = 0.03
"""Seconds after which a notice looks again whether it is its turn."""

log = logging.getLogger(__name__)


class Sender:
    """Works off the outbox. While `answering` says that somebody is being answered, no notice goes out."""

    def __init__(self, api: BotApi, database: Database, clock: Clock, jobs: Jobs | None = None) -> None:
        self.answering: Callable[[], bool] = lambda: False
        self._api, self._database, self._clock, self._jobs = api, database, clock, jobs
        self._pace = GroupPace()
        self.lanes: Lanes[OutboxItem] = Lanes(self._heads, self._work)

    async def _heads(self, limit: int) -> Sequence[OutboxItem]:
        async with self._database.read() as unit:
            return await unit.outbox.pending(limit)

    async def _work(self, item: OutboxItem) -> float:
        try:
            return await self._attempt(item)
        except Elsewhere as there:
            lane = there.lane
            await self._keep(lambda unit: unit.outbox.moved(item.chat, lane, item.key))
            return 0.0

    async def _attempt(self, item: OutboxItem) -> float:
        if await self._call(item) is None:
            return await self._obsolete(item)
        async with self._database.write() as unit:
            await unit.outbox.sending(item.id, self._clock.now())
        crash_point("before_send")
        await self._turn(item)  # last, so that no wait for the database bunches calls together
        begun = time.monotonic()
        call = await self._call(item)  # as things stand now
        rest = await self._obsolete(item) if call is None else await self._deliver(item, call)
        return rest or (time.monotonic() - begun if item.chat == NOTICES else 0.0)

    async def _turn(self, item: OutboxItem) -> None:
        """Wait for the item's turn; a notice waits until nobody else waits for anything, and a burst would be free.

        After a notice its lane rests for as long as that took: half of the machine is left to answers that may come.
        """
        if item.chat == NOTICES:
            while self.lanes.serves_citizens or self.answering():  # noqa: ASYNC110 (many lanes, none of which tells)
                await asyncio.sleep(LEISURE)
            await self._pace.idle()
        await self._pace.turn(addressee(item))

    async def _call(self, item: OutboxItem) -> Call | None:
        """The call to make for an item; None when there is nothing left to do."""
        return await self._jobs.call(item) if self._jobs else Call(item.method, item.payload)

    async def _obsolete(self, item: OutboxItem) -> float:
        await self._keep(lambda unit: unit.outbox.sent(item.id, None, self._clock.now()))
        return 0.0

    async def _deliver(self, item: OutboxItem, call: Call) -> float:
        try:
            result = await self._api.call(call.method, call.payload)
        except TelegramError as error:
            rest = await self._jobs.mend(item, call, error) if self._jobs else None
            if rest is None:
                return await self._failed(item, call, error)
            await self._keep(lambda unit: unit.outbox.retry(item.id, self._clock.now()))
            return rest
        crash_point("after_send")
        await self._sent(item, call, result)
        return 0.0

    async def _failed(self, item: OutboxItem, call: Call, error: TelegramError) -> float:
        verdict = judge(error)
        if verdict is Verdict.ONCE_MORE:
            verdict = Verdict.AGAIN if item.attempts == 0 else Verdict.UNKNOWN
        if verdict is Verdict.PLAIN and "entities" in call.payload:
            plain = {name: value for name, value in call.payload.items() if name != "entities"}
            return await self._deliver(item, replace(call, payload=plain))
        log.log(
            logging.DEBUG if verdict is Verdict.DONE else logging.WARNING,
            "发送 %d 未成（%s）：%s", item.id, type(error).__name__, verdict,
        )  # fmt: skip
        match verdict:
            case Verdict.WAIT | Verdict.AGAIN:
                await self._keep(lambda unit: unit.outbox.retry(item.id, self._clock.now()))
                return pause(error) or backoff(item.attempts)
            case Verdict.DONE:
                await self._sent(item, call, None)
            case _:
                await self._keep(lambda unit: self._give_up(unit, item, verdict, error))
        return 0.0

    async def _sent(self, item: OutboxItem, call: Call, result: Any) -> None:
        reference = str(result["message_id"]) if isinstance(result, dict) and "message_id" in result else None

        async def keep(unit: UnitOfWork) -> None:
            if self._jobs:
                await self._jobs.done(unit, item, call, result)
            if call.first is None:
                await unit.outbox.sent(item.id, reference, self._clock.now())
            else:  # only what had to come first is done
                await unit.outbox.retry(item.id, self._clock.now())

        await self._keep(keep)

    async def _give_up(self, unit: UnitOfWork, item: OutboxItem, verdict: Verdict, error: TelegramError) -> None:
        now = self._clock.now()
        if verdict is Verdict.UNKNOWN:
            await unit.outbox.ambiguous(item.id, now)
        else:
            await unit.outbox.dead(item.id, verdict, now)
        chat = addressee(item)
        if verdict is Verdict.UNREACHABLE and not chat.startswith("-"):
            await unit.unreachable.mark(chat, now)
        if self._jobs:
            await self._jobs.gave_up(unit, item, verdict, error)

    async def _keep(self, change: Callable[[UnitOfWork], Awaitable[None]]) -> None:
        """Commit what became of a call, however long the database takes: forgetting it would mean calling again."""
        while True:
            try:
                async with self._database.write() as unit:
                    return await change(unit)
            except StoreError as error:
                log.error("发送结果暂时记不下：%s", error)
                await asyncio.sleep(TROUBLE)
