"""What the use cases need from the outside, as protocols; adapters implement them."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.core.case_ports import AnsweredPairs, CaseMessages, Cases, Desks
from bot.core.cluster_ports import Clusters
from bot.core.console_ports import Accounts, Attempts, AuditTrail, Reviews, Sessions
from bot.core.corpus_ports import CorpusDraft, CorpusVersions
from bot.core.erasure_ports import Erasure
from bot.core.log_ports import QuestionFacts
from bot.core.model import LogRecord, Rating
from bot.core.notice_ports import Letters, NoticeRuns, Watches
from bot.core.statistics import Measures


class Clock(Protocol):
    """The only source of the current time."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""


@dataclass(frozen=True, slots=True)
class InboxItem:
    """An update as received, already stripped of what must not be stored.

    `attempts` counts earlier failures; `received` is known of what comes from the inbox.
    """

    update_id: int
    chat: str
    payload: dict[str, Any]
    attempts: int = 0
    received: datetime | None = None


LOCAL = "terminal:"
"""How the names of chats begin that are no messenger's: terminals fetch what is theirs."""


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One call to make for a citizen. `key` is its idempotency key: a second `put` with the same key is ignored.

    `method` and `payload` are what the channel's sender needs; `chat` orders items (first in, first out per chat).
    """

    key: str
    chat: str
    method: str
    payload: dict[str, Any]
    id: int = 0
    attempts: int = 0


class QuestionLog(Protocol):
    """The append-only log of questions."""

    async def add(self, record: LogRecord) -> None:
        """Append a record. Raises StoreError when its id is taken."""

    async def get(self, question_id: str) -> LogRecord | None:
        """The record with this id, or None."""

    async def latest_revision(self, question_id: str) -> LogRecord | None:
        """The newest correction of this question, or the question itself when there is none, or None."""

    async def latest(self, limit: int) -> Sequence[LogRecord]:
        """The newest records, newest first."""

    async def history(self, citizen: str, since: datetime, limit: int) -> Sequence[str]:
        """The citizen's clean questions asked at or after `since`, oldest first, at most the last `limit`."""

    async def solved(self, limit: int) -> Sequence[LogRecord]:
        """The newest answers that citizens called right, newest first."""

    async def citing(self, article_id: str) -> Sequence[LogRecord]:
        """The answers that cite an article or guide, newest first."""

    async def rate(self, question_id: str, citizen: str, rating: Rating, at: datetime) -> bool:
        """Keep the citizen's rating of the own question; False when there is no such question of theirs."""


class Inbox(Protocol):
    """Updates received and not yet worked off: new → working → done, or quarantined after three failures."""

    async def put(self, items: Sequence[InboxItem], at: datetime) -> int:
        """Store those not seen before; returns how many were new."""

    async def pending(self, limit: int) -> Sequence[InboxItem]:
        """The first open item of every chat, in order of update id: within a chat the next one waits for it."""

    async def open_in(self, chat: str) -> Sequence[InboxItem]:
        """Every open item of a chat, in order."""

    async def done(self, update_id: int, at: datetime) -> bool:
        """Mark as worked off and forget the payload; False when it already was (then the caller must not commit a second answer)."""

    async def join(self, items: Sequence[InboxItem], payload: Mapping[str, Any], at: datetime) -> None:
        """Make one of several open items: the last one carries `payload` from now on, the others are done."""

    async def failed(self, update_id: int, error: str, at: datetime) -> bool:
        """Count a failure; True when the item is now quarantined. `error` names the kind of error, never its text."""

    async def release(self, received_since: datetime, at: datetime) -> int:
        """Give quarantined items another three attempts; returns how many there were."""


class Outbox(Protocol):
    """Calls to be made: pending → sending → sent, or ambiguous (a timeout that may mean delivered), or dead."""

    async def put(self, items: Sequence[OutboxItem], at: datetime) -> None:
        """Queue items; an item whose key is known is ignored."""

    async def pending(self, limit: int) -> Sequence[OutboxItem]:
        """The oldest unsent item of every chat, oldest first. What a dead process left in `sending` is pending again."""

    async def collect(self, chat: str, at: datetime) -> Sequence[OutboxItem]:
        """Everything for a chat that fetches it, in order; it is sent thereby. No other chat's `pending` has it."""

    async def waiting(self, chat: str) -> int:
        """How many unsent items a chat has."""

    async def states(self, keys: Sequence[str]) -> Mapping[str, str]:
        """How the items with these keys stand, by key: pending, sending, sent, ambiguous or dead."""

    async def boxes(self) -> Sequence[str]:
        """The chats on this machine that have unsent items, the longest waiting first."""

    async def sending(self, item_id: int, at: datetime) -> None:
        """Mark as being sent, before the call."""

    async def sent(self, item_id: int, reference: str | None, at: datetime) -> None:
        """Mark as sent and forget the payload; `reference` is the channel's id of the message."""

    async def ambiguous(self, item_id: int, at: datetime) -> None:
        """The call timed out after it may have been accepted; never sent again by itself."""

    async def retry(self, item_id: int, at: datetime) -> None:
        """Back to pending after an error that is known not to have delivered."""

    async def dead(self, item_id: int, error: str, at: datetime) -> None:
        """Given up: the channel refuses it for good."""

    async def chat_of(self, key: str) -> str | None:
        """Where the item with this key goes or went, or None when there never was one."""

    async def moved(self, old: str, new: str, key: str = "") -> None:
        """A chat's unsent items go to another one; only those whose key begins with `key`."""


class Unreachable(Protocol):
    """Chats that refuse messages: the citizen has blocked the bot."""

    async def mark(self, chat: str, at: datetime) -> None:
        """Keep that the chat refuses messages, since `at` unless known before."""

    async def clear(self, chat: str) -> None:
        """The chat accepts messages again."""

    async def since(self, chat: str) -> datetime | None:
        """Since when the chat refuses messages, or None."""


class UnitOfWork(Protocol):
    """One transaction: leaving the block commits, an exception rolls back."""

    @property
    def questions(self) -> QuestionLog:
        """The question log."""

    @property
    def facts(self) -> QuestionFacts:
        """The question log as it is searched and counted."""

    @property
    def measures(self) -> Measures:
        """The counts behind the statistics."""

    @property
    def clusters(self) -> Clusters:
        """The unanswered questions."""

    @property
    def inbox(self) -> Inbox:
        """The inbox."""

    @property
    def outbox(self) -> Outbox:
        """The outbox."""

    @property
    def unreachable(self) -> Unreachable:
        """The chats that refuse messages."""

    @property
    def corpus(self) -> CorpusVersions:
        """The published corpus."""

    @property
    def draft(self) -> CorpusDraft:
        """What editors have changed since."""

    @property
    def cases(self) -> Cases:
        """The consultations."""

    @property
    def messages(self) -> CaseMessages:
        """The consultations' messages."""

    @property
    def desks(self) -> Desks:
        """The departments' groups."""

    @property
    def pairs(self) -> AnsweredPairs:
        """The answers of people."""

    @property
    def watches(self) -> Watches:
        """Who watches what."""

    @property
    def notices(self) -> NoticeRuns:
        """What the watchers are told."""

    @property
    def letters(self) -> Letters:
        """What staff write to the watchers."""

    @property
    def accounts(self) -> Accounts:
        """The people who use the console."""

    @property
    def sessions(self) -> Sessions:
        """Who is signed in."""

    @property
    def attempts(self) -> Attempts:
        """Attempts to sign in."""

    @property
    def audit(self) -> AuditTrail:
        """The audit trail."""

    @property
    def reviews(self) -> Reviews:
        """The verdicts on questions."""

    @property
    def erasure(self) -> Erasure:
        """Taking words, chats and pseudonyms out."""


class Database(Protocol):
    """Opens transactions. Writers are serialised; nothing that waits on the network happens inside one."""

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A read-only transaction."""

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A writing transaction."""

    async def scrub(self) -> None:
        """Leave no byte on the disk of what was erased, as far as the database lets us. Raises StoreError."""

    async def close(self) -> None:
        """Release every connection."""
