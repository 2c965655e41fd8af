"""What changed between two versions of the corpus."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Article, Corpus, Department, Guide

Entry = Article | Guide | Department


@dataclass(frozen=True, slots=True)
class CorpusChange:
    """The difference of two versions. `changed` holds (old, new); true when anything differs.

    The order of entries does not count. `glossary` tells whether the words differ.
    """

    added: tuple[Entry, ...] = ()
    changed: tuple[tuple[Entry, Entry], ...] = ()
    withdrawn: tuple[Entry, ...] = ()
    glossary: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.withdrawn or self.glossary)


def diff(old: Corpus, new: Corpus) -> CorpusChange:
    """What has to be done to `old` to get `new`."""
    before, after = _by_id(old), _by_id(new)
    return CorpusChange(
        added=tuple(entry for key, entry in after.items() if key not in before),
        changed=tuple((before[key], e) for key, e in after.items() if key in before and before[key] != e),
        withdrawn=tuple(entry for key, entry in before.items() if key not in after),
        glossary=old.glossary != new.glossary,
    )


def _by_id(corpus: Corpus) -> dict[tuple[type, str], Entry]:
    entries: Iterable[Entry] = (*corpus.articles, *corpus.guides, *corpus.departments)
    return {(type(entry), entry.id): entry for entry in entries}
