"""What is kept of a citizen, in a private chat: /privacy, /forget, and the buttons that confirm it."""

import logging

from bot.channels.telegram.buttons import read_data
from bot.channels.telegram.conversation import CHANNEL, AnswerTap
from bot.channels.telegram.messages import calls
from bot.channels.telegram.orders import order_in
from bot.channels.telegram.redact import CALLBACK
from bot.channels.telegram.updates import PRIVATE
from bot.core.errors import StoreError
from bot.core.model import ButtonKind
from bot.core.notice_ports import Watcher
from bot.core.ports import Clock, Database, InboxItem
from bot.core.pseudonym import pseudonym
from bot.service.forgetting import ForgetService

PRIVACY, FORGET = "privacy", "forget"

log = logging.getLogger(__name__)


class Forgetting:
    """Handles those updates of private chats that are about the citizen's own data."""

    def __init__(
        self, forget: ForgetService, database: Database, clock: Clock, key: bytes, answer_tap: AnswerTap
    ) -> None:
        self._forget, self._database, self._clock = forget, database, clock
        self._key, self._answer_tap = key, answer_tap

    async def handle(self, item: InboxItem) -> float | None:
        """Do what the update asks for and return 0; None when it is about something else."""
        if item.payload.get("chat_type") != PRIVATE or "person" not in item.payload:
            return None
        if item.payload.get("kind") == CALLBACK:
            tapped = read_data(item.payload.get("data", ""))
            return await self._tapped(item, tapped.value) if tapped and tapped.kind is ButtonKind.FORGET else None
        name, _ = order_in(item)
        if name not in (PRIVACY, FORGET):
            return None
        async with self._database.write() as unit:
            now = self._clock.now()
            if await unit.inbox.done(item.update_id, now):
                said = self._forget.privacy() if name == PRIVACY else self._forget.ask()
                await unit.outbox.put(calls(said, item.chat, f"own:{item.update_id}"), now)
        return 0.0

    async def _tapped(self, item: InboxItem, answer: str) -> float:
        who = Watcher(CHANNEL, pseudonym(self._key, CHANNEL, str(item.payload["person"])), item.chat)
        async with self._database.write() as unit:
            now = self._clock.now()
            if not await unit.inbox.done(item.update_id, now):
                return 0.0
            said = await self._forget.answered(unit, who, answer)
            await unit.outbox.put(calls(said, item.chat, f"own:{item.update_id}"), now)
        await self._answer_tap(item.payload["query"], "")
        await self._scrub()
        return 0.0

    async def _scrub(self) -> None:
        """What was erased is gone already; when its last traces cannot be wiped now, the daily purge does it."""
        try:
            await self._database.scrub()
        except StoreError as error:
            log.warning("删除后的整理稍后再做：%s", error)
