"""The index against rank_bm25, and against plain sorting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.bm25 import BM25Index, Idf, Model, best
from retrieval.inverting import STRETCH, Part, invert, plain

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


@given(COLLECTION, QUERY)
def test_scores_of_some_documents_equal_those_of_all(collection: list[list[str]], query: list[str]) -> None:
    """Asking for a term's score in some documents tells what scoring all of them tells."""
    index = BM25Index.build(collection)
    docs = np.arange(0, len(collection), 2)

    for term in query:
        assert index.at(term, docs).tolist() == index.scores([term])[docs].tolist()


@given(COLLECTION)
def test_borrowed_terms_make_nothing_longer_or_more_frequent(collection: list[list[str]]) -> None:
    """What a document borrows adds to its score for the borrowed terms, and changes no other score."""
    terms = plain(collection)[0].terms
    last = np.full(len(collection), len(collection) - 1)
    alone = BM25Index(invert([Part(terms)], Model()))
    lent = BM25Index(invert([Part(terms), Part(terms, 0.5, last, borrowed=True)], Model()))

    for term in "abcdefgh":
        assert lent.frequency(term) == alone.frequency(term)
        gain = lent.scores([term]) - alone.scores([term])
        assert (gain > 0).all() if term in collection[-1] else not gain.any()


def test_many_documents_are_indexed_in_stretches() -> None:
    """An index of more documents than are counted at a time equals rank_bm25's all the same."""
    words = np.random.default_rng(7).choice(list("abcdefghijklmnopqrstuvwxyz"), (STRETCH + 50, 3)).tolist()
    index = BM25Index.build(words, Model.of_rank_bm25())

    assert index.scores(["q", "a"]).tolist() == BM25Okapi(words).get_scores(["q", "a"]).tolist()
