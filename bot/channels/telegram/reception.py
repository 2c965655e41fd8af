"""Where every update goes: to a group or its desk, to the people a citizen talks with, to the menu, or to the bot itself."""

from typing import Protocol

from bot.channels.telegram.consulting import Consulting
from bot.channels.telegram.conversation import Conversation
from bot.channels.telegram.desk import GroupDesk
from bot.channels.telegram.gathering import Gathering
from bot.channels.telegram.group_chat import GroupChat
from bot.channels.telegram.redact import GROUPS
from bot.core.ports import InboxItem, OutboxItem
from bot.service.consult import BusyError

BUSY_SECONDS = 0.05
"""Until a case is looked at again that another process has just moved."""


class HandlesSome(Protocol):
    """Whoever is responsible for some of the updates of private chats."""

    async def handle(self, item: InboxItem) -> float | None:
        """Do what the update asks for; seconds until it is to be looked at again, 0 when done, None when it is not theirs."""


class Reception:
    """Hands each update to the one who is responsible."""

    def __init__(
        self, conversation: Conversation, consulting: Consulting, desk: GroupDesk, groups: GroupChat,
        gathering: Gathering, *parts: HandlesSome,
    ) -> None:  # fmt: skip
        self._conversation, self._desk, self._groups = conversation, desk, groups
        # Words for the people on the line never wait for more of them; a question to the bot does.
        self._parts = (*parts, consulting, gathering)

    async def handle(self, item: InboxItem) -> float:
        """Do what the update asks for; the seconds until it is to be looked at again, 0 when it is done."""
        try:
            if item.payload.get("chat_type") in GROUPS:
                rest = await self._groups.handle(item)
                return await self._desk.handle(item) if rest is None else rest
            for part in self._parts:
                if (rest := await part.handle(item)) is not None:
                    return rest
            return await self._conversation.handle(item)
        except BusyError:
            return BUSY_SECONDS

    def apology(self, item: InboxItem) -> tuple[OutboxItem, ...]:
        """What a citizen is told whose question failed again and again."""
        return self._conversation.apology(item)
