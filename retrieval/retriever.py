"""Finds the documents that answer a query: filters and BM25 over all of them, then a closer look at the best."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval import fields
from retrieval.bm25 import BM25Index, best
from retrieval.documents import Mask, allowed
from retrieval.frame import Asked, asked
from retrieval.indexing import Arrays, Progress, build, map_folder, open_folder, postings, quiet
from retrieval.model import Document, Hit, Query
from retrieval.ragged import Numbers
from retrieval.tokens import Tokenizer

CANDIDATES = 200
"""Documents that get the closer look."""


class Retriever:
    """An immutable searchable collection. Equal scores keep the order in which the documents were given."""

    def __init__(self, documents: Sequence[Document], arrays: Arrays, tokenizer: Tokenizer) -> None:
        self.documents = documents
        self._arrays = arrays
        self._tokenizer = tokenizer
        self._pairs, self._words, self._context = (
            BM25Index(postings(arrays, name)) for name in ("pairs", "words", "context")
        )
        self._allowed = lru_cache(maxsize=64)(self._filter)

    @classmethod
    def build(
        cls, documents: Iterable[Document], tokenizer: Tokenizer | None = None, progress: Progress = quiet
    ) -> "Retriever":
        """Index documents in memory."""
        kept, tokenizer = tuple(documents), tokenizer or Tokenizer()
        return cls(kept, build(kept, tokenizer, progress), tokenizer)

    @classmethod
    def open(cls, documents: Sequence[Document], folder: Path, progress: Progress = quiet) -> "Retriever":
        """Index documents in a folder, or map the index that is there when it is whole and of the same documents."""
        tokenizer = Tokenizer()
        return cls(*open_folder(documents, folder, tokenizer, progress), tokenizer)

    @classmethod
    def mapped(cls, folder: Path) -> "Retriever":
        """The whole index of a folder, whatever documents it is of. Raises DamagedError, also when there is none."""
        return cls(*map_folder(folder), Tokenizer())

    def __len__(self) -> int:
        return len(self.documents)

    def weight(self, word: str) -> float:
        """How telling a word is here: its idf, highest for one that no document holds."""
        return self._words.weight(word)

    def possible(self, text: str) -> float:
        """About the highest score that a clean text could reach here: every term found, none of them repeated."""
        wanted = asked(text, self._tokenizer)
        pairs = sum(factor * self._pairs.weight(pair) for pair, factor in wanted.pairs)
        words = sum(self._words.weight(word) for word in wanted.words)
        return fields.FULL_PAIR * pairs + fields.FULL_WORD * words

    def search(self, query: Query) -> tuple[Hit, ...]:
        """The best documents that share a term with the query and pass its filters, best first."""
        wanted = asked(query.text, self._tokenizer)
        return self._hits(wanted, *self._rank(wanted, query))

    def ranked(self, query: Query) -> list[int]:
        """The places among `documents` of what `search` finds."""
        docs, _ = self._rank(asked(query.text, self._tokenizer), query)
        return [int(doc) for doc in docs]

    def _rank(self, wanted: Asked, query: Query) -> tuple[Numbers, NDArray[Any]]:
        scores = self._first_look(wanted)
        mask = self._mask(query)
        if mask is not None:
            scores *= mask
        docs = best(scores, max(CANDIDATES, query.limit))
        totals = self._closer_look(wanted, docs, scores[docs])
        order = np.lexsort((docs, -totals))[: query.limit]
        return docs[order], totals[order]

    def _first_look(self, wanted: Asked) -> NDArray[Any]:
        scores = np.zeros(len(self.documents), np.float32)
        self._pairs.add(wanted.pairs, scores)
        self._words.add(((word, fields.WORD_FACTOR) for word in wanted.words), scores)
        return scores

    def _closer_look(self, wanted: Asked, docs: Numbers, scores: NDArray[Any]) -> NDArray[Any]:
        """The scores with what the groups of the documents add, and what is known of a document beforehand."""
        groups = self._arrays["groups"][docs]
        context = sum((self._context.at(pair, groups) * factor for pair, factor in wanted.pairs), np.float32(0.0))
        totals: NDArray[Any] = (scores + fields.CONTEXT_FACTOR * context) * self._arrays["prior"][docs]
        return totals

    def _hits(self, wanted: Asked, docs: Numbers, totals: NDArray[Any]) -> tuple[Hit, ...]:
        weights = np.array([self.weight(word) for word in wanted.words])
        held = np.array([self._words.at(word, docs) > 0 for word in wanted.words]).reshape(len(weights), len(docs))
        covered = weights @ held / max(weights.sum(), 1e-9)
        return tuple(
            Hit(
                self.documents[int(doc)],
                float(totals[place]),
                min(1.0, float(covered[place])),
                tuple(word for word, here in zip(wanted.words, held[:, place], strict=True) if here),
            )
            for place, doc in enumerate(docs)
        )

    def _mask(self, query: Query) -> Mask | None:
        return self._allowed(Query("", query.on, query.departments, query.sources))

    def _filter(self, query: Query) -> Mask | None:
        return allowed(query, self._arrays)
