"""Deadlines: who is called when nothing happens."""

from datetime import datetime, timedelta

import pytest

from bot.core.consultation import (
    Consultation,
    Deadline,
    DeadlineKind,
    Escalation,
    Level,
    Policy,
    StaleEvent,
    State,
    offer,
    step,
)
from bot.core.consultation import effects as fx
from bot.core.consultation import events as ev
from bot.core.consultation.effects import Effect, StaffNews
from tests.core.consultation.cases import CONSENT, DUE, IN_STATE, NOON, REPLY, after

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def pass_deadline(consultation: Consultation) -> tuple[Consultation, tuple[Effect, ...]]:
    """The step at the very moment of the consultation's deadline."""
    assert consultation.deadline is not None
    event = ev.DeadlinePassed(at=consultation.deadline.at, kind=consultation.deadline.kind)
    return step(consultation, event)


def when(consultation: Consultation) -> tuple[DeadlineKind, datetime] | None:
    """The kind and time of the deadline in force."""
    return (consultation.deadline.kind, consultation.deadline.at) if consultation.deadline else None


def test_nobody_claims() -> None:
    """After 3 minutes the deputy, after 10 the lead, after 15 the citizen is asked; silence leaves it in writing."""
    waiting = after(CONSENT)
    assert when(waiting) == (DeadlineKind.CLAIM, NOON + 3 * MINUTE)

    waiting, effects = pass_deadline(waiting)
    assert effects == (fx.Escalate("case-1", Level.DEPUTY, DeadlineKind.CLAIM),)
    assert when(waiting) == (DeadlineKind.CLAIM, NOON + 10 * MINUTE)

    waiting, effects = pass_deadline(waiting)
    assert effects == (fx.Escalate("case-1", Level.LEAD, DeadlineKind.CLAIM),)

    waiting, effects = pass_deadline(waiting)
    assert effects == (fx.AskToWait("case-1", "market-regulation"),)
    assert when(waiting) == (DeadlineKind.CHOICE, NOON + 25 * MINUTE)

    waiting, effects = pass_deadline(waiting)
    assert effects == (
        fx.TellInWriting("case-1", "market-regulation", "#0312-07", DUE),
        fx.TellStaff("case-1", StaffNews.IN_WRITING),
    )
    assert (waiting.state, waiting.live, when(waiting)) == (State.WAITING, False, (DeadlineKind.DUE, DUE))


def test_the_citizen_waits_on_or_leaves_it_in_writing() -> None:
    """Waiting on calls the department again and asks again later; before being asked there is nothing to choose."""
    waiting = after(CONSENT)
    with pytest.raises(StaleEvent):
        step(waiting, ev.KeepWaiting(at=NOON))
    for _ in range(3):
        waiting, _ = pass_deadline(waiting)

    longer, effects = step(waiting, ev.KeepWaiting(at=NOON + 16 * MINUTE))
    assert effects == (fx.RingStaff("case-1", "market-regulation"),)
    assert when(longer) == (DeadlineKind.CLAIM, NOON + 31 * MINUTE)
    assert pass_deadline(longer)[1] == (fx.AskToWait("case-1", "market-regulation"),)

    written, _ = step(waiting, ev.LeaveInWriting(at=NOON + 16 * MINUTE))
    assert when(written) == (DeadlineKind.DUE, DUE)
    with pytest.raises(StaleEvent):
        step(written, ev.LeaveInWriting(at=NOON + 16 * MINUTE))


def test_a_late_sweeper_catches_up() -> None:
    """After a long stop the missed steps follow one another, each due at once."""
    waiting, late = after(CONSENT), NOON + 2 * HOUR
    for _ in range(4):
        assert waiting.deadline is not None
        assert waiting.deadline.at <= late + 10 * MINUTE
        waiting, _ = step(waiting, ev.DeadlinePassed(at=late + 10 * MINUTE, kind=waiting.deadline.kind))
        late = late + 10 * MINUTE

    assert not waiting.live


def test_a_deadline_acts_once_and_not_early() -> None:
    """A second sweep, an early one, and one for another deadline are stale."""
    waiting = after(CONSENT)
    escalated, _ = pass_deadline(waiting)

    for consultation, at, kind in (
        (waiting, NOON, DeadlineKind.CLAIM),
        (escalated, NOON + 3 * MINUTE, DeadlineKind.CLAIM),
        (waiting, NOON + DAY, DeadlineKind.DUE),
        (IN_STATE[State.CLAIMED], NOON + 3 * MINUTE, DeadlineKind.CLAIM),
    ):
        with pytest.raises(StaleEvent):
            step(consultation, ev.DeadlinePassed(at=at, kind=kind))


def test_the_department_opens() -> None:
    """At opening the department is called, and the answer is due at the promised time."""
    waiting, effects = pass_deadline(IN_STATE[State.OUT_OF_HOURS])

    assert effects == (fx.RingStaff("case-1", "market-regulation"), fx.UpdateCard("case-1"))
    assert (waiting.state, when(waiting)) == (State.WAITING, (DeadlineKind.DUE, DUE))
    assert waiting.waiting_since == NOON + 20 * HOUR


def test_the_holder_keeps_silent() -> None:
    """The holder is reminded after 5 minutes, the lead called after 15, and then the holder every day."""
    claimed, effects = pass_deadline(IN_STATE[State.CLAIMED])
    assert effects == (fx.Escalate("case-1", Level.HOLDER, DeadlineKind.REPLY, claimed.holder),)

    claimed, effects = pass_deadline(claimed)
    assert effects == (fx.Escalate("case-1", Level.LEAD, DeadlineKind.REPLY, claimed.holder),)
    assert when(claimed) == (DeadlineKind.IDLE, NOON + 15 * MINUTE + DAY)

    claimed, effects = pass_deadline(claimed)
    assert effects == (fx.Escalate("case-1", Level.HOLDER, DeadlineKind.IDLE, claimed.holder),)
    assert when(claimed) == (DeadlineKind.IDLE, NOON + 15 * MINUTE + 2 * DAY)


def test_a_citizen_who_writes_again_is_owed_a_reaction() -> None:
    """The term runs from the first unanswered message; the holder's answer ends it."""
    asked, _ = step(IN_STATE[State.ANSWERED], ev.CitizenMessage(at=NOON + HOUR, message="m-1"))
    asked, _ = step(asked, ev.CitizenMessage(at=NOON + HOUR + MINUTE, message="m-2"))
    assert when(asked) == (DeadlineKind.REPLY, NOON + HOUR + 5 * MINUTE)

    answered, _ = step(asked, REPLY)
    assert when(answered) == (DeadlineKind.IDLE, NOON + 30 * MINUTE)


def test_a_broken_promise() -> None:
    """The citizen is told once, the lead is called every day."""
    promised, effects = pass_deadline(IN_STATE[State.PROMISED])
    assert effects == (
        fx.TellOverdue("case-1", "market-regulation"),
        fx.Escalate("case-1", Level.LEAD, DeadlineKind.DUE, promised.holder),
    )

    promised, effects = pass_deadline(promised)
    assert effects == (fx.Escalate("case-1", Level.LEAD, DeadlineKind.DUE, promised.holder),)
    assert when(promised) == (DeadlineKind.DUE, DUE + 2 * DAY)


def test_silence_after_the_reply_closes_unrated() -> None:
    """After 24 hours the case closes without a word to the citizen, neither confirmed nor rated."""
    closed, effects = pass_deadline(IN_STATE[State.RESOLVED])

    assert (closed.state, closed.confirmed, closed.stars, when(closed)) == (State.CLOSED, False, None, None)
    assert effects == (fx.TellStaff("case-1", StaffNews.UNRATED), fx.CloseTopic("case-1"), fx.UpdateCard("case-1"))


def test_an_offer_that_nobody_accepts_lapses() -> None:
    """After a day it ends, without topic, receipt or word."""
    lapsed, effects = pass_deadline(IN_STATE[State.OFFERED])

    assert (lapsed.state, effects) == (State.CANCELLED, ())


def test_a_citizen_who_never_returns() -> None:
    """After seven days the case is abandoned, and can neither be rated nor reopened."""
    closed, effects = pass_deadline(IN_STATE[State.UNREACHABLE])

    assert effects[:2] == (fx.TellStaff("case-1", StaffNews.ABANDONED), fx.CloseTopic("case-1"))
    assert step(closed, ev.Reopen(at=NOON, office=CONSENT.office))[1] == (fx.TellTooLate("case-1", "#0312-07"),)


def test_deadlines_are_settings() -> None:
    """Another policy, other steps; without an asking step the written deadline follows the last call."""
    policy = Policy(claim=(Escalation(MINUTE, Level.LEAD),), reply=())
    waiting, _ = step(offer("case-2", "citizen", "tax", "q", NOON, policy), CONSENT)
    assert waiting.deadline == Deadline(DeadlineKind.CLAIM, NOON + MINUTE)

    waiting, _ = pass_deadline(waiting)
    assert when(waiting) == (DeadlineKind.DUE, DUE)

    patient, _ = step(offer("case-3", "citizen", "tax", "q", NOON, Policy(claim=())), CONSENT)
    assert when(patient) == (DeadlineKind.DUE, DUE)


def test_the_citizen_is_asked_last() -> None:
    """A policy that asks the citizen in the middle, or while somebody holds the case, is refused."""
    asking, calling = Escalation(MINUTE, Level.CITIZEN), Escalation(HOUR, Level.LEAD)

    for steps in ({"claim": (asking, calling)}, {"reply": (asking,)}):
        with pytest.raises(ValueError, match="last"):
            Policy(**steps)
