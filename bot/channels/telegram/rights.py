"""Who may speak for a department: the members of its group, as Telegram knows them at that moment."""

import time
from collections.abc import Awaitable, Callable
from enum import IntEnum
from typing import Any

from telegram.error import BadRequest, Forbidden

KEPT_SECONDS = 5.0
MOST_KEPT = 10_000
Invoke = Callable[[str, dict[str, Any]], Awaitable[Any]]


class Right(IntEnum):
    """What somebody may do in a department's group."""

    NONE = 0
    STAFF = 1
    SUPERVISOR = 2


_RIGHTS = {"creator": Right.SUPERVISOR, "administrator": Right.SUPERVISOR, "member": Right.STAFF}


class Rights:
    """Asks Telegram, and remembers the answer for a short while."""

    def __init__(self, invoke: Invoke) -> None:
        self._invoke = invoke
        self._known: dict[tuple[str, str], tuple[float, Right]] = {}

    async def of(self, chat: str, person: str) -> Right:
        """The person's right in a group. Raises TelegramError when Telegram cannot be asked now."""
        now = time.monotonic()
        asked, right = self._known.get((chat, person), (-KEPT_SECONDS, Right.NONE))
        if now - asked >= KEPT_SECONDS:
            right = await self._ask(chat, person)
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._known[chat, person] = (now, right)
        return right

    def forget(self, chat: str) -> None:
        """Who is in the group has changed."""
        self._known = {key: value for key, value in self._known.items() if key[0] != chat}

    async def may_manage_topics(self, chat: str, bot: int) -> bool:
        """Whether the bot can open topics in a group."""
        try:
            member = await self._invoke("getChatMember", {"chat_id": int(chat), "user_id": bot})
        except (BadRequest, Forbidden):
            return False
        return member.get("status") == "administrator" and member.get("can_manage_topics") is True

    async def _ask(self, chat: str, person: str) -> Right:
        try:
            member = await self._invoke("getChatMember", {"chat_id": int(chat), "user_id": int(person)})
        except (BadRequest, Forbidden):
            return Right.NONE  # who cannot be vouched for has no right
        if member.get("status") == "restricted" and member.get("is_member") is True:
            return Right.STAFF
        return _RIGHTS.get(member.get("status", ""), Right.NONE)
