"""getUpdates: one poller at a time, long polling, offsets."""

import asyncio
from typing import Any, Final

from tests.telegram_server.faults import Fault, Kind
from tests.telegram_server.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, Json, conflict
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.updates import Pending

LONGEST: Final = 50
# A poll that repeats its offset within these seconds is held for as long; within the shorter, it gets one update.
REPEATED: Final = 3.0
HASTY: Final = 0.5


class Poller:
    """Serves getUpdates."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self._turn = 0
        self._last: tuple[int, float] = (0, 0.0)

    async def poll(self, params: Json, gone: asyncio.Event) -> list[Any]:
        """The batch from `offset`; 409 when a webhook is set or another poller comes."""
        if self.telegram.webhook:
            raise conflict(WEBHOOK_ACTIVE)
        if "allowed_updates" in params:
            self.telegram.updates.allow(params["allowed_updates"])
        offset, limit, patience = self._manners(params)
        self._turn += 1
        self.telegram.updates.arrived.fire()
        batch = await self._wait(self._turn, offset, limit, patience, gone)
        fault = self.telegram.script.take("getUpdates", params, batch=True) if batch else None
        return [one.update for one in self._meddled(batch, fault)]

    def _manners(self, params: Json) -> tuple[int, int, float]:
        """Offset, limit and timeout, corrected for a poller that repeats itself."""
        offset, limit = params.get("offset", 0), params.get("limit", 100)
        patience = float(min(max(params.get("timeout", 0), 0), LONGEST))
        now, (before, then) = self.telegram.clock.now(), self._last
        self._last = (offset, now)
        if offset == before and now < then + REPEATED:
            patience = max(patience, self.telegram.clock.real(REPEATED))
        if offset == before and now < then + HASTY:
            limit = 1
        return offset, limit if 1 <= limit <= 100 else 100, patience

    async def _wait(self, turn: int, offset: int, limit: int, patience: float, gone: asyncio.Event) -> list[Pending]:
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        leaving = asyncio.ensure_future(gone.wait())
        leaving.add_done_callback(lambda _: self.telegram.updates.arrived.fire())
        try:
            while True:
                batch = self.telegram.updates.read(offset, limit)
                left = until - loop.time()
                if batch or left <= 0 or gone.is_set():
                    return batch
                await self.telegram.updates.arrived.wait(left)
                if self._turn != turn:
                    raise conflict(OTHER_POLLER)
        finally:
            leaving.cancel()

    def _meddled(self, batch: list[Pending], fault: Fault | None) -> list[Pending]:
        match fault and fault.kind:
            case Kind.DUPLICATE:
                return [one for one in batch for _ in range(2)]
            case Kind.REORDER:
                return batch[::-1]
            case Kind.REDELIVER:
                return [*self.telegram.updates.confirmed[-10:], *batch]
        return batch
