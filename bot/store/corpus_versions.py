"""The published corpus: versions made of items, each item kept once under the digest of its content."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from bot.core.errors import StoreError
from bot.store.schema import corpus_entry, corpus_item, corpus_version
from bot.store.session import Session
from corpus.jsonable import corpus_from_json, corpus_to_json
from corpus.model import Corpus

GLOSSARY = "glossary"
BATCH = 200


def _items(corpus: Corpus) -> Iterator[tuple[str, int, Any]]:
    """(kind, position, JSON data) of everything in the corpus."""
    for kind, data in corpus_to_json(corpus).items():
        for position, body in enumerate([data] if kind == GLOSSARY else data):
            yield kind, position, body


def _digest(kind: str, body: Any) -> str:
    content = json.dumps([kind, body], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


class SqlCorpusVersions:
    """`bot.core.ports.CorpusVersions` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def current(self) -> int | None:
        """See the port."""
        version: int | None = (await self._session.execute(select(func.max(corpus_version.c.version)))).scalar()
        return version

    async def load(self, version: int) -> Corpus:
        """See the port."""
        await self.author(version)  # a version without a single item is one all the same
        statement = (
            select(corpus_entry.c.kind, corpus_item.c.body)
            .join(corpus_item, corpus_item.c.digest == corpus_entry.c.digest)
            .where(corpus_entry.c.version == version)
            .order_by(corpus_entry.c.kind, corpus_entry.c.position)
        )
        data: dict[str, Any] = {}
        for kind, body in await self._session.execute(statement):
            if kind == GLOSSARY:
                data[kind] = body
            else:
                data.setdefault(kind, []).append(body)
        return corpus_from_json(data)

    async def author(self, version: int) -> str:
        """See the port."""
        known = select(corpus_version.c.author).where(corpus_version.c.version == version)
        author: str | None = (await self._session.execute(known)).scalar()
        if author is None:
            raise StoreError(f"没有第 {version} 版语料。")
        return author

    async def publish(self, corpus: Corpus, author: str, reason: str, at: datetime) -> int:
        """See the port."""
        version = (await self.current() or 0) + 1
        values = {"version": version, "author": author, "reason": reason, "published_at": at}
        await self._session.execute(insert(corpus_version).values(values))
        items = [(kind, position, _digest(kind, body), body) for kind, position, body in _items(corpus)]
        for start in range(0, len(items), BATCH):
            await self._store(version, items[start : start + BATCH])
        return version

    async def _store(self, version: int, items: list[tuple[str, int, str, Any]]) -> None:
        bodies = {digest: {"digest": digest, "kind": kind, "body": body} for kind, _, digest, body in items}
        await self._session.insert_new(corpus_item, list(bodies.values()))
        entries = [
            {"version": version, "kind": kind, "position": position, "digest": digest}
            for kind, position, digest, _ in items
        ]
        await self._session.insert_new(corpus_entry, entries)
