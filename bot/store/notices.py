"""What the watchers are told: the runs, and the letters of staff."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update

from bot.core.notice_ports import Letter, LetterState, NoticeRun
from bot.store.schema import letter, notice_run
from bot.store.session import Session

_RUN = notice_run.c["id", "channel", "old", "new", "letter", "cursor", "told"]
_LETTER = letter.c["id", "link", "name", "words", "author", "drafted_at", "state", "decider", "decided_at"]


class SqlNoticeRuns:
    """`bot.core.notice_ports.NoticeRuns` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def told(self, channel: str) -> int | None:
        """See the port."""
        statement = select(func.max(notice_run.c.new)).where(notice_run.c.channel == channel)
        version: int | None = (await self._session.execute(statement)).scalar()
        return version

    async def begin(self, run: NoticeRun, at: datetime, *, finished: bool = False) -> None:
        """See the port."""
        what = {"channel": run.channel, "old": run.old, "new": run.new, "letter": run.letter}
        when = {"begun_at": at, "finished_at": at if finished else None}
        await self._session.insert_new(notice_run, [what | when | {"cursor": "", "told": 0}])

    async def current(self, channel: str) -> NoticeRun | None:
        """See the port."""
        unfinished = (notice_run.c.channel == channel) & notice_run.c.finished_at.is_(None)
        statement = select(*_RUN).where(unfinished).order_by(notice_run.c.id).limit(1)
        row = (await self._session.execute(statement)).first()
        return NoticeRun(*row) if row else None

    async def advance(self, run: NoticeRun, cursor: str, told: int, finished_at: datetime | None) -> bool:
        """See the port."""
        same = (notice_run.c.id == run.id) & (notice_run.c.cursor == run.cursor) & notice_run.c.finished_at.is_(None)
        values = {"cursor": cursor, "told": notice_run.c.told + told, "finished_at": finished_at}
        return (await self._session.execute(update(notice_run).where(same).values(values))).rowcount == 1


class SqlLetters:
    """`bot.core.notice_ports.Letters` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def draft(self, written: Letter) -> int:
        """See the port."""
        row = {column.name: getattr(written, column.name) for column in _LETTER if column.name != "id"}
        statement = insert(letter).values(row).returning(letter.c.id)
        number: int = (await self._session.execute(statement)).scalar_one()
        return number

    async def get(self, letter_id: int) -> Letter | None:
        """See the port."""
        row = (await self._session.execute(_letters().where(letter.c.id == letter_id))).first()
        return _letter(row) if row else None

    async def latest(self, limit: int) -> Sequence[Letter]:
        """See the port."""
        return [
            _letter(row) for row in await self._session.execute(_letters().order_by(letter.c.id.desc()).limit(limit))
        ]

    async def decide(self, letter_id: int, state: LetterState, decider: str, at: datetime) -> bool:
        """See the port."""
        waiting = (letter.c.id == letter_id) & (letter.c.state == LetterState.DRAFTED)
        values = {"state": state, "decider": decider, "decided_at": at}
        return (await self._session.execute(update(letter).where(waiting).values(values))).rowcount == 1


def _letters() -> Select[*tuple[Any, ...]]:
    told = select(func.coalesce(func.sum(notice_run.c.told), 0)).where(notice_run.c.letter == letter.c.id)
    return select(*_LETTER, told.scalar_subquery())


def _letter(row: Row[*tuple[Any, ...]]) -> Letter:
    values = dict(zip((column.name for column in _LETTER), row[:-1], strict=True))
    return Letter(**values | {"state": LetterState(values["state"])}, told=int(row[-1]))
