"""`sanfang bench`: speed, memory and quality beside other engines in one run, and how long a decision takes."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.evaluate.retrieval import FILE, read

if TYPE_CHECKING:
    from bot.service.timing import Timing

DEFAULT_SIZES = "1e4,1e5"
SMALLEST = 10
"""Passages of the smallest collection: every engine is asked for its best ten."""


@click.group("bench")
def command() -> None:
    """量检索（与别的引擎并排）和作答的速度"""


def _sizes(_context: click.Context, _parameter: click.Parameter, given: str) -> tuple[int, ...]:
    try:
        sizes = tuple(int(float(size)) for size in given.split(","))
    except (ValueError, OverflowError):
        sizes = (0,)
    if min(sizes) < SMALLEST:
        raise click.BadParameter(f"写成逗号分开的数，如 1e4,1e5，每个不小于 {SMALLEST}。")
    return sizes


@command.command("retrieval")
@click.option(
    "--passages", type=FILE, metavar="P.jsonl", help="用这些段落；不够的用其中的句子拼出。不写则用随程序的语料"
)
@click.option("--questions", type=FILE, metavar="Q.jsonl", help="用这些题目量 MRR@10；不写则只量速度")
@click.option(
    "--sizes",
    default=DEFAULT_SIZES,
    show_default=True,
    callback=_sizes,
    metavar="段数",
    help="逗号分开，如 1e4,1e5,1e6",
)
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="另存一张图")
def retrieval(passages: Path | None, questions: Path | None, sizes: tuple[int, ...], svg: Path | None) -> None:
    """检索引擎并排：rank_bm25、bm25s（numpy 和 numba）、tantivy，装了哪个量哪个

    结果是 Markdown 表。别的引擎在程序的目录里用 pip install '.[bench]' 装上。
    """
    from bot.composer.knowledge import passage_documents
    from corpus.folder import bundled
    from retrieval.bench.run import BenchError, Row, bench
    from retrieval.bench.table import markdown
    from retrieval.bench.table import svg as plot
    from retrieval.evaluate import read_passages, read_questions

    documents = read(read_passages, passages) if passages else passage_documents(bundled())
    judged = read(read_questions, questions) if questions else ()
    found: list[Row] = []
    try:
        found.extend(bench(documents, judged, sizes, tell=lambda what: click.echo(what, err=True)))
    except BenchError as error:
        raise click.ClickException(f"量不成：{error}") from None
    finally:  # also what was measured before an engine failed
        if found:
            click.echo(markdown(found))
    if svg:
        svg.write_text(plot(found), "utf-8")


@command.command("answers")
@click.option("--passages", type=FILE, metavar="P.jsonl", help="用这些段落；不写则用随程序的语料")
@click.option("--questions", type=FILE, metavar="Q.jsonl", help="问这些题目；不写则用语料自己的问法和语句")
@click.option(
    "--sizes", default="0,1e5", show_default=True, metavar="段数", help="逗号分开；不够的用其中的句子拼出，0 是原样"
)
def answers(passages: Path | None, questions: Path | None, sizes: str) -> None:
    """作答要多久：从一句话到决定，和其中检索占的时间

    一个进程、一个线程，一问接一问。结果是 Markdown 表，单位毫秒。
    """
    from bot.composer.knowledge import Knowledge
    from bot.service.judge import GoldFormatError
    from bot.service.reading import read_passages, read_questions, whole_articles
    from bot.service.timing import enlarged, own_questions, timed
    from corpus.folder import bundled
    from corpus.model import Corpus

    try:
        corpus = bundled()
        if passages:
            articles = whole_articles(read_passages(passages.read_text("utf-8").splitlines()))
            corpus = Corpus(articles=articles, glossary=corpus.glossary)
        given = read_questions(questions.read_text("utf-8").splitlines()) if questions else ()
        asked = [each.question for each in given] or own_questions(corpus)
        today = datetime.now().astimezone().date()
        for number, size in enumerate(int(float(size)) for size in sizes.split(",")):
            timing = timed(Knowledge.build(enlarged(corpus, size)), asked, today)
            click.echo("\n".join((*(() if number else _HEAD), _row(timing))))
    except (GoldFormatError, ValueError) as error:
        raise click.ClickException(f"量不成：{error}") from None


_HEAD = ("| 段数 | 题数 | 作答 p50 | p95 | p99 | 其中检索 p50 | p95 | p99 |", "|---|---|---|---|---|---|---|---|")


def _row(timing: "Timing") -> str:
    spent = (f"{value:.1f}" for each in (timing.compose, timing.search) for value in (each.p50, each.p95, each.p99))
    return f"| {timing.passages} | {timing.asked} | {' | '.join(spent)} |"
