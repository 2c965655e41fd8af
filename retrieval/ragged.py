"""Rows of different lengths in two flat arrays, and how terms become numbers that need no dictionary."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Row `i` is `flat[starts[i]:starts[i + 1]]`."""

    starts: Numbers
    flat: Codes

    @classmethod
    def of(cls, rows: Iterable[Iterable[int]]) -> "Ragged":
        """The rows one after another."""
        growing = Growing()
        for row in rows:
            growing.append(row)
        return growing.finish()

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> Codes:
        return self.flat[self.starts[row] : self.starts[row + 1]]

    def rows(self, rows: Numbers) -> "Ragged":
        """Some rows only."""
        places, _ = self.take(rows)
        lengths = self.starts[rows + 1] - self.starts[rows]
        return Ragged(np.concatenate(([0], np.cumsum(lengths))), self.flat[places])

    def take(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Where the entries of some rows stand in `flat`, and for each the place in `rows` that it belongs to."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        owners = np.repeat(np.arange(len(rows)), lengths)
        ends = np.cumsum(lengths)
        return np.arange(ends[-1] if len(ends) else 0) + np.repeat(
            self.starts[rows] - (ends - lengths), lengths
        ), owners


class Growing:
    """A `Ragged` that is still being filled."""

    def __init__(self) -> None:
        self._flat, self._ends = array("Q"), array("q", [0])

    def append(self, row: Iterable[int]) -> None:
        """Add a row."""
        if isinstance(row, np.ndarray):
            self._flat.frombytes(row.astype(np.uint64, copy=False).tobytes())
        else:
            self._flat.extend(row)
        self._ends.append(len(self._flat))

    def finish(self) -> Ragged:
        """The rows so far; nothing may be added after."""
        flat = np.frombuffer(self._flat, np.uint64) if self._flat else np.zeros(0, np.uint64)
        return Ragged(np.frombuffer(self._ends, np.int64), flat)


class Coder(dict[str, int]):
    """Gives each term a 64-bit number that is the same in every process, and remembers those it has seen."""

    def __missing__(self, term: str) -> int:
        self[term] = number = code(term)
        return number

    def codes(self, terms: Iterable[str]) -> Iterator[int]:
        """One number a term. Among a million terms the chance that any two share theirs is below 1 : 10,000,000."""
        return map(self.__getitem__, terms)


def code(term: str) -> int:
    """The 64-bit number of a term."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def chunks(total: int, size: int) -> Iterator[Numbers]:
    """The numbers from 0 to `total` in stretches of at most `size`."""
    for start in range(0, total, size):
        yield np.arange(start, min(total, start + size))
