"""What people's actions tell the bot, and how a test waits for what the bot does."""

import asyncio
from collections.abc import Callable

from tests.telegram_server.entities import cut
from tests.telegram_server.messages import Message
from tests.telegram_server.refusals import Json
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.world import Chat

Wanted = str | Callable[[Message], bool] | None


def tell(tg: Telegram, chat: Chat, message: Message, kind: str = "message") -> Message:
    """Send the bot an update about a person's message, if it may see it."""
    if hears(tg, chat, message):
        tg.notify(kind, message.raw)
    return message


def hears(tg: Telegram, chat: Chat, message: Message) -> bool:
    """Privacy mode: a plain member sees commands, mentions, replies to it and service messages only."""
    if chat.private:
        return True
    here = tg.here(chat)
    if not here.present or chat.migrated_to:
        return False
    if not tg.privacy or here.status == "administrator" or not _spoken(message):
        return True
    replied: Json = message.raw.get("reply_to_message", {})
    return replied.get("from", {}).get("id") == tg.bot.id or _addressed(tg, message)


def _spoken(message: Message) -> bool:
    return any(key in message.raw for key in ("text", "caption")) or message.kind in (
        "photo", "document", "voice", "sticker", "location", "video", "animation", "audio", "contact",
    )  # fmt: skip


def _addressed(tg: Telegram, message: Message) -> bool:
    for one in message.entities:
        written = cut(message.text, one["offset"], one["length"]).lower()
        if one["type"] == "mention" and written == f"@{tg.bot.username}".lower():
            return True
        if one["type"] == "bot_command" and one["offset"] == 0:
            return "@" not in written or written.endswith(f"@{tg.bot.username}".lower())
    return False


class Ear:
    """Listens to the bot in one chat, like pexpect: each `expect` looks behind the message the last one found."""

    def __init__(self, tg: Telegram, chat: Chat) -> None:
        self._tg = tg
        self.chat = chat
        self._heard = 0

    @property
    def id(self) -> int:
        """The chat's id (a person's own id in a private chat)."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """What the bot has sent here, as it looks now."""
        return [one for one in self.chat.messages.values() if one.by_bot]

    @property
    def last(self) -> Message:
        """The newest message of the bot."""
        return self.messages[-1]

    async def expect(self, wanted: Wanted = None, *, thread: int | None = None, timeout: float = 60.0) -> Message:  # noqa: ASYNC109 -- a test's patience
        """The next message, sent or edited by the bot, that contains `wanted` or satisfies it.

        Raises AssertionError after `timeout` seconds, telling what came instead.
        """
        begin, loop = self._heard, asyncio.get_running_loop()
        until = loop.time() + timeout
        while True:
            for place in range(self._heard, len(self.chat.timeline)):
                message = self.chat.timeline[place]
                if message.by_bot and thread in (None, message.thread) and _fits(message, wanted):
                    self._heard = place + 1
                    return message
            if not await self._tg.world.changed.wait(until - loop.time()) and loop.time() >= until:
                came = "\n".join(f"  {one}" for one in self.chat.timeline[begin:] if one.by_bot)
                raise AssertionError(
                    f"{self.chat.title}: {wanted!r} did not come in {timeout} s, but\n{came or '  nothing'}"
                )

    async def expect_silence(self, seconds: float = 0.3) -> None:
        """Fail when the bot says anything here, not yet expected, within `seconds`."""
        await asyncio.sleep(seconds)
        came = [str(one) for one in self.chat.timeline[self._heard :] if one.by_bot]
        assert not came, f"{self.chat.title}: silence was expected, but came {came}"


def _fits(message: Message, wanted: Wanted) -> bool:
    if wanted is None:
        return True
    return wanted in message.text if isinstance(wanted, str) else wanted(message)
