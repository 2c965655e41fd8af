"""`sanfang bench`: speed, memory and quality beside other engines, in one run."""

from pathlib import Path

import click

from bot.cli.evaluate.retrieval import FILE, read

DEFAULT_SIZES = "1e4,1e5"
SMALLEST = 10
"""Passages of the smallest collection: every engine is asked for its best ten."""


@click.group("bench")
def command() -> None:
    """与别的检索引擎并排量速度、内存和质量"""


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

    结果是 Markdown 表。别的引擎用 pip install 'sanfang[bench]' 装上。
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
