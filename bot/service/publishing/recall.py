"""Answers that have to be taken back: who was given a passage that has changed, was withdrawn or has expired since."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.composer import publishing_wording as wording
from bot.core.audit import COMMAND_LINE
from bot.core.case_ports import Case, CaseEvent
from bot.core.errors import EditingError
from bot.core.hours import SHANGHAI
from bot.core.model import Button, ButtonKind, LogRecord, Outgoing, Span
from bot.core.notice_ports import Watcher
from bot.core.ports import Clock, Database, UnitOfWork
from bot.service.notices import Courier
from corpus.model import Article, Corpus, Guide
from corpus.segment import passages
from corpus.validity import last_day


class Fate(StrEnum):
    """What became of a passage that somebody was given."""

    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Affected:
    """Somebody who was given a passage that is no longer in force.

    `id` is that of the question, or of the case in which staff sent the passage. `quote` is what was read, as far as it
    is known. `chat` is empty where nobody can be written to. `corrected` once a correction was queued.
    """

    id: str
    question: str
    asked_at: datetime
    title: str
    quote: str
    fate: Fate
    channel: str
    citizen: str
    chat: str = ""
    case: str = ""
    corrected: bool = False

    @property
    def key(self) -> str:
        """The idempotency key of its correction."""
        return f"correction:{self.id}"


class Recall:
    """Finds those who were given something that is no longer so, and tells them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def affected(self, entry_id: str) -> tuple[Affected, ...]:
        """Everybody who was given a passage of this article or guide that is not in force today, newest first.

        Raises StoreError.
        """
        today = self._clock.now().astimezone(SHANGHAI).date()
        async with self._database.read() as unit:
            version = await unit.corpus.current()
            corpus = await unit.corpus.load(version) if version else Corpus()
            fates = _Fates(corpus, entry_id, today)
            asked = [await _asked(unit, record, fates) for record in await unit.questions.citing(entry_id)]
            sent = [await _sent(unit, event, fates) for event in await unit.cases.passages_sent(entry_id)]
        found = {each.id: each for each in (*asked, *sent) if each is not None}
        return tuple(sorted(found.values(), key=lambda each: each.asked_at, reverse=True))

    async def correct(
        self,
        courier: Courier,
        affected: Sequence[Affected],
        words: str,
        *,
        actor: str = COMMAND_LINE,
        subject: str = "",
    ) -> int:
        """Queue a correction to those of the courier's channel who can be written to, once each; returns how many.

        That `actor` did so about the entry `subject` is kept in the audit trail. Raises EditingError when there are no words, StoreError.
        """
        if not words.strip():
            raise EditingError(wording.EMPTY_CORRECTION)
        async with self._database.write() as unit:
            letters = [
                (each.key, Watcher(each.channel, each.citizen, each.chat), correction(each, words.strip()))
                for each in affected
                if each.chat and each.channel == courier.channel and not await _corrected(unit, each.key)
            ]
            await courier.queue(unit, letters)
            await unit.audit.append(actor, "correction sent", subject, {"entries": len(letters)}, self._clock.now())
        return len(letters)


def correction(affected: Affected, words: str) -> Outgoing:
    """What the citizen reads: which answer it is about, what staff say, and a button to ask again."""
    told = wording.CORRECTION.format(question=affected.question, title=affected.title, text=words)
    again = Button(ButtonKind.ASK, affected.question, affected.question)
    return Outgoing((Span(told),), buttons=((again,),))


class _Fates:
    """What became of the passages of one entry, on a day."""

    def __init__(self, corpus: Corpus, entry_id: str, today: date) -> None:
        entries: tuple[Article | Guide, ...] = (*corpus.articles, *corpus.guides)
        self.entry_id = entry_id
        self._entries = [entry for entry in entries if entry.id == entry_id]
        articles = {article.id: article for article in corpus.articles}
        self._valid = any(_valid(entry, articles, today) for entry in self._entries)
        self._texts = dict(pair for entry in self._entries for pair in _texts(entry))

    @property
    def title(self) -> str:
        """What the entry is called, if it is still there."""
        return next((_title(entry) for entry in self._entries), "")

    def of(self, passage_id: str, quote: str | None) -> Fate | None:
        """None for what still stands; without a quote the passage as a whole must be there, as its id tells."""
        if not self._entries:
            return Fate.WITHDRAWN
        standing = passage_id in self._texts if quote is None else any(quote in text for text in self._texts.values())
        if not standing:
            return Fate.CHANGED
        return None if self._valid else Fate.EXPIRED


def _texts(entry: Article | Guide) -> Iterator[tuple[str, str]]:
    """The passages of an entry as they are cited: id and text."""
    if isinstance(entry, Article):
        yield from ((passage.id, passage.text) for passage in passages(entry))
    else:
        yield from ((f"{entry.id}#{name}", "\n".join(lines)) for name, lines in entry.fields.items())


def _valid(entry: Article | Guide, articles: Mapping[str, Article], today: date) -> bool:
    last = last_day(entry, articles) if isinstance(entry, Article) else entry.valid_until
    return (entry.valid_from or date.min) <= today <= (last or date.max)


def _title(entry: Article | Guide) -> str:
    return entry.title if isinstance(entry, Article) else entry.name


async def _asked(unit: UnitOfWork, record: LogRecord, fates: _Fates) -> Affected | None:
    """The citizen of an answer, if what the answer quoted is no longer in force."""
    for cited in record.citations:
        fate = fates.of(cited.passage_id, cited.quote) if cited.article_id == fates.entry_id else None
        if fate is not None:
            chat = await unit.outbox.chat_of(f"{record.id}/0")
            told = Affected(
                record.id, record.masked_text, record.asked_at, cited.article, cited.quote, fate,
                record.channel, record.citizen, chat or "",
            )  # fmt: skip
            return await _with_correction(unit, told)
    return None


async def _sent(unit: UnitOfWork, event: CaseEvent, fates: _Fates) -> Affected | None:
    """The citizen of a case in which staff sent a passage, if it is no longer in force."""
    passage_id = str(event.detail.get("passage", ""))
    fate = fates.of(passage_id, None)
    case: Case | None = await unit.cases.get(event.case) if fate else None
    if fate is None or case is None:
        return None
    told = Affected(
        case.id, case.question, event.at, fates.title or fates.entry_id, "", fate,
        case.channel, case.consultation.citizen, case.chat, case.consultation.receipt,
    )  # fmt: skip
    return await _with_correction(unit, told)


async def _with_correction(unit: UnitOfWork, told: Affected) -> Affected:
    return replace(told, corrected=await _corrected(unit, told.key))


async def _corrected(unit: UnitOfWork, key: str) -> bool:
    """Whether a correction was queued; a message is kept in the outbox under its key and the number of its part."""
    return await unit.outbox.chat_of(f"{key}/0") is not None
