"""What citizens watch, and what is told to those who watch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Watcher:
    """A citizen who is told of changes. `citizen` is a pseudonym, `chat` is where to write to in `channel`."""

    channel: str
    citizen: str
    chat: str


@dataclass(frozen=True, slots=True)
class Watch:
    """What a citizen watches: the payload of its deep link, and its name when the watching began."""

    link: str
    name: str


class Watches(Protocol):
    """Who watches what."""

    async def add(self, watcher: Watcher, watch: Watch, at: datetime) -> bool:
        """Keep it; False when it is watched already."""

    async def remove(self, watcher: Watcher, link: str) -> bool:
        """Watch it no more; False when it was not watched."""

    async def of(self, watcher: Watcher) -> Sequence[Watch]:
        """What a citizen watches, the oldest first."""

    async def count(self, channel: str, link: str) -> int:
        """How many watch something."""

    async def page(self, channel: str, after: str, limit: int) -> Sequence[tuple[Watcher, tuple[Watch, ...]]]:
        """The next watchers in the order of their pseudonyms, who can be reached, with all that they watch."""


@dataclass(frozen=True, slots=True)
class NoticeRun:
    """Telling the watchers of a channel, one after the other; those up to the pseudonym `cursor` are told.

    Either of what changed from version `old` to version `new`, or of what staff wrote in `letter`.
    """

    id: int
    channel: str
    old: int | None = None
    new: int | None = None
    letter: int | None = None
    cursor: str = ""
    told: int = 0


class NoticeRuns(Protocol):
    """Runs, one after the other in each channel."""

    async def told(self, channel: str) -> int | None:
        """The newest version that a run was made for, or None before the first."""

    async def begin(self, run: NoticeRun, at: datetime, *, finished: bool = False) -> None:
        """Keep a new run; its id is given here. A second one for the same version or letter is ignored."""

    async def current(self, channel: str) -> NoticeRun | None:
        """The oldest run that is not finished, or None."""

    async def advance(self, run: NoticeRun, cursor: str, told: int, finished_at: datetime | None) -> bool:
        """Move on by so many who are told; False when another process has moved it already."""


class LetterState(StrEnum):
    """drafted → approved or rejected."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Letter:
    """What staff want to tell the watchers of something; a second person decides. `told` counts those who were told."""

    id: int
    link: str
    name: str
    words: str
    author: str
    drafted_at: datetime
    state: LetterState = LetterState.DRAFTED
    decider: str = ""
    decided_at: datetime | None = None
    told: int = 0


class Letters(Protocol):
    """Letters of staff, kept for good: who wrote what, who approved it, how many read it."""

    async def draft(self, letter: Letter) -> int:
        """Keep a new one; returns its id, which is given here."""

    async def get(self, letter_id: int) -> Letter | None:
        """The letter with this id, or None."""

    async def latest(self, limit: int) -> Sequence[Letter]:
        """The newest letters, newest first."""

    async def decide(self, letter_id: int, state: LetterState, decider: str, at: datetime) -> bool:
        """Approve or reject; False when that was done already."""
