"""今日: what waits for whoever looks, and yesterday in a line."""

from collections import Counter
from datetime import timedelta

from starlette.responses import Response

from bot.console.page import Page
from bot.console.visit import Visit
from bot.core.consultation import State
from bot.core.hours import SHANGHAI
from bot.core.log_ports import Facet, LogFilter
from bot.core.statistics import Period
from bot.service.statistics import rising_topics

LATEST = 6
RISING = 3
WEEK = 7


async def show(visit: Visit) -> Response:
    """What waits, each with the way there."""
    scope = frozenset(visit.scope) if visit.scope is not None else None
    yesterday = visit.now.astimezone(SHANGHAI).date() - timedelta(days=1)
    lately = LogFilter(since=yesterday, until=yesterday, scope=scope)
    async with visit.console.database.read() as unit:
        unreviewed = await unit.facts.count(LogFilter(reviewed=False, scope=scope))
        unsolved = await unit.facts.search(LogFilter(reviewed=False, scope=scope), LATEST)
        outcomes = dict((await unit.facts.facets(lately))[Facet.OUTCOME])
        open_cases = [
            case for channel in visit.console.channels for case in await unit.cases.queue(visit.scope, channel)
        ]
        changes = len(await unit.draft.changes())
    rising = await rising_topics(visit.console.database, Period.lately(yesterday, WEEK), scope, RISING)
    states = Counter(case.consultation.state for case in open_cases)
    overdue = [case for case in open_cases if case.consultation.due and case.consultation.due < visit.now]
    return visit.show(
        "today.html", unreviewed=unreviewed, latest=unsolved.rows, outcomes=outcomes, yesterday=yesterday,
        waiting=states[State.WAITING] + states[State.OUT_OF_HOURS], held=len(open_cases), overdue=overdue,
        changes=changes, rising=rising, name=visit.console.consult.name,
    )  # fmt: skip


PAGES = (Page("today", "/", show),)
