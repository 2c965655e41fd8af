"""BM25 over an inverted index: the model and constants of rank_bm25, the work of a single query's postings.

Each posting holds its finished score (idf · saturation), so that a query adds up rows and nothing else. With `Idf.OKAPI`
the sums equal `rank_bm25.BM25Okapi.get_scores` bit for bit; `Idf.LUCENE` is the default, as it is positive for every term
and knows no special case. A real BM25+ `delta` may be added to the terms that are present (rank_bm25 adds it to all).
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Docs = NDArray[np.int64]
Scores = NDArray[np.float64]

SAMPLE = 2048
"""Scores looked at to find a lower bound of the k-th best; see `best`."""


class Idf(StrEnum):
    """How rare terms are weighted."""

    LUCENE = "lucene"
    OKAPI = "okapi"


@dataclass(frozen=True, slots=True)
class Model:
    """BM25's constants. `epsilon` is only used by Okapi's idf, for terms found in more than half of the documents."""

    k1: float = 0.9
    b: float = 0.75
    delta: float = 0.0
    idf: Idf = Idf.LUCENE
    epsilon: float = 0.25

    @classmethod
    def of_rank_bm25(cls) -> "Model":
        """The model of `rank_bm25.BM25Okapi` as it comes, with the constants that the installed version has."""
        okapi = _rank_bm25().BM25Okapi([["a"], ["b"], ["c"]])
        return cls(k1=okapi.k1, b=okapi.b, idf=Idf.OKAPI, epsilon=okapi.epsilon)


class BM25Index:
    """An immutable index of one kind of terms over documents numbered from 0."""

    def __init__(self, size: int, rows: dict[str, int], starts: Docs, docs: Docs, values: Scores) -> None:
        self.size = size
        self._rows = rows
        self._starts = starts
        self._docs = docs
        self._values = values

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]], model: Model | None = None) -> "BM25Index":
        """Index documents given as terms. No documents, or only empty ones, make an index that finds nothing."""
        rows: defaultdict[str, int] = defaultdict()
        rows.default_factory = rows.__len__
        terms, lengths = array("q"), array("q")
        for document in documents:
            terms.extend([rows[term] for term in document])
            lengths.append(len(document))
        rows.default_factory = None
        postings = _count(np.array(terms, np.int64), np.array(lengths, np.int64), len(rows))
        return cls(len(lengths), rows, postings.starts, postings.docs, _score(postings, model or Model()))

    def frequency(self, term: str) -> int:
        """The number of documents that hold the term."""
        row = self._rows.get(term)
        return 0 if row is None else int(self._starts[row + 1] - self._starts[row])

    def weight(self, term: str) -> float:
        """Lucene's idf of the term in this collection, highest for a term that it does not hold."""
        frequency = self.frequency(term)
        return math.log1p((self.size - frequency + 0.5) / (frequency + 0.5))

    def add(self, terms: Iterable[str], scores: Scores, factor: float = 1.0) -> None:
        """Add the scores of a query's terms, in their order and with repeats, to those of all documents."""
        for term in terms:
            row = self._rows.get(term)
            if row is not None:
                part = slice(self._starts[row], self._starts[row + 1])
                values = self._values[part]
                np.add.at(scores, self._docs[part], values if factor == 1.0 else values * factor)

    def scores(self, terms: Iterable[str]) -> Scores:
        """The score of every document for a query."""
        scores = np.zeros(self.size)
        self.add(terms, scores)
        return scores

    def holds(self, term: str, docs: Docs) -> NDArray[np.bool_]:
        """For each of the documents, whether it holds the term."""
        row = self._rows.get(term)
        if row is None:
            return np.zeros(len(docs), np.bool_)
        postings = self._docs[self._starts[row] : self._starts[row + 1]]
        places = np.searchsorted(postings, docs)
        found: NDArray[np.bool_] = postings[np.minimum(places, len(postings) - 1)] == docs
        return found


def best(scores: Scores, limit: int) -> Docs:
    """The documents with the highest positive scores, best first, equal ones in the order of their numbers.

    The k-th best of a sample is a lower bound of the k-th best of all; few documents reach it, and only those are sorted.
    """
    if limit <= 0:
        return np.zeros(0, np.int64)
    step = max(1, len(scores) // SAMPLE)
    sample = scores[::step]
    bound = np.partition(sample, -limit)[-limit] if len(sample) > limit else 0.0
    found = np.flatnonzero(scores >= bound) if bound > 0 else np.flatnonzero(scores > 0)
    order = np.lexsort((found, -scores[found]))
    return found[order[:limit]]


@dataclass(frozen=True, slots=True)
class _Postings:
    """Postings by term, documents rising within each: `starts` has one entry more than there are terms."""

    starts: Docs
    docs: Docs
    counts: Docs
    lengths: Docs


def _count(terms: Docs, lengths: Docs, vocabulary: int) -> _Postings:
    """Count each term in each document. `terms` holds all documents after one another."""
    size = max(1, len(lengths))
    keys, counts = np.unique(terms * size + np.repeat(np.arange(len(lengths)), lengths), return_counts=True)
    frequencies = np.bincount(keys // size, minlength=vocabulary)
    starts = np.concatenate(([0], np.cumsum(frequencies)))
    return _Postings(starts, keys % size, counts, lengths)


def _score(postings: _Postings, model: Model) -> Scores:
    """The finished score of each posting, computed by rank_bm25's operations in its order."""
    if not len(postings.docs):
        return np.zeros(0)
    frequencies = np.diff(postings.starts)
    size = len(postings.lengths)
    idf = np.repeat(_idf(frequencies.tolist(), size, model), frequencies)
    average = int(postings.lengths.sum()) / size
    counts = postings.counts
    lengths = postings.lengths[postings.docs]
    saturation = counts * (model.k1 + 1) / (counts + model.k1 * (1 - model.b + model.b * lengths / average))
    scores: Scores = idf * (saturation + model.delta if model.delta else saturation)
    return scores


def _idf(frequencies: list[int], size: int, model: Model) -> Scores:
    """The weight of each term, in the order in which the terms first occur."""
    if model.idf is Idf.LUCENE:
        return np.array([math.log1p((size - n + 0.5) / (n + 0.5)) for n in frequencies])
    raw = [math.log(size - n + 0.5) - math.log(n + 0.5) for n in frequencies]
    floor = model.epsilon * (sum(raw) / len(raw))
    return np.array([floor if weight < 0 else weight for weight in raw])


def _rank_bm25() -> Any:
    """The library whose model this is; only its constants are needed, and only when asked for."""
    import rank_bm25

    return rank_bm25
