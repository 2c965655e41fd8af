"""How a made-up case goes on: when staff take it, what is said, how it ends and is rated. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from bot.composer import demo_wording as wording
from bot.core.consultation import Conclusion, Staff

STAFF = tuple(Staff(f"demo-staff-{number}", f"{number:02}") for number in (1, 2, 3))


STILL_OPEN = 0.12
"""The share of citizens with a further question whom staff have not answered yet."""


class Deed(StrEnum):
    """What somebody does in a case."""

    CONSENT = "consent"
    DECLINE = "decline"
    CANCEL = "cancel"
    ASK = "ask"
    CONFIRM = "confirm"
    RATE = "rate"
    CLAIM = "claim"
    REPLY = "reply"
    PROMISE = "promise"
    RESOLVE = "resolve"


@dataclass(frozen=True, slots=True)
class Act:
    """One deed, when and by which member of staff; `words` are what is said, or where else to go."""

    at: datetime
    deed: Deed
    words: str = ""
    staff: Staff = STAFF[0]
    conclusion: Conclusion = Conclusion.ANSWERED
    stars: int = 5


def plan(agreed: datetime, opened: datetime, random: Random) -> tuple[Act, ...]:
    """What happens after an offer: `agreed` is when the citizen answers it, `opened` when staff can take the case."""
    chance = random.random()
    if chance < 0.10:
        return ()
    if chance < 0.22:
        return (Act(agreed, Deed.DECLINE),)
    return (Act(agreed, Deed.CONSENT), *_handled(max(agreed, opened), random))


def _handled(at: datetime, random: Random) -> Iterator[Act]:
    """Most are answered on the spot; some promised, some sent elsewhere, a few withdrawn or left waiting."""
    chance, staff = random.random(), random.choice(STAFF)
    claimed = at + _pause(random, 25, 240)
    if chance < 0.05:
        return
    if chance < 0.10:
        yield Act(claimed, Deed.CANCEL)
        return
    yield Act(claimed, Deed.CLAIM, staff=staff)
    replied = claimed + _pause(random, 40, 400)
    if chance < 0.17:
        yield Act(replied, Deed.RESOLVE, wording.REFERRAL, staff, Conclusion.OUT_OF_REMIT)
    elif chance < 0.32:
        yield from _promised(replied, staff, random)
    else:
        yield from _answered(replied, staff, random)


def _promised(at: datetime, staff: Staff, random: Random) -> Iterator[Act]:
    yield Act(at, Deed.REPLY, wording.PROMISED, staff)
    yield Act(at + _pause(random, 5, 30), Deed.PROMISE, staff=staff)
    kept = at + timedelta(days=random.choice((1, 1, 2, 3))) + _pause(random, 600, 9000)
    yield Act(kept, Deed.REPLY, wording.KEPT, staff)
    yield from _ended(kept + _pause(random, 20, 90), staff, Conclusion.PROMISED, random)


def _answered(at: datetime, staff: Staff, random: Random) -> Iterator[Act]:
    yield Act(at, Deed.REPLY, random.choice(wording.REPLIES), staff)
    if random.random() < 0.4:
        at += _pause(random, 20, 60)
        yield Act(at, Deed.ASK, random.choice(wording.FOLLOW_UPS))
        if random.random() < STILL_OPEN:
            return
        at += _pause(random, 30, 120)
        yield Act(at, Deed.REPLY, random.choice(wording.REPLIES), staff)
    yield from _ended(at + _pause(random, 40, 300), staff, Conclusion.ANSWERED, random)


def _ended(at: datetime, staff: Staff, conclusion: Conclusion, random: Random) -> Iterator[Act]:
    yield Act(at, Deed.RESOLVE, "", staff, conclusion)
    rated, chance = at + _pause(random, 20, 900), random.random()
    if chance < 0.45:
        yield Act(rated, Deed.RATE, stars=random.choice((3, 4, 5, 5, 5)))
    elif chance < 0.65:
        yield Act(rated, Deed.CONFIRM)


def _pause(random: Random, least: int, most: int) -> timedelta:
    return timedelta(seconds=random.randint(least, most))
