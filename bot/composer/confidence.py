"""The probability that a sentence answers the question: a logistic function of the numbers a clerk would weigh.

The weights were fitted on the tuning half of `tests/golden` (see `tests/golden/fit.py`, which prints them).
"""

from math import exp

from bot.composer.extract import Candidate

FEATURES = ("own", "named", "lacking", "margin", "rank")
WEIGHTS = (1.52, 0.97, -1.31, 0.48, 2.31)
BIAS = -5.97


def features(candidate: Candidate, margin: float) -> tuple[float, ...]:
    """The numbers in the order of FEATURES. `margin`: rank above the best sentence of another article."""
    return (
        candidate.own,
        min(candidate.named, 3.0),
        min(candidate.lacking, 2.0),
        min(margin, 1.0),
        candidate.rank,
    )


def confidence(candidate: Candidate, margin: float) -> float:
    """0..1: how probably the candidate answers."""
    score = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, features(candidate, margin), strict=True))
    return 1.0 / (1.0 + exp(-score))
