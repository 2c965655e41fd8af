"""The charts of the statistics page."""

from itertools import dropwhile

from markupsafe import Markup

from bot.composer import report_wording as wording
from bot.composer.report import Names, by_what, shown_shares
from bot.composer.report_wording import percent
from bot.core.consultation import Bucket
from bot.core.statistics import Period, Report, Tally
from bot.exports.svg import Chart, Series, bars, columns, line

BARS = 10
"""Departments that are drawn; the table has all."""
LABEL = 11
"""Characters of a department's name beside its bar."""


def charts(report: Report, names: Names) -> dict[str, Markup]:
    """Each chart by its name. Nothing in them is anybody's free text but departments' names, which are escaped."""
    drawn = {
        "results": bars(_results(report)),
        "days": columns(_days(report)),
        "rates": line(_rates(report)),
        "departments": bars(_departments(report, names)),
    }
    return {name: Markup(svg) for name, svg in drawn.items()}  # noqa: S704 (built element by element by lxml)


def _results(report: Report) -> Chart:
    """One bar that is the whole, 100 %."""
    shares = shown_shares(report.total)
    told = "，".join(f"{wording.BUCKETS[bucket]} {share}" for bucket, share in shares.items())
    series = tuple(Series(wording.BUCKETS[bucket], (float(shares[bucket].rstrip("%")),)) for bucket in Bucket)
    return Chart("results", wording.RESULTS, told, ("",), series)


def _days(report: Report) -> Chart:
    tallies = [tally for _, tally in _since_the_first(report)]
    told = wording.DAYS_TOLD.format(asked=report.total.asked, most=max(tally.asked for tally in tallies))
    return Chart("days", by_what(report), told, _labels(report), _series(tallies))


def _rates(report: Report) -> Chart:
    tallies = [tally for _, tally in _since_the_first(report)]
    rates = (
        Series(wording.AT_ONCE, tuple(tally.at_once_rate for tally in tallies)),
        Series(wording.DIRECT, tuple(tally.direct_rate for tally in tallies)),
    )
    total = report.total
    told = wording.RATES_TOLD.format(at_once=percent(total.at_once_rate), direct=percent(total.direct_rate))
    return Chart("rates", wording.AT_ONCE, told, _labels(report), rates)


def _departments(report: Report, names: Names) -> Chart:
    rows = report.by_department[:BARS]
    labels = tuple(names.department(name)[:LABEL] for name, _ in rows)
    told = wording.DEPARTMENTS_TOLD.format(
        names="、".join(f"{names.department(name)} {tally.asked} 件" for name, tally in rows)
    )
    return Chart("departments", wording.DEPARTMENTS, told, labels, _series([tally for _, tally in rows]))


def _labels(report: Report) -> tuple[str, ...]:
    rows = _since_the_first(report)
    if by_what(report) == wording.MONTHS:
        return tuple(f"{period.since.year % 100}年{period.since.month}月" for period, _ in rows)
    return tuple(f"{period.since.month}/{period.since.day}" for period, _ in rows)


def _since_the_first(report: Report) -> tuple[tuple[Period, Tally], ...]:
    """Without what lies before the first question of the period: a new log is not drawn as a long silence."""
    return tuple(dropwhile(lambda row: not row[1].asked, report.by_day))


def _series(tallies: list[Tally]) -> tuple[Series, ...]:
    done = [Series(wording.BUCKETS[each], tuple(tally.by_bucket[each] for tally in tallies)) for each in Bucket]
    return (*done, Series(wording.UNDER_WAY, tuple(tally.under_way for tally in tallies)))
