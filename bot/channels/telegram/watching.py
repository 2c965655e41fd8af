"""What a citizen watches, in a private chat: /watch, /watching, and the buttons that begin and end it."""

from bot.channels.telegram.buttons import read_data
from bot.channels.telegram.conversation import CHANNEL, AnswerTap
from bot.channels.telegram.messages import calls
from bot.channels.telegram.orders import order_in
from bot.channels.telegram.redact import CALLBACK
from bot.channels.telegram.updates import PRIVATE
from bot.core.model import ButtonKind
from bot.core.notice_ports import Watcher
from bot.core.ports import Clock, Database, InboxItem
from bot.core.pseudonym import pseudonym
from bot.core.watch_buttons import WatchButton, read_watch_button
from bot.service.watching import WatchService

WATCH, WATCHING = "watch", "watching"


class Watching:
    """Handles those updates of private chats that are about watching."""

    def __init__(
        self, watch: WatchService, database: Database, clock: Clock, key: bytes, answer_tap: AnswerTap
    ) -> None:
        self._watch, self._database, self._clock = watch, database, clock
        self._key, self._answer_tap = key, answer_tap

    async def handle(self, item: InboxItem) -> float | None:
        """Do what the update asks for and return 0; None when it is not about watching."""
        if item.payload.get("chat_type") != PRIVATE or "person" not in item.payload:
            return None
        if item.payload.get("kind") == CALLBACK:
            tapped = read_data(item.payload.get("data", ""))
            button = read_watch_button(tapped.value) if tapped and tapped.kind is ButtonKind.WATCH else None
            return await self._tapped(item, button) if button else None
        name, rest = order_in(item)
        return await self._ordered(item, name, rest) if name in (WATCH, WATCHING) else None

    async def _ordered(self, item: InboxItem, name: str, text: str) -> float:
        async with self._database.write() as unit:
            now = self._clock.now()
            if await unit.inbox.done(item.update_id, now):
                watcher = self._watcher(item)
                asked = name == WATCH
                said = await (self._watch.asked(unit, watcher, text, now) if asked else self._watch.list(unit, watcher))
                await unit.outbox.put(calls(said, item.chat, f"watch:{item.update_id}"), now)
        return 0.0

    async def _tapped(self, item: InboxItem, button: WatchButton) -> float:
        async with self._database.write() as unit:
            now = self._clock.now()
            if not await unit.inbox.done(item.update_id, now):
                return 0.0
            told = await self._watch.tapped(unit, self._watcher(item), button, now)
        await self._answer_tap(item.payload["query"], told)
        return 0.0

    def _watcher(self, item: InboxItem) -> Watcher:
        return Watcher(CHANNEL, pseudonym(self._key, CHANNEL, str(item.payload["person"])), item.chat)
