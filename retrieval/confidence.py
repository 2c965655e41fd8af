"""How sure a search may be, as two probabilities: that the collection is about what is asked, and that the first hit is it.

They answer different questions and rest on different figures. What there is of all that was looked for tells whether the
collection knows the matter; the lead over the others tells whether this is the passage. Neither figure means the same in
two collections, so each is calibrated on its own, without labels: with pseudo-questions made from its passages, which it
can answer, the same ones with the text they come from taken away, and a bank of off-topic questions, which it cannot.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.model import Document, Hit, Query
from retrieval.offtopic import CALIBRATING
from retrieval.retriever import Retriever
from retrieval.text import clean
from retrieval.tokens import Tokenizer

QUESTIONS = 300
"""Pseudo-questions to calibrate with."""

KEPT = 0.65
"""Share of a clause's words that a pseudo-question keeps: people ask in other words than the text's."""

DEPTH = 10
"""The hit whose score the lead is measured from."""

_CLAUSE = re.compile(r"[^，。；：！？、,.;:!?\s]{8,40}")
_ENDINGS = ("是什么", "有哪些", "怎么办", "是多少", "如何", "什么时候", "吗", "在哪里", "由谁负责", "有什么规定")


@dataclass(frozen=True, slots=True)
class Features:
    """The figures that confidence rests on, each 0..1.

    `share` is the first score by the highest one possible, `lead` how far it is above the tenth, `margin` above the second.
    """

    share: float
    lead: float
    margin: float


@dataclass(frozen=True, slots=True)
class Confidence:
    """`about`: the collection answers this at all. `passage`: the first hit is where."""

    about: float
    passage: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns features into probabilities; made for one collection by `calibrate`. Plain numbers, fit to be stored."""

    about: tuple[float, float, float]
    passage: tuple[float, float, float]

    def confidence(self, features: Features) -> Confidence:
        """The two probabilities."""
        return Confidence(
            _logistic(self.about, (features.share, features.lead)),
            _logistic(self.passage, (features.lead, features.margin)),
        )


def features(retriever: Retriever, text: str, hits: Sequence[Hit]) -> Features:
    """The figures of a search for a clean text that asked for at least `DEPTH` hits."""
    scores = [hit.score for hit in hits[:DEPTH]] + [0.0] * (DEPTH - len(hits))
    if scores[0] <= 0:
        return Features(0.0, 0.0, 0.0)
    return Features(
        min(1.0, scores[0] / retriever.possible(text)),
        (scores[0] - scores[-1]) / scores[0],
        (scores[0] - scores[1]) / scores[0],
    )


def calibrate(
    retriever: Retriever, tokenizer: Tokenizer | None = None, progress: Callable[[int, int], None] = lambda *_: None
) -> Calibration:
    """Calibrate for a collection; the same collection always gives the same numbers. Takes seconds."""
    chance = random.Random(len(retriever))
    questions = list(pseudo_questions(retriever.documents, tokenizer or Tokenizer(), chance))
    total = len(questions) + len(CALIBRATING)
    answered, right, unanswered = [], [], []
    for done, (document, text) in enumerate(questions, 1):
        hits = retriever.search(Query(text, limit=50))
        answered.append(features(retriever, text, hits))
        right.append(bool(hits) and hits[0].document.text == document.text)
        unanswered.append(features(retriever, text, _without(document, hits)))
        progress(done, total)
    for done, text in enumerate(CALIBRATING, len(questions) + 1):
        unanswered.append(features(retriever, text, retriever.search(Query(clean(text), limit=DEPTH))))
        progress(done, total)
    known = [True] * len(answered) + [False] * len(unanswered)
    return Calibration(
        _fit([(each.share, each.lead) for each in answered + unanswered], known),
        _fit([(each.lead, each.margin) for each in answered], right),
    )


def _without(document: Document, hits: Sequence[Hit]) -> Sequence[Hit]:
    """The hits as if the text that a document belongs to were not in the collection."""
    return [
        hit
        for hit in hits
        if hit.document.id != document.id and not (document.group and hit.document.group == document.group)
    ]


def pseudo_questions(
    documents: Sequence[Document], tokenizer: Tokenizer, chance: random.Random
) -> Sequence[tuple[Document, str]]:
    """Clauses of random documents as questions: some words dropped, half of them with a word of the title, an ending."""
    questions: list[tuple[Document, str]] = []
    for _ in range(4 * QUESTIONS if documents else 0):
        document = documents[chance.randrange(len(documents))]
        clauses = _CLAUSE.findall(document.text)
        if not clauses:
            continue
        words = [word for word in tokenizer.words(clean(chance.choice(clauses))) if chance.random() < KEPT]
        title = tokenizer.words(clean(document.title))
        if title and chance.random() < 0.5:
            words.insert(0, chance.choice(title))
        if len(words) > 1:
            questions.append((document, "".join(words) + chance.choice(_ENDINGS)))
        if len(questions) == QUESTIONS:
            break
    return questions


def _logistic(weights: Sequence[float], values: Sequence[float]) -> float:
    bias, *factors = weights
    return float(1 / (1 + np.exp(-(bias + np.dot(factors, values)))))


def _fit(rows: Sequence[tuple[float, float]], targets: Sequence[bool]) -> tuple[float, float, float]:
    """Logistic regression by Newton's method, drawn a little towards zero so that it ends for any data."""
    x: NDArray[np.float64] = np.column_stack([np.ones(len(rows)), np.array(rows).reshape(-1, 2)])
    y = np.array(targets, float)
    draw = np.diag([1e-3, 0.05, 0.05])
    weights = np.zeros(3)
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ weights).clip(-30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + draw
        step = np.linalg.solve(hessian, x.T @ (p - y) + draw @ weights)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return float(weights[0]), float(weights[1]), float(weights[2])
