"""Which department is responsible, by what it is called and by its responsibilities, and the phrase that says why."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.composer.units import Unit, presence, total
from corpus.model import Department


@dataclass(frozen=True, slots=True)
class Route:
    """A department, how well it fits, 0..1, and the weight of the question's words that its business holds.

    `reason` is the responsibility that matched, or empty when the department was called by its name.
    """

    department: Department
    reason: str
    fit: float
    weight: float


def route(units: Sequence[Unit], text: str, departments: Sequence[Department]) -> Route | None:
    """The department that fits a clean question best, or None when nothing of it is any department's business."""
    named = _named(text, departments)
    if named:
        return named
    fits = [fit for department in departments if (fit := _fit(department, units))]
    return max(fits, key=lambda each: each.fit, default=None)


def _named(text: str, departments: Sequence[Department]) -> Route | None:
    """The department called by one of its names; the longest name wins."""
    named = [
        (len(name), department)
        for department in departments
        for name in department.names
        if len(name) > 2 and name in text
    ]
    return Route(max(named, key=lambda pair: pair[0])[1], "", 1.0, 1.0) if named else None


def _fit(department: Department, units: Sequence[Unit]) -> Route | None:
    """The best of its responsibilities: how much of the question it covers, and how much of it the question covers."""
    topic = [unit for unit in units if not unit.aspect] or units
    best: Route | None = None
    for phrase in department.responsibilities:
        covered = sum(unit.weight * presence(unit, phrase) for unit in topic)
        if covered < 0.3:
            continue
        spoken = _spoken(phrase, units)
        fit = (covered / (total(topic) or 1.0)) * 0.5 + spoken * 0.5
        if best is None or fit > best.fit:
            best = Route(department, phrase, fit, covered)
    return best


def _spoken(phrase: str, units: Sequence[Unit]) -> float:
    """The share of the phrase's characters that the question's units account for."""
    said: set[int] = set()
    for unit in units:
        for variant in unit.variants:
            start = phrase.find(variant)
            if start >= 0:
                said.update(range(start, start + len(variant)))
    return len(said) / len(phrase)
