"""Where every update goes: to a department's group, to the people a citizen talks with, or to the bot itself."""

from bot.channels.telegram.consulting import Consulting
from bot.channels.telegram.conversation import Conversation
from bot.channels.telegram.desk import GroupDesk
from bot.channels.telegram.group_updates import GROUPS
from bot.core.ports import InboxItem, OutboxItem
from bot.service.consult import BusyError

BUSY_SECONDS = 0.05
"""Until a case is looked at again that another process has just moved."""


class Reception:
    """Hands each update to the one who is responsible."""

    def __init__(self, conversation: Conversation, consulting: Consulting, desk: GroupDesk) -> None:
        self._conversation, self._consulting, self._desk = conversation, consulting, desk

    async def handle(self, item: InboxItem) -> float:
        """Do what the update asks for; the seconds until it is to be looked at again, 0 when it is done."""
        try:
            if item.payload.get("chat_type") in GROUPS:
                return await self._desk.handle(item)
            rest = await self._consulting.handle(item)
            return await self._conversation.handle(item) if rest is None else rest
        except BusyError:
            return BUSY_SECONDS

    def apology(self, item: InboxItem) -> tuple[OutboxItem, ...]:
        """What a citizen is told whose question failed again and again."""
        return self._conversation.apology(item)
