"""The log's filter as it stands in the address: every state of the list is a link."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.composer.kinds import Wanted
from bot.console.web.received import number
from bot.core.log_ports import LogFilter, LogOrder
from bot.core.model import Outcome, Rating

E = TypeVar("E", bound=StrEnum)
SURENESS = {"low": (0.0, 0.5), "middle": (0.5, 0.8), "high": (0.8, 1.0)}
"""How sure the bot was, in three steps."""
CONDITIONS = ("q", "outcome", "department", "kind", "rating", "sure", "reviewed", "since", "until", "matter", "cluster")
NAMES = (*CONDITIONS, "order", "after")
NONE = "-"
"""What stands for no department in the address."""


@dataclass(frozen=True, slots=True)
class LogQuery:
    """The filter and the parameters that stand for it, without those that say nothing."""

    wanted: LogFilter
    parameters: Mapping[str, str]

    @property
    def conditions(self) -> dict[str, str]:
        """The parameters that narrow the list."""
        return {name: value for name, value in self.parameters.items() if name in CONDITIONS}

    @property
    def after(self) -> int | None:
        """The seq of the row behind which the page begins; None for the first page."""
        place = self.parameters.get("after", "")
        return int(place) if place.isascii() and place.isdecimal() and len(place) < 16 else None

    def with_(self, **changes: str) -> dict[str, str]:
        """The parameters with some changed; an empty value takes one away. Another list begins with its first page."""
        changed = {**self.parameters, **({"after": ""} if changes else {}), **changes}
        return {name: changed[name] for name in NAMES if changed.get(name)}


def read_query(given: Mapping[str, str], scope: tuple[str, ...] | None) -> LogQuery:
    """The filter of an address; what cannot be read is left out."""
    outcome, rating = _one(Outcome, given, "outcome"), _one(Rating, given, "rating")
    order, kind = _one(LogOrder, given, "order"), _one(Wanted, given, "kind")
    least, most = SURENESS.get(given.get("sure", ""), (0.0, 1.0))
    department = given.get("department")
    wanted = LogFilter(
        text=given.get("q", "")[:100],
        outcome=outcome,
        department=None if not department else "" if department == NONE else department,
        kind=kind.value if kind else None,
        matter=given.get("matter") or None,
        rating=rating,
        least=least,
        most=most,
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
        reviewed={"yes": True, "no": False}.get(given.get("reviewed", "")),
        cluster=number(given.get("cluster", "")),
        scope=frozenset(scope) if scope is not None else None,
        order=order or LogOrder.NEWEST,
    )
    return LogQuery(wanted, {name: given[name] for name in NAMES if given.get(name)})


def _one(kind: type[E], given: Mapping[str, str], name: str) -> E | None:
    value = given.get(name, "")
    return kind(value) if value in set(kind) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
