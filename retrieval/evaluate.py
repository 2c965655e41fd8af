"""How good retrieval is over judged questions, in figures that are known by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.confidence import DEPTH, Calibration, calibrate, features
from retrieval.indexing import Progress, quiet
from retrieval.model import Document, Hit, Query
from retrieval.offtopic import MEASURING
from retrieval.retriever import Retriever
from retrieval.text import clean, normalize

WRONG = 0.02
"""Share of wrong ones among the answers given that `coverage_at_2_wrong` allows."""


class JudgedFormatError(Exception):
    """A row of passages or questions that cannot be used; says which and why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the passages of which any one is right, and strings of which any one is the answer."""

    id: str
    question: str
    gold: frozenset[str]
    answers: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the collection holds an answer."""
        return bool(self.gold)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one collection, each 0..1; one that cannot be told from these questions is None.

    `auroc_unanswerable` and `auroc_off_topic`: how well `Confidence.about` tells answerable questions from unanswerable and
    from off-topic ones. `auroc_first`: how well `Confidence.passage` tells right first hits from wrong ones.
    `coverage_at_2_wrong`: the largest share of the answerable questions that can be answered, most confident first, with at
    most 2 % of the answers given being wrong (neither a right passage nor one that holds the answer).
    """

    passages: int
    questions: int
    recall_1: float | None
    recall_5: float | None
    recall_10: float | None
    mrr_10: float | None
    ndcg_10: float | None
    contains_answer_1: float | None
    auroc_unanswerable: float | None
    auroc_off_topic: float | None
    auroc_first: float | None
    coverage_at_2_wrong: float | None


def read_passages(rows: Iterable[Mapping[str, Any]]) -> list[Document]:
    """Passages given as `id`, `title`, `text` and, for parts of one text, `doc_id`, or an id that goes `text#part`. Raises
    JudgedFormatError."""
    return [
        Document(
            _text(row, "id", number),
            str(row.get("title") or ""),
            _text(row, "text", number),
            group=str(row.get("doc_id") or _text(row, "id", number).rpartition("#")[0]),
        )
        for number, row in enumerate(rows, 1)
    ]


def read_questions(rows: Iterable[Mapping[str, Any]]) -> list[Judged]:
    """Questions given as `id`, `question`, `gold_passage_ids` and `answers`; no gold means unanswerable. Raises
    JudgedFormatError."""
    return [
        Judged(
            _text(row, "id", number),
            _text(row, "question", number),
            frozenset(_texts(row, "gold_passage_ids", number)),
            _texts(row, "answers", number),
        )
        for number, row in enumerate(rows, 1)
    ]


def evaluate(documents: Sequence[Document], questions: Sequence[Judged], progress: Progress = quiet) -> Figures:
    """Index the documents, ask every question, and count."""
    total = len(documents) + len(questions) + len(MEASURING)

    def indexed(done: int, of: int) -> None:
        progress(done * len(documents) // max(of, 1), total)

    retriever = Retriever.build(documents, progress=indexed)
    calibration = calibrate(retriever)
    asked = []
    for number, judged in enumerate(questions, 1):
        hits = retriever.search(Query(clean(judged.question), limit=DEPTH))
        confidence = calibration.confidence(features(retriever, clean(judged.question), hits))
        asked.append(_Asked(judged, hits, confidence.about, confidence.passage))
        progress(len(documents) + number, total)
    off_topic = [_about(retriever, calibration, text) for text in MEASURING]
    progress(total, total)
    return _figures(len(documents), asked, off_topic)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a positive one is above a negative one, a tie counting half; None without either."""
    if not len(positive) or not len(negative):
        return None
    values = np.concatenate((positive, negative))
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    above = ranks[: len(positive)].sum() - len(positive) * (len(positive) + 1) / 2
    return float(above / (len(positive) * len(negative)))


def coverage_at(confidence: Sequence[float], right: Sequence[bool], answerable: int, wrong: float) -> float | None:
    """The largest share of `answerable` that is answered rightly when the most confident are answered with at most `wrong`
    of them wrong; None without any answerable."""
    if not answerable:
        return None
    order = np.argsort(-np.array(confidence), kind="stable")
    rights = np.cumsum(np.array(right)[order])
    given = np.arange(1, len(order) + 1)
    allowed = rights[(given - rights) <= wrong * given]
    return float(allowed.max(initial=0) / answerable)


@dataclass(frozen=True, slots=True)
class _Asked:
    judged: Judged
    hits: Sequence[Hit]
    about: float
    passage: float

    @property
    def rank(self) -> int:
        """The place of the first right passage, from 1; 0 when there is none."""
        return next((place for place, hit in enumerate(self.hits, 1) if hit.document.id in self.judged.gold), 0)

    @property
    def contains(self) -> bool:
        """Whether the first passage holds an answer word for word, spaces aside."""
        text = _tight(self.hits[0].document.text) if self.hits else ""
        return any(_tight(answer) in text for answer in self.judged.answers)

    @property
    def right(self) -> bool:
        """Whether answering from the first hit would be right."""
        return self.judged.answerable and (self.rank == 1 or self.contains)


def _figures(passages: int, asked: Sequence[_Asked], off_topic: Sequence[float]) -> Figures:
    known = [each for each in asked if each.judged.answerable]
    unknown = [each.about for each in asked if not each.judged.answerable]
    ranks = np.array([each.rank for each in known])
    about = [each.about for each in known]
    gains = [_ndcg(each) for each in known]
    return Figures(
        passages,
        len(asked),
        _mean(ranks == 1),
        _mean((ranks > 0) & (ranks <= 5)),
        _mean(ranks > 0),
        _mean(np.where(ranks > 0, 1 / np.maximum(ranks, 1), 0.0)),
        _mean(gains),
        _mean([each.contains for each in known if each.judged.answers]),
        auroc(about, unknown),
        auroc(about, off_topic),
        auroc([each.passage for each in known if each.right], [each.passage for each in known if not each.right]),
        coverage_at([each.about * each.passage for each in asked], [each.right for each in asked], len(known), WRONG),
    )


def _ndcg(asked: _Asked) -> float:
    """nDCG of the first ten, every right passage having gain 1."""
    discounts = 1 / np.log2(np.arange(2, DEPTH + 2))
    gains = np.array([hit.document.id in asked.judged.gold for hit in asked.hits], float)
    ideal = discounts[: min(DEPTH, len(asked.judged.gold))].sum()
    return float((gains * discounts[: len(gains)]).sum() / ideal)


def _about(retriever: Retriever, calibration: Calibration, text: str) -> float:
    hits = retriever.search(Query(clean(text), limit=DEPTH))
    return float(calibration.confidence(features(retriever, clean(text), hits)).about)


def _mean(values: Sequence[float] | Sequence[bool] | NDArray[Any]) -> float | None:
    return float(np.mean(values)) if len(values) else None


def _tight(text: str) -> str:
    return normalize(text).replace(" ", "")


def _text(row: Mapping[str, Any], name: str, number: int) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise JudgedFormatError(f"第 {number} 行缺少“{name}”，或者它不是文字")
    return value


def _texts(row: Mapping[str, Any], name: str, number: int) -> tuple[str, ...]:
    values = row.get(name) or []
    if not isinstance(values, list):
        raise JudgedFormatError(f"第 {number} 行的“{name}”不是一个列表")
    return tuple(map(str, values))
