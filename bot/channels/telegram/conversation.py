"""What the bot does with an update: one transaction for the log, the outbox and the inbox."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Protocol

from bot.channels.render import another, render
from bot.channels.telegram import phrases
from bot.channels.telegram.gathering import LINES, MOST_LINES, with_line
from bot.channels.telegram.messages import calls
from bot.channels.telegram.updates import (
    Asked,
    Command,
    Ignored,
    QuestionTapped,
    RatingTapped,
    Reachability,
    UnknownTapped,
    Wordless,
    understand,
)
from bot.composer.wording import FAILED
from bot.core.model import ButtonKind, Decision, LogRecord, Outgoing, Question, Rating, Span
from bot.core.ports import Clock, Database, InboxItem, OutboxItem, UnitOfWork
from bot.core.privacy import PersonalData
from bot.core.pseudonym import pseudonym
from bot.faults import crash_point
from bot.service.browse import BrowseService

CHANNEL = "telegram"
RATINGS = {
    ButtonKind.SOLVED: Rating.SOLVED,
    ButtonKind.UNSOLVED: Rating.UNSOLVED,
    ButtonKind.NOT_THIS: Rating.UNSOLVED,
}

AFTER = {ButtonKind.SOLVED: "helped", ButtonKind.UNSOLVED: "miss", ButtonKind.NOT_THIS: "miss"}

log = logging.getLogger(__name__)
Effect = Callable[[UnitOfWork], Awaitable[None]]
AnswerTap = Callable[[str, str], Awaitable[None]]


class Decided(Protocol):
    """A question decided but not yet logged."""

    @property
    def decision(self) -> Decision:
        """What to say."""

    @property
    def record(self) -> LogRecord:
        """What to log."""


class Decides(Protocol):
    """The use case behind the conversation."""

    async def decide(self, question: Question) -> Decided:
        """Decide on a question without writing anything."""


class OffersPeople(Protocol):
    """The use case of those questions that people have to answer."""

    async def offer(
        self,
        unit: UnitOfWork,
        record: LogRecord,
        decision: Decision,
        outgoing: Outgoing,
        chat: str,
        message: int | None,
    ) -> Outgoing:
        """The answer, with an offer to connect the department when people are needed."""

    async def after_miss(self, unit: UnitOfWork, record: LogRecord, chat: str) -> Outgoing | None:
        """What follows an answer that missed; None when nothing does."""

    async def after_solved(self, unit: UnitOfWork, record: LogRecord) -> Outgoing | None:
        """What follows an answer that helped; None when nothing does."""


class Conversation:
    """Handles one update at a time; `answer_tap(query, words)` ends the waiting on a tapped button.

    Everything an update leads to is committed together with its inbox item, so it happens once however often the
    update is handled.
    """

    def __init__(
        self, ask: Decides, browse: BrowseService, database: Database, clock: Clock, key: bytes, answer_tap: AnswerTap,
        people: OffersPeople | None = None,
    ) -> None:  # fmt: skip
        self._ask, self._browse, self._database, self._clock, self._key = ask, browse, database, clock, key
        self._answer_tap, self._people = answer_tap, people

    async def handle(self, item: InboxItem) -> float:
        """Do what the update asks for, at once: returns 0. Raises MalformedUpdateError, StoreError."""
        await self._handle(item)
        return 0.0

    async def _handle(self, item: InboxItem) -> None:
        match understand(item.payload):
            case Asked() as asked:
                await self._asked(item, asked)
            case Command(name=name, message=message):
                say = phrases.welcome() if name == "start" else phrases.help_text()
                await self._say(item, say, f"{name}:{item.chat}:{message}")
            case Wordless(attachment, message, album):
                await self._say(item, phrases.wordless(attachment), f"wordless:{item.chat}:{album or message}")
            case QuestionTapped() as tapped:
                await self._question_tapped(item, tapped)
            case RatingTapped() as tapped:
                await self._rated(item, tapped)
            case UnknownTapped(query):
                await self._answer_tap(query, phrases.EXPIRED)
                await self._finish(item)
            case Reachability(blocked):
                await self._reachability(item, blocked)
            case Ignored():
                await self._finish(item)

    def apology(self, item: InboxItem) -> tuple[OutboxItem, ...]:
        """What a citizen is told whose question failed again and again; empty when nobody waits for an answer."""
        asked = item.payload.get("text", item.payload.get("label"))
        if asked is None or not item.chat.isdecimal():
            return ()
        number = self._id("message", item.chat, str(item.payload.get("message")))
        return calls(Outgoing((Span(FAILED.format(number=number)),)), item.chat, f"apology:{item.update_id}")

    async def _asked(self, item: InboxItem, asked: Asked) -> None:
        question_id, text = self._id("message", item.chat, str(asked.message)), asked.text
        revises, reply_to = None, None
        if asked.edited:
            async with self._database.read() as unit:
                question_id, text = await self._edited(unit, item.chat, asked)
                earlier = await unit.questions.latest_revision(question_id)
            if earlier is not None and earlier.masked_text == text:
                return await self._finish(item)  # the edit changed something else than the words
            revises, reply_to = question_id if earlier else None, asked.message
            question_id = f"{question_id}.{item.update_id}"
        question = Question(question_id, CHANNEL, self._citizen(asked.person), text, asked.sent, revises=revises)
        decided = await self._ask.decide(question)
        await self._answer(item, decided, await self._rendered(decided, asked.found), asked.message, reply_to)
        return None

    async def _edited(self, unit: UnitOfWork, chat: str, asked: Asked) -> tuple[str, str]:
        """The question that an edited message belongs to, and its new words: the message may be one line of several."""
        own = self._id("message", chat, str(asked.message))
        for number in range(asked.message, asked.message + MOST_LINES):
            known = await unit.questions.get(self._id("message", chat, str(number)))
            lines = known.understanding.get(LINES, ()) if known else ()
            if known is not None and asked.message in lines:
                newest = await unit.questions.latest_revision(known.id) or known
                return known.id, with_line(newest.masked_text, lines.index(asked.message), asked.text)
            if known is not None:
                break
        return own, asked.text

    async def _question_tapped(self, item: InboxItem, tapped: QuestionTapped) -> None:
        await self._answer_tap(tapped.query, phrases.ASKING if tapped.text else phrases.EXPIRED)
        question_id = self._id("tap", item.chat, f"{tapped.message}:{tapped.number}")
        async with self._database.read() as unit:
            known = await unit.questions.get(question_id)
        if tapped.text is None or known is not None:  # a second tap gets no second answer
            return await self._finish(item)
        question = Question(question_id, CHANNEL, self._citizen(tapped.person), tapped.text, self._clock.now())
        decided = await self._ask.decide(question)
        await self._answer(item, decided, await self._rendered(decided))
        return None

    async def _rendered(self, decided: Decided, found: Sequence[PersonalData] = ()) -> Outgoing:
        """The message, with what may be wanted next."""
        record = decided.record
        more = await self._browse.further(record.clean_text, decided.decision)
        return render(decided.decision, record.id, found, more)

    async def _rated(self, item: InboxItem, tapped: RatingTapped) -> None:
        await self._answer_tap(tapped.query, phrases.THANKS[tapped.kind])
        citizen, now = self._citizen(tapped.person), self._clock.now()

        async def rate(unit: UnitOfWork) -> None:
            if not await unit.questions.rate(tapped.question, citizen, RATINGS[tapped.kind], now):
                log.warning("评价没有对应的问题：%s", tapped.question)
            else:
                await self._after_rating(unit, item, tapped)

        await self._finish(item, rate)

    async def _after_rating(self, unit: UnitOfWork, item: InboxItem, tapped: RatingTapped) -> None:
        """It helped: perhaps nobody has to be waited for. It missed: the next best article, and after that people.

        Each once for each answer.
        """
        record = await unit.questions.get(tapped.question)
        if record is None or self._people is None:
            return
        nearest = self._browse.next_best(record) if tapped.kind is ButtonKind.UNSOLVED else None
        if nearest:
            outgoing: Outgoing | None = another(nearest, record.id)
        elif tapped.kind is ButtonKind.SOLVED:
            outgoing = await self._people.after_solved(unit, record)
        else:
            outgoing = await self._people.after_miss(unit, record, item.chat)
        if outgoing is not None:
            key = f"{'nearest' if nearest else AFTER[tapped.kind]}:{tapped.question}"
            await unit.outbox.put(calls(outgoing, item.chat, key), self._clock.now())

    async def _reachability(self, item: InboxItem, blocked: bool) -> None:
        async def mark(unit: UnitOfWork) -> None:
            if blocked:
                await unit.unreachable.mark(item.chat, self._clock.now())
            else:
                await unit.unreachable.clear(item.chat)

        await self._finish(item, mark)

    async def _answer(
        self,
        item: InboxItem,
        decided: Decided,
        outgoing: Outgoing,
        message: int | None = None,
        reply_to: int | None = None,
    ) -> None:
        record = decided.record
        if lines := item.payload.get(LINES):
            record = replace(record, understanding={**record.understanding, LINES: lines})

        async def keep(unit: UnitOfWork) -> None:
            await unit.questions.add(record)
            shown, about = outgoing, reply_to
            if self._people:
                shown = await self._people.offer(unit, record, decided.decision, outgoing, item.chat, message)
                # Buttons that concern the citizen's own message need it to be quoted.
                about = message if shown.buttons != outgoing.buttons else reply_to
            await unit.outbox.put(calls(shown, item.chat, record.id, about), self._clock.now())
            crash_point("in_log")

        await self._finish(item, keep)
        crash_point("after_log")

    async def _say(self, item: InboxItem, outgoing: Outgoing, key: str) -> None:
        async def put(unit: UnitOfWork) -> None:
            await unit.outbox.put(calls(outgoing, item.chat, key), self._clock.now())

        await self._finish(item, put)

    async def _finish(self, item: InboxItem, effect: Effect | None = None) -> None:
        """Commit the item as done together with its effect; an item that is done already has no effect again."""
        async with self._database.write() as unit:
            if await unit.inbox.done(item.update_id, self._clock.now()) and effect is not None:
                await effect(unit)

    def _citizen(self, person: str) -> str:
        return pseudonym(self._key, CHANNEL, person)

    def _id(self, kind: str, chat: str, part: str) -> str:
        """The id of a question: the same for the same message, and telling nothing of chat or person."""
        return pseudonym(self._key, f"{CHANNEL}-{kind}", f"{chat}:{part}")
