"""The transcript of consultations, and which message was copied where."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, or_, select, update

from bot.core.case_ports import CaseMessage, Place, Side
from bot.store.schema import consultation_message, message_map, message_place, message_revision
from bot.store.session import Session

_COLUMNS = consultation_message.c[
    "id", "consultation", "side", "author", "text", "at", "chat", "parts", "kind", "exact", "reply_to"
]


def _message(row: Row[*tuple[Any, ...]], text: str | None, version: int) -> CaseMessage:
    known = dict(row._mapping)
    known |= {"case": known.pop("consultation"), "side": Side(known["side"]), "parts": tuple(known["parts"])}
    return CaseMessage(**known | {"text": known["text"] if text is None else text, "version": version})


class SqlCaseMessages:
    """`bot.core.case_ports.CaseMessages` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, message: CaseMessage) -> bool:
        """See the port."""
        row = {column.name: getattr(message, column.name, message.case) for column in _COLUMNS}
        if not await self._session.insert_new(consultation_message, [row | {"parts": list(message.parts)}]):
            return False
        # A message that is asked again in another case belongs to the newer one.
        taken = (message_place.c.chat == message.chat) & message_place.c.number.in_(message.parts)
        await self._session.execute(delete(message_place).where(taken))
        places = [{"chat": message.chat, "number": part, "message": message.id} for part in message.parts]
        await self._session.insert_new(message_place, places)
        return True

    async def get(self, message_id: str) -> CaseMessage | None:
        """See the port."""
        found = await self._where(consultation_message.c.id == message_id)
        return found[0] if found else None

    async def at(self, place: Place) -> CaseMessage | None:
        """See the port."""
        there = (message_place.c.chat == place.chat) & (message_place.c.number == place.message)
        found = (await self._session.execute(select(message_place.c.message).where(there))).scalar()
        return await self.get(found) if found else None

    async def revise(self, message_id: str, text: str, at: datetime, *, exact: bool = True) -> int:
        """See the port."""
        known = select(func.max(message_revision.c.version)).where(message_revision.c.message == message_id)
        version = ((await self._session.execute(known)).scalar() or 1) + 1
        row = {"message": message_id, "version": version, "text": text, "at": at}
        await self._session.execute(insert(message_revision).values(row))
        await self._change(message_id, exact=exact)
        return version

    async def withdraw(self, message_id: str) -> None:
        """See the port."""
        await self._change(message_id, side=Side.NOTE)

    async def _change(self, message_id: str, **values: object) -> None:
        changed = update(consultation_message).where(consultation_message.c.id == message_id)
        await self._session.execute(changed.values(values))

    async def of(self, case_id: str) -> Sequence[CaseMessage]:
        """See the port."""
        return await self._where(consultation_message.c.consultation == case_id)

    async def wordings(self, message_id: str) -> Sequence[str]:
        """See the port."""
        first = select(consultation_message.c.text).where(consultation_message.c.id == message_id)
        mine = message_revision.c.message == message_id
        later = select(message_revision.c.text).where(mine).order_by(message_revision.c.version)
        return [text for query in (first, later) for (text,) in await self._session.execute(query)]

    async def link(self, message_id: str, source: Place, copy: Place) -> None:
        """See the port."""
        same = (message_map.c.from_chat == source.chat) & (message_map.c.from_message == source.message)
        taken = (message_map.c.to_chat == copy.chat) & (message_map.c.to_message == copy.message)
        await self._session.execute(delete(message_map).where(or_(same, taken)))
        row = {
            "from_chat": source.chat,
            "from_message": source.message,
            "to_chat": copy.chat,
            "to_message": copy.message,
            "message": message_id,
        }
        await self._session.execute(insert(message_map).values(row))

    async def counterpart(self, place: Place) -> Place | None:
        """See the port."""
        start, end = message_map.c["from_chat", "from_message"], message_map.c["to_chat", "to_message"]
        for here, there in ((start, end), (end, start)):
            chat, number = here
            statement = select(*there).where(chat == place.chat, number == place.message)
            row = (await self._session.execute(statement)).first()
            if row is not None:
                return Place(*row)
        return None

    async def original(self, place: Place) -> CaseMessage | None:
        """See the port."""
        there = (message_map.c.to_chat == place.chat) & (message_map.c.to_message == place.message)
        copied = (await self._session.execute(select(message_map.c.message).where(there))).scalar()
        return await self.get(copied) if copied else await self.at(place)

    async def copies(self, message_id: str) -> Sequence[Place]:
        """See the port."""
        columns = message_map.c["to_chat", "to_message"]
        statement = select(*columns).where(message_map.c.message == message_id).order_by(message_map.c.from_message)
        return [Place(*row) for row in await self._session.execute(statement)]

    async def moved(self, old: str, new: str) -> None:
        """See the port."""
        columns = (message_map.c.from_chat, message_map.c.to_chat, message_place.c.chat, consultation_message.c.chat)
        for column in columns:
            await self._session.execute(update(column.table).where(column == old).values({column.name: new}))

    async def _where(self, condition: ColumnElement[bool]) -> list[CaseMessage]:
        statement = select(*_COLUMNS).where(condition).order_by(consultation_message.c.seq)
        rows = (await self._session.execute(statement)).all()
        names = [row.id for row in rows]
        columns = message_revision.c["message", "text", "version"]
        latest = select(*columns).where(message_revision.c.message.in_(names))
        revised = await self._session.execute(latest.order_by(message_revision.c.version))
        newest = {message: (text, version) for message, text, version in revised}
        return [_message(row, *newest.get(row.id, (None, 1))) for row in rows]
