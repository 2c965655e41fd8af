"""Turns documents into the postings of an index, a stretch of documents at a time, so that memory stays flat."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from retrieval.bm25 import Idf, Model, Postings, Scores
from retrieval.ragged import Coder, Numbers, Ragged, chunks

STRETCH = 1 << 15
"""Documents counted at a time."""

HOT_SHARE = 16
"""A term held by more than one document in this many is kept as a dense row."""

Allocate = Callable[[str, tuple[int, ...], DTypeLike], NDArray[Any]]
"""Makes the array of an index: `(name, shape, type)`, in memory or in a file."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a kind of text adds to the documents: document `i` gets row `rows[i]` of `terms` (-1 for nothing) at `weight`.

    What a document `borrowed` from its surroundings makes it neither longer nor a term more frequent; only that names rows.
    """

    terms: Ragged
    weight: float = 1.0
    rows: Numbers | None = None
    borrowed: bool = False


def plain(documents: Iterable[Sequence[str]]) -> tuple[Part, ...]:
    """Documents given as terms and nothing else."""
    coder = Coder()
    return (Part(Ragged.of(coder.codes(document) for document in documents)),)


def in_memory(_name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
    """An array that goes with the process."""
    return np.zeros(shape, dtype)


def invert(
    parts: Sequence[Part],
    model: Model,
    allocate: Allocate = in_memory,
    progress: Callable[[int], None] = lambda _documents: None,
) -> Postings:
    """The postings of documents given as weighted parts. `progress` hears of documents, each counted twice."""
    size = _size(parts)
    vocabulary, ranks = _vocabulary(parts)
    counting = _Counting(parts, ranks, len(vocabulary), size)
    postings, own = np.zeros(len(vocabulary), np.int64), np.zeros(len(vocabulary), np.int64)
    for stretch in counting.stretches():
        postings += np.bincount(stretch.rows, minlength=len(vocabulary))
        own += np.bincount(stretch.rows[stretch.own], minlength=len(vocabulary))
        progress(stretch.size)
    scorer = _Scorer(model, own, _lengths(parts), ranks)
    target = _Target(vocabulary, postings, own, size, scorer.dtype, allocate)
    for stretch in counting.stretches():
        target.place(stretch, scorer.scores(stretch))
        progress(stretch.size)
    return target.postings


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The counted terms of some documents, sorted by row, then document: weighted occurrences, and whether any is the
    document's own."""

    size: int
    rows: Numbers
    docs: Numbers
    counts: NDArray[np.float64]
    own: NDArray[np.bool_]


class _Counting:
    """Counts the terms of each document."""

    def __init__(self, parts: Sequence[Part], ranks: Sequence[NDArray[np.int32]], vocabulary: int, size: int) -> None:
        self._parts, self._ranks, self._vocabulary, self._size = parts, ranks, vocabulary, size

    def stretches(self) -> Iterator[_Stretch]:
        """All documents, some at a time."""
        for docs in chunks(self._size, STRETCH):
            yield self._count(docs)

    def _count(self, docs: Numbers) -> _Stretch:
        keys, weights, own = [], [], []
        for part, ranks in zip(self._parts, self._ranks, strict=True):
            rows = docs if part.rows is None else part.rows[docs]
            there = np.flatnonzero(rows >= 0)
            places, owners = part.terms.take(rows[there])
            keys.append(ranks[places].astype(np.int64) * len(docs) + there[owners])
            weights.append(np.full(len(places), part.weight))
            own.append(np.full(len(places), not part.borrowed))
        return _grouped(docs, np.concatenate(keys), np.concatenate(weights), np.concatenate(own))


def _grouped(docs: Numbers, keys: Numbers, weights: NDArray[np.float64], own: NDArray[np.bool_]) -> _Stretch:
    if not len(keys):
        return _Stretch(len(docs), keys, keys, weights, own)
    order = np.argsort(keys)
    keys = keys[order]
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    rows, places = np.divmod(keys[firsts], len(docs))
    counts = np.add.reduceat(weights[order], firsts)
    return _Stretch(len(docs), rows, docs[places], counts, np.logical_or.reduceat(own[order], firsts))


class _Scorer:
    """Computes finished scores by rank_bm25's operations in its order."""

    def __init__(
        self, model: Model, own: Numbers, lengths: NDArray[np.float64], ranks: Sequence[NDArray[np.int32]]
    ) -> None:
        self._model, self._lengths = model, lengths
        self._average = float(lengths.sum()) / len(lengths) if len(lengths) else 0.0
        self._idf = (
            _lucene(own, len(lengths)) if model.idf is Idf.LUCENE else _okapi(own, len(lengths), model.epsilon, ranks)
        )
        self.dtype = np.float64 if model.idf is Idf.OKAPI else np.float32

    def scores(self, stretch: _Stretch) -> NDArray[np.float64]:
        """The score of each counted term."""
        model, counts = self._model, stretch.counts
        lengths = self._lengths[stretch.docs]
        saturation = counts * (model.k1 + 1) / (counts + model.k1 * (1 - model.b + model.b * lengths / self._average))
        if model.delta:
            saturation = saturation + model.delta * np.minimum(counts, 1.0)
        scores: NDArray[np.float64] = self._idf[stretch.rows] * saturation
        return scores


class _Target:
    """The index that the stretches are placed into."""

    def __init__(
        self, vocabulary: Any, postings: Numbers, own: Numbers, size: int, dtype: DTypeLike, allocate: Allocate
    ) -> None:
        hot = np.flatnonzero(postings > size // HOT_SHARE)
        cold = postings.copy()
        cold[hot] = 0
        starts = np.concatenate(([0], np.cumsum(cold)))
        self.postings = Postings(
            vocabulary=_filled(allocate, "vocabulary", vocabulary),
            frequencies=_filled(allocate, "frequencies", own.astype(np.int32)),
            starts=_filled(allocate, "starts", starts),
            docs=allocate("docs", (int(starts[-1]),), np.int32),
            values=allocate("values", (int(starts[-1]),), dtype),
            hot=_filled(allocate, "hot", hot.astype(np.int32)),
            dense=allocate("dense", (len(hot), size), dtype),
            size=_filled(allocate, "size", np.array([size])),
        )
        self._next = starts[:-1].copy()
        self._place_of_hot = np.full(len(postings), -1)
        self._place_of_hot[hot] = np.arange(len(hot))

    def place(self, stretch: _Stretch, scores: Scores) -> None:
        """Put the scores of a stretch behind those of the documents before it."""
        hot = self._place_of_hot[stretch.rows]
        dense = hot >= 0
        self.postings.dense[hot[dense], stretch.docs[dense]] = scores[dense]
        rows, docs, scores = stretch.rows[~dense], stretch.docs[~dense], scores[~dense]
        found, firsts, counts = np.unique(rows, return_index=True, return_counts=True)
        places = np.arange(len(rows)) - np.repeat(firsts, counts) + np.repeat(self._next[found], counts)
        self.postings.docs[places] = docs
        self.postings.values[places] = scores
        self._next[found] += counts


def _filled(allocate: Allocate, name: str, content: NDArray[Any]) -> NDArray[Any]:
    array = allocate(name, content.shape, content.dtype)
    array[...] = content
    return array


def _size(parts: Sequence[Part]) -> int:
    """The number of documents; every part that names no rows has one for each."""
    return next(len(part.terms) if part.rows is None else len(part.rows) for part in parts)


def _lengths(parts: Sequence[Part]) -> NDArray[np.float64]:
    """The weighted number of terms of each document's own."""
    lengths = np.zeros(_size(parts))
    for part in parts:
        if not part.borrowed:
            lengths += part.weight * np.diff(part.terms.starts)
    return lengths


def _vocabulary(parts: Sequence[Part]) -> tuple[Any, list[NDArray[np.int32]]]:
    """All codes, rising, and the parts' terms as places among them; parts that share their terms share the result."""
    shared = {id(part.terms): part.terms for part in parts}
    vocabulary = _distinct(np.concatenate([_distinct(terms.flat) for terms in shared.values()]))
    ranks = {key: np.searchsorted(vocabulary, terms.flat).astype(np.int32) for key, terms in shared.items()}
    return vocabulary, [ranks[id(part.terms)] for part in parts]


def _distinct(values: Any) -> Any:
    """The different values, rising; sorting takes half the time that `np.unique` takes to hash 64-bit numbers."""
    values = np.sort(values)
    return values[np.append(values[1:] != values[:-1], True)[: len(values)]]


def _lucene(own: Numbers, size: int) -> NDArray[np.float64]:
    """The weight of each row. A term that stands in borrowed text only is as rare as can be."""
    return np.log1p((size - own + 0.5) / (own + 0.5))


def _okapi(own: Numbers, size: int, epsilon: float, ranks: Sequence[NDArray[np.int32]]) -> NDArray[np.float64]:
    """The weight of each row, with rank_bm25's floor: it averages the terms' weights as they first occur."""
    weights = np.zeros(len(own))
    if len(own):
        _, firsts = np.unique(np.concatenate(ranks), return_index=True)
        order = np.argsort(firsts)
        raw = [math.log(size - each + 0.5) - math.log(each + 0.5) for each in own[order].tolist()]
        floor = epsilon * (sum(raw) / len(raw))
        weights[order] = [floor if weight < 0 else weight for weight in raw]
    return weights
