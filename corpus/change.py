"""A corpus in preparation: what editors changed, laid over the corpus that is in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from corpus.model import Article, Corpus, Department, Glossary, Guide
from corpus.records import Item

T = TypeVar("T")


class Kind(StrEnum):
    """The kinds of entries; each is the name of the corpus' own field."""

    ARTICLE = "articles"
    GUIDE = "guides"
    DEPARTMENT = "departments"
    GLOSSARY = "glossary"


_KINDS: Mapping[type[Item], Kind] = MappingProxyType(
    {Article: Kind.ARTICLE, Guide: Kind.GUIDE, Department: Kind.DEPARTMENT, Glossary: Kind.GLOSSARY}
)


@dataclass(frozen=True, slots=True)
class Key:
    """Which entry: its kind and id; the glossary's id is empty."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Change:
    """What an entry becomes; withdrawn when there is no item."""

    key: Key
    item: Item | None


def key_of(item: Item) -> Key:
    """Which entry an item is."""
    return Key(_KINDS[type(item)], "" if isinstance(item, Glossary) else item.id)


def entries(corpus: Corpus) -> dict[Key, Item]:
    """Every entry of a corpus in order, the glossary last."""
    items: Iterable[Item] = (*corpus.articles, *corpus.guides, *corpus.departments, corpus.glossary)
    return {key_of(item): item for item in items}


def applied(corpus: Corpus, changes: Iterable[Change]) -> Corpus:
    """The corpus with the changes made: a changed entry keeps its place, a new one comes last of its kind."""
    items = entries(corpus)
    for change in changes:
        if change.item is None:
            items.pop(change.key, None)
        else:
            items[change.key] = change.item
    glossary = items.pop(Key(Kind.GLOSSARY, ""), Glossary())
    return Corpus(
        _of(Article, items.values()),
        _of(Guide, items.values()),
        _of(Department, items.values()),
        glossary if isinstance(glossary, Glossary) else Glossary(),
    )


def _of(kind: type[T], items: Iterable[Any]) -> tuple[T, ...]:
    return tuple(item for item in items if isinstance(item, kind))
