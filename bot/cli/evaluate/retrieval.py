"""`sanfang evaluate retrieval`: is the right passage found, over any passages and questions."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NAMES = {
    "passages": "段落",
    "questions": "题目",
    "recall_1": "第一条就对（R@1）",
    "recall_5": "前五条里有（R@5）",
    "recall_10": "前十条里有（R@10）",
    "mrr_10": "MRR@10",
    "ndcg_10": "nDCG@10",
    "contains_answer_1": "第一条含答案原文",
    "auroc_unanswerable": "分得清答不了的题（AUROC）",
    "auroc_off_topic": "分得清题外话（AUROC）",
    "auroc_first": "知道第一条对不对（AUROC）",
    "coverage_at_2_wrong": "错答不过 2% 时能答的份额",
}


@click.command("retrieval")
@click.option("--passages", type=FILE, required=True, metavar="P.jsonl", help="每行一段：id、title、text，可有 doc_id")
@click.option(
    "--questions", type=FILE, required=True, metavar="Q.jsonl", help="每行一题：id、question、gold_passage_ids、answers"
)
@click.option("--json", "as_json", is_flag=True, help="输出一行 JSON，供程序使用")
def retrieval(passages: Path, questions: Path, as_json: bool) -> None:
    """检验检索：标准段落排在第几，答不了的题认不认得出"""
    from retrieval.evaluate import JudgedFormatError, evaluate, read_passages, read_questions

    try:
        documents, judged = read_passages(rows(passages)), read_questions(rows(questions))
    except (JudgedFormatError, ValueError) as error:
        raise click.ClickException(f"文件读不懂：{error}") from None
    with click.progressbar(length=100, label="检验", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.update(100 * done // max(total, 1) - bar.pos)

        figures = asdict(evaluate(documents, judged, progress))
    click.echo(json.dumps(figures) if as_json else "\n".join(_line(name, value) for name, value in figures.items()))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, one a line. Raises ValueError naming the line."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError:
                    raise ValueError(f"{path} 第 {number} 行不是 JSON。") from None


def _line(name: str, value: float | None) -> str:
    shown = "–" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
    return f"{NAMES[name]}  {shown}"
