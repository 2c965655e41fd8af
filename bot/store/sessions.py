"""Who is signed in, from which devices, and who tries to."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from bot.core import accounts
from bot.store.schema import console_session, known_device, sign_in_attempt
from bot.store.session import Session


class SqlSessions:
    """`bot.core.console_ports.Sessions` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def open(self, session: accounts.Session) -> None:
        """See the port."""
        await self._session.execute(insert(console_session).values(asdict(session)))

    async def get(self, token: str) -> accounts.Session | None:
        """See the port."""
        row = (await self._session.execute(select(console_session).where(console_session.c.token == token))).first()
        return None if row is None else accounts.Session(*row)

    async def of(self, account: str) -> Sequence[accounts.Session]:
        """See the port."""
        own = select(console_session).where(console_session.c.account == account)
        rows = await self._session.execute(own.order_by(console_session.c.seen_at.desc()))
        return [accounts.Session(*row) for row in rows]

    async def seen(self, token: str, at: datetime) -> None:
        """See the port."""
        await self._session.execute(update(console_session).where(console_session.c.token == token).values(seen_at=at))

    async def close(self, token: str) -> None:
        """See the port."""
        await self._session.execute(delete(console_session).where(console_session.c.token == token))

    async def close_all(self, account: str) -> None:
        """See the port."""
        await self._session.execute(delete(console_session).where(console_session.c.account == account))

    async def knows(self, device: str, account: str) -> bool:
        """See the port."""
        both = (known_device.c.device == device) & (known_device.c.account == account)
        return (await self._session.execute(select(known_device.c.device).where(both))).first() is not None

    async def remember(self, device: str, account: str) -> None:
        """See the port."""
        await self._session.insert_new(known_device, [{"device": device, "account": account}])


class SqlAttempts:
    """`bot.core.console_ports.Attempts` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def count(self, key: str, since: datetime) -> int:
        """See the port."""
        lately = (sign_in_attempt.c.key == key) & (sign_in_attempt.c.at >= since)
        counted = await self._session.execute(select(func.count()).select_from(sign_in_attempt).where(lately))
        return counted.scalar() or 0

    async def add(self, keys: Sequence[str], at: datetime, forget_before: datetime) -> None:
        """See the port."""
        await self._session.execute(delete(sign_in_attempt).where(sign_in_attempt.c.at < forget_before))
        await self._session.execute(insert(sign_in_attempt).values([{"key": key, "at": at} for key in keys]))

    async def clear(self, keys: Sequence[str]) -> None:
        """See the port."""
        await self._session.execute(delete(sign_in_attempt).where(sign_in_attempt.c.key.in_(keys)))

    async def take_back(self, key: str, at: datetime) -> None:
        """See the port."""
        counted = (sign_in_attempt.c.key == key) & (sign_in_attempt.c.at == at)
        await self._session.execute(delete(sign_in_attempt).where(counted))
