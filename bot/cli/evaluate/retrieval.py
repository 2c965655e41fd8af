"""`sanfang evaluate retrieval`: is the right passage found, over any passages and questions."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from retrieval.evaluate import Judged

T = TypeVar("T")

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
    from retrieval.evaluate import evaluate, read_passages, read_questions

    documents, judged = read(read_passages, passages), read(read_questions, questions)
    _warn_of_absent_gold(judged, {document.id for document in documents})
    with click.progressbar(length=100, label="检验", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.update(100 * done // max(total, 1) - bar.pos)

        figures = asdict(evaluate(documents, judged, progress))
    click.echo(json.dumps(figures) if as_json else "\n".join(_line(name, value) for name, value in figures.items()))


def read(parse: Callable[[Iterable[Mapping[str, Any]]], list[T]], path: Path) -> list[T]:
    """What the rows of a JSONL file hold. Raises click.ClickException naming the file and the line."""
    from retrieval.evaluate import JudgedFormatError

    try:
        found = parse(_rows(path))
    except (JudgedFormatError, _RowError) as error:
        raise click.ClickException(f"{path} {error}。") from None
    except UnicodeDecodeError:
        raise click.ClickException(f"{path} 不是 UTF-8 文本。请另存为 UTF-8 再试。") from None
    if not found:
        raise click.ClickException(f"{path} 里什么也没有。")
    return found


class _RowError(Exception):
    """A line that is no JSON object; says which, in Chinese."""


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, one a line."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _row(line, number)


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        raise _RowError(f"第 {number} 行不是 JSON") from None
    if not isinstance(row, dict):
        raise _RowError(f"第 {number} 行不是 {{…}} 这样的一个对象")
    return row


def _warn_of_absent_gold(judged: Iterable["Judged"], ids: Set[str]) -> None:
    absent = sum(each.answerable and each.gold.isdisjoint(ids) for each in judged)
    if absent:
        click.echo(f"注意：{absent} 道题的标准段落不在这些段落里，都会算作没找到。", err=True)


def _line(name: str, value: float | None) -> str:
    shown = "–" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
    return f"{NAMES[name]}  {shown}"
