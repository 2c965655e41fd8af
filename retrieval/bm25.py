"""BM25 over an inverted index: the model and constants of rank_bm25, the work of a single query's postings.

Each posting holds its finished score (idf · saturation), so that a query adds up rows and nothing else. Terms of more than
one document in 16 are kept as dense rows, which add up ten times faster than postings. With `Idf.OKAPI` the sums equal
`rank_bm25.BM25Okapi.get_scores` bit for bit; `Idf.LUCENE` is the default, as it is positive for every term and knows no
special case. A real BM25+ `delta` counts for the terms that are present (rank_bm25 adds it to all).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.ragged import Codes, Numbers, code

Scores = NDArray[np.floating[Any]]

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
        from rank_bm25 import BM25Okapi

        okapi = BM25Okapi([["a"], ["b"], ["c"]])
        return cls(k1=okapi.k1, b=okapi.b, idf=Idf.OKAPI, epsilon=okapi.epsilon)


@dataclass(frozen=True, slots=True)
class Postings:
    """The arrays of an index; `retrieval.store` keeps them in files.

    `vocabulary` holds the terms' codes, rising, one a row. Row `i` of the postings is `starts[i]:starts[i + 1]` of `docs`
    (rising) and `values`. A row listed in `hot` (rising) has no postings but a row of `dense`. `frequencies` counts the
    documents that hold the term themselves; `size` is a one-element array, the number of documents.
    """

    vocabulary: Codes
    frequencies: NDArray[np.int32]
    starts: Numbers
    docs: NDArray[np.int32]
    values: Scores
    hot: NDArray[np.int32]
    dense: Scores
    size: Numbers


class BM25Index:
    """An immutable index of one kind of terms over documents numbered from 0."""

    def __init__(self, postings: Postings) -> None:
        self.postings = postings
        self.size = int(postings.size[0])
        self._hot: Mapping[int, int] = {int(row): place for place, row in enumerate(postings.hot)}
        self._row = lru_cache(maxsize=1 << 16)(self._find)

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]], model: Model | None = None) -> "BM25Index":
        """Index documents given as terms. No documents, or only empty ones, make an index that finds nothing."""
        from retrieval.inverting import invert, plain

        return cls(invert(plain(documents), model or Model()))

    def frequency(self, term: str) -> int:
        """The number of documents that hold the term."""
        row = self._row(term)
        return 0 if row is None else int(self.postings.frequencies[row])

    def weight(self, term: str) -> float:
        """Lucene's idf of the term in this collection, highest for a term that it does not hold."""
        frequency = self.frequency(term)
        return float(np.log1p((self.size - frequency + 0.5) / (frequency + 0.5)))

    def scores(self, terms: Iterable[str]) -> Scores:
        """The score of every document for a query."""
        scores = np.zeros(self.size, self.postings.values.dtype)
        self.add(((term, 1.0) for term in terms), scores)
        return scores

    def add(self, terms: Iterable[tuple[str, float]], scores: Scores) -> None:
        """Add the scores of a query's terms, each times its factor, in their order and with repeats, to `scores`."""
        for term, factor in terms:
            row = self._row(term)
            if row is None:
                continue
            place = self._hot.get(row)
            if place is not None:
                scores += _times(self.postings.dense[place], factor)
            else:
                docs, values = self._posting(row)
                np.add.at(scores, docs.astype(np.intp), _times(values, factor))

    def at(self, term: str, docs: Numbers) -> Scores:
        """The scores that one term gives to some documents."""
        row = self._row(term)
        if row is None:
            return np.zeros(len(docs), self.postings.values.dtype)
        place = self._hot.get(row)
        if place is not None:
            dense: Scores = self.postings.dense[place][docs]
            return dense
        held, values = self._posting(row)
        places = np.minimum(np.searchsorted(held, docs), len(held) - 1)
        scores: Scores = np.where(held[places] == docs, values[places], 0)
        return scores

    def _posting(self, row: int) -> tuple[NDArray[np.int32], Scores]:
        part = slice(self.postings.starts[row], self.postings.starts[row + 1])
        return self.postings.docs[part], self.postings.values[part]

    def _find(self, term: str) -> int | None:
        wanted = np.uint64(code(term))
        row = int(np.searchsorted(self.postings.vocabulary, wanted))
        return row if row < len(self.postings.vocabulary) and self.postings.vocabulary[row] == wanted else None


def best(scores: Scores, limit: int) -> Numbers:
    """The documents with the highest positive scores, best first, equal ones in the order of their numbers.

    The k-th best of a sample is a lower bound of the k-th best of all; few documents reach it, and only those are sorted.
    """
    if limit <= 0:
        return np.zeros(0, np.int64)
    sample = scores[:: max(1, len(scores) // SAMPLE)]
    bound = np.partition(sample, -limit)[-limit] if len(sample) > limit else 0.0
    found = np.flatnonzero(scores >= bound) if bound > 0 else np.flatnonzero(scores > 0)
    if len(found) > 8 * limit:  # many reach the bound of a small sample: raise it by what was found
        found = found[scores[found] >= np.partition(scores[found], -limit)[-limit]]
    order = np.lexsort((found, -scores[found]))
    return found[order[:limit]]


def _times(values: Scores, factor: float) -> Scores:
    return values if factor == 1.0 else values * values.dtype.type(factor)
