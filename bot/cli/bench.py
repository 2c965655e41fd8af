"""`sanfang bench`: speed, memory and quality beside other engines, in one run."""

from pathlib import Path

import click

from bot.cli.evaluate.retrieval import FILE, rows

DEFAULT_SIZES = "1e4,1e5"


@click.group("bench")
def command() -> None:
    """与别的检索引擎并排量速度、内存和质量"""


@command.command("retrieval")
@click.option(
    "--passages", type=FILE, metavar="P.jsonl", help="用这些段落；不够的用其中的句子拼出。不写则用随程序的语料"
)
@click.option("--questions", type=FILE, metavar="Q.jsonl", help="用这些题目量 MRR@10；不写则只量速度")
@click.option("--sizes", default=DEFAULT_SIZES, show_default=True, metavar="段数", help="逗号分开，如 1e4,1e5,1e6")
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="另存一张图")
def retrieval(passages: Path | None, questions: Path | None, sizes: str, svg: Path | None) -> None:
    """检索引擎并排：rank_bm25、bm25s（numpy 和 numba）、tantivy，装了哪个量哪个

    结果是 Markdown 表。别的引擎用 pip install 'sanfang[bench]' 装上。
    """
    from bot.composer.knowledge import passage_documents
    from corpus.folder import bundled
    from retrieval.bench.run import BenchError, bench
    from retrieval.bench.table import markdown
    from retrieval.bench.table import svg as plot
    from retrieval.evaluate import JudgedFormatError, read_passages, read_questions

    try:
        counts = [int(float(size)) for size in sizes.split(",")]
        documents = read_passages(rows(passages)) if passages else list(passage_documents(bundled()))
        judged = read_questions(rows(questions)) if questions else []
        found = list(bench(documents, judged, counts, tell=lambda what: click.echo(what, err=True)))
    except (BenchError, JudgedFormatError, ValueError) as error:
        raise click.ClickException(f"量不成：{error}") from None
    click.echo(markdown(found))
    if svg:
        svg.write_text(plot(found), "utf-8")
