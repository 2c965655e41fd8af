"""What editors have changed since the version in force."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, insert, or_, select, update

from bot.core.corpus_ports import DraftChange, Origin
from bot.store.corpus_items import BATCH, item_of, keep
from bot.store.schema import corpus_change, corpus_item
from bot.store.session import Session
from corpus.change import Change, Key, Kind

CHANGING = 4_713_228
"""Number of the lock that keeps two transactions from changing, or publishing, the draft that the other has read."""
_DRAFT = corpus_change.c.version.is_(None)
_COLUMNS = (
    *corpus_change.c["kind", "name", "editor", "changed_at", "file", "places", "warnings", "source_case", "earlier"],
    corpus_item.c.body,
)


def _change(row: Row[*tuple[Any, ...]]) -> DraftChange:
    kind, name, editor, at, file, places, warnings, case, earlier, body = row
    item = None if body is None else item_of(kind, body)
    origin = Origin(file, tuple(places), tuple(warnings), case)
    return DraftChange(Change(Key(Kind(kind), name), item), editor, at, origin, tuple(earlier))


def _row(change: DraftChange, digest: str | None, before: Sequence[str]) -> dict[str, Any]:
    origin, others = change.origin, dict.fromkeys((*before, *change.earlier))
    return {
        "kind": change.key.kind,
        "name": change.key.id,
        "digest": digest,
        "editor": change.editor,
        "changed_at": change.at,
        "file": origin.file,
        "places": list(origin.places),
        "warnings": list(origin.warnings),
        "source_case": origin.case,
        "earlier": [each for each in others if each != change.editor],
    }


class SqlCorpusDraft:
    """`bot.core.corpus_ports.CorpusDraft` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def alone(self) -> None:
        """See the port."""
        await self._session.lock(CHANGING)

    async def changes(self) -> Sequence[DraftChange]:
        """See the port."""
        return await self._where(_DRAFT)

    async def mark(self) -> str:
        """See the port."""
        columns = corpus_change.c["kind", "name", "digest", "editor", "earlier"]
        rows = await self._session.execute(select(*columns).where(_DRAFT).order_by(*columns))
        return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()

    async def put(self, changes: Sequence[DraftChange]) -> None:
        """See the port."""
        newest = {change.key: change for change in changes}
        before = await self._hands()
        await self.discard(list(newest))
        kept = [(key.kind, item) for key, change in newest.items() if (item := change.change.item) is not None]
        digests = iter(await keep(self._session, kept))
        rows = [
            _row(change, next(digests) if change.change.item else None, before.get(key, ()))
            for key, change in newest.items()
        ]
        for start in range(0, len(rows), BATCH):
            await self._session.execute(insert(corpus_change).values(rows[start : start + BATCH]))

    async def discard(self, keys: Sequence[Key] | None = None) -> int:
        """See the port."""
        if keys is None:
            return (await self._session.execute(delete(corpus_change).where(_DRAFT))).rowcount
        gone = 0
        for start in range(0, len(keys), BATCH):
            these = or_(*(_is(key) for key in keys[start : start + BATCH]))
            gone += (await self._session.execute(delete(corpus_change).where(_DRAFT, these))).rowcount
        return gone

    async def published(self, version: int) -> None:
        """See the port."""
        await self._session.execute(update(corpus_change).where(_DRAFT).values(version=version))

    async def of_version(self, version: int) -> Sequence[DraftChange]:
        """See the port."""
        return await self._where(corpus_change.c.version == version)

    async def latest(self, key: Key) -> DraftChange | None:
        """See the port."""
        newest = self._select(_is(key)).order_by(None).order_by(corpus_change.c.seq.desc()).limit(1)
        row = (await self._session.execute(newest)).first()
        return None if row is None else _change(row)

    async def _hands(self) -> dict[Key, tuple[str, ...]]:
        """Who has changed each entry of the draft; without the entries, which may be thousands."""
        columns = corpus_change.c["kind", "name", "editor", "earlier"]
        rows = await self._session.execute(select(*columns).where(_DRAFT))
        return {Key(Kind(kind), name): (*earlier, editor) for kind, name, editor, earlier in rows}

    def _select(self, condition: ColumnElement[bool]) -> Select[Any]:
        joined = corpus_change.outerjoin(corpus_item, corpus_item.c.digest == corpus_change.c.digest)
        return select(*_COLUMNS).select_from(joined).where(condition).order_by(corpus_change.c.seq)

    async def _where(self, condition: ColumnElement[bool]) -> list[DraftChange]:
        return [_change(row) for row in await self._session.execute(self._select(condition))]


def _is(key: Key) -> ColumnElement[bool]:
    return and_(corpus_change.c.kind == key.kind, corpus_change.c.name == key.id)
