"""`sanfang evaluate reading`: does the shown text hold the words that answer, over any passages and questions."""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.service.reading import Reading

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("reading")
@click.option("--passages", type=_FILE, required=True, metavar="P.jsonl", help="每行一段：id、title、text")
@click.option(
    "--questions",
    type=_FILE,
    required=True,
    metavar="Q.jsonl",
    help="每行一题：id、question、gold_passage_ids、answers、answerable",
)
@click.option("--json", "as_json", is_flag=True, help="输出一行 JSON，供程序使用")
def reading(passages: Path, questions: Path, as_json: bool) -> None:
    """检验摘句：给出的话里有没有答案的原文

    先从全部段落里找（端到端），再只给标准段落；答不了的题看有没有硬答。
    """
    from bot.service.judge import GoldFormatError
    from bot.service.reading import judge_reading, read_passages, read_questions
    from corpus.folder import bundled

    try:
        given = read_passages(passages.read_text("utf-8").splitlines())
        golds = read_questions(questions.read_text("utf-8").splitlines())
    except (GoldFormatError, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from None
    with click.progressbar(length=len(golds), label="检验", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        figures = judge_reading(
            given, golds, bundled().glossary, datetime.now().astimezone().date(), lambda _: bar.update(1)
        )
    click.echo(json.dumps(asdict(figures), ensure_ascii=False) if as_json else _as_text(figures))


def _as_text(figures: "Reading") -> str:
    rates = (
        ("端到端，给出的话含答案", figures.held),
        ("拿不准的也给出来，含答案", figures.best),
        ("只给标准段落，含答案", figures.given),
        ("答得了的题里给了答案", figures.answered),
        ("答不了的题里硬答了", figures.wrong),
    )
    lines = [f"{name}  {count}/{total}（{100 * count / total:.1f}%）" for name, (count, total) in rates if total]
    return "\n".join((*lines, f"答案长度  中位 {figures.length_median:g} 字，九成在 {figures.length_p90:g} 字以内"))
