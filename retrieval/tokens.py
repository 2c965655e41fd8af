"""Cuts normalized text into what is indexed: words, pairs of neighbouring characters, single characters.

jieba is the segmenter of record, without its guesses at unknown words (HMM): the pairs find those, and without it
rjieba gives the very same words ten times faster and loads in a seventh of the time.
"""

import logging
import re
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

Cut = Callable[[str], list[str]]

_UNIT = re.compile(r"[a-z0-9]+(?:[.\-:/][a-z0-9]+)*|[^\W_]")
_RUN = re.compile(r"(?:[^\W_]|(?<=[a-z0-9])[.\-:/](?=[a-z0-9]))+")


@dataclass(frozen=True, slots=True)
class Terms:
    """One text as terms of three kinds, each in the order of the text, repeats kept."""

    words: tuple[str, ...]
    pairs: tuple[str, ...]
    characters: tuple[str, ...]


class Tokenizer:
    """Cuts text; the given words are kept whole wherever they stand. The index is cut without any."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        longest_first = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
        self._known = re.compile(f"({'|'.join(map(re.escape, longest_first))})") if longest_first else None

    def words(self, text: str) -> tuple[str, ...]:
        """The words of the text in order, without punctuation."""
        pieces = self._known.split(text) if self._known else [text]
        cut = segmenter()
        found: list[str] = []
        for number, piece in enumerate(pieces):
            found.extend([piece] if number % 2 else cut(piece))
        return tuple(word for word in found if _is_word(word))

    def terms(self, text: str) -> Terms:
        """Everything the index knows a text by."""
        runs = [_UNIT.findall(run) for run in _RUN.findall(text)]
        return Terms(
            words=self.words(text),
            pairs=tuple(left + right for units in runs for left, right in pairwise(units)),
            characters=tuple(unit for units in runs for unit in units),
        )


@cache
def segmenter() -> Cut:
    """The function that cuts text into words: rjieba, or jieba itself where there is no rjieba."""
    try:
        import rjieba
    except ImportError:
        return jieba_cut()
    return lambda text: rjieba.cut(text, False)


@cache
def jieba_cut() -> Cut:
    """jieba's own cutter on a dictionary of our own, as `segmenter` has to equal it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "invalid escape sequence", DeprecationWarning)
        warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)
        warnings.filterwarnings("ignore", "Deprecated call to `pkg_resources", DeprecationWarning)
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    return lambda text: list(tokenizer.lcut(text, HMM=False))


def _is_word(word: str) -> bool:
    """Whether it holds a letter, a digit or a Chinese character."""
    return any(character.isalnum() for character in word)
