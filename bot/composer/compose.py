"""From a question to a decision: understand, search, let the first rule speak, word it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bot.composer.case import build_case
from bot.composer.decide import Ruling, decision_of, with_left_out, with_unread
from bot.composer.knowledge import Found, Knowledge
from bot.composer.outcomes import Choose, HandOver, Quoted, Why
from bot.composer.rules import RULES
from bot.composer.talk import Talk
from bot.composer.understand import (
    Part,
    Understanding,
    and_what_of,
    asks_nothing,
    has_topic,
    is_elliptic,
    understand,
    with_topic,
)
from bot.composer.units import presence, total
from bot.core.model import Decision, Outcome

LOOK_BACK = 3
"""How many earlier questions an elliptic one may lean on."""
OWN_MATTER = 0.3
"""The weight of words from which a part, or what was said around it, has a matter of its own."""
_NOTHING_ASKED = Part("", (), False, frozenset(), ())


@dataclass(frozen=True, slots=True)
class Composed:
    """A decision with what led to it: one ruling for each part of the message."""

    decision: Decision
    understanding: Understanding
    rulings: tuple[Ruling, ...]

    @property
    def found(self) -> tuple[Found, ...]:
        """Every passage found, best first within each part."""
        return tuple(each for ruling in self.rulings for each in ruling.case.found)


def compose(text: str, history: Sequence[str], knowledge: Knowledge, today: date) -> Composed:
    """Decide on a message. `history` holds earlier questions, oldest first; `today` is the citizen's date.

    What cannot be answered as it stands is read once more as it was probably meant, in case it was typed wrongly.
    """
    understanding = understand(text, knowledge)
    composed = _compose(understanding, history, knowledge, today)
    if composed.decision.outcome not in (Outcome.HANDOFF, Outcome.REFUSE) or understanding.talk:
        return composed
    meant = knowledge.repaired(understanding.text)
    if meant == understanding.text:
        return composed
    again = _compose(understand(meant, knowledge), history, knowledge, today)
    return again if _further(again, composed) else composed


def _compose(understanding: Understanding, history: Sequence[str], knowledge: Knowledge, today: date) -> Composed:
    parts = understanding.parts or (_NOTHING_ASKED,)
    rulings = tuple(_decide(part, understanding, history, knowledge, today) for part in parts)
    decision = with_left_out(decision_of(rulings), rulings)
    return Composed(with_unread(decision, understanding.unread), understanding, rulings)


def _further(again: Composed, before: Composed) -> bool:
    """Whether the second reading comes further: to an answer, or from a refusal to a department."""
    outcome = again.decision.outcome
    return outcome is Outcome.ANSWER or (outcome is Outcome.HANDOFF and before.decision.outcome is Outcome.REFUSE)


def _decide(
    part: Part, understanding: Understanding, history: Sequence[str], knowledge: Knowledge, today: date
) -> Ruling:
    """Rule on one part: an elliptic one with the topic of what was asked before, any other first by itself."""
    part = and_what_of(part, history)
    alone = _ruled(part, understanding, knowledge, today)
    if not history or understanding.talk not in (None, Talk.HUMAN):
        return alone
    leaning = is_elliptic(part) or understanding.talk is Talk.HUMAN
    if isinstance(alone.result, Choose) or (isinstance(alone.result, Quoted) and not leaning):
        return alone
    kept: Ruling | None = None
    for leaned in islice(_leaned(part, history, knowledge), LOOK_BACK):
        ruling = _ruled(leaned, understanding, knowledge, today)
        if isinstance(ruling.result, Quoted) and not asks_nothing(part) and _speaks_of(_best_text(ruling), part):
            return ruling
        if kept is None and leaning and _carries_on(ruling, part, knowledge):
            kept = ruling
    return alone if kept is None or isinstance(alone.result, Quoted) else kept


def _leaned(part: Part, history: Sequence[str], knowledge: Knowledge) -> Iterator[Part]:
    """The part with the topic of each earlier question, the latest first. One without a topic leaned itself, and lends none."""
    leaned = (with_topic(part, earlier, knowledge) for earlier in reversed(history))
    return (each for each in leaned if has_topic(each.background))


def _carries_on(ruling: Ruling, part: Part, knowledge: Knowledge) -> bool:
    """Whether the hand-over of a part in the context of an earlier question is to its department."""
    result = ruling.result
    if not isinstance(result, HandOver) or result.department in (None, knowledge.corpus.desk):
        return False
    route = ruling.case.route
    spoken = route.reason if route and result.why is Why.NOT_IN_CORPUS else _best_text(ruling)
    return result.why is Why.ASKED_FOR or _speaks_of(spoken, part)


def _best_text(ruling: Ruling) -> str:
    """The passage that fits best, clean."""
    return ruling.case.fitting[0].found.text if ruling.case.fitting else ""


def _speaks_of(text: str, part: Part) -> bool:
    """Whether the part, and what was said around it, have no matter of their own, or a clean text speaks of it."""
    own = [unit for unit in part.focus if not unit.aspect]
    if total(own) < OWN_MATTER:
        own = [unit for unit in part.background if not unit.aspect]
    return total(own) < OWN_MATTER or any(presence(unit, text) == 1.0 for unit in own)


def _ruled(part: Part, understanding: Understanding, knowledge: Knowledge, today: date) -> Ruling:
    """The first rule that speaks on a part; the last one always does."""
    case = build_case(understanding.text, understanding.talk, part, knowledge, today)
    spoken = ((rule.__name__, rule(case)) for rule in RULES)
    trace: list[tuple[str, str]] = []
    for name, result in spoken:
        trace.append((name, type(result).__name__ if result else ""))
        if result is not None:
            return Ruling(case, name, result, tuple(trace))
    raise AssertionError("the last rule always speaks")
