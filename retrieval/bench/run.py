"""Runs the engines one after another, each in a process of its own, and gathers what they measured."""

import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.bench.collection import write
from retrieval.bench.engines import ENGINES
from retrieval.confidence import pseudo_questions
from retrieval.evaluate import Judged
from retrieval.model import Document
from retrieval.tokens import Tokenizer

RANK_BM25_UP_TO = 100_000
"""Above this, rank_bm25 takes seconds a question and gigabytes; ratios are taken at this size."""

Tell = Callable[[str], None]
"""Told what is being done, in Chinese."""


class BenchError(Exception):
    """An engine failed; says which and how."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one engine did on a collection of `size`: seconds to build and open, MB on disk and resident (growth while
    serving), ms a question, MRR@10, and over how many questions."""

    engine: str
    size: int
    build: float
    open: float
    disk: float
    resident: float
    p50: float
    p99: float
    mrr: float
    asked: int


def installed() -> tuple[str, ...]:
    """The engines that can be measured here."""
    return tuple(name for name, each in ENGINES.items() if not each.library or importlib.util.find_spec(each.library))


def bench(
    documents: Sequence[Document],
    questions: Sequence[Judged],
    sizes: Sequence[int] = (10_000, 100_000, 1_000_000),
    engines: Sequence[str] | None = None,
    tell: Tell = lambda _what: None,
) -> Iterator[Row]:
    """Measure; a row comes as soon as it is known. Without questions the documents' own clauses are asked. Raises BenchError."""
    questions = questions or _own_questions(documents)
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="sanfang-bench-") as root:
            collection = Path(root) / "collection"
            collection.mkdir()
            tell(f"{size} 段：切词")
            if not write(collection, documents, questions, size):
                raise BenchError("没有一道题既有文字，标准段落又在这些段落里")
            for name in engines or installed():
                if name == "rank_bm25" and size > RANK_BM25_UP_TO:
                    continue
                yield _measure(name, size, collection, Path(root), tell)


def _own_questions(documents: Sequence[Document]) -> Sequence[Judged]:
    made = pseudo_questions(documents, Tokenizer(), random.Random(0))
    return [Judged(str(number), text, frozenset({document.id})) for number, (document, text) in enumerate(made)]


def _measure(name: str, size: int, collection: Path, root: Path, tell: Tell) -> Row:
    folder = root / "engine"
    tell(f"{size} 段：{name} 建索引")
    built = _child("build", name, collection, folder)
    tell(f"{size} 段：{name} 作答")
    served = _child("serve", name, collection, folder)
    shutil.rmtree(folder)
    return Row(
        name,
        size,
        built["build"],
        served["open"],
        built["disk"],
        served["resident"],
        served["p50"],
        served["p99"],
        served["mrr"],
        int(served["asked"]),
    )


def _child(step: str, name: str, collection: Path, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "retrieval.bench.child", step, name, str(collection), str(folder)]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **threads}, check=False)  # noqa: S603
    if done.returncode:
        raise BenchError(f"{name}：{done.stderr.strip().splitlines()[-1] if done.stderr.strip() else '没有说明就停了'}")
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result
