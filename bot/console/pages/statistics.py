"""统计: the measures of a period, drawn and in tables; as files; as a bulletin to print."""

from datetime import date, timedelta

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.composer import report_wording as wording
from bot.composer.report import Names, bulletin, by_what, tables
from bot.console.charts import charts
from bot.console.web.page import Page
from bot.console.web.visit import Visit
from bot.core.cluster_ports import Cluster
from bot.core.hours import SHANGHAI
from bot.core.statistics import Period, Report
from bot.exports import EXPORTS, export
from bot.service.clusters import gather, open_gaps
from bot.service.statistics import report

LONGEST = 3660
"""Days of a period: ten years."""


async def show(visit: Visit) -> Response:
    """Figures, charts and the tables behind them."""
    period = _period(visit)
    found, gaps = await _read(visit, period)
    names = _names(visit)
    return visit.show(
        "statistics.html",
        report=found,
        period=period,
        presets=_presets(_today(visit)),
        department=_department(visit),
        departments=_choices(visit),
        by_what=by_what(found),
        figures=found.total,
        before=found.previous,
        charts=charts(found, names) if found.total.asked else {},
        tables={table.title: table for table in tables(found, gaps, names)},
        query=_query(visit, period),
        r=wording,
    )


async def printed(visit: Visit) -> Response:
    """The bulletin, to print."""
    period = _period(visit)
    found, gaps = await _read(visit, period)
    return visit.show(
        "bulletin.html", bulletin=bulletin(found, gaps, _names(visit)), period=period, query=_query(visit, period)
    )


async def file(visit: Visit) -> Response:
    """The report as a file."""
    suffix = f".{visit.path('kind')}"
    if suffix not in EXPORTS:
        raise HTTPException(404)
    period = _period(visit)
    found, gaps = await _read(visit, period)
    name = f"sanfang-{period.since}-{period.until}{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(export(suffix, found, gaps, _names(visit)), media_type=EXPORTS[suffix], headers=headers)


async def _read(visit: Visit, period: Period) -> tuple[Report, tuple[Cluster, ...]]:
    scope = _scope(visit)
    database = visit.console.database
    await gather(database, once=True)
    return await report(database, period, scope), await open_gaps(database, period, scope)


def _scope(visit: Visit) -> frozenset[str] | None:
    """The department asked for, if the account may see it; else all that it may see."""
    own, wanted = visit.scope, _department(visit)
    if wanted:
        visit.own_business(wanted)
        return frozenset({wanted})
    return None if own is None else frozenset(own)


def _department(visit: Visit) -> str:
    return visit.query("department")


def _choices(visit: Visit) -> list[tuple[str, str]]:
    known = visit.console.snapshot.current.corpus.departments
    return [(each.id, each.name) for each in known if visit.account.sees(each.id)]


def _names(visit: Visit) -> Names:
    return Names.of(visit.console.snapshot.current.corpus)


def _today(visit: Visit) -> date:
    return visit.now.astimezone(SHANGHAI).date()


def _period(visit: Visit) -> Period:
    """What the address says; without it, or with what is no period, the last thirty days."""
    usual = Period.lately(_today(visit))
    try:
        since = date.fromisoformat(visit.query("since") or usual.since.isoformat())
        until = date.fromisoformat(visit.query("until") or usual.until.isoformat())
        found = Period(min(since, until), max(since, until))
    except ValueError:
        return usual
    earliest = date(2000, 1, 1)
    return found if found.days <= LONGEST and found.since >= earliest and found.until.year < 9000 else usual


def _presets(today: date) -> tuple[tuple[str, Period], ...]:
    this = Period.month(today)
    return (
        (wording.WEEK, Period.lately(today, 7)),
        (wording.THIRTY_DAYS, Period.lately(today)),
        (wording.THIS_MONTH, Period(this.since, today)),
        (wording.LAST_MONTH, Period.month(this.since - timedelta(days=1))),
        (wording.YEAR, Period.lately(today, 365)),
    )


def _query(visit: Visit, period: Period) -> dict[str, str]:
    """What keeps the page's state in an address."""
    query = {"since": period.since.isoformat(), "until": period.until.isoformat()}
    return query | ({"department": _department(visit)} if _department(visit) else {})


PAGES = (
    Page("statistics", "/statistics", show),
    Page("statistics.print", "/statistics/bulletin", printed),
    Page("statistics.file", "/statistics/file/{kind}", file),
)
