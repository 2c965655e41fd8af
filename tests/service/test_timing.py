"""Measuring how long decisions take: over a corpus as it is or enlarged, with its own questions or others."""

from datetime import date

import pytest

from bot.composer.knowledge import Knowledge
from bot.service.timing import enlarged, own_questions, timed
from tests.composer.small import CORPUS, SMALL

TODAY = date(2026, 3, 2)


def test_a_corpus_has_questions_of_its_own() -> None:
    """Its ways of asking come first."""
    asked = own_questions(CORPUS)

    assert asked[0] == next(line for article in CORPUS.articles for line in article.asked_as)
    assert all(asked)


def test_an_enlarged_corpus_keeps_what_it_had() -> None:
    """It has as many passages as were asked for, never fewer than before."""
    knowledge = Knowledge.build(enlarged(CORPUS, 120))

    assert len(knowledge.passages) >= 120
    assert knowledge.articles.keys() > SMALL.articles.keys()
    assert enlarged(CORPUS, 0) == CORPUS


def test_timings_rise_and_searching_is_a_part_of_deciding() -> None:
    """Percentiles are in order, over every question given."""
    timing = timed(SMALL, own_questions(CORPUS)[:30], TODAY)

    assert (timing.passages, timing.asked) == (len(SMALL.passages), 30)
    assert 0 < timing.compose.p50 <= timing.compose.p95 <= timing.compose.p99
    assert 0 < timing.search.p50 <= timing.search.p95


def test_no_question_is_no_timing() -> None:
    """It is said so."""
    with pytest.raises(ValueError, match="没有可问的问题"):
        timed(SMALL, (), TODAY)
