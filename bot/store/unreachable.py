"""Chats that refuse messages."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.store.schema import unreachable_chat
from bot.store.session import Session


class SqlUnreachable:
    """`bot.core.ports.Unreachable` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def mark(self, chat: str, at: datetime) -> None:
        """See the port."""
        await self._session.insert_new(unreachable_chat, [{"chat": chat, "since": at}])

    async def clear(self, chat: str) -> None:
        """See the port."""
        await self._session.execute(delete(unreachable_chat).where(unreachable_chat.c.chat == chat))

    async def since(self, chat: str) -> datetime | None:
        """See the port."""
        statement = select(unreachable_chat.c.since).where(unreachable_chat.c.chat == chat)
        return (await self._session.execute(statement)).scalar()
