"""The outbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update

from bot.core.ports import LOCAL, OutboxItem
from bot.store.schema import outbox
from bot.store.session import Session


class OutboxState(StrEnum):
    """pending → sending → sent, ambiguous or dead; sending → pending after an error known not to have delivered."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    AMBIGUOUS = "ambiguous"
    DEAD = "dead"


OPEN = (OutboxState.PENDING, OutboxState.SENDING)


class SqlOutbox:
    """`bot.core.ports.Outbox` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def put(self, items: Sequence[OutboxItem], at: datetime) -> None:
        """See the port."""
        rows = [
            {
                "key": item.key,
                "chat": item.chat,
                "method": item.method,
                "payload": item.payload,
                "state": OutboxState.PENDING,
                "attempts": 0,
                "created_at": at,
                "changed_at": at,
            }
            for item in items
        ]
        await self._session.insert_new(outbox, rows)

    async def pending(self, limit: int) -> Sequence[OutboxItem]:
        """See the port."""
        to_send = outbox.c.state.in_(OPEN) & ~outbox.c.chat.startswith(LOCAL)
        heads = select(func.min(outbox.c.id)).where(to_send).group_by(outbox.c.chat)
        columns = outbox.c["key", "chat", "method", "payload", "id", "attempts"]
        statement = select(*columns).where(outbox.c.id.in_(heads)).order_by(outbox.c.id).limit(limit)
        return [OutboxItem(*row) for row in await self._session.execute(statement)]

    async def collect(self, chat: str, at: datetime) -> Sequence[OutboxItem]:
        """See the port."""
        columns = outbox.c["key", "chat", "method", "payload", "id", "attempts"]
        open_items = select(*columns).where((outbox.c.chat == chat) & outbox.c.state.in_(OPEN)).order_by(outbox.c.id)
        items = [OutboxItem(*row) for row in await self._session.execute(open_items)]
        for item in items:
            await self.sent(item.id, None, at)
        return items

    async def waiting(self, chat: str) -> int:
        """See the port."""
        unsent = (outbox.c.chat == chat) & outbox.c.state.in_(OPEN)
        number: int = (await self._session.execute(select(func.count()).where(unsent))).scalar_one()
        return number

    async def states(self, keys: Sequence[str]) -> Mapping[str, str]:
        """See the port."""
        rows = await self._session.execute(select(*outbox.c["key", "state"]).where(outbox.c.key.in_(keys)))
        return {row.key: row.state for row in rows}

    async def boxes(self) -> Sequence[str]:
        """See the port."""
        here = outbox.c.chat.startswith(LOCAL) & outbox.c.state.in_(OPEN)
        statement = select(outbox.c.chat).where(here).group_by(outbox.c.chat).order_by(func.min(outbox.c.id))
        return list((await self._session.execute(statement)).scalars())

    async def sending(self, item_id: int, at: datetime) -> None:
        """See the port."""
        await self._change(item_id, at, state=OutboxState.SENDING, attempts=outbox.c.attempts + 1)

    async def sent(self, item_id: int, reference: str | None, at: datetime) -> None:
        """See the port."""
        await self._change(item_id, at, state=OutboxState.SENT, reference=reference, payload={})

    async def ambiguous(self, item_id: int, at: datetime) -> None:
        """See the port."""
        await self._change(item_id, at, state=OutboxState.AMBIGUOUS, payload={})

    async def retry(self, item_id: int, at: datetime) -> None:
        """See the port."""
        await self._change(item_id, at, state=OutboxState.PENDING)

    async def dead(self, item_id: int, error: str, at: datetime) -> None:
        """See the port."""
        await self._change(item_id, at, state=OutboxState.DEAD, error=error, payload={})

    async def chat_of(self, key: str) -> str | None:
        """See the port."""
        chat: str | None = (await self._session.execute(select(outbox.c.chat).where(outbox.c.key == key))).scalar()
        return chat

    async def moved(self, old: str, new: str, key: str = "") -> None:
        """See the port."""
        unsent = (outbox.c.chat == old) & outbox.c.state.in_(OPEN) & outbox.c.key.startswith(key, autoescape=True)
        await self._session.execute(update(outbox).where(unsent).values(chat=new))

    async def _change(self, item_id: int, at: datetime, **values: Any) -> None:
        open_item = (outbox.c.id == item_id) & outbox.c.state.in_(OPEN)
        await self._session.execute(update(outbox).where(open_item).values(changed_at=at, **values))
