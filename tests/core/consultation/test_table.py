"""The table: which event means something in which state, over the full product."""

from dataclasses import replace

import pytest

from bot.core.consultation import TABLE, InvalidTransition, StaleEvent, State, step
from bot.core.consultation import events as ev
from tests.core.consultation.cases import EXAMPLES, IN_STATE, LI, NOON

# One column per state in the order of IN_STATE: offered, waiting, out of hours, claimed, answered, promised,
# unreachable, resolved, closed, cancelled, spam.
MEANINGFUL = """
    Consent         x . . . . . . . . . .
    Decline         x . . . . . . . . . .
    KeepWaiting     . x . . . . . . . . .
    LeaveInWriting  . x . . . . . . . . .
    CitizenMessage  . x x x x x x . . . .
    CitizenEdit     . x x x x x x x . . .
    Cancel          x x x x x x x . . . .
    Confirm         . . . . . . . x . . .
    Rate            . . . . . . . x x . .
    Reopen          . . . . . . . x x . .
    SolvedByBot     x x x . . . . . . . .
    CitizenGone     x x x x x x . . . . .
    CitizenBack     . . . . . . x . . . .
    Claim           . x x x x x . . . . .
    Release         . . . x x x . . . . .
    Takeover        . . . x x x . . . . .
    Reassign        . x x x x x . . . . .
    StaffMessage    . x x x x x x x x x x
    Note            . x x x x x x x x x x
    StaffEdit       . x x x x x x x x x x
    Retract         . x x x x x x x x x x
    UsePassage      . . . x x x . . . . .
    Promise         . . . x x x . . . . .
    Resolve         . x x x x x x . . . .
    MarkSpam        . x x x x x x . . . .
    DeadlinePassed  x x x x x x x x . . .
    TopicLost       . x x x x x x x . . .
"""
CELLS = {
    (name, state): mark == "x"
    for name, *marks in (line.split() for line in MEANINGFUL.strip().splitlines())
    for state, mark in zip(IN_STATE, marks, strict=True)
}
PAIRS = [(event, state) for event in EXAMPLES for state in State]


def test_the_examples_are_complete() -> None:
    """Every state and every event has an example, and the matrix has a cell for each pair."""
    assert {type(event) for event in EXAMPLES} == set(ev.EVENTS)
    assert set(IN_STATE) == set(State) == set(TABLE)
    assert all(IN_STATE[state].state is state for state in State)
    assert set(CELLS) == {(event.__name__, state) for event in ev.EVENTS for state in State}


@pytest.mark.parametrize(("event", "state"), PAIRS, ids=lambda value: getattr(value, "value", type(value).__name__))
def test_every_pair_of_state_and_event(event: ev.Event, state: State) -> None:
    """A pair of the matrix is handled (if only to say that the event came too late); every other one is refused."""
    try:
        after, _ = step(IN_STATE[state], event)
    except StaleEvent:
        assert CELLS[type(event).__name__, state]
    except InvalidTransition:
        assert not CELLS[type(event).__name__, state]
    else:
        assert CELLS[type(event).__name__, state]
        assert after.revision == IN_STATE[state].revision + 1


@pytest.mark.parametrize("state", [State.WAITING, State.CLAIMED, State.ANSWERED, State.RESOLVED])
@pytest.mark.parametrize(
    "event", [event for event in EXAMPLES if isinstance(event, ev.Tap)], ids=lambda e: type(e).__name__
)
def test_a_button_of_an_earlier_state_is_stale(event: ev.Tap, state: State) -> None:
    """A tap on a button made before the state last changed is refused."""
    old = replace(event, at=NOON, seen=IN_STATE[state].since - 1)

    with pytest.raises(InvalidTransition) as refused:
        step(IN_STATE[state], old)
    assert isinstance(refused.value, StaleEvent) == CELLS[type(event).__name__, state]


def test_a_button_stays_good_while_the_state_lasts() -> None:
    """Messages make new revisions, but a button made since the last change of state still works."""
    waiting = IN_STATE[State.WAITING]
    later, _ = step(waiting, ev.CitizenMessage(at=NOON, message="m-1"))

    claimed, _ = step(later, ev.Claim(at=NOON, staff=LI, seen=waiting.revision))

    assert claimed.state is State.CLAIMED
