"""The people who use the console."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, select, update

from bot.core.accounts import Account, Role
from bot.store.schema import account
from bot.store.session import Session

CHANGING = 4_713_227
"""Number of the lock that keeps two transactions from changing what the other has read."""


def _from_row(values: dict[str, Any]) -> Account:
    return Account(**values | {"role": Role(values["role"]), "departments": tuple(values["departments"])})


class SqlAccounts:
    """`bot.core.console_ports.Accounts` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, changed: Account) -> bool:
        """See the port."""
        return await self._session.insert_new(account, [asdict(changed)]) == 1

    async def get(self, account_id: str) -> Account | None:
        """See the port."""
        return await self._one(account.c.id == account_id)

    async def named(self, name: str) -> Account | None:
        """See the port."""
        return await self._one(account.c.name == name)

    async def all(self) -> Sequence[Account]:
        """See the port."""
        rows = await self._session.execute(select(account).order_by(account.c.name))
        return [_from_row(dict(row._mapping)) for row in rows]

    async def save(self, changed: Account) -> None:
        """See the port."""
        await self._session.execute(update(account).where(account.c.id == changed.id).values(asdict(changed)))

    async def alone(self) -> None:
        """See the port."""
        await self._session.lock(CHANGING)

    async def _one(self, condition: ColumnElement[bool]) -> Account | None:
        row = (await self._session.execute(select(account).where(condition))).first()
        return None if row is None else _from_row(dict(row._mapping))
