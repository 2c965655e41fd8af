"""The inbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update

from bot.core.ports import InboxItem
from bot.store.schema import inbox
from bot.store.session import Session

MAX_FAILURES = 3
_COLUMNS = inbox.c["update_id", "chat", "payload", "attempts", "received_at"]


class InboxState(StrEnum):
    """new → done, or quarantined after the third failure."""

    NEW = "new"
    DONE = "done"
    QUARANTINED = "quarantined"


class SqlInbox:
    """`bot.core.ports.Inbox` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def put(self, items: Sequence[InboxItem], at: datetime) -> int:
        """See the port."""
        rows = [
            {
                "update_id": item.update_id,
                "chat": item.chat,
                "payload": item.payload,
                "state": InboxState.NEW,
                "attempts": 0,
                "received_at": at,
                "changed_at": at,
            }
            for item in items
        ]
        return await self._session.insert_new(inbox, rows)

    async def pending(self, limit: int) -> Sequence[InboxItem]:
        """See the port."""
        heads = select(func.min(inbox.c.update_id)).where(inbox.c.state == InboxState.NEW).group_by(inbox.c.chat)
        statement = select(*_COLUMNS).where(inbox.c.update_id.in_(heads)).order_by(inbox.c.update_id).limit(limit)
        return [InboxItem(*row) for row in await self._session.execute(statement)]

    async def open_in(self, chat: str) -> Sequence[InboxItem]:
        """See the port."""
        waiting = (inbox.c.chat == chat) & (inbox.c.state == InboxState.NEW)
        statement = select(*_COLUMNS).where(waiting).order_by(inbox.c.update_id)
        return [InboxItem(*row) for row in await self._session.execute(statement)]

    async def done(self, update_id: int, at: datetime) -> bool:
        """See the port."""
        statement = (
            update(inbox)
            .where(inbox.c.update_id == update_id, inbox.c.state == InboxState.NEW)
            .values(state=InboxState.DONE, payload={}, changed_at=at)
        )
        return (await self._session.execute(statement)).rowcount == 1

    async def join(self, items: Sequence[InboxItem], payload: Mapping[str, Any], at: datetime) -> None:
        """See the port."""
        *earlier, last = items
        for item in earlier:
            await self.done(item.update_id, at)
        joined = update(inbox).where(inbox.c.update_id == last.update_id, inbox.c.state == InboxState.NEW)
        await self._session.execute(joined.values(payload=dict(payload), changed_at=at))

    async def failed(self, update_id: int, error: str, at: datetime) -> bool:
        """See the port."""
        statement = (
            update(inbox)
            .where(inbox.c.update_id == update_id, inbox.c.state == InboxState.NEW)
            .values(attempts=inbox.c.attempts + 1, error=error, changed_at=at)
            .returning(inbox.c.attempts)
        )
        attempts = (await self._session.execute(statement)).scalar() or 0
        if attempts < MAX_FAILURES:
            return False
        quarantine = update(inbox).where(inbox.c.update_id == update_id).values(state=InboxState.QUARANTINED)
        await self._session.execute(quarantine)
        return True

    async def release(self, received_since: datetime, at: datetime) -> int:
        """See the port."""
        statement = (
            update(inbox)
            .where(inbox.c.state == InboxState.QUARANTINED, inbox.c.received_at >= received_since)
            .values(state=InboxState.NEW, attempts=0, changed_at=at)
        )
        return (await self._session.execute(statement)).rowcount
