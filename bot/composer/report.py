"""The measures as tables and as a bulletin, for the console, the terminal and files. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.composer import report_wording as wording
from bot.composer.report_wording import duration, kind, percent
from bot.core.cluster_ports import Cluster
from bot.core.consultation import Bucket
from bot.core.statistics import LONGEST_BY_DAY, LONGEST_BY_WEEK, Report, Tally, Topic, rounded_shares
from corpus.model import Corpus

NAMED = 3
"""How many departments or topics a sentence names."""

Cell = str | int


@dataclass(frozen=True, slots=True)
class Names:
    """What departments, articles and guides are called, by id."""

    departments: Mapping[str, str]
    matters: Mapping[str, str]

    @classmethod
    def of(cls, corpus: Corpus) -> "Names":
        """As the corpus calls them."""
        titles = {article.id: article.title for article in corpus.articles}
        return cls({each.id: each.name for each in corpus.departments}, titles | {g.id: g.name for g in corpus.guides})

    def department(self, name: str) -> str:
        """A department's name, or its id when it is gone."""
        return self.departments.get(name, name) or wording.NO_DEPARTMENT

    def matter(self, name: str) -> str:
        """An article's or guide's name, or its id when it is gone."""
        return self.matters.get(name, name) or wording.NO_MATTER


@dataclass(frozen=True, slots=True)
class Table:
    """A table: numbers are integers, everything else is text."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a bulletin: paragraphs, then tables."""

    heading: str
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A report of a period in the shape of a bulletin."""

    masthead: str
    title: str
    span: str
    sections: tuple[Section, ...]
    notes: str


def tables(report: Report, gaps: Sequence[Cluster], names: Names) -> tuple[Table, ...]:
    """Everything of a report, as tables; those without rows, and days without questions, are left out."""
    days = by_what(report)
    by_day = [(period.since.isoformat(), tally) for period, tally in report.by_day if tally.asked]
    found = (
        totals(report),
        results(report.total),
        _tallies(days, wording.DAY, by_day),
        _tallies(
            wording.DEPARTMENTS,
            wording.DEPARTMENT,
            [(names.department(name), tally) for name, tally in report.by_department],
        ),
        _tallies(wording.MATTERS, wording.MATTER, [(names.matter(name), tally) for name, tally in report.by_matter]),
        topics(wording.TOP, report.top, names),
        topics(wording.RISING, report.rising, names),
        unanswered(gaps, names),
    )
    return tuple(table for table in found if table.rows)


def by_what(report: Report) -> str:
    """Whether the report goes by day, by week or by month."""
    if report.period.days <= LONGEST_BY_DAY:
        return wording.DAYS
    return wording.WEEKS if report.period.days <= LONGEST_BY_WEEK else wording.MONTHS


def totals(report: Report) -> Table:
    """The figures of the period beside those of the one before."""
    now, before, times = report.total, report.previous, report.times
    rows: tuple[tuple[Cell, ...], ...] = (
        (wording.ASKED, now.asked, before.asked),
        (wording.CONCLUDED, now.concluded, before.concluded),
        (wording.UNDER_WAY, now.under_way, before.under_way),
        (wording.DIRECT, percent(now.direct_rate), percent(before.direct_rate)),
        (wording.AT_ONCE, percent(now.at_once_rate), percent(before.at_once_rate)),
        (wording.HANDED, percent(now.handed_rate), percent(before.handed_rate)),
        (wording.SATISFACTION, percent(now.satisfaction), percent(before.satisfaction)),
        (wording.RATED, now.rated, before.rated),
        (wording.RESPONSE, duration(times.median), wording.NOTHING),
        (wording.RESPONSE_NINTH, duration(times.ninth), wording.NOTHING),
    )
    return Table(wording.TOTAL, (wording.FIGURE, wording.COUNT, wording.BEFORE), rows)


def results(total: Tally) -> Table:
    """The five buckets; their shares sum to 100.0 %."""
    rows = [(wording.BUCKETS[each], total.by_bucket[each], share) for each, share in shown_shares(total).items()]
    whole = (wording.SUM, total.concluded, "100.0%" if total.concluded else wording.NOTHING)
    return Table(wording.RESULTS, (wording.FIGURE, wording.COUNT, wording.SHARE), (*rows, whole))


def shown_shares(total: Tally) -> dict[Bucket, str]:
    """Each bucket's share as it is shown: rounded so that they sum to 100.0 %."""
    shares = (f"{share / 10:.1f}%" for share in rounded_shares(total.buckets))
    return dict(zip(Bucket, shares, strict=True))


def topics(title: str, listed: Sequence[Topic], names: Names) -> Table:
    """What was asked, how often, and how often before."""
    head = (wording.MATTER, wording.ASKED_ABOUT, wording.QUESTION, wording.COUNT, wording.BEFORE)
    rows = ((names.matter(each.matter), kind(each.kind), each.example, each.now, each.before) for each in listed)
    return Table(title, head, tuple(rows))


def unanswered(gaps: Sequence[Cluster], names: Names) -> Table:
    """Clusters that wait for an answer."""
    head = (wording.QUESTION, wording.COUNT, wording.DEPARTMENT, wording.LATEST)
    rows = (
        (each.question or wording.ERASED, each.asked, names.department(each.department), each.last.isoformat())
        for each in gaps
    )
    return Table(wording.GAPS, head, tuple(rows))


def bulletin(report: Report, gaps: Sequence[Cluster], names: Names) -> Bulletin:
    """The report of a period: what happened in sentences, then the tables."""
    span = wording.SPAN.format(since=report.period.since, until=report.period.until)
    if not report.total.asked:
        return Bulletin(wording.MASTHEAD, wording.TITLE, span, (Section(wording.TOTAL, (wording.EMPTY,)),), "")
    sections = (
        Section(wording.TOTAL, _overall(report)),
        Section(wording.RESULTS, _results(report), (results(report.total),)),
        Section(wording.TOP, _asked(report, names), (topics(wording.TOP, report.top, names),)),
        Section(wording.GAPS, _gaps(gaps), (unanswered(gaps, names),) if gaps else ()),
        Section(wording.APPENDIX, (), _appendix(report, names)),
    )
    return Bulletin(wording.MASTHEAD, wording.TITLE, span, sections, wording.DEFINITIONS)


def _overall(report: Report) -> tuple[str, ...]:
    total = report.total
    figures = {"asked": total.asked, "concluded": total.concluded, "under_way": total.under_way}
    rates = wording.RATES.format(
        direct=percent(total.direct_rate), at_once=percent(total.at_once_rate), handed=percent(total.handed_rate)
    )
    return (wording.OVERALL.format(before=report.previous.asked, **figures), *([rates] if total.concluded else []))


def _results(report: Report) -> tuple[str, ...]:
    total, times = report.total, report.times
    counts = total.by_bucket
    parts = [
        wording.HOW_PART.format(name=wording.BUCKETS[each], count=counts[each], share=share)
        for each, share in shown_shares(total).items()
        if counts[each]
    ]
    waited = wording.TIMES.format(median=duration(times.median), ninth=duration(times.ninth))
    silent = total.asked - total.rated
    rated = wording.RATINGS.format(rated=total.rated, satisfaction=percent(total.satisfaction), silent=silent)
    return (
        *([wording.HOW.format(parts="，".join(parts))] if parts else []),
        *([waited] if times.count else []),
        *([rated] if total.rated else []),
    )


def _asked(report: Report, names: Names) -> tuple[str, ...]:
    busiest = [f"{names.department(name)}（{tally.asked} 件）" for name, tally in report.by_department if name][:NAMED]
    top = [f"“{topic.example}”一类（{topic.now} 次）" for topic in report.top][:NAMED]
    rising = [f"“{topic.example}”一类（{topic.before} 次增至 {topic.now} 次）" for topic in report.rising][:NAMED]
    return (
        *([wording.BUSIEST.format(names="、".join(busiest))] if busiest else []),
        *([wording.OFTEN.format(topics="、".join(top))] if top else []),
        wording.ROSE.format(topics="、".join(rising)) if rising else wording.NOTHING_ROSE,
    )


def _gaps(gaps: Sequence[Cluster]) -> tuple[str, ...]:
    if not gaps:
        return (wording.NONE_UNANSWERED,)
    first = gaps[0]
    told = wording.UNANSWERED.format(question=first.question, asked=first.asked)
    return (told, wording.ADVICE)


def _appendix(report: Report, names: Names) -> tuple[Table, ...]:
    shown = {by_what(report), wording.DEPARTMENTS, wording.MATTERS}
    return tuple(table for table in tables(report, (), names) if table.title in shown)


def _tallies(title: str, key: str, rows: Sequence[tuple[str, Tally]]) -> Table:
    """A row for each, with its buckets, and the sum of all."""
    head = (key, wording.ASKED, *wording.BUCKETS.values(), wording.UNDER_WAY, wording.DIRECT, wording.AT_ONCE)
    found = tuple(
        (name, tally.asked, *tally.buckets, tally.under_way, percent(tally.direct_rate), percent(tally.at_once_rate))
        for name, tally in rows
    )
    return Table(title, head, found)
