"""`sanfang stats`: the published measures of a period."""

import asyncio
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.context import Invocation
from bot.cli.result import as_line
from bot.cli.table import table
from bot.composer import report_wording as wording
from bot.composer.report import Names, Table, tables
from bot.config import Settings
from bot.core.cluster_ports import Cluster
from bot.core.hours import SHANGHAI
from bot.core.statistics import Period, Report, Tally
from bot.exports import EXPORTS, export
from corpus.model import Corpus

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("stats")
@click.option("--from", "since", type=DAY, metavar="日期", help="从哪天起，如 2026-03-01；不写则是到 --to 为止的 30 天")
@click.option("--to", "until", type=DAY, metavar="日期", help="到哪天为止，含当天；不写则是今天")
@click.option("--department", metavar="部门", help="只看一个部门，写名称或编号")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象，供程序使用")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="文件",
    help="写成文件：.xlsx、.csv 是各张表，.docx 是一份简报",
)  # fmt: skip
@click.pass_obj
def command(
    invocation: Invocation,
    since: datetime | None,
    until: datetime | None,
    department: str | None,
    as_json: bool,
    out: Path | None,
) -> None:
    """统计一段时间的咨询：答复率、转接率、满意率、各部门、问得最多的

    \b
    sanfang stats
    sanfang stats --from 2026-03-01 --to 2026-03-31 --out 三月.docx
    五种办理结果合计 100%；寒暄、测试、无效和被更正的提问不计。
    """
    if out is not None and out.suffix.lower() not in EXPORTS:
        raise click.UsageError(f"--out 的文件名请以 {'、'.join(EXPORTS)} 结尾。")
    period = _period(since, until)
    corpus, report, gaps = asyncio.run(_read(invocation.settings(), period, department))
    names = Names.of(corpus)
    if out is not None:
        _write(out, export(out.suffix.lower(), report, gaps, names))
    elif as_json:
        click.echo(as_line(_as_json(report, gaps)))
    elif not report.total.asked:
        click.echo(wording.EMPTY, err=True)
    else:
        click.echo(f"{wording.SPAN.format(since=period.since, until=period.until)}\n")
        click.echo("\n\n".join(map(_shown, tables(report, gaps, names))))


def _period(since: datetime | None, until: datetime | None) -> Period:
    last = until.date() if until else datetime.now(SHANGHAI).date()
    if since is None:
        return Period.lately(last)
    try:
        return Period(since.date(), last)
    except ValueError:
        raise click.UsageError("--from 要早于 --to，请换一下。") from None


async def _read(
    settings: Settings, period: Period, department: str | None
) -> tuple[Corpus, Report, tuple[Cluster, ...]]:
    from bot.bootstrap.store import open_store
    from bot.service.clusters import gather, open_gaps
    from bot.service.statistics import report

    async with open_store(settings) as database:
        async with database.read() as unit:
            version = await unit.corpus.current()
            corpus = await unit.corpus.load(version) if version else Corpus()
        scope = None if department is None else frozenset({_department(corpus, department)})
        await gather(database)
        return corpus, await report(database, period, scope), await open_gaps(database, period, scope)


def _department(corpus: Corpus, name: str) -> str:
    found = next((each.id for each in corpus.departments if name in (each.id, *each.names)), None)
    if found is None:
        raise click.UsageError(f"没有叫“{name}”的部门。请写全称、简称或编号，例如 区税务局。")
    return found


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.UsageError(f"写不了 {out}（{error.strerror}）：请检查目录和权限。") from None
    click.echo(f"已写入 {out}", err=True)


def _shown(found: Table) -> str:
    rows = [[str(cell) for cell in row] for row in found.rows]
    return f"{found.title}\n{table(found.head, rows)}"


def _as_json(report: Report, gaps: tuple[Cluster, ...]) -> dict[str, Any]:
    return {
        "from": report.period.since.isoformat(),
        "to": report.period.until.isoformat(),
        "total": _tally(report.total),
        "before": _tally(report.previous),
        "first_response_seconds": asdict(report.times),
        "by_day": [{"from": each.since.isoformat(), **_tally(tally)} for each, tally in report.by_day],
        "by_department": [{"department": name, **_tally(tally)} for name, tally in report.by_department],
        "by_matter": [{"matter": name, **_tally(tally)} for name, tally in report.by_matter],
        "top": [asdict(topic) for topic in report.top],
        "rising": [asdict(topic) for topic in report.rising],
        "gaps": [{"question": each.question, "asked": each.asked, "department": each.department} for each in gaps],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "asked": tally.asked,
        "under_way": tally.under_way,
        "buckets": {bucket.value: count for bucket, count in tally.by_bucket.items()},
        "direct_rate": tally.direct_rate,
        "at_once_rate": tally.at_once_rate,
        "handed_rate": tally.handed_rate,
        "satisfaction": tally.satisfaction,
        "rated": tally.rated,
    }
