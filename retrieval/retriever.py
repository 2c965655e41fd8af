"""Finds the documents that answer a query: three kinds of terms in one score, filters inside the search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from retrieval.bm25 import BM25Index, Model, best
from retrieval.model import Document, Hit, Query
from retrieval.text import normalize
from retrieval.tokens import Terms, Tokenizer

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of term counts in the sum of scores."""

    words: float = 1.0
    pairs: float = 0.7
    characters: float = 0.3


class Retriever:
    """An immutable searchable collection. Equal scores keep the order in which the documents were given."""

    def __init__(self, documents: Sequence[Document], fields: Sequence[tuple[float, BM25Index]], tokenizer: Tokenizer):
        self.documents = documents
        self._fields = fields
        self._words = fields[0][1]
        self._tokenizer = tokenizer
        self._mask = lru_cache(maxsize=64)(self._allowed)

    @classmethod
    def build(
        cls,
        documents: Iterable[Document],
        tokenizer: Tokenizer | None = None,
        model: Model | None = None,
        weights: Weights | None = None,
    ) -> "Retriever":
        """Index title and text of the documents together."""
        tokenizer, model, weights = tokenizer or Tokenizer(), model or Model(), weights or Weights()
        kept = tuple(documents)
        terms = [tokenizer.terms(normalize(f"{document.title}\n{document.text}")) for document in kept]
        fields = (
            (weights.words, BM25Index.build((each.words for each in terms), model)),
            (weights.pairs, BM25Index.build((each.pairs for each in terms), model)),
            (weights.characters, BM25Index.build((each.characters for each in terms), model)),
        )
        return cls(kept, fields, tokenizer)

    def __len__(self) -> int:
        return len(self.documents)

    def weight(self, word: str) -> float:
        """How telling a word is here: its idf, highest for one that no document holds."""
        return self._words.weight(word)

    def search(self, query: Query) -> tuple[Hit, ...]:
        """The best documents that share a term with the query and pass its filters, best first."""
        terms = self._tokenizer.terms(query.text)
        scores = self._scores(terms)
        allowed = self._mask(query.on, query.departments, query.sources)
        if allowed is not None:
            scores[~allowed] = 0.0
        found = best(scores, query.limit)
        words = tuple(dict.fromkeys(terms.words))
        held = [self._words.holds(word, found) for word in words]
        weights = [self.weight(word) for word in words]
        return tuple(
            self._hit(int(doc), float(scores[doc]), words, weights, [bool(row[place]) for row in held])
            for place, doc in enumerate(found)
        )

    def _scores(self, terms: Terms) -> NDArray[np.float64]:
        scores = np.zeros(len(self.documents))
        for (factor, index), part in zip(self._fields, (terms.words, terms.pairs, terms.characters), strict=True):
            index.add(part, scores, factor)
        return scores

    def _hit(self, doc: int, score: float, words: Sequence[str], weights: Sequence[float], held: Sequence[bool]) -> Hit:
        total = sum(weights)
        covered = sum(weight for weight, here in zip(weights, held, strict=True) if here)
        matched = tuple(word for word, here in zip(words, held, strict=True) if here)
        return Hit(self.documents[doc], score, covered / total if total else 0.0, matched)

    def _allowed(self, on: date | None, departments: frozenset[str], sources: frozenset[str]) -> Mask | None:
        """Which documents pass the filters; None when there is no filter."""
        if on is None and not departments and not sources:
            return None
        return np.array([_passes(document, on, departments, sources) for document in self.documents], np.bool_)


def _passes(document: Document, on: date | None, departments: frozenset[str], sources: frozenset[str]) -> bool:
    if on is not None and document.valid_from is not None and on < document.valid_from:
        return False
    if on is not None and document.valid_until is not None and on > document.valid_until:
        return False
    if departments and departments.isdisjoint(document.departments):
        return False
    return not sources or document.source in sources
