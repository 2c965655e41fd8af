"""`sanfang evaluate answers`: the published corpus against questions with golds."""

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.context import Invocation
from bot.config import Settings

if TYPE_CHECKING:
    from bot.service.judge import Gold, Report, Verdict


@click.command("answers")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="题目.jsonl")
@click.option(
    "--corpus",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="用这个文件夹里的语料作答，不用已发布的",
)
@click.option("--json", "as_json", is_flag=True, help="输出一行 JSON，供程序使用")
@click.option("-v", "--verbose", is_flag=True, help="逐条列出没通过的，答错的在前")
@click.pass_obj
def answers(invocation: Invocation, file: Path, corpus: Path | None, as_json: bool, verbose: bool) -> None:
    """检验回答：该答的答对没有，不该答的有没有硬答

    \b
    每行一个对象：id、question、kind、expect（answer/handoff/smalltalk/refuse），
    可有 history、gold_articles、must_contain、must_not_contain、department。
    检验不写提问记录。
    """
    from bot.service.judge import GoldFormatError, read_golds, report

    try:
        golds = read_golds(file.read_text("utf-8").splitlines())
    except (GoldFormatError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file}：{error}") from None
    figures = report(asyncio.run(_verdicts(invocation.settings(), golds, corpus)))
    click.echo(json.dumps(_as_json(figures), ensure_ascii=False) if as_json else _as_text(figures))
    if verbose and not as_json:
        click.echo(_failures(figures.verdicts))


async def _verdicts(settings: Settings, golds: Sequence["Gold"], folder: Path | None) -> list["Verdict"]:
    from bot.bootstrap.asking import open_services
    from bot.composer.compose import compose
    from bot.composer.knowledge import Knowledge
    from bot.service.judge import judge
    from corpus.folder import load_folder

    if folder:
        knowledge = Knowledge.build(load_folder(folder))
    else:
        async with open_services(settings) as services:
            knowledge = services.snapshot.current.knowledge
    today = datetime.now().astimezone().date()
    verdicts = []
    for count, gold in enumerate(golds, 1):
        verdicts.append(judge(gold, compose(gold.question, gold.history, knowledge, today).decision))
        if sys.stderr.isatty():
            click.echo(f"\r已检验 {count}/{len(golds)} ", nl=count == len(golds), err=True)
    return verdicts


def _as_json(figures: "Report") -> dict[str, Any]:
    return {
        "passed": figures.passed,
        "kinds": figures.kinds,
        "outcomes": {f"{due}→{got}": count for (due, got), count in sorted(figures.outcomes.items())},
        "wrong": figures.wrong,
        "missed": figures.missed,
        "department": figures.department,
        "length": {"median": figures.length_median, "p90": figures.length_p90},
        "failed": [verdict.gold.id for verdict in figures.verdicts if not verdict.passed],
    }


def _as_text(figures: "Report") -> str:
    lines = ["通过（按应有的结果）"]
    lines += [f"  {name:<12}{_rate(*rate)}" for name, rate in figures.passed.items()]
    lines += ["通过（按题型）"]
    lines += [f"  {name:<26}{_rate(*rate)}" for name, rate in sorted(figures.kinds.items())]
    lines += ["应有 → 实得"]
    lines += [f"  {due} → {got}: {count}" for (due, got), count in sorted(figures.outcomes.items()) if due != got]
    lines += [
        f"不该答却答了  {_rate(*figures.wrong)}",
        f"该答却没答    {_rate(*figures.missed)}",
        f"部门说对      {_rate(*figures.department)}",
        f"答案长度      中位 {figures.length_median:g} 字，九成在 {figures.length_p90:g} 字以内",
    ]
    return "\n".join(lines)


def _rate(count: int, total: int) -> str:
    return f"{count}/{total}（{100 * count / total:.1f}%）" if total else "0/0"


def _failures(verdicts: Sequence["Verdict"]) -> str:
    failed = sorted((each for each in verdicts if not each.passed), key=lambda each: (not each.wrong, each.missed))
    return "\n".join(
        f"\n{each.gold.id} [{each.gold.kind}] 应为 {each.gold.expect}，得 {each.outcome}（{each.rule}）\n  问：{each.gold.question}\n  答：{each.text}"
        for each in failed
    )
