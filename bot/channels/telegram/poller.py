"""From Telegram to the inbox: an update is committed before Telegram may forget it."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.telegram.api import BotApi
from bot.channels.telegram.pace import backoff
from bot.channels.telegram.redact import ALLOWED_UPDATES, MESSAGES, redact
from bot.core.errors import StoreError
from bot.core.ports import Clock, Database, InboxItem
from bot.faults import crash_point

POLL_SECONDS = 25
GRACE = 10.0
"""Seconds that an answer may take beyond the time Telegram holds a poll."""
BATCH = 100

log = logging.getLogger(__name__)


class Poller:
    """Asks for updates for ever. `received` is called when the inbox has something new.

    The next poll's offset is what confirms updates to Telegram, so it moves only after the commit. It is kept in
    memory alone: after a start Telegram sends again what was not confirmed, and the inbox knows what it has.
    """

    def __init__(self, api: BotApi, database: Database, clock: Clock, received: Callable[[], None]) -> None:
        self._api, self._database, self._clock, self._received = api, database, clock, received
        self._offset: int | None = None

    async def run(self) -> None:
        """Poll until cancelled; whatever goes wrong, try again with growing pauses."""
        failures = 0
        while True:
            try:
                await self._store(await self._fetch())
                failures = 0
            except Exception as error:  # whatever it is: a bot that no longer listens loses every question
                await self._mend(error)
                wait = backoff(failures)
                log.warning("取不到消息（%s）%s，%.1f 秒后再试", type(error).__name__, _hint(error), wait)
                failures += 1
                await asyncio.sleep(wait)

    async def _fetch(self) -> list[Any]:
        parameters: dict[str, Any] = {
            "timeout": POLL_SECONDS,
            "limit": BATCH,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            parameters["offset"] = self._offset
        updates = await self._api.call("getUpdates", parameters, read_timeout=POLL_SECONDS + GRACE)
        if not isinstance(updates, list):
            raise TelegramError("getUpdates gave no list")
        return updates

    async def _store(self, updates: list[Any]) -> None:
        if not updates:
            return
        crash_point("after_fetch")
        items = [item for item in map(_kept, updates) if item is not None]
        if len(items) < len(updates):
            log.error("收到 %d 条没有编号的消息，无法保存", len(updates) - len(items))
        if not items:
            raise TelegramError("no update has an id")
        await self._commit(items)
        crash_point("after_inbox")
        self._offset = max(item.update_id for item in items) + 1
        self._received()

    async def _commit(self, items: list[InboxItem]) -> None:
        async with self._database.write() as unit:
            await unit.inbox.put(items, self._clock.now())
            crash_point("in_inbox")

    async def _mend(self, error: Exception) -> None:
        """A webhook left over from another set-up makes polling impossible: remove it, keeping what waits there."""
        if isinstance(error, Conflict) and "webhook" in error.message.lower():
            try:
                await self._api.call("deleteWebhook", {"drop_pending_updates": False})
            except TelegramError as second:
                log.warning("删除不了旧的 webhook（%s）", type(second).__name__)


def _kept(update: Any) -> InboxItem | None:
    """The update as stored; one that cannot be redacted keeps its number only, to be set aside by the worker."""
    try:
        return redact(update)
    except Exception as error:
        log.error("消息 %d 无法整理（%s）", update["update_id"], type(error).__name__)
        return InboxItem(update["update_id"], f"?{update['update_id']}", {"kind": MESSAGES[0]})


def _hint(error: Exception) -> str:
    match error:
        case InvalidToken():
            return "：令牌可能不对，请检查 SANFANG_TELEGRAM_TOKEN"
        case Conflict():
            return "：可能另有一个程序在用同一个令牌，请停掉它"
        case StoreError():
            return f"：{error}"
    return ""
