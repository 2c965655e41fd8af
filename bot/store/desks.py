"""Which group answers for which department, and the numbers of its staff."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update

from bot.core.case_ports import Desk
from bot.store.schema import department_group, staff_badge
from bot.store.session import Session


class SqlDesks:
    """`bot.core.case_ports.Desks` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def bind(self, department: str, chat: str, by: str, at: datetime) -> None:
        """See the port."""
        either = or_(department_group.c.department == department, department_group.c.chat == chat)
        await self._session.execute(delete(department_group).where(either))
        row = {"department": department, "chat": chat, "bound_by": by, "bound_at": at}
        await self._session.execute(insert(department_group).values(row))

    async def of(self, department: str) -> Desk | None:
        """See the port."""
        known = await self._where(department_group.c.department.in_([department, ""]))
        return max(known, key=lambda desk: desk.department, default=None)

    async def at(self, chat: str) -> Desk | None:
        """See the port."""
        known = await self._where(department_group.c.chat == chat)
        return known[0] if known else None

    async def all(self) -> Sequence[Desk]:
        """See the port."""
        return await self._where(department_group.c.chat != "")

    async def pinned(self, chat: str, message: int | None) -> None:
        """See the port."""
        there = department_group.c.chat == chat
        await self._session.execute(update(department_group).where(there).values(queue=message))

    async def badge(self, chat: str, staff: str) -> str:
        """See the port."""
        same = (staff_badge.c.chat == chat) & (staff_badge.c.staff == staff)
        known = (await self._session.execute(select(staff_badge.c.badge).where(same))).scalar()
        if known is None:
            newest = select(func.max(staff_badge.c.badge)).where(staff_badge.c.chat == chat)
            known = ((await self._session.execute(newest)).scalar() or 0) + 1
            await self._session.execute(insert(staff_badge).values(chat=chat, staff=staff, badge=known))
        return f"{known:02}"

    async def staff(self, chat: str) -> Sequence[str]:
        """See the port."""
        there = staff_badge.c.chat == chat
        numbers = await self._session.execute(select(staff_badge.c.badge).where(there).order_by(staff_badge.c.badge))
        return [f"{number:02}" for (number,) in numbers]

    async def moved(self, old: str, new: str) -> None:
        """See the port."""
        # The pinned message stays behind under the old id.
        group = update(department_group).where(department_group.c.chat == old)
        await self._session.execute(group.values(chat=new, queue=None))
        await self._session.execute(update(staff_badge).where(staff_badge.c.chat == old).values(chat=new))

    async def _where(self, condition: ColumnElement[bool]) -> list[Desk]:
        columns = department_group.c["department", "chat", "queue"]
        return [Desk(*row) for row in await self._session.execute(select(*columns).where(condition))]
