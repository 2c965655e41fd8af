"""From the outbox to Telegram: in order within a chat, at Telegram's pace, never blindly twice."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from telegram.error import TelegramError

from bot.channels.telegram.api import BotApi
from bot.channels.telegram.lanes import TROUBLE, Lanes
from bot.channels.telegram.pace import Pace, backoff
from bot.channels.telegram.verdicts import Verdict, judge, pause
from bot.core.errors import StoreError
from bot.core.ports import Clock, Database, OutboxItem, UnitOfWork
from bot.faults import crash_point

log = logging.getLogger(__name__)


class Sender:
    """Works off the outbox."""

    def __init__(self, api: BotApi, database: Database, clock: Clock) -> None:
        self._api, self._database, self._clock = api, database, clock
        self._pace = Pace()
        self.lanes: Lanes[OutboxItem] = Lanes(self._heads, self._work)

    async def _heads(self, limit: int) -> Sequence[OutboxItem]:
        async with self._database.read() as unit:
            return await unit.outbox.pending(limit)

    async def _work(self, item: OutboxItem) -> float:
        async with self._database.write() as unit:
            await unit.outbox.sending(item.id, self._clock.now())
        crash_point("before_send")
        await self._pace.turn(item.chat)  # last, so that no wait for the database bunches calls together
        return await self._deliver(item)

    async def _deliver(self, item: OutboxItem) -> float:
        try:
            result = await self._api.call(item.method, item.payload)
        except TelegramError as error:
            return await self._failed(item, error)
        crash_point("after_send")
        await self._sent(item, result)
        return 0.0

    async def _failed(self, item: OutboxItem, error: TelegramError) -> float:
        verdict = judge(error)
        if verdict is Verdict.ONCE_MORE:
            verdict = Verdict.AGAIN if item.attempts == 0 else Verdict.UNKNOWN
        if verdict is Verdict.PLAIN and "entities" in item.payload:
            plain = {name: value for name, value in item.payload.items() if name != "entities"}
            return await self._deliver(replace(item, payload=plain))
        log.log(
            logging.DEBUG if verdict is Verdict.DONE else logging.WARNING,
            "发送 %d 未成（%s）：%s", item.id, type(error).__name__, verdict,
        )  # fmt: skip
        match verdict:
            case Verdict.WAIT | Verdict.AGAIN:
                await self._keep(lambda unit: unit.outbox.retry(item.id, self._clock.now()))
                return pause(error) or backoff(item.attempts)
            case Verdict.DONE:
                await self._sent(item, None)
            case Verdict.UNKNOWN:
                await self._keep(lambda unit: unit.outbox.ambiguous(item.id, self._clock.now()))
            case _:
                await self._keep(lambda unit: self._give_up(unit, item, verdict))
        return 0.0

    async def _sent(self, item: OutboxItem, result: Any) -> None:
        reference = str(result["message_id"]) if isinstance(result, dict) and "message_id" in result else None
        await self._keep(lambda unit: unit.outbox.sent(item.id, reference, self._clock.now()))

    async def _give_up(self, unit: UnitOfWork, item: OutboxItem, verdict: Verdict) -> None:
        await unit.outbox.dead(item.id, verdict, self._clock.now())
        if verdict is Verdict.UNREACHABLE:
            await unit.unreachable.mark(item.chat, self._clock.now())

    async def _keep(self, change: Callable[[UnitOfWork], Awaitable[None]]) -> None:
        """Commit what became of a call, however long the database takes: forgetting it would mean calling again."""
        while True:
            try:
                async with self._database.write() as unit:
                    return await change(unit)
            except StoreError as error:
                log.error("发送结果暂时记不下：%s", error)
                await asyncio.sleep(TROUBLE)
