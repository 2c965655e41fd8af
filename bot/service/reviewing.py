"""Going through the log: verdicts, and what they teach the bot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.accounts import Account
from bot.core.console_ports import Review, Verdict
from bot.core.corpus_ports import Origin
from bot.core.hours import SHANGHAI
from bot.core.model import LogRecord
from bot.core.ports import Clock, Database, UnitOfWork
from bot.service import staff_wording as wording
from bot.service.accounts import AccountError
from bot.service.publishing import Pen
from corpus.change import Key
from corpus.model import Article

CONVERSATION = timedelta(minutes=30)
MOST_BEFORE = 6
LONGEST_TITLE = 60
LONGEST_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Given:
    """On how many questions a verdict was given, and when: by that it can be taken back."""

    count: int
    at: datetime


class Reviewing:
    """What reviewers do. Each act is one transaction, the audit record included; questions beyond the account's departments do not exist for it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def give(self, account: Account, questions: Sequence[str], verdict: Verdict, note: str = "") -> Given:
        """The same verdict on questions; tells how many there were to give it on. Raises StoreError."""
        given, now = 0, self._clock.now()
        async with self._database.write() as unit:
            for question in dict.fromkeys(questions):
                if await visible(unit, account, question):
                    await unit.reviews.give(Review(question, verdict, account.id, now, note.strip()[:LONGEST_TEXT]))
                    await unit.audit.append(account.id, "verdict", question, {"verdict": verdict.value}, now)
                    given += 1
        return Given(given, now)

    async def take_back(self, account: Account, question: str) -> Review | None:
        """Undo the own verdict; None when the one in force is not the account's. Raises StoreError."""
        async with self._database.write() as unit:
            return await self._take_back(unit, account, question)

    async def take_back_all(self, account: Account, at: datetime) -> int:
        """Undo what the account gave at this time and nobody has changed since; returns how many. Raises StoreError."""
        async with self._database.write() as unit:
            given = await unit.reviews.given(account.id, at)
            return len([each for each in given if await self._take_back(unit, account, each)])

    async def _take_back(self, unit: UnitOfWork, account: Account, question: str) -> Review | None:
        if not await visible(unit, account, question):
            return None
        undone = await unit.reviews.take_back(question, account.id)
        if undone is not None:
            detail = {"verdict": undone.verdict.value}
            await unit.audit.append(account.id, "verdict taken back", question, detail, self._clock.now())
        return undone

    async def link(self, account: Account, question: str, key: Key) -> None:
        """The question is a way of asking for an article or guide, from the next publication on.

        Raises AccountError, EditingError, StoreError.
        """
        async with self._database.write() as unit:
            record = await _record(unit, account, question)
            await Pen(unit, account.name, self._clock.now()).link(key, [record.clean_text])
            await self._taught(unit, account, record, "linked", article=key.id)

    async def answer(self, account: Account, question: str, text: str) -> Article:
        """The right answer, as an article of the draft. Raises AccountError, StoreError."""
        words, now = text.strip()[:LONGEST_TEXT], self._clock.now()
        if not words:
            raise AccountError(wording.NO_ANSWER)
        async with self._database.write() as unit:
            record = await _record(unit, account, question)
            _, department, _ = await unit.reviews.place(question) or (0, "", "")
            article = Article(
                id=f"answer-{record.id[:12]}",
                title=record.masked_text[:LONGEST_TITLE],
                body=words,
                bulletin=wording.STAFF_ANSWER,
                published=now.astimezone(SHANGHAI).date(),
                departments=(department,) if department else (),
                asked_as=(record.clean_text,),
            )
            await Pen(unit, account.name, now).put(article, Origin(case=question))
            await self._taught(unit, account, record, "answer written", article=article.id, answer=words)
        return article

    async def _taught(
        self, unit: UnitOfWork, account: Account, record: LogRecord, act: str, article: str, answer: str = ""
    ) -> None:
        """Teaching is a verdict too: what is taught was missing, unless somebody has said otherwise."""
        now = self._clock.now()
        known = (await unit.reviews.of([record.id])).get(record.id)
        verdict, note = (known.verdict, known.note) if known else (Verdict.MISSED, "")
        await unit.reviews.give(Review(record.id, verdict, account.id, now, note, article, answer))
        await unit.audit.append(account.id, act, record.id, {"article": article}, now)


async def _record(unit: UnitOfWork, account: Account, question: str) -> LogRecord:
    record = await unit.questions.get(question) if await visible(unit, account, question) else None
    if record is None:
        raise AccountError(wording.NO_QUESTION)
    return record


async def visible(unit: UnitOfWork, account: Account, question: str) -> bool:
    """Whether there is such a question and it is the account's business."""
    place = await unit.reviews.place(question)
    return place is not None and account.sees(place[1])


async def conversation(unit: UnitOfWork, record: LogRecord) -> Sequence[LogRecord]:
    """What the citizen asked just before, oldest first, this question last."""
    lately = await unit.reviews.conversation(record, MOST_BEFORE)
    return [each for each in lately if each.asked_at >= record.asked_at - CONVERSATION]
