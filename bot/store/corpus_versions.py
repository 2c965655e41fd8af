"""The published corpus: versions made of items."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

from sqlalchemy import Row, Select, Text, func, insert, select, type_coerce

from bot.core.corpus_ports import Version
from bot.core.errors import StoreError
from bot.faults import crash_point
from bot.store.corpus_items import BATCH, keep
from bot.store.schema import corpus_entry, corpus_item, corpus_version
from bot.store.session import Session
from corpus.change import Kind
from corpus.jsonable import corpus_from_json
from corpus.model import Corpus
from corpus.records import Item

_ABOUT = corpus_version.c["version", "author", "reason", "published_at", "approver", "restores"]


Loaded = WeakValueDictionary[Version, Corpus]
"""The versions that somebody in this process holds: they never change, so nobody has to read them again."""


def _items(corpus: Corpus) -> Iterator[tuple[Kind, Item]]:
    yield from ((Kind.ARTICLE, article) for article in corpus.articles)
    yield from ((Kind.GUIDE, guide) for guide in corpus.guides)
    yield from ((Kind.DEPARTMENT, department) for department in corpus.departments)
    yield Kind.GLOSSARY, corpus.glossary


def _corpus(rows: Sequence[tuple[str, str]]) -> Corpus:
    """The corpus of entries given as kind and JSON text, in order."""
    data: dict[str, Any] = {}
    for kind, text in rows:
        body = json.loads(text)
        if kind == Kind.GLOSSARY:
            data[kind] = body
        else:
            data.setdefault(kind, []).append(body)
    return corpus_from_json(data)


def _version(row: Row[*tuple[Any, ...]]) -> Version:
    number, author, reason, at, approver, restores = row
    return Version(number, author, reason, at, approver or "", restores)


class SqlCorpusVersions:
    """`bot.core.corpus_ports.CorpusVersions` on SQL."""

    def __init__(self, session: Session, loaded: Loaded) -> None:
        self._session, self._loaded = session, loaded

    async def current(self) -> int | None:
        """See the port."""
        version: int | None = (await self._session.execute(select(func.max(corpus_version.c.version)))).scalar()
        return version

    async def load(self, version: int) -> Corpus:
        """See the port."""
        about = await self.about(version)  # a version without a single item is one all the same
        if (known := self._loaded.get(about)) is not None:
            return known
        statement = (
            select(corpus_entry.c.kind, type_coerce(corpus_item.c.body, Text))
            .join(corpus_item, corpus_item.c.digest == corpus_entry.c.digest)
            .where(corpus_entry.c.version == version)
            .order_by(corpus_entry.c.kind, corpus_entry.c.position)
        )
        rows = [(kind, body) for kind, body in await self._session.execute(statement)]
        corpus = self._loaded[about] = await asyncio.to_thread(_corpus, rows)  # a large one takes a second
        return corpus

    async def about(self, version: int) -> Version:
        """See the port."""
        found = await self._versions(select(*_ABOUT).where(corpus_version.c.version == version))
        if not found:
            raise StoreError(f"没有第 {version} 版语料。")
        return found[0]

    async def history(self, limit: int) -> Sequence[Version]:
        """See the port."""
        return await self._versions(select(*_ABOUT).order_by(corpus_version.c.version.desc()).limit(limit))

    async def prepare(self, corpus: Corpus) -> None:
        """See the port."""
        await keep(self._session, _items(corpus))

    async def publish(
        self, corpus: Corpus, author: str, reason: str, at: datetime, approver: str = "", restores: int | None = None
    ) -> int:
        """See the port."""
        version = (await self.current() or 0) + 1
        values = {"version": version, "author": author, "reason": reason, "published_at": at}
        values |= {"approver": approver or None, "restores": restores}
        await self._session.execute(insert(corpus_version).values(values))
        crash_point("in_version")
        await self._enter(version, list(_items(corpus)))
        crash_point("in_publish")
        return version

    async def _enter(self, version: int, items: list[tuple[Kind, Item]]) -> None:
        digests, places = await keep(self._session, items), dict.fromkeys(Kind, 0)
        rows = []
        for (kind, _), digest in zip(items, digests, strict=True):
            rows.append({"version": version, "kind": kind, "position": places[kind], "digest": digest})
            places[kind] += 1
        for start in range(0, len(rows), BATCH):
            await self._session.insert_new(corpus_entry, rows[start : start + BATCH])

    async def _versions(self, statement: Select[Any]) -> list[Version]:
        return [_version(row) for row in await self._session.execute(statement)]
