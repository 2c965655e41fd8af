"""The index against rank_bm25, and against plain sorting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.bm25 import BM25Index, Idf, Model, best

TERMS = st.sampled_from("abcdefgh")
COLLECTION = st.lists(st.lists(TERMS, max_size=12), min_size=1, max_size=25).filter(any)
QUERY = st.lists(st.sampled_from("abcdefghxyz"), max_size=12)


@given(COLLECTION, QUERY)
def test_okapi_scores_equal_rank_bm25(collection: list[list[str]], query: list[str]) -> None:
    """With Okapi's idf every score equals rank_bm25's, to the last bit."""
    index = BM25Index.build(collection, Model.of_rank_bm25())

    assert index.scores(query).tolist() == BM25Okapi(collection).get_scores(query).tolist()


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0]) | st.floats(0, 3), max_size=5000), st.integers(0, 20))
def test_best_is_a_full_sort(scores: list[float], limit: int) -> None:
    """The best k are those of a full sort, equal scores in the order of the documents, zeros left out."""
    expected = sorted((number for number, score in enumerate(scores) if score > 0), key=lambda n: (-scores[n], n))

    assert best(np.array(scores), limit).tolist() == expected[:limit]


def test_best_looks_beyond_its_sample() -> None:
    """In a large collection the best documents are found wherever they stand."""
    scores = np.zeros(100_003)
    scores[[5, 77_777, 100_002]] = (1.0, 3.0, 2.0)

    assert best(scores, 2).tolist() == [77_777, 100_002]


@pytest.mark.parametrize("collection", [[], [[]], [[], []]])
def test_nothing_to_index(collection: list[list[str]]) -> None:
    """An index without terms answers, with nothing."""
    assert not BM25Index.build(collection).scores(["a"]).any()


def test_two_documents_can_be_told_apart() -> None:
    """A term of one in two documents counts, where Okapi's idf gives it nothing."""
    index = BM25Index.build([["a", "b"], ["c", "b"]], Model(idf=Idf.LUCENE))

    assert best(index.scores(["c"]), 5).tolist() == [1]


def test_delta_counts_for_present_terms_only() -> None:
    """BM25+ lifts the documents that hold the term and leaves the others at nothing."""
    plain, plus = (BM25Index.build([["a"], ["b"], ["b"]], Model(delta=delta)).scores(["a"]) for delta in (0.0, 1.0))

    assert plus[0] > plain[0]
    assert plus[1:].tolist() == [0.0, 0.0]


def test_unknown_terms_weigh_most() -> None:
    """The rarer a term, the more it weighs; one that is nowhere weighs most."""
    index = BM25Index.build([["a", "b"], ["a"], ["a"]])

    assert index.weight("a") < index.weight("b") < index.weight("nowhere")


def test_holds() -> None:
    """Membership is told for each document asked about."""
    index = BM25Index.build([["a"], ["b"], ["a", "b"]])

    assert index.holds("b", np.array([0, 2, 1])).tolist() == [False, True, True]
    assert index.holds("x", np.array([0])).tolist() == [False]
