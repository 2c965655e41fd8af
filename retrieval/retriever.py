"""Finds the documents that answer a query: filters and BM25 over all of them, then a closer look at the best."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.bm25 import BM25Index, best
from retrieval.documents import Mask, allowed
from retrieval.frame import Asked, asked
from retrieval.indexing import Arrays, Progress, build, map_folder, open_folder, postings, quiet
from retrieval.model import Document, Hit, Query
from retrieval.ragged import Numbers
from retrieval.ranking import Ranking
from retrieval.tokens import Tokenizer

DEFAULT = Ranking()

CANDIDATES = 200
"""Documents that get the closer look."""


class Retriever:
    """An immutable searchable collection. Equal scores keep the order in which the documents were given."""

    def __init__(
        self, documents: Sequence[Document], arrays: Arrays, tokenizer: Tokenizer, ranking: Ranking = DEFAULT
    ) -> None:
        self.documents = documents
        self._arrays = arrays
        self._tokenizer = tokenizer
        self._ranking = ranking
        self._pairs, self._words, self._context = (
            BM25Index(postings(arrays, name)) for name in ("pairs", "words", "context")
        )
        self._allowed = lru_cache(maxsize=64)(self._filter)

    @classmethod
    def build(
        cls,
        documents: Iterable[Document],
        tokenizer: Tokenizer | None = None,
        progress: Progress = quiet,
        ranking: Ranking = DEFAULT,
    ) -> "Retriever":
        """Index documents in memory."""
        kept, tokenizer = tuple(documents), tokenizer or Tokenizer()
        return cls(kept, build(kept, tokenizer, ranking, progress), tokenizer, ranking)

    @classmethod
    def open(cls, documents: Sequence[Document], folder: Path, progress: Progress = quiet) -> "Retriever":
        """Index documents in a folder, or map the index that is there when it is whole and of the same documents."""
        tokenizer = Tokenizer()
        return cls(*open_folder(documents, folder, tokenizer, DEFAULT, progress), tokenizer)

    @classmethod
    def mapped(cls, folder: Path) -> "Retriever":
        """The whole index of a folder, whatever documents it is of. Raises DamagedError, also when there is none."""
        return cls(*map_folder(folder), Tokenizer())

    def __len__(self) -> int:
        return len(self.documents)

    def weight(self, word: str) -> float:
        """How telling a word is here: its idf, highest for one that no document holds."""
        return self._words.weight(word)

    def pairs(self, text: str) -> Mapping[str, float]:
        """The pairs of characters that a clean text is searched by, and how telling each is here."""
        return {pair: factor * self._pairs.weight(pair) for pair, factor in self._asked(text).pairs}

    def possible(self, text: str) -> float:
        """About the highest score that a clean text could reach here: every term found, none of them repeated."""
        wanted = self._asked(text)
        pairs = sum(factor * self._pairs.weight(pair) for pair, factor in wanted.pairs)
        words = sum(self._words.weight(word) for word in wanted.words)
        return self._ranking.full_pair * pairs + self._ranking.full_word * words

    def search(self, query: Query) -> tuple[Hit, ...]:
        """The best documents that share a term with the query and pass its filters, best first."""
        wanted = self._asked(query.text)
        return self._hits(wanted, *self._rank(wanted, query))

    def ranked(self, query: Query) -> list[int]:
        """The places among `documents` of what `search` finds."""
        docs, _ = self._rank(self._asked(query.text), query)
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

    def _asked(self, text: str) -> Asked:
        return asked(text, self._tokenizer, self._ranking.touched)

    def _first_look(self, wanted: Asked) -> NDArray[Any]:
        scores = np.zeros(len(self.documents), np.float32)
        self._pairs.add(((pair, factor * self._ranking.pair_factor) for pair, factor in wanted.pairs), scores)
        self._words.add(((word, self._ranking.word_factor) for word in wanted.words), scores)
        return scores

    def _closer_look(self, wanted: Asked, docs: Numbers, scores: NDArray[Any]) -> NDArray[Any]:
        """The scores with what the groups of the documents add, and what is known of a document beforehand."""
        contexts = self._arrays["contexts"][docs]
        alone = contexts < 0
        added = np.zeros(len(docs), np.float32)
        added[~alone] = sum(self._context.at(pair, contexts[~alone]) * factor for pair, factor in wanted.pairs)
        words = sum(self._words.at(word, docs[alone]) for word in wanted.words)
        added[alone] = scores[alone] - self._ranking.word_factor * words  # a document alone is its own context
        totals: NDArray[Any] = (scores + self._ranking.context_factor * added) * self._arrays["prior"][docs]
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
