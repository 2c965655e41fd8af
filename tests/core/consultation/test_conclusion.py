"""How staff hand a case on, promise, and conclude it."""

from datetime import date, timedelta

import pytest

from bot.core.consultation import Availability, Conclusion, DeadlineKind, State, step
from bot.core.consultation import effects as fx
from bot.core.consultation import events as ev
from bot.core.consultation.effects import NoticeKind, StaffNews
from tests.core.consultation.cases import (
    CLAIM,
    CONSENT,
    DUE,
    IN_STATE,
    LI,
    NOON,
    OPEN,
    PROMISE,
    REPLY,
    RESOLVE,
    WANG,
    after,
    notices,
)

DEPARTMENT = "market-regulation"
HELD = [State.CLAIMED, State.ANSWERED, State.PROMISED]


def test_release_and_takeover() -> None:
    """A released case is queued again; a supervisor's takeover is told to both sides."""
    released, effects = step(IN_STATE[State.ANSWERED], ev.Release(at=NOON, staff=LI, office=OPEN))
    assert (released.state, released.holder, released.waiting_since) == (State.WAITING, None, NOON)
    assert effects[0] == fx.TellStaff("case-1", StaffNews.RELEASED)
    assert fx.RingStaff("case-1", DEPARTMENT) in effects

    taken, effects = step(IN_STATE[State.ANSWERED], ev.Takeover(at=NOON, staff=WANG))
    assert (taken.state, taken.holder) == (State.ANSWERED, WANG)
    assert effects == (
        fx.TellClaimed("case-1", DEPARTMENT, "7"),
        fx.TellStaff("case-1", StaffNews.TAKEN_OVER),
        fx.UpdateCard("case-1"),
    )
    assert notices(taken, ev.Takeover(at=NOON, staff=WANG)) == [NoticeKind.ALREADY_YOURS]


def test_a_released_promise_still_stands() -> None:
    """Releasing a promised case keeps the promised time."""
    later = Availability(due=DUE + timedelta(days=5))

    released = after(CONSENT, CLAIM, PROMISE, ev.Release(at=NOON, staff=LI, office=later))

    assert (released.due, released.live) == (DUE, False)
    assert released.deadline is not None
    assert released.deadline.kind is DeadlineKind.DUE


def test_reassigning_moves_the_topic_and_keeps_the_reason_inside() -> None:
    """The new department gets the transcript and the reason; the citizen hears only the new name."""
    event = ev.Reassign(at=NOON, staff=LI, department="tax", office=OPEN, reason="涉税")
    moved, effects = step(IN_STATE[State.ANSWERED], event)

    assert (moved.department, moved.holder, moved.state) == ("tax", None, State.WAITING)
    assert effects == (
        fx.HandOver("case-1", DEPARTMENT, "tax", LI, "涉税"),
        fx.TellReassigned("case-1", "tax"),
        fx.TellWaiting("case-1", "tax", "#0312-07"),
        fx.RingStaff("case-1", "tax"),
    )
    assert notices(
        IN_STATE[State.CLAIMED], ev.Reassign(at=NOON, staff=WANG, department="tax", office=OPEN, reason="")
    ) == [NoticeKind.NOT_YOURS]


def test_a_promise_has_a_date_and_ends_with_a_reply() -> None:
    """The citizen hears the day; resolving needs something said after the promise."""
    promised, effects = step(IN_STATE[State.ANSWERED], PROMISE)

    assert effects[0] == fx.TellPromised("case-1", date(2026, 3, 13), DEPARTMENT, "12")
    assert notices(promised, RESOLVE) == [NoticeKind.NEEDS_REPLY]
    still, _ = step(promised, REPLY)
    assert (still.state, still.deadline) == (State.PROMISED, promised.deadline)
    resolved, _ = step(still, ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.PROMISED))
    assert (resolved.state, resolved.conclusion) == (State.RESOLVED, Conclusion.PROMISED)


def test_a_new_holder_has_to_say_something_too() -> None:
    """What the former holder said does not count after a release."""
    released = after(CONSENT, CLAIM, REPLY, ev.Release(at=NOON, staff=LI, office=OPEN), ev.Claim(at=NOON, staff=WANG))

    event = ev.Resolve(at=NOON, staff=WANG, conclusion=Conclusion.ANSWERED)

    assert notices(released, event) == [NoticeKind.NEEDS_REPLY]


def test_a_promise_in_the_past_is_refused() -> None:
    """A promise needs a time that is still to come."""
    late = ev.Promise(at=NOON, staff=LI, day=date(2026, 3, 11), due=NOON)

    assert notices(IN_STATE[State.CLAIMED], late) == [NoticeKind.NEEDS_DATE]


@pytest.mark.parametrize(
    ("state", "event", "kind"),
    [
        (State.CLAIMED, RESOLVE, NoticeKind.NEEDS_REPLY),
        (State.ANSWERED, ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.PROMISED), NoticeKind.NEEDS_DATE),
        (State.ANSWERED, ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.OUT_OF_REMIT), NoticeKind.NEEDS_REFERRAL),
        (State.ANSWERED, ev.Resolve(at=NOON, staff=WANG, conclusion=Conclusion.ANSWERED), NoticeKind.NOT_YOURS),
        (State.WAITING, RESOLVE, NoticeKind.CLAIM_FIRST),
        (
            State.WAITING,
            ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.INVALID, reply="m-2"),
            NoticeKind.CLAIM_FIRST,
        ),
        (State.WAITING, ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.OUT_OF_REMIT), NoticeKind.NEEDS_REFERRAL),
        (State.UNREACHABLE, ev.Resolve(at=NOON, staff=WANG, conclusion=Conclusion.ANSWERED), NoticeKind.CITIZEN_GONE),
        (
            State.UNREACHABLE,
            ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.ANSWERED, reply="m-2"),
            NoticeKind.CITIZEN_GONE,
        ),
        (State.ANSWERED, ev.MarkSpam(at=NOON, staff=WANG), NoticeKind.NOT_YOURS),
    ],
)
def test_what_is_missing_is_named(state: State, event: ev.Event, kind: NoticeKind) -> None:
    """A conclusion without reply, date or referral, or by the wrong person, changes nothing but says why."""
    unchanged, effects = step(IN_STATE[state], event)

    assert unchanged.state is state
    assert [effect.kind for effect in effects if isinstance(effect, fx.Notice)] == [kind]
    assert not [effect for effect in effects if isinstance(effect, fx.CitizenEffect)]


def test_resolving_with_a_last_word() -> None:
    """The reply goes first, then the summary; question and answer become a candidate for review."""
    event = ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.ANSWERED, reply="m-2")
    resolved, effects = step(IN_STATE[State.CLAIMED], event)

    assert (resolved.state, resolved.resolved_at, resolved.first_response_at) == (State.RESOLVED, NOON, NOON)
    assert effects == (
        fx.RelayToCitizen("case-1", "m-2", DEPARTMENT, "12"),
        fx.SendSummary("case-1", Conclusion.ANSWERED, DEPARTMENT, "12", ""),
        fx.ProposePair("case-1"),
        fx.UpdateCard("case-1"),
    )


def test_a_case_that_is_not_ours_is_dismissed_from_the_card() -> None:
    """Without a claim a case can be found out of remit, with where to go; nothing is proposed for review."""
    event = ev.Resolve(at=NOON, staff=WANG, conclusion=Conclusion.OUT_OF_REMIT, referral="区税务局")
    resolved, effects = step(after(CONSENT), event)

    assert (resolved.state, resolved.holder, resolved.referral) == (State.RESOLVED, WANG, "区税务局")
    assert effects == (
        fx.SendSummary("case-1", Conclusion.OUT_OF_REMIT, DEPARTMENT, "7", "区税务局"),
        fx.UpdateCard("case-1"),
    )
