"""Citizens, staff, crashes and repeated deliveries in any order: what must always hold."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

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

CASES = ("case-a", "case-b", "case-c")
STAFF = tuple(Staff(f"s-{number}", str(number)) for number in range(3))
CASE, COLLEAGUE, MINUTES = st.sampled_from(CASES), st.sampled_from(STAFF), st.integers(0, 90)


@dataclass
class Ledger:
    """What was committed for one consultation: events by id, and what each side was sent."""

    consultation: Consultation
    delivered: set[int] = field(default_factory=set)
    from_citizen: list[str] = field(default_factory=list)
    to_staff: list[str] = field(default_factory=list)
    to_citizen: list[str] = field(default_factory=list)
    ended: bool = False


class World(RuleBasedStateMachine):
    """A store with compare-and-set on the revision, and a queue that may deliver an event again."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOON
        self.cases = {case: Ledger(offer(case, f"citizen-{case}", "tax", f"q-{case}", NOON)) for case in CASES}
        self.author: dict[str, str] = {}
        self.count = 0
        self.last: tuple[str, int, ev.Event] | None = None

    def office(self, open_now: bool = True) -> Availability:
        """An open department, or one that opens in half a day."""
        return Availability(self.now + timedelta(days=1), None if open_now else self.now + timedelta(hours=12))

    def message(self, case: str, author: str) -> str:
        """A new message of this case, whose author is remembered."""
        self.count += 1
        name = f"{case}/m-{self.count}"
        self.author[name] = author
        return name

    def happens(self, case: str, event: ev.Event, crash: str = "") -> None:
        """Deliver an event; a crash before the commit loses the step, one after it the acknowledgement."""
        self.count += 1
        self.last = (case, self.count, event)
        if crash == "before":
            self.attempt(case, event)
        self.deliver(case, self.count, event)
        if crash == "after":
            self.deliver(case, self.count, event)

    def attempt(self, case: str, event: ev.Event) -> tuple[Consultation, tuple[fx.Effect, ...]] | None:
        """A step that is not committed, or None when the event is refused."""
        try:
            return step(self.cases[case].consultation, event)
        except InvalidTransition:
            return None

    def deliver(self, case: str, number: int, event: ev.Event) -> None:
        """One transaction: skip what was seen, step, check, save."""
        ledger = self.cases[case]
        if number in ledger.delivered:
            return
        ledger.delivered.add(number)
        outcome = self.attempt(case, event)
        if outcome is not None:
            self.commit(ledger, event, *outcome)

    def commit(self, ledger: Ledger, event: ev.Event, after: Consultation, effects: tuple[fx.Effect, ...]) -> None:
        """Save the step; every promise about effects is checked here."""
        before, ledger.consultation = ledger.consultation, after
        assert after.revision == before.revision + 1
        assert before.since <= after.since <= after.revision
        too_late = any(isinstance(effect, fx.TellTooLate) for effect in effects)
        if isinstance(event, ev.CitizenMessage | ev.Reopen) and event.message is not None and not too_late:
            ledger.from_citizen.append(event.message)
        for effect in effects:
            self.check(ledger, event, after, effect)
        ledger.ended = ledger.ended or after.state in {State.CANCELLED, State.SPAM}

    def check(self, ledger: Ledger, event: ev.Event, after: Consultation, effect: fx.Effect) -> None:
        """An effect concerns its own case only, and only the holder's words reach the citizen."""
        assert effect.case == after.id
        message = getattr(effect, "message", None)
        assert message is None or message.startswith(f"{after.id}/")
        if isinstance(effect, fx.CitizenEffect):
            assert not ledger.ended
        if isinstance(effect, fx.RelayToStaff):
            ledger.to_staff.append(effect.message)
        if isinstance(effect, fx.RelayToCitizen | fx.EditAtCitizen | fx.SendPassage | fx.TellPromised | fx.SendSummary):
            assert after.holder is not None
            assert effect.badge == after.holder.badge
            assert getattr(event, "staff", None) == after.holder
        if isinstance(effect, fx.RelayToCitizen):
            assert after.holder is not None
            assert self.author[effect.message] == after.holder.id
            ledger.to_citizen.append(effect.message)

    @rule(case=CASE, live=st.booleans(), open_now=st.booleans(), crash=st.sampled_from(["", "before", "after"]))
    def consents(self, case: str, live: bool, open_now: bool, crash: str) -> None:
        """The citizen agrees."""
        office = self.office(open_now)
        self.happens(case, ev.Consent(at=self.now, receipt="#0312-07", office=office, live=live), crash)

    @rule(case=CASE, crash=st.sampled_from(["", "before", "after"]))
    def citizen_writes(self, case: str, crash: str) -> None:
        """The citizen sends a message."""
        event = ev.CitizenMessage(at=self.now, message=self.message(case, f"citizen-{case}"))
        self.happens(case, event, crash)

    @rule(case=CASE, staff=COLLEAGUE, crash=st.sampled_from(["", "before", "after"]))
    def staff_write(self, case: str, staff: Staff, crash: str) -> None:
        """Anybody of the department writes in the topic."""
        self.happens(case, ev.StaffMessage(at=self.now, staff=staff, message=self.message(case, staff.id)), crash)

    @rule(case=CASE, staff=COLLEAGUE)
    def staff_note(self, case: str, staff: Staff) -> None:
        """Anybody of the department writes a note."""
        self.happens(case, ev.Note(at=self.now, staff=staff, message=self.message(case, staff.id)))

    @rule(case=CASE, first=COLLEAGUE, second=COLLEAGUE, old=st.booleans())
    def two_claim_at_once(self, case: str, first: Staff, second: Staff, old: bool) -> None:
        """Both have seen the same card, perhaps an old one; the store lets one step of a revision win."""
        seen = 1 if old else self.cases[case].consultation.revision
        unclaimed = self.cases[case].consultation.holder is None
        self.happens(case, ev.Claim(at=self.now, staff=first, seen=seen))
        holder = self.cases[case].consultation.holder
        self.happens(case, ev.Claim(at=self.now, staff=second, seen=seen))
        assert not unclaimed or self.cases[case].consultation.holder in {holder, None}

    @rule(case=CASE, staff=COLLEAGUE, message=st.sampled_from(["m-1", "m-2"]))
    def staff_correct(self, case: str, staff: Staff, message: str) -> None:
        """Anybody edits or retracts a message."""
        name = f"{case}/{message}"
        self.happens(case, ev.StaffEdit(at=self.now, staff=staff, message=name, version=2))
        self.happens(case, ev.Retract(at=self.now, staff=staff, message=name))

    @rule(
        case=CASE,
        staff=COLLEAGUE,
        kind=st.sampled_from(["release", "takeover", "reassign", "passage", "promise", "spam"]),
    )
    def staff_act(self, case: str, staff: Staff, kind: str) -> None:
        """Anybody presses a button in the topic."""
        act: dict[str, ev.Event] = {
            "release": ev.Release(at=self.now, staff=staff, office=self.office()),
            "takeover": ev.Takeover(at=self.now, staff=staff),
            "reassign": ev.Reassign(
                at=self.now, staff=staff, department=f"d-{self.count}", office=self.office(), reason="r"
            ),
            "passage": ev.UsePassage(at=self.now, staff=staff, passage="p-1"),
            "promise": ev.Promise(at=self.now, staff=staff, day=self.now.date(), due=self.now + timedelta(hours=3)),
            "spam": ev.MarkSpam(at=self.now, staff=staff),
        }
        self.happens(case, act[kind])

    @rule(case=CASE, staff=COLLEAGUE, conclusion=st.sampled_from(Conclusion), last_word=st.booleans())
    def staff_resolve(self, case: str, staff: Staff, conclusion: Conclusion, last_word: bool) -> None:
        """Anybody concludes the case."""
        reply = self.message(case, staff.id) if last_word else None
        event = ev.Resolve(at=self.now, staff=staff, conclusion=conclusion, reply=reply, referral="区税务局")
        self.happens(case, event)

    @rule(case=CASE, with_message=st.booleans())
    def citizen_reopens(self, case: str, with_message: bool) -> None:
        """It was not solved after all."""
        message = self.message(case, f"citizen-{case}") if with_message else None
        self.happens(case, ev.Reopen(at=self.now, office=self.office(), message=message))

    @rule(
        case=CASE, kind=st.sampled_from([ev.Confirm, ev.CitizenGone, ev.CitizenBack, ev.KeepWaiting, ev.LeaveInWriting])
    )
    def citizen_acts(self, case: str, kind: type[ev.Event]) -> None:
        """The citizen taps, leaves or returns."""
        self.happens(case, kind(at=self.now))

    @rule(
        case=CASE, kind=st.sampled_from([ev.Cancel, ev.Decline, ev.SolvedByBot, ev.TopicLost]), chance=st.integers(0, 4)
    )
    def things_end(self, case: str, kind: type[ev.Event], chance: int) -> None:
        """Now and then a case is withdrawn, or its topic lost."""
        if chance == 0:
            self.happens(case, kind(at=self.now))

    @rule(case=CASE, stars=st.integers(1, 5))
    def citizen_rates(self, case: str, stars: int) -> None:
        """The citizen gives stars."""
        self.happens(case, ev.Rate(at=self.now, stars=stars))

    @rule(minutes=MINUTES)
    def time_passes(self, minutes: int) -> None:
        """The clock moves and the sweeper runs."""
        self.now += timedelta(minutes=minutes)
        for case, ledger in self.cases.items():
            deadline = ledger.consultation.deadline
            if deadline is not None and deadline.at <= self.now:
                self.happens(case, ev.DeadlinePassed(at=self.now, kind=deadline.kind), "after")

    @precondition(lambda self: self.last is not None)
    @rule(later=MINUTES)
    def the_last_event_comes_again(self, later: int) -> None:
        """The queue delivers an event a second time."""
        assert self.last is not None
        case, number, event = self.last
        self.deliver(case, number, replace(event, at=event.at + timedelta(minutes=later)))

    @invariant()
    def every_citizen_message_reaches_staff_once_and_in_order(self) -> None:
        """Accepted messages of a citizen, and nothing else, stand in the topic."""
        for ledger in self.cases.values():
            assert ledger.to_staff == ledger.from_citizen

    @invariant()
    def no_message_is_relayed_twice(self) -> None:
        """What the citizen reads of staff has no repetition."""
        for ledger in self.cases.values():
            assert len(set(ledger.to_citizen)) == len(ledger.to_citizen)

    @invariant()
    def an_open_case_is_watched(self) -> None:
        """Whoever waits has a deadline in force; a held case has a holder; a finished one can be counted."""
        for ledger in self.cases.values():
            consultation = ledger.consultation
            held = {State.CLAIMED, State.ANSWERED, State.PROMISED}
            assert (consultation.state not in held) or consultation.holder is not None
            if consultation.is_finished:
                bucket(consultation)
            else:
                assert consultation.deadline is not None


World.TestCase.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
TestWorld = pytest.mark.xdist_group("consultation")(World.TestCase)
