"""Who the bot is in Telegram: needed for links to it, and to know when a group speaks to it."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import TelegramError

TIMEOUT = 5.0
Invoke = Callable[..., Awaitable[Any]]

log = logging.getLogger(__name__)


class Identity:
    """The bot's own name, asked for once. `id` is its user id."""

    def __init__(self, bot: int, invoke: Invoke) -> None:
        self.id, self._invoke, self._username = bot, invoke, ""

    async def username(self) -> str:
        """The bot's name without @; empty while Telegram does not tell."""
        if not self._username:
            try:
                me = await self._invoke("getMe", {}, read_timeout=TIMEOUT)
            except TelegramError as error:
                log.warning("暂时问不到机器人自己的名字（%s）", type(error).__name__)
            else:
                self._username = str(me.get("username", ""))
        return self._username
