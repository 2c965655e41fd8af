"""The audit trail."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select

from bot.core.audit import GENESIS, AuditRecord, seal
from bot.store.schema import audit
from bot.store.session import Session

APPENDING = 4_713_226
"""Number of the lock that keeps two transactions from sealing the same predecessor."""


class SqlAuditTrail:
    """`bot.core.console_ports.AuditTrail` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def append(self, actor: str, act: str, subject: str, detail: Mapping[str, Any], at: datetime) -> None:
        """See the port."""
        await self._session.lock(APPENDING)
        newest = select(audit.c.seq, audit.c.digest).order_by(audit.c.seq.desc()).limit(1)
        last = (await self._session.execute(newest)).first()
        seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
        digest = seal(previous, seq, at, actor, act, subject, detail)
        row = {"seq": seq, "at": at, "actor": actor, "act": act, "subject": subject, "detail": dict(detail)}
        await self._session.execute(insert(audit).values(row | {"digest": digest}))

    async def page(
        self, before: int | None, limit: int, actor: str | None = None, act: str | None = None
    ) -> Sequence[AuditRecord]:
        """See the port."""
        wanted = [audit.c.seq < before] if before is not None else []
        wanted += [
            column == value for column, value in ((audit.c.actor, actor), (audit.c.act, act)) if value is not None
        ]
        return await self._records(select(audit).where(*wanted).order_by(audit.c.seq.desc()).limit(limit))

    async def after(self, seq: int, limit: int) -> Sequence[AuditRecord]:
        """See the port."""
        return await self._records(select(audit).where(audit.c.seq > seq).order_by(audit.c.seq).limit(limit))

    async def _records(self, statement: Select[*tuple[Any, ...]]) -> Sequence[AuditRecord]:
        return [AuditRecord(*row) for row in await self._session.execute(statement)]
