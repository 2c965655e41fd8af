"""Erasing: what a citizen asks to be forgotten, and what has been kept long enough."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.notice_ports import Watcher


@dataclass(frozen=True, slots=True)
class Erased:
    """How much of a citizen was erased, and what was left: receipts of open cases, and pairs proposed for the corpus."""

    questions: int = 0
    cases: int = 0
    watches: int = 0
    open_cases: tuple[str, ...] = ()
    proposed: int = 0


@dataclass(frozen=True, slots=True)
class Purge:
    """One clearing out: texts emptied and delivery records removed."""

    at: datetime
    texts: int = 0
    records: int = 0


class Erasure(Protocol):
    """Takes words, chats and pseudonyms out of every table; what is counted and audited stays."""

    async def citizen(self, who: Watcher) -> Erased:
        """Forget a citizen; a case that is still open stays as it is."""

    async def texts(self, before: datetime) -> int:
        """Empty some questions asked, and finished cases last touched, before a moment; returns how many, 0 when all are."""

    async def records(self, before: datetime) -> int:
        """Remove what was received and sent before a moment and is done; returns how many."""

    async def purged(self, purge: Purge) -> None:
        """Keep that a purge was made, or that the time for one was looked at."""

    async def last_purge(self) -> datetime | None:
        """When `purged` was called last, or None."""
