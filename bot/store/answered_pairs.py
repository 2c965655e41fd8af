"""Questions with the answers of people."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, select, update

from bot.core.case_ports import AnsweredPair
from bot.store.schema import answered_pair
from bot.store.session import Session

_COLUMNS = answered_pair.c[
    "consultation", "question", "answer", "department", "staff", "asked_at", "answered_at", "candidate"
]


class SqlAnsweredPairs:
    """`bot.core.case_ports.AnsweredPairs` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def put(self, pair: AnsweredPair) -> None:
        """See the port."""
        row = {"consultation" if name == "case" else name: value for name, value in asdict(pair).items()}
        if await self._session.insert_new(answered_pair, [row]):
            return
        row.pop("candidate")
        same = answered_pair.c.consultation == pair.case
        await self._session.execute(update(answered_pair).where(same).values(row))

    async def drop(self, case_id: str) -> None:
        """See the port."""
        await self._session.execute(delete(answered_pair).where(answered_pair.c.consultation == case_id))

    async def promote(self, case_id: str) -> bool:
        """See the port."""
        statement = update(answered_pair).where(answered_pair.c.consultation == case_id).values(candidate=True)
        return (await self._session.execute(statement)).rowcount == 1

    async def get(self, case_id: str) -> AnsweredPair | None:
        """See the port."""
        statement = select(*_COLUMNS).where(answered_pair.c.consultation == case_id)
        row = (await self._session.execute(statement)).first()
        return None if row is None else AnsweredPair(*row)

    async def all(self, limit: int) -> Sequence[AnsweredPair]:
        """See the port."""
        statement = select(*_COLUMNS).order_by(answered_pair.c.answered_at.desc()).limit(limit)
        return [AnsweredPair(*row) for row in await self._session.execute(statement)]
