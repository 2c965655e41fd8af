"""Citizens, staff, crashes and repeated deliveries in any order: what must always hold (see `World`)."""

import random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from bot.core.consultation import TABLE, Staff
from tests.core.consultation.world import ALL, CITIZENS, CRASHES, STAFF, World

CITIZEN, COLLEAGUE = st.sampled_from(CITIZENS), st.sampled_from(STAFF)


class Consultations(RuleBasedStateMachine):
    """Any order of acts in a world; `World` asserts after each committed step."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    @rule(
        citizen=CITIZEN,
        action=st.sampled_from(ALL),
        who=st.integers(0, 5),
        flag=st.booleans(),
        crash=st.sampled_from(CRASHES),
    )
    def act(self, citizen: str, action: str, who: int, flag: bool, crash: str) -> None:
        """Somebody does something."""
        self.world.act(citizen, action, who, flag, crash)

    @rule(citizen=CITIZEN, first=COLLEAGUE, second=COLLEAGUE, old=st.booleans())
    def race(self, citizen: str, first: Staff, second: Staff, old: bool) -> None:
        """Two claim at once."""
        self.world.race(citizen, first, second, old)

    @rule(minutes=st.integers(0, 90))
    def wait(self, minutes: int) -> None:
        """Time passes."""
        self.world.wait(minutes)

    @rule()
    def again(self) -> None:
        """A delivery is repeated."""
        self.world.again()


Consultations.TestCase.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
TestConsultations = Consultations.TestCase


def live(seed: int, steps: int) -> World:
    """A world after so many random acts."""
    dice, world = random.Random(seed), World()
    for _ in range(steps):
        match dice.randrange(20):
            case 0:
                world.race(dice.choice(CITIZENS), dice.choice(STAFF), dice.choice(STAFF), dice.random() < 0.5)
            case 1:
                world.wait(dice.choice((0, 1, 5, 30, 90, 60 * 24)))
            case 2:
                world.again()
            case _:
                who, flag = dice.randrange(6), dice.random() < 0.5
                world.act(dice.choice(CITIZENS), dice.choice(ALL), who, flag, dice.choice(CRASHES))
    return world


@pytest.mark.parametrize("seed", range(5))
def test_a_long_life_keeps_every_promise(seed: int) -> None:
    """Two thousand random acts break none of the promises, and most of the table is walked through."""
    walked = set(live(seed, 2000).committed)

    handled = {(state, event) for state, row in TABLE.items() for event in row}
    assert len(walked & handled) > 0.7 * len(handled)
