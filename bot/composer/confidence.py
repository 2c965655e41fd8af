"""The probability that a sentence answers the question: a logistic function of the numbers a clerk would weigh.

The weights were fitted on the tuning half of `tests/golden` (`python -m tests.golden.fit` prints them).
"""

from math import exp

from bot.composer.extract import Candidate

FEATURES = ("own", "named", "lacking", "worth")
WEIGHTS = (0.23, 1.14, -1.61, 1.62)
BIAS = -1.34


def features(candidate: Candidate) -> tuple[float, ...]:
    """The numbers in the order of FEATURES."""
    return (
        candidate.own,
        min(candidate.named, 3.0),
        min(candidate.lacking, 2.0),
        candidate.worth,
    )


def confidence(candidate: Candidate) -> float:
    """0..1: how probably the candidate answers."""
    score = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, features(candidate), strict=True))
    return 1.0 / (1.0 + exp(-score))
