"""What the console keeps: accounts, sessions, attempts to sign in, the audit trail, verdicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.core.accounts import Account, Session
from bot.core.audit import AuditRecord
from bot.core.model import LogRecord


class Accounts(Protocol):
    """The people who use the console."""

    async def add(self, account: Account) -> bool:
        """Keep a new account; False when its name is taken."""

    async def get(self, account_id: str) -> Account | None:
        """The account with this id, or None."""

    async def named(self, name: str) -> Account | None:
        """The account that signs in with this name, or None."""

    async def all(self) -> Sequence[Account]:
        """Every account, by name."""

    async def save(self, account: Account) -> None:
        """Keep what has changed."""

    async def alone(self) -> None:
        """Wait until nobody else changes accounts; nobody does until this transaction ends."""


class Sessions(Protocol):
    """Browsers that are signed in, and those that have been before."""

    async def open(self, session: Session) -> None:
        """Keep a new session."""

    async def get(self, token: str) -> Session | None:
        """The session with this token's digest, or None."""

    async def of(self, account: str) -> Sequence[Session]:
        """An account's sessions, the last used first."""

    async def seen(self, token: str, at: datetime) -> None:
        """It has just been used."""

    async def close(self, token: str) -> None:
        """End a session."""

    async def close_all(self, account: str) -> None:
        """End every session of an account."""

    async def knows(self, device: str, account: str) -> bool:
        """Whether the account has signed in from this device before."""

    async def remember(self, device: str, account: str) -> None:
        """The account has signed in from this device."""


class Attempts(Protocol):
    """Attempts to sign in that did not succeed, or not yet, by what they have in common."""

    async def count(self, key: str, since: datetime) -> int:
        """How many there were since then."""

    async def add(self, keys: Sequence[str], at: datetime, forget_before: datetime) -> None:
        """Count one for each key; what is older than `forget_before` is forgotten."""

    async def clear(self, keys: Sequence[str]) -> None:
        """Forget them: it succeeded."""

    async def take_back(self, key: str, at: datetime) -> None:
        """Forget what was counted at this moment; earlier ones stay."""


class AuditTrail(Protocol):
    """The audit trail; nothing in it is ever changed."""

    async def append(self, actor: str, act: str, subject: str, detail: Mapping[str, Any], at: datetime) -> None:
        """Seal and keep an act."""

    async def page(
        self, before: int | None, limit: int, actor: str | None = None, act: str | None = None
    ) -> Sequence[AuditRecord]:
        """The newest records before a number, newest first; of one actor, or of one kind of act."""

    async def after(self, seq: int, limit: int) -> Sequence[AuditRecord]:
        """The records that follow a number, oldest first."""


class Verdict(StrEnum):
    """What a reviewer thinks of how a question was dealt with."""

    RIGHT = "right"
    PARTIAL = "partial"
    WRONG = "wrong"
    NOT_DUE = "not_due"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Review:
    """A verdict on a question: by whom (an account's id) and when.

    `article` is what the question is a way of asking, `answer` the right answer as the reviewer wrote it; or empty.
    """

    question: str
    verdict: Verdict
    reviewer: str
    at: datetime
    note: str = ""
    article: str = ""
    answer: str = ""


class Reviews(Protocol):
    """The verdicts on questions. A newer verdict hides the one before it; the log's filter knows which have one."""

    async def give(self, review: Review) -> None:
        """Keep a verdict."""

    async def take_back(self, question: str, reviewer: str) -> Review | None:
        """Undo the verdict in force if it is the reviewer's; the one before it is in force again. None if it is not."""

    async def given(self, reviewer: str, at: datetime) -> Sequence[str]:
        """The questions that the reviewer gave a verdict on at this very time, and whose verdict is still in force."""

    async def of(self, questions: Sequence[str]) -> Mapping[str, Review]:
        """The verdicts in force, by question."""

    async def history(self, question: str) -> Sequence[Review]:
        """The verdicts on a question that have not been taken back, newest first."""

    async def place(self, question: str) -> tuple[int, str, str] | None:
        """Where a question stands in the log, the ids of its department and of its case (or empty); None if unknown."""

    async def conversation(self, question: LogRecord, most: int) -> Sequence[LogRecord]:
        """What the citizen asked up to this question, oldest first, at most `most`."""
