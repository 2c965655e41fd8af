"""What publishing keeps: the versions of the corpus, and what editors have changed since the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from corpus.change import Change, Key
from corpus.model import Corpus


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry comes from: the file and the place of each passage in it, or the case that people answered.

    `warnings` tell in Chinese what the parser guessed.
    """

    file: str = ""
    places: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    case: str = ""


@dataclass(frozen=True, slots=True)
class DraftChange:
    """A change by an editor that is not published yet, or the part it had in the version that it was published in.

    `earlier` are the others who changed the entry in the same draft before: what they wrote may still stand in it.
    """

    change: Change
    editor: str
    at: datetime
    origin: Origin = Origin()
    earlier: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Which entry it changes."""
        return self.change.key

    @property
    def hands(self) -> tuple[str, ...]:
        """Everybody who had a hand in it, the last one last."""
        return (*self.earlier, self.editor)


@dataclass(frozen=True, slots=True)
class Version:
    """What is kept of a published version beside its content. `restores` is the version that a rollback went back to."""

    number: int
    author: str
    reason: str
    at: datetime
    approver: str = ""
    restores: int | None = None


class CorpusVersions(Protocol):
    """The published corpus, as immutable versions counted from 1."""

    async def current(self) -> int | None:
        """The number of the version in force, or None before the first."""

    async def load(self, version: int) -> Corpus:
        """The corpus of a version. Raises StoreError when there is none."""

    async def about(self, version: int) -> Version:
        """Who published a version, when and why. Raises StoreError when there is none."""

    async def history(self, limit: int) -> Sequence[Version]:
        """The newest versions, newest first."""

    async def prepare(self, corpus: Corpus) -> None:
        """Keep the items of a corpus beforehand, so that publishing it holds up nobody; changes no version."""

    async def publish(
        self, corpus: Corpus, author: str, reason: str, at: datetime, approver: str = "", restores: int | None = None
    ) -> int:
        """Store a new version and put it in force; returns its number."""


class CorpusDraft(Protocol):
    """The changes since the version in force: one draft for all editors, at most one change an entry."""

    async def alone(self) -> None:
        """Wait until no other transaction changes or publishes the draft; nobody else does until this one ends.

        To be called before anything is read that the change depends on.
        """

    async def changes(self) -> Sequence[DraftChange]:
        """What has been changed, in the order in which it was."""

    async def mark(self) -> str:
        """A word that tells this draft from any other content of it."""

    async def put(self, changes: Sequence[DraftChange]) -> None:
        """Keep changes; an earlier one of the same entry gives way, and whose it was is remembered."""

    async def discard(self, keys: Sequence[Key] | None = None) -> int:
        """Forget the changes of these entries, or all; returns how many there were."""

    async def published(self, version: int) -> None:
        """The draft has become a version: its changes are kept as that version's, and a new draft begins."""

    async def of_version(self, version: int) -> Sequence[DraftChange]:
        """What editors changed in a version, in order."""

    async def latest(self, key: Key) -> DraftChange | None:
        """The newest change of an entry, published or not."""
