"""What a document is known by: its own words, and less so those of its title and of the text around it.

The weights were chosen by ablation; see README.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.bm25 import Model
from retrieval.inverting import Part
from retrieval.ragged import Numbers, Ragged

TITLE, LEAD, BEFORE, AFTER = 0.4, 0.3, 0.25, 0.1
"""What a pair counts in the title, the group's first document, the document before and the one after."""

PAIRS = Model(k1=1.2, b=0.4, delta=0.5)
WORDS = Model(k1=0.5, b=0.4, delta=3.5)  # near to present or not
CONTEXT = Model(k1=0.9, b=0.75, delta=0.5)

WORD_FACTOR, CONTEXT_FACTOR = 0.5, 0.7
"""What the words of a document and the pairs of its whole group count beside its own pairs."""

FULL_PAIR = (1 + PAIRS.delta) + CONTEXT_FACTOR * (1 + CONTEXT.delta)
FULL_WORD = 4.0
"""What a term of idf 1 can be expected to score. A word that is not found is taken more seriously than it would score."""

SETTINGS = (TITLE, LEAD, BEFORE, AFTER, PAIRS, WORDS, CONTEXT)
"""All that an index depends on, beside the documents."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The terms of a collection: one row a document, by kind and place. `groups` numbers the groups in order."""

    words: Ragged
    title_words: Ragged
    pairs: Ragged
    title_pairs: Ragged
    groups: Numbers

    @property
    def firsts(self) -> Numbers:
        """The first document of each document's group."""
        if not len(self.groups):
            return self.groups
        starts = np.flatnonzero(np.concatenate(([True], self.groups[1:] != self.groups[:-1])))
        return starts[self.groups]


def indexes(cut: Cut) -> Mapping[str, tuple[Sequence[Part], Model]]:
    """The indexes of a collection by name: what each is made of, and its model."""
    return {
        "pairs": (_pairs(cut), PAIRS),
        "words": (_words(cut), WORDS),
        "context": (_context(cut), CONTEXT),
    }


def _pairs(cut: Cut) -> Sequence[Part]:
    """Pairs of a document, with those of its title and of its surroundings."""
    numbers, firsts = np.arange(len(cut.groups)), cut.firsts
    followed = np.append(cut.groups[1:] == cut.groups[:-1], False)[: len(numbers)]
    return (
        Part(cut.pairs),
        Part(cut.title_pairs, TITLE),
        Part(cut.pairs, LEAD, np.where(numbers > firsts, firsts, -1), borrowed=True),
        Part(cut.pairs, BEFORE, np.where(numbers > firsts + 1, numbers - 1, -1), borrowed=True),
        Part(cut.pairs, AFTER, np.where(followed, numbers + 1, -1), borrowed=True),
    )


def _words(cut: Cut) -> Sequence[Part]:
    """Words of a document, its title and the beginning of its group."""
    numbers, firsts = np.arange(len(cut.groups)), cut.firsts
    lead = np.where(numbers > firsts, firsts, -1)
    return Part(cut.words), Part(cut.title_words), Part(cut.words, 1.0, lead, borrowed=True)


def _context(cut: Cut) -> Sequence[Part]:
    """Pairs of each group as a whole: its first title and all of its documents."""
    firsts = np.unique(cut.firsts)
    bounds = np.append(firsts, len(cut.groups))
    return Part(Ragged(cut.pairs.starts[bounds], cut.pairs.flat)), Part(cut.title_pairs.rows(firsts))


def prior(lengths: Numbers, places: Numbers) -> NDArray[np.float32]:
    """How likely a document is to answer before anything is asked, around 1: short ones and late ones are less so.

    `lengths` are characters, `places` count documents from the beginning of the group.
    """
    known = np.log(np.clip(lengths, 10, 250) / 100)
    return (1 + 0.04 * known - 0.008 * np.minimum(places, 6)).astype(np.float32)
