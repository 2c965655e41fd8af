"""How documents are ranked: by their own words, and less so by those of their title and of the text around them.

The numbers were chosen by ablation; README.md holds the table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.bm25 import Model
from retrieval.inverting import Part
from retrieval.ragged import Numbers, Ragged

PAIRS = Model(k1=1.2, b=0.4, delta=0.5)
WORDS = Model(k1=0.5, b=0.4, delta=3.0)  # near to present or not
CONTEXT = Model(k1=0.9, b=0.75, delta=0.5)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The weights of a ranking.

    A pair of characters counts 1 in the document, and so much in its `title`, in the `lead` (the first document of its
    group), and in the documents `before` and `after` it; a word counts `word_lead` in the lead, 1 in the title. In a question it counts `touched` when it touches a framing word.
    Pairs count `pair_factor`, words `word_factor`, and the pairs of the group as a whole `context_factor`.
    A document of a tenth of the characters is worth 2.3 `length` less, each place further from the lead `place` less.
    `full_word` is what a word of idf 1 can be expected to score: one that is not found is taken more seriously than it
    would score.
    """

    title: float = 0.4
    lead: float = 0.3
    before: float = 0.25
    after: float = 0.1
    touched: float = 0.5
    word_lead: float = 1.0
    pairs: Model = PAIRS
    words: Model = WORDS
    context: Model = CONTEXT
    pair_factor: float = 1.0
    word_factor: float = 0.5
    context_factor: float = 0.7
    length: float = 0.05
    place: float = 0.008
    full_word: float = 4.0

    @property
    def full_pair(self) -> float:
        """What a pair of idf 1 scores when it is found once, in a text of average length."""
        return self.pair_factor * (1 + self.pairs.delta) + self.context_factor * (1 + self.context.delta)

    def prior(self, lengths: Numbers, places: Numbers) -> NDArray[np.float32]:
        """How likely documents are to answer before anything is asked, around 1: by characters, and places from the lead."""
        by_length = self.length * np.log(np.clip(lengths, 10, 250) / 100)
        return (1 + by_length - self.place * np.minimum(places, 6)).astype(np.float32)

    def indexes(self, cut: "Cut") -> Mapping[str, tuple[Sequence[Part], Model]]:
        """The indexes of a collection by name: what each is made of, and its model."""
        return {
            "pairs": (self._pairs(cut), self.pairs),
            "words": (self._words(cut), self.words),
            "context": (_context(cut), self.context),
        }

    def _pairs(self, cut: "Cut") -> Sequence[Part]:
        """Pairs of a document, with those of its title and of its surroundings."""
        numbers, firsts = np.arange(len(cut.groups)), cut.firsts
        followed = np.append(cut.groups[1:] == cut.groups[:-1], False)[: len(numbers)]
        return (
            Part(cut.pairs),
            Part(cut.title_pairs, self.title),
            Part(cut.pairs, self.lead, np.where(numbers > firsts, firsts, -1), borrowed=True),
            Part(cut.pairs, self.before, np.where(numbers > firsts + 1, numbers - 1, -1), borrowed=True),
            Part(cut.pairs, self.after, np.where(followed, numbers + 1, -1), borrowed=True),
        )

    def _words(self, cut: "Cut") -> Sequence[Part]:
        """Words of a document, its title and the beginning of its group."""
        numbers, firsts = np.arange(len(cut.groups)), cut.firsts
        lead = np.where(numbers > firsts, firsts, -1)
        return Part(cut.words), Part(cut.title_words), Part(cut.words, self.word_lead, lead, borrowed=True)


@dataclass(frozen=True, slots=True)
class Cut:
    """The terms of a collection: one row a document, by kind and place. `groups` numbers the groups in order."""

    words: Ragged
    title_words: Ragged
    pairs: Ragged
    title_pairs: Ragged
    groups: Numbers

    @property
    def contexts(self) -> NDArray[np.int32]:
        """The place of each document's group among those of several documents; -1 for one that stands alone."""
        several = np.bincount(self.groups) > 1
        return np.where(several, np.cumsum(several) - 1, -1).astype(np.int32)[self.groups]

    @property
    def firsts(self) -> Numbers:
        """The first document of each document's group."""
        if not len(self.groups):
            return self.groups
        starts = np.flatnonzero(np.concatenate(([True], self.groups[1:] != self.groups[:-1])))
        return starts[self.groups]


def _context(cut: Cut) -> Sequence[Part]:
    """Pairs of each group as a whole: its first title and all of its documents. Those that stand alone are left out: what
    they say is in their own pairs already."""
    firsts = np.unique(cut.firsts)
    bounds = np.append(firsts, len(cut.groups))
    whole = Ragged(cut.pairs.starts[bounds], cut.pairs.flat)
    several = np.flatnonzero(np.diff(bounds) > 1)
    return Part(whole.rows(several)), Part(cut.title_pairs.rows(firsts[several]))
