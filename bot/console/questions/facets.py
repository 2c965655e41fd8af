"""What the log can be narrowed by, and what it is narrowed by now, as staff read it."""

from collections.abc import Mapping

from bot.composer.report import Names
from bot.composer.terms import WANTED
from bot.console import wording
from bot.console.questions.query import NONE, SURENESS, LogQuery
from bot.console.web.visit import Visit
from bot.core.log_ports import Facet
from bot.core.log_ports import Values as Counted
from bot.core.model import Outcome, Rating

FACETS = (Facet.REVIEWED, Facet.OUTCOME, Facet.DEPARTMENT, Facet.RATING, Facet.KIND)
MOST_VALUES = 12
_NONE = frozenset({Facet.REVIEWED, Facet.DEPARTMENT})
"""Facets of which it is worth knowing what has none."""
Values = list[tuple[str, str, int]]


def values(visit: Visit, facet: Facet, counted: Counted) -> Values:
    """The values of a facet as (parameter, label, count)."""
    named = names(visit).get(facet.value, {})
    shown = [(_parameter(facet, value), count) for value, count in counted if value or facet in _NONE]
    return [(value, named.get(value, value), count) for value, count in shown][:MOST_VALUES]


def _parameter(facet: Facet, value: str) -> str:
    """A counted value as it stands in the address."""
    if facet is Facet.REVIEWED:
        return "yes" if value else "no"
    return value or NONE


def names(visit: Visit) -> Mapping[str, Mapping[str, str]]:
    """The values of each parameter by their names."""
    corpus = visit.console.snapshot.current.corpus
    departments = {each.id: each.name for each in corpus.departments}
    return {
        Facet.REVIEWED: wording.REVIEWED,
        Facet.OUTCOME: {each.value: " ".join(wording.OUTCOMES[each]) for each in Outcome},
        Facet.RATING: {each.value: wording.RATINGS[each] for each in Rating},
        Facet.KIND: {kind.value: name for kind, name in WANTED.items()},
        Facet.DEPARTMENT: departments | {NONE: wording.NO_DEPARTMENT},
        "sure": wording.SURENESS,
        "matter": Names.of(corpus).matters,
    }


def conditions(visit: Visit, query: LogQuery) -> list[tuple[str, dict[str, str]]]:
    """Each condition in force as (what it says, the parameters without it); departments and matters may be gone since."""
    known = names(visit)
    said = {name: known.get(name, {}).get(value, value) for name, value in _in_force(query).items()}
    return [(wording.CONDITIONS[name].format(value=value), query.with_(**{name: ""})) for name, value in said.items()]


def _in_force(query: LogQuery) -> dict[str, str]:
    """The parameters without those that could not be read."""
    given = query.conditions
    read = {name: getattr(query.wanted, name, value) is not None for name, value in given.items()}
    read["sure"] = given.get("sure") in SURENESS
    return {name: value for name, value in given.items() if read[name]}
