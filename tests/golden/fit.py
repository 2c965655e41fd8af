"""Fit the weights of `bot.composer.confidence` on the tuning half of the golden questions, and print them.

    python -m tests.golden.fit

Each part of a question gives one example: the numbers of its best sentence, and whether showing it is right. The questions are
asked of the bundled corpus and once more of its bare text, without headings and ways of asking, as an imported bulletin
would be. Logistic regression with a quadratic penalty, by Newton's method.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.composer.case import Case, build_case
from bot.composer.confidence import FEATURES, features
from bot.composer.knowledge import Knowledge
from bot.composer.understand import is_elliptic, understand, with_topic
from bot.composer.whole import whole_answer
from bot.core.model import Outcome
from bot.service.judge import Gold, fold, read_golds
from corpus.folder import bundled
from corpus.model import Corpus

TODAY = date(2026, 1, 1)
PENALTY = 2.0
Floats = NDArray[np.float64]


def examples(golds: tuple[Gold, ...], knowledge: Knowledge) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Features and label of every part that has a candidate; questions with several parts only where none may be answered."""
    for gold in golds:
        for case in _cases(gold, knowledge):
            if case.answering:
                yield features(case.answering[0]), gold.expect is Outcome.ANSWER and _right(gold, case)


def _cases(gold: Gold, knowledge: Knowledge) -> list[Case]:
    understood = understand(gold.question, knowledge)
    several = len(understood.parts) > 1 and gold.expect is Outcome.ANSWER
    if understood.talk or several or gold.expect is Outcome.SMALLTALK:
        return []
    leaning = [
        with_topic(part, gold.history[-1], knowledge) if gold.history and is_elliptic(part) else part
        for part in understood.parts
    ]
    return [build_case(understood.text, None, part, knowledge, TODAY) for part in leaning if not part.outside]


def _right(gold: Gold, case: Case) -> bool:
    """Whether the shown text holds every fact, from an article that should be cited."""
    shown = whole_answer(case.part, case.answering[0], case.fitting, case.knowledge)
    text = fold("".join(each.quote for each in shown))
    complete = all(any(variant in text for variant in group) for group in gold.must_contain)
    return complete and fold(case.answering[0].found.article.title) in gold.articles


def fit(rows: Floats, labels: Floats) -> tuple[Floats, float]:
    """Weights and bias for the features as they are."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    inputs = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    penalty = np.diag([*[PENALTY] * rows.shape[1], 1e-6])
    weights = np.zeros(inputs.shape[1])
    for _ in range(100):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (chance - labels) + penalty @ weights
        curve = (inputs.T * (chance * (1 - chance))) @ inputs + penalty
        weights -= np.linalg.solve(curve, slope)
    plain = weights[:-1] / spread
    return plain, float(weights[-1] - plain @ mean)


def bare(corpus: Corpus) -> Corpus:
    """The corpus without what was added to make it easy to find."""
    articles = (
        replace(article, asked_as=(), body=re.sub(r"^## .*\n+", "", article.body, flags=re.MULTILINE))
        for article in corpus.articles
    )
    return replace(corpus, articles=tuple(articles))


def main() -> None:
    """Print the lines to put into `confidence.py`."""
    lines = Path(__file__).with_name("questions.jsonl").read_text("utf-8").splitlines()
    golds = read_golds(line for line in lines if '"split": "tune"' in line)
    corpora = (bundled(), bare(bundled()))
    found = [each for corpus in corpora for each in examples(golds, Knowledge.build(corpus))]
    weights, bias = fit(np.array([row for row, _ in found]), np.array([label for _, label in found], float))
    print(f"FEATURES = {FEATURES}")  # noqa: T201 (it is a command)
    print(f"WEIGHTS = {tuple(round(float(weight), 2) for weight in weights)}\nBIAS = {bias:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
