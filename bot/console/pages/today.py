"""今日: what waits for whoever looks, and yesterday in a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from starlette.responses import Response

from bot.composer.report import Names
from bot.composer.terms import WANTED
from bot.console.consultations.holding import held_by, staff_id
from bot.console.web.page import Page
from bot.console.web.visit import Visit
from bot.core.case_ports import Case
from bot.core.consultation import HELD, State
from bot.core.hours import SHANGHAI
from bot.core.log_ports import Facet, LogFilter
from bot.core.statistics import Period, total_of
from bot.service.statistics import rising_topics

LATEST = 6
RISING = 3
WEEK = 7
WAITS = (State.WAITING, State.OUT_OF_HOURS)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cases wait for what. `due` are to be answered today or should have been, `overdue` the latter."""

    unclaimed: int
    held: int
    mine: int
    due: int
    overdue: int


async def show(visit: Visit) -> Response:
    """What waits, each with the way there."""
    scope = frozenset(visit.scope) if visit.scope is not None else None
    yesterday = visit.now.astimezone(SHANGHAI).date() - timedelta(days=1)
    day, week = Period(yesterday, yesterday), Period.lately(yesterday, WEEK)
    async with visit.console.database.read() as unit:
        unreviewed = await unit.facts.count(LogFilter(reviewed=False, scope=scope))
        latest = await unit.facts.search(LogFilter(reviewed=False, scope=scope), LATEST)
        outcomes = dict((await unit.facts.facets(_on(yesterday, scope)))[Facet.OUTCOME])
        tally = total_of(each.tally for each in await unit.measures.slices(day, scope))
        cases = [case for each in visit.console.channels for case in await unit.cases.queue(visit.scope, each)]
        changes = len(await unit.draft.changes())
    rising = await rising_topics(visit.console.database, week, scope, RISING)
    return visit.show(
        "today.html", unreviewed=unreviewed, latest=latest.rows, outcomes=outcomes, tally=tally, yesterday=yesterday,
        waiting=_waiting(cases, staff_id(visit.account), visit.now), changes=changes, rising=rising, week=week,
        names=Names.of(visit.console.snapshot.current.corpus), kinds=WANTED,
    )  # fmt: skip


def _on(day: date, scope: frozenset[str] | None) -> LogFilter:
    return LogFilter(since=day, until=day, scope=scope)


def _waiting(cases: Sequence[Case], staff: str, now: datetime) -> Waiting:
    midnight = (now.astimezone(SHANGHAI) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    due = [each for case in cases if (each := case.consultation.due) and each < midnight]
    held = [case for case in cases if case.consultation.state in HELD]
    return Waiting(
        unclaimed=len([case for case in cases if case.consultation.state in WAITS]),
        held=len(held),
        mine=len([case for case in held if held_by(case, staff)]),
        due=len(due),
        overdue=len([each for each in due if each < now]),
    )


PAGES = (Page("today", "/", show),)
