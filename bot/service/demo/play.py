"""Plays a made-up week: every question is asked of the real bot, every deed done by the real services, in order of time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush
from random import Random
from uuid import UUID

from bot.core.case_ports import Case, CaseMessage, Side
from bot.core.consultation import InvalidTransition, StaleEvent, effects, events
from bot.core.model import LogRecord, Outcome, Question, Rating
from bot.core.ports import Database, UnitOfWork
from bot.service.ask import AskService
from bot.service.clusters import gather
from bot.service.consult import ConsultService
from bot.service.demo.plan import Act, Deed, plan
from bot.service.demo.questions import SEED, Ask
from bot.service.staff_desk import StaffDesk
from bot.service.staff_orders import Order, OrderError, Verb
from bot.service.sweeper import Sweeper

CHANNEL = "telegram"
NOBODY = 10**12
"""Beyond the numbers that Telegram gives."""
RATED, SOLVED = 0.35, 0.85
"""The share of answers that are rated, and of those that helped."""

Progress = Callable[[int, int], None]
"""Told of the day, counted from 1, and how many questions have been asked."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a played week came to."""

    asked: int
    cases: int


class SetClock:
    """A clock that stands where it is put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The time it was put to."""
        return self.at


class Nobody:
    """A delivery to people who do not exist: nothing is sent, and somebody is always at the desk."""

    async def deliver(self, unit: UnitOfWork, case: Case, todo: Sequence[effects.Effect], at: datetime) -> None:
        """See `Delivery`."""

    async def staffed(self, unit: UnitOfWork, department: str) -> bool:  # noqa: ARG002 (of the protocol)
        """See `Delivery`."""
        return True


async def play_week(
    database: Database,
    ask: AskService,
    consult: ConsultService,
    clock: SetClock,
    asks: Sequence[Ask],
    progress: Progress,
) -> Counted:
    """Ask the questions of `questions.week`, and let happen what follows; the same every time. Raises StoreError."""
    player = _Player(database, ask, consult, clock)
    first = asks[0].at.date()
    for number, each in enumerate(asks):
        await player.until(each.at)
        await player.ask(each)
        progress((each.at.date() - first).days + 1, number + 1)
    await player.until(asks[-1].at + timedelta(hours=1))
    await gather(database)
    return Counted(len(asks), player.cases)


class _Player:
    """Keeps what is still to happen, and makes it happen at its time."""

    def __init__(self, database: Database, ask: AskService, consult: ConsultService, clock: SetClock) -> None:
        self.random, self.cases = Random(SEED), 0
        self._database, self._ask, self._consult, self._clock = database, ask, consult, clock
        self._desk = StaffDesk(consult, Nobody(), CHANNEL)
        self._sweeper = Sweeper(database, consult, Nobody(), clock, CHANNEL)
        self._waiting: list[tuple[datetime, int, str, Act]] = []

    async def until(self, at: datetime) -> None:
        """Let happen what is due, the deadlines of cases among it."""
        while self._waiting and self._waiting[0][0] <= at:
            self._clock.at, _, case, act = heappop(self._waiting)
            await self._sweeper.sweep()
            await self._do(case, act)
        self._clock.at = at
        await self._sweeper.sweep()

    async def ask(self, ask: Ask) -> None:
        """Ask the bot; a hand-off is offered, an answer perhaps rated."""
        question = Question(self._id(), CHANNEL, ask.citizen, ask.text, ask.at)
        self._clock.at = ask.at + timedelta(milliseconds=self.random.randint(5, 40))
        asked = await self._ask.decide(question)
        async with self._database.write() as unit:
            await unit.questions.add(asked.record)
            if asked.decision.outcome is Outcome.ANSWER:
                await self._rate(unit, asked.record)
            elif asked.decision.outcome is Outcome.HANDOFF:
                await self._offer(unit, asked.record)

    async def _rate(self, unit: UnitOfWork, record: LogRecord) -> None:
        if self.random.random() >= RATED:
            return
        rating = Rating.SOLVED if self.random.random() < SOLVED else Rating.UNSOLVED
        await unit.questions.rate(record.id, record.citizen, rating, self._clock.at + timedelta(seconds=30))
        if rating is Rating.UNSOLVED:
            await self._offer(unit, record)

    async def _offer(self, unit: UnitOfWork, record: LogRecord) -> None:
        case = await self._consult.offer(unit, record, _chat(record.citizen), None)
        if case is None:
            return
        agreed = self._clock.at + timedelta(seconds=self.random.randint(8, 60))
        opens_at = self._consult.office(case.consultation.department, agreed).opens_at
        for act in plan(agreed, opens_at or agreed, self.random):
            self.cases += act.deed is Deed.CONSENT
            heappush(self._waiting, (act.at, len(self._waiting), case.id, act))

    async def _do(self, case_id: str, act: Act) -> None:
        """A deed that the case's state no longer allows does not happen, as in life."""
        async with self._database.write() as unit:
            case = await unit.cases.get(case_id)
            if case is None:
                return
            try:
                await self._perform(unit, case, act)
            except (InvalidTransition, StaleEvent, OrderError):
                return

    async def _perform(self, unit: UnitOfWork, case: Case, act: Act) -> None:
        match act.deed:
            case Deed.CONSENT:
                await self._consult.consent(unit, Nobody(), case, act.at, live=True)
            case Deed.REPLY:
                await self._desk.said(unit, case, act.staff, self._message(case, Side.STAFF, act))
            case Deed.ASK:
                message = self._message(case, Side.CITIZEN, act)
                await unit.messages.add(message)
                await self._happened(unit, case, events.CitizenMessage(at=act.at, message=message.id))
            case Deed.CLAIM | Deed.PROMISE:
                order = Order(Verb.CLAIM) if act.deed is Deed.CLAIM else Order(Verb.PROMISE, "3")
                await self._desk.ordered(unit, case, act.staff, order, act.at)
            case _:
                await self._happened(unit, case, _event(act))

    async def _happened(self, unit: UnitOfWork, case: Case, event: events.Event) -> None:
        actor = "" if isinstance(event, events.Resolve) else case.consultation.citizen
        await self._consult.act(unit, Nobody(), case, event, actor)

    def _message(self, case: Case, side: Side, act: Act) -> CaseMessage:
        author = act.staff.id if side is Side.STAFF else case.consultation.citizen
        return CaseMessage(self._id(), case.id, side, author, act.words, act.at, case.chat, ())

    def _id(self) -> str:
        return UUID(int=self.random.getrandbits(128)).hex


def _event(act: Act) -> events.Event:
    """What a deed without words is to the consultation."""
    match act.deed:
        case Deed.RATE:
            return events.Rate(at=act.at, stars=act.stars)
        case Deed.CONFIRM:
            return events.Confirm(at=act.at)
        case Deed.CANCEL:
            return events.Cancel(at=act.at)
        case Deed.DECLINE:
            return events.Decline(at=act.at)
        case _:
            return events.Resolve(at=act.at, staff=act.staff, conclusion=act.conclusion, referral=act.words)


def _chat(citizen: str) -> str:
    """A chat as Telegram numbers them, so that staff can answer; nobody is there."""
    return str(NOBODY + int(citizen.rpartition("-")[2]))
