"""A small world to run consultations in: a store, a queue that may repeat itself, and what must always hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core.consultation import (
    Availability,
    Conclusion,
    Consultation,
    InvalidTransition,
    Staff,
    State,
    bucket,
    offer,
    step,
)
from bot.core.consultation import effects as fx
from bot.core.consultation import events as ev
from tests.core.consultation.cases import NOON

CITIZENS = ("zhao", "qian", "sun")
STAFF = tuple(Staff(f"s-{number}", str(number)) for number in range(3))
CRASHES = ("", "", "before commit", "after commit")
HELD = {State.CLAIMED, State.ANSWERED, State.PROMISED}


@dataclass
class Ledger:
    """What was committed for one consultation, and what each side was sent."""

    consultation: Consultation
    delivered: set[int] = field(default_factory=set)
    from_citizen: list[str] = field(default_factory=list)
    to_staff: list[str] = field(default_factory=list)
    to_citizen: list[str] = field(default_factory=list)
    ended: bool = False


class World:
    """Citizens with one case each, three members of staff, a clock, and deliveries that crash or come twice."""

    def __init__(self) -> None:
        self.now: datetime = NOON
        self.count = 0
        self.author: dict[str, str] = {}
        self.ledgers = {citizen: self.new_ledger(citizen) for citizen in CITIZENS}
        self.last: tuple[Ledger, int, ev.Event] | None = None
        self.committed: list[tuple[State, type[ev.Event]]] = []

    def new_ledger(self, citizen: str) -> Ledger:
        """A fresh offer to a citizen."""
        self.count += 1
        return Ledger(offer(f"case-{self.count}", citizen, "tax", f"q-{self.count}", self.now))

    def office(self, open_now: bool = True) -> Availability:
        """A department that is open, or opens in half a day."""
        return Availability(self.now + timedelta(days=1), None if open_now else self.now + timedelta(hours=12))

    def message(self, ledger: Ledger, author: str) -> str:
        """A new message of this case, whose author is remembered."""
        self.count += 1
        name = f"{ledger.consultation.id}/m-{self.count}"
        self.author[name] = author
        return name

    def somebody(self, ledger: Ledger, who: int) -> Staff:
        """The holder half of the time, else anybody."""
        holder = ledger.consultation.holder
        return STAFF[who % len(STAFF)] if who < len(STAFF) or holder is None else holder

    def act(self, citizen: str, action: str, who: int, flag: bool, crash: str) -> None:
        """Something happens to a citizen's case; a finished case makes room for a new one."""
        ledger = self.ledgers[citizen]
        if action == "ask anew":
            if ledger.consultation.is_finished:
                self.ledgers[citizen] = self.new_ledger(citizen)
            return
        self.happens(ledger, ACTIONS[action](Scene(self, ledger, self.somebody(ledger, who), flag)), crash)

    def race(self, citizen: str, first: Staff, second: Staff, old: bool) -> None:
        """Two tap 接单 on the same card, perhaps on an old one; whoever came first stays."""
        ledger = self.ledgers[citizen]
        seen = 1 if old else ledger.consultation.revision
        self.happens(ledger, ev.Claim(at=self.now, staff=first, seen=seen))
        holder = ledger.consultation.holder
        self.happens(ledger, ev.Claim(at=self.now, staff=second, seen=seen))
        assert holder is None or ledger.consultation.holder == holder

    def wait(self, minutes: int) -> None:
        """The clock moves and the sweeper runs, twice."""
        self.now += timedelta(minutes=minutes)
        for ledger in self.ledgers.values():
            deadline = ledger.consultation.deadline
            if deadline is not None and deadline.at <= self.now:
                self.happens(ledger, ev.DeadlinePassed(at=self.now, kind=deadline.kind), "after commit")

    def again(self) -> None:
        """The queue delivers the last event a second time."""
        if self.last is not None:
            self.deliver(*self.last)

    def happens(self, ledger: Ledger, event: ev.Event, crash: str = "") -> None:
        """Deliver an event; a crash before the commit loses the step, one after it the acknowledgement."""
        self.count += 1
        self.last = (ledger, self.count, event)
        if crash == "before commit":
            self.attempt(ledger, event)
        self.deliver(ledger, self.count, event)
        if crash == "after commit":
            self.deliver(ledger, self.count, replace(event, at=event.at + timedelta(minutes=1)))

    def attempt(self, ledger: Ledger, event: ev.Event) -> tuple[Consultation, tuple[fx.Effect, ...]] | None:
        """A step that is not saved yet, or None when the event is refused."""
        try:
            return step(ledger.consultation, event)
        except InvalidTransition:
            return None

    def deliver(self, ledger: Ledger, number: int, event: ev.Event) -> None:
        """One transaction: skip what was seen, step, save."""
        if number in ledger.delivered:
            return
        ledger.delivered.add(number)
        outcome = self.attempt(ledger, event)
        if outcome is not None:
            self.commit(ledger, event, *outcome)

    def commit(self, ledger: Ledger, event: ev.Event, after: Consultation, effects: tuple[fx.Effect, ...]) -> None:
        """Save the step; what is promised about revisions and effects is checked here."""
        before, ledger.consultation = ledger.consultation, after
        self.committed.append((before.state, type(event)))
        assert after.revision == before.revision + 1
        assert before.since <= after.since <= after.revision
        too_late = any(isinstance(effect, fx.TellTooLate) for effect in effects)
        if isinstance(event, ev.CitizenMessage | ev.Reopen) and event.message is not None and not too_late:
            ledger.from_citizen.append(event.message)
        for effect in effects:
            self.check(ledger, event, effect)
        ledger.ended = ledger.ended or after.state in {State.CANCELLED, State.SPAM}
        self.check_state(ledger)

    def check(self, ledger: Ledger, event: ev.Event, effect: fx.Effect) -> None:
        """An effect concerns its own case only, and only the holder's words reach the citizen."""
        holder = ledger.consultation.holder
        message: str | None = getattr(effect, "message", None)
        assert effect.case == ledger.consultation.id
        assert message is None or message.startswith(f"{effect.case}/")
        assert not (ledger.ended and isinstance(effect, fx.CitizenEffect))
        if isinstance(effect, fx.RelayToStaff):
            ledger.to_staff.append(effect.message)
        if isinstance(effect, fx.RelayToCitizen | fx.EditAtCitizen | fx.SendPassage | fx.TellPromised | fx.SendSummary):
            assert holder is not None
            assert (effect.badge, getattr(event, "staff", None)) == (holder.badge, holder)
        if isinstance(effect, fx.RelayToCitizen):
            assert holder is not None
            assert self.author[effect.message] == holder.id
            ledger.to_citizen.append(effect.message)

    def check_state(self, ledger: Ledger) -> None:
        """Messages arrive once and in order, an open case is watched, a held one has a holder, a finished one counts."""
        consultation = ledger.consultation
        assert ledger.to_staff == ledger.from_citizen
        assert len(set(ledger.to_citizen)) == len(ledger.to_citizen)
        assert (consultation.state not in HELD) or consultation.holder is not None
        if consultation.is_finished:
            bucket(consultation)
        else:
            assert consultation.deadline is not None


@dataclass(frozen=True)
class Scene:
    """Who may act on which case; `flag` chooses between two ways."""

    world: World
    ledger: Ledger
    staff: Staff
    flag: bool

    @property
    def now(self) -> datetime:
        """The world's clock."""
        return self.world.now

    @property
    def case(self) -> Consultation:
        """The consultation as it stands."""
        return self.ledger.consultation

    @property
    def first_message(self) -> str:
        """A message that may or may not exist."""
        return f"{self.case.id}/m-1"

    def office(self) -> Availability:
        """Open or closed, as the flag says."""
        return self.world.office(self.flag)

    def by_citizen(self) -> str:
        """A new message of the citizen."""
        return self.world.message(self.ledger, self.case.citizen)

    def by_staff(self) -> str:
        """A new message of the member of staff."""
        return self.world.message(self.ledger, self.staff.id)

    def resolve(self) -> ev.Event:
        """Any conclusion, with or without a last word."""
        conclusion = tuple(Conclusion)[self.world.count % 4]
        reply = self.by_staff() if self.flag else None
        return ev.Resolve(at=self.now, staff=self.staff, conclusion=conclusion, reply=reply, referral="区税务局")

    def promise(self) -> ev.Event:
        """A promise, perhaps for a time that has passed."""
        due = self.now + timedelta(hours=3 if self.flag else 0)
        return ev.Promise(at=self.now, staff=self.staff, day=self.now.date(), due=due)

    def reassign(self) -> ev.Event:
        """To a department the case has never been to."""
        department = f"d-{self.world.count}"
        return ev.Reassign(at=self.now, staff=self.staff, department=department, office=self.office(), reason="r")


ACTIONS: Mapping[str, Callable[[Scene], ev.Event]] = {
    "consent": lambda s: ev.Consent(at=s.now, receipt="#0312-07", office=s.office(), live=s.flag),
    "consent live": lambda s: ev.Consent(at=s.now, receipt="#0312-07", office=s.world.office()),
    "citizen writes": lambda s: ev.CitizenMessage(at=s.now, message=s.by_citizen()),
    "citizen edits": lambda s: ev.CitizenEdit(at=s.now, message=s.first_message, version=2),
    "citizen confirms": lambda s: ev.Confirm(at=s.now),
    "citizen rates": lambda s: ev.Rate(at=s.now, stars=3),
    "citizen reopens": lambda s: ev.Reopen(
        at=s.now, office=s.world.office(), message=s.by_citizen() if s.flag else None
    ),
    "citizen keeps waiting": lambda s: ev.KeepWaiting(at=s.now),
    "citizen leaves it in writing": lambda s: ev.LeaveInWriting(at=s.now),
    "citizen blocks": lambda s: ev.CitizenGone(at=s.now),
    "citizen is back": lambda s: ev.CitizenBack(at=s.now),
    "citizen cancels": lambda s: ev.Cancel(at=s.now),
    "citizen declines": lambda s: ev.Decline(at=s.now),
    "bot solves": lambda s: ev.SolvedByBot(at=s.now),
    "claim": lambda s: ev.Claim(at=s.now, staff=s.staff, seen=s.case.revision if s.flag else None),
    "staff write": lambda s: ev.StaffMessage(at=s.now, staff=s.staff, message=s.by_staff()),
    "staff note": lambda s: ev.Note(at=s.now, staff=s.staff, message=s.by_staff()),
    "staff edit": lambda s: ev.StaffEdit(at=s.now, staff=s.staff, message=s.first_message, version=2),
    "staff retract": lambda s: ev.Retract(at=s.now, staff=s.staff, message=s.first_message),
    "staff use a passage": lambda s: ev.UsePassage(at=s.now, staff=s.staff, passage="p-1"),
    "staff promise": Scene.promise,
    "staff resolve": Scene.resolve,
    "staff release": lambda s: ev.Release(at=s.now, staff=s.staff, office=s.office()),
    "staff take over": lambda s: ev.Takeover(at=s.now, staff=s.staff),
    "staff reassign": Scene.reassign,
    "staff mark spam": lambda s: ev.MarkSpam(at=s.now, staff=s.staff),
    "topic is lost": lambda s: ev.TopicLost(at=s.now),
}

USUAL = ("consent live", "consent", "citizen writes", "claim", "claim", "staff write", "staff write", "staff resolve")
ALL = (*USUAL, *USUAL, *ACTIONS, "ask anew", "ask anew")
