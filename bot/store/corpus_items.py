"""The entries of the corpus, each kept once under the digest of its content, however many versions hold it."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.store.schema import corpus_item
from bot.store.session import Session
from corpus.change import Kind
from corpus.jsonable import article_from_json, department_from_json, glossary_from_json, guide_from_json, to_json
from corpus.records import Item, Record

BATCH = 200

_READERS: Mapping[Kind, Callable[[Record], Item]] = {
    Kind.ARTICLE: article_from_json,
    Kind.GUIDE: guide_from_json,
    Kind.DEPARTMENT: department_from_json,
    Kind.GLOSSARY: glossary_from_json,
}


def digest_of(kind: Kind, body: Any) -> str:
    """What an entry's content is kept under."""
    content = json.dumps([kind, body], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def item_of(kind: str, body: Any) -> Item:
    """The entry with this content. Raises CorpusFormatError."""
    return _READERS[Kind(kind)](body)


async def keep(session: Session, items: Iterable[tuple[Kind, Item]]) -> list[str]:
    """Store entries that are not known yet; returns their digests, in order."""
    digests: list[str] = []
    distinct: dict[str, dict[str, Any]] = {}
    for kind, item in items:
        body = to_json(item)
        digests.append(digest_of(kind, body))
        distinct[digests[-1]] = {"digest": digests[-1], "kind": kind, "body": body}
    await insert(session, list(distinct.values()))
    return digests


async def insert(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Store rows of the table, some at a time."""
    for start in range(0, len(rows), BATCH):
        await session.insert_new(corpus_item, rows[start : start + BATCH])
