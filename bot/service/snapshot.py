"""The published corpus, ready to be asked, and the one place where the running bot exchanges it."""

from dataclasses import dataclass

from bot.composer.knowledge import Knowledge
from bot.service.index_shelf import IndexShelf
from corpus.model import Corpus
from retrieval.indexing import Progress, quiet


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A corpus version with its index, immutable: a question is answered from one of these as a whole."""

    version: int
    knowledge: Knowledge

    @classmethod
    def build(
        cls, version: int, corpus: Corpus, shelf: IndexShelf | None = None, progress: Progress = quiet
    ) -> "Snapshot":
        """Index a version of the corpus; with a shelf, the index is kept there for the next start."""
        return cls(version, Knowledge.build(corpus, shelf.place(corpus) if shelf else None, progress))

    @property
    def corpus(self) -> Corpus:
        """The corpus of this version."""
        return self.knowledge.corpus


class SnapshotHolder:
    """Holds the snapshot in force; exchanging it is one assignment, so nobody ever sees half of one."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._current = snapshot

    @property
    def current(self) -> Snapshot:
        """The snapshot in force."""
        return self._current

    def replace(self, snapshot: Snapshot) -> None:
        """Put a newer snapshot in force; an older one is ignored."""
        if snapshot.version > self._current.version:
            self._current = snapshot
