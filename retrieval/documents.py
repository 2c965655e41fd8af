"""Documents in a file, read one at a time when asked for, and what the filters need to know of all of them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from retrieval.model import Document, Query
from retrieval.ragged import Numbers, Ragged, code

Mask = NDArray[np.bool_]


def encode(document: Document) -> bytes:
    """One document as one line of JSON."""
    days = [day and day.isoformat() for day in (document.valid_from, document.valid_until)]
    fields = [document.id, document.title, document.text, document.source, document.departments, *days, document.group]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def decode(line: bytes) -> Document:
    """The document of a line that `encode` wrote."""
    name, title, text, source, departments, start, end, group = json.loads(line.decode("utf-8", "surrogatepass"))
    days = [day and date.fromisoformat(day) for day in (start, end)]
    return Document(name, title, text, source, tuple(departments), days[0], days[1], group)


class Shelf(Sequence[Document]):
    """The documents in the bytes that `encode` made; `starts` says where each begins and ends."""

    def __init__(self, content: NDArray[np.uint8], starts: Numbers) -> None:
        self._bytes, self._starts = content, starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, number: int) -> Document: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Document]: ...
    def __getitem__(self, number: int | slice) -> Document | Sequence[Document]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return decode(self._bytes[self._starts[number] : self._starts[number + 1]].tobytes())


def columns(documents: Iterable[Document]) -> Mapping[str, NDArray[Any]]:
    """What the filters look at, one entry a document."""
    kept = [(each.valid_from, each.valid_until, each.source, each.departments) for each in documents]
    departments = Ragged.of([code(name) for name in each[3]] for each in kept)
    return {
        "valid_from": np.array([each[0].toordinal() if each[0] else 0 for each in kept], np.int32),
        "valid_until": np.array([each[1].toordinal() if each[1] else date.max.toordinal() for each in kept], np.int32),
        "source": np.array([code(each[2]) for each in kept], np.uint64),
        "department_starts": departments.starts,
        "department": departments.flat,
    }


def allowed(query: Query, arrays: Mapping[str, NDArray[Any]]) -> Mask | None:
    """Which documents pass a query's filters; None when it has none."""
    masks = []
    if query.on is not None:
        day = query.on.toordinal()
        masks.append((arrays["valid_from"] <= day) & (day <= arrays["valid_until"]))
    if query.sources:
        masks.append(np.isin(arrays["source"], _codes(query.sources)))
    if query.departments:
        starts = arrays["department_starts"]
        owners = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        wanted = np.isin(arrays["department"], _codes(query.departments))
        masks.append(np.bincount(owners[wanted], minlength=len(starts) - 1) > 0)
    return np.logical_and.reduce(masks) if masks else None


def _codes(names: Iterable[str]) -> NDArray[np.uint64]:
    return np.array([code(name) for name in names], np.uint64)
