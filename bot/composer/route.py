"""Which department is responsible, by what it is called and by its responsibilities, and the phrase that says why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.composer.units import Unit, presence, total
from corpus.model import Department

LEAST = 0.3
"""The weight of a question's words that a responsibility has to hold to be looked at."""


@dataclass(frozen=True, slots=True)
class Route:
    """A department, how well it fits, 0..1, the weight of the question's words that its business holds, and the share of the
    reason's characters that the question says.

    `reason` is the responsibility that matched, or empty when the department was called by its name.
    """

    department: Department
    reason: str
    fit: float
    weight: float
    said: float


class Routing:
    """The departments' names and responsibilities, ready to be asked. Immutable."""

    def __init__(self, departments: Sequence[Department]) -> None:
        self._names = sorted(
            ((name, department) for department in departments for name in department.names if len(name) > 2),
            key=lambda pair: -len(pair[0]),
        )
        self._phrases = [(phrase, department) for department in departments for phrase in department.responsibilities]
        # Which phrases hold a character, or a pair of neighbouring ones: only those can hold a term.
        self._holding: defaultdict[str, set[int]] = defaultdict(set)
        for number, (phrase, _) in enumerate(self._phrases):
            for start in range(len(phrase)):
                self._holding[phrase[start]].add(number)
                self._holding[phrase[start : start + 2]].add(number)

    def route(self, units: Sequence[Unit], text: str) -> Route | None:
        """The department that fits a clean question best, or None when nothing of it is any department's business.

        Being called by name goes first, by the longest name; then the responsibility counts of which the question covers
        most and which covers most of the question.
        """
        named = next((department for name, department in self._names if name in text), None)
        if named:
            return Route(named, "", 1.0, 1.0, 1.0)
        topic = [unit for unit in units if not unit.aspect]
        fits = (self._fit(number, weight, topic, units) for number, weight in self._weights(topic).items())
        return max(fits, key=lambda each: each.fit, default=None)

    def _weights(self, topic: Sequence[Unit]) -> dict[int, float]:
        """The phrases that hold enough of the topic, by number, in order, with the weight they hold."""
        weights: defaultdict[int, float] = defaultdict(float)
        for unit in topic:
            for number in self._candidates(unit):
                weights[number] += unit.weight * presence(unit, self._phrases[number][0])
        return {number: weight for number, weight in sorted(weights.items()) if weight >= LEAST}

    def _candidates(self, unit: Unit) -> set[int]:
        """The phrases that may hold the unit."""
        found: set[int] = set()
        for term in unit.variants:
            pieces = [term[start : start + 2] for start in range(len(term) - 1)] or [term]
            found.update(number for piece in pieces for number in self._holding.get(piece, ()))
        return found

    def _fit(self, number: int, weight: float, topic: Sequence[Unit], units: Sequence[Unit]) -> Route:
        phrase, department = self._phrases[number]
        said = _spoken(phrase, units)
        return Route(department, phrase, weight / (total(topic) or 1.0) * 0.5 + said * 0.5, weight, said)


def _spoken(phrase: str, units: Sequence[Unit]) -> float:
    """The share of the phrase's characters that the question's units account for."""
    said: set[int] = set()
    for unit in units:
        for variant in unit.variants:
            start = phrase.find(variant)
            if start >= 0:
                said.update(range(start, start + len(variant)))
    return len(said) / len(phrase)
