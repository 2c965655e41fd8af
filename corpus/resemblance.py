"""Texts that are nearly the same, found without comparing each with each: MinHash signatures, looked up by bands.

A signature agrees with another in about the share of character shingles that their texts have in common.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.8
"""Share of common shingles (Jaccard) from which two texts count as nearly the same."""
SHINGLE = 4
"""Characters of a shingle; a 汉字 says about as much as half an English word."""
BANDS, ROWS = 16, 4
"""A pair that is 80 % alike shares one of these bands but once in four thousand times."""
COMPARED = 8
"""Texts of a band that a newcomer is compared with: a thousand copies of one form stay cheap."""

_BLANK = re.compile(r"\s+")
_SEEDS = np.random.default_rng(20181022).integers(1, 2**62, size=(2, BANDS * ROWS), dtype=np.uint64)

Shingles = NDArray[np.uint64]


def near_duplicates(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """(earlier, later, likeness) for each text that is nearly the same as an earlier one, with the most similar found."""
    bands: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    kept: list[Shingles] = []
    for later, text in enumerate(texts):
        shingles = _shingles(text)
        kept.append(shingles)
        keys = list(_bands(shingles)) if len(shingles) else []
        candidates = {other for key in keys for other in bands[key]}
        found = max(((_jaccard(kept[other], shingles), -other) for other in candidates), default=(0.0, 0))
        if found[0] >= ALIKE:
            yield -found[1], later, found[0]
        for key in keys:
            if len(bands[key]) < COMPARED:
                bands[key].append(later)


def _shingles(text: str) -> Shingles:
    """The distinct shingles of a text, as sorted numbers."""
    letters = np.frombuffer(_BLANK.sub("", text).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    if len(letters) < SHINGLE:
        return letters[:0]
    rolled = np.zeros(len(letters) - SHINGLE + 1, np.uint64)
    for at in range(SHINGLE):
        rolled = rolled * np.uint64(0x1F123BB5) + letters[at : at + len(rolled)]
    return np.unique(rolled)


def _bands(shingles: Shingles) -> Iterator[tuple[int, bytes]]:
    """The signature in pieces: texts that share a piece are worth comparing."""
    factors, offsets = _SEEDS
    mixed = shingles[None, :] * (factors[:, None] | np.uint64(1)) + offsets[:, None]
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    signature = (mixed >> np.uint64(16)).min(axis=1)
    for band in range(BANDS):
        yield band, signature[band * ROWS : (band + 1) * ROWS].tobytes()


def _jaccard(one: Shingles, other: Shingles) -> float:
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common)
