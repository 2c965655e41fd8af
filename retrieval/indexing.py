"""Turns documents into the arrays that `Retriever` searches, in memory or in a folder that the next start maps.

A folder holds `index`, which answers, and `cut`, which spares the next build from cutting the same texts again. Both are
verified whenever they are opened; what is damaged, foreign or out of date is built anew and never trusted.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields as fields_of
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from retrieval.bm25 import Postings
from retrieval.cutting import Earlier, arrays_of, cut
from retrieval.documents import Shelf, columns, encode
from retrieval.inverting import Allocate, invert
from retrieval.model import Document
from retrieval.ranking import Cut, Ranking
from retrieval.store import DamagedError, Stored, alone, read, replacing
from retrieval.tokens import Tokenizer

Arrays = Mapping[str, NDArray[Any]]

Progress = Callable[[int, int], None]
"""Told of work done, as `(done, total)`."""

VERSION = f"3, rjieba {version('rjieba')}, opencc {version('opencc')}"
"""What the same documents are cut and weighed by; the number is to be raised when that changes."""

log = logging.getLogger(__name__)


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def build(documents: Sequence[Document], tokenizer: Tokenizer, ranking: Ranking, progress: Progress = quiet) -> Arrays:
    """The index of documents, in memory."""
    arrays: dict[str, NDArray[Any]] = {}

    def allocate(name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
        return arrays.setdefault(name, np.zeros(shape, dtype))

    steps = _Steps(progress, documents)
    terms, _ = cut(documents, Earlier({}), tokenizer, steps.add)
    _index(documents, terms, ranking, allocate, steps)
    return arrays


def open_folder(
    documents: Sequence[Document], folder: Path, tokenizer: Tokenizer, ranking: Ranking, progress: Progress = quiet
) -> tuple[Sequence[Document], Arrays]:
    """The index of documents kept in a folder, built there when it is not there, not whole, or not of these documents."""
    wanted = fingerprint(documents, ranking)
    stored = _whole(folder / "index", logging.DEBUG)  # looked at again, and warned of, when nobody else writes
    if stored is None or stored.fingerprint != wanted:
        with alone(folder):
            stored = _built(documents, folder, wanted, tokenizer, ranking, progress)
    return _opened(stored)


def map_folder(folder: Path) -> tuple[Sequence[Document], Arrays]:
    """The whole index of a folder, whatever documents it is of. Raises DamagedError, also when there is none."""
    stored = read(folder / "index")
    if stored is None:
        raise DamagedError(f"there is no index in {folder}")
    return _opened(stored)


def fingerprint(documents: Iterable[Document], ranking: Ranking) -> str:
    """What tells an index of these documents, made in this way, from any other."""
    digest = hashlib.sha256(repr((VERSION, ranking)).encode())
    for document in documents:
        digest.update(encode(document))
    return digest.hexdigest()


def postings(arrays: Arrays, name: str) -> Postings:
    """One of the indexes among the arrays."""
    return Postings(**{field.name: arrays[f"{name}.{field.name}"] for field in fields_of(Postings)})


SHELF = "documents.jsonl"


def _opened(stored: Stored) -> tuple[Sequence[Document], Arrays]:
    return Shelf(stored.arrays[SHELF], stored.arrays["document_starts"]), stored.arrays


def _whole(folder: Path, level: int = logging.WARNING) -> Stored | None:
    """What is kept in a folder; what cannot be trusted is told of and counts as nothing."""
    try:
        return read(folder)
    except DamagedError as error:
        log.log(level, "%s cannot be used and is built again: %s", folder, error)
        return None


def _built(
    documents: Sequence[Document],
    folder: Path,
    wanted: str,
    tokenizer: Tokenizer,
    ranking: Ranking,
    progress: Progress,
) -> Stored:
    """The wanted index, written unless another process just did."""
    stored = _whole(folder / "index")
    if stored is None or stored.fingerprint != wanted:
        _write(documents, folder, wanted, tokenizer, ranking, progress)
        stored = read(folder / "index")
    if stored is None:
        raise DamagedError("the index is gone right after it was written")
    return stored


def _write(
    documents: Sequence[Document],
    folder: Path,
    wanted: str,
    tokenizer: Tokenizer,
    ranking: Ranking,
    progress: Progress,
) -> None:
    steps = _Steps(progress, documents)
    before = _whole(folder / "cut")
    usable = before is not None and before.fingerprint == VERSION
    terms, digests = cut(documents, Earlier(before.arrays if before and usable else {}), tokenizer, steps.add)
    with replacing(folder / "cut", VERSION) as writing:
        for name, content in arrays_of(terms, digests).items():
            writing.put(name, content)
    with replacing(folder / "index", wanted) as writing:
        writing.put("document_starts", _shelve(documents, writing.folder / SHELF))
        _index(documents, terms, ranking, writing.allocate, steps)


def _shelve(documents: Iterable[Document], file: Path) -> NDArray[np.int64]:
    """Write documents to a file; where each begins, and where the last one ends."""
    starts = [0]
    with file.open("wb") as stream:
        for document in documents:
            starts.append(starts[-1] + stream.write(encode(document)))
    return np.array(starts, np.int64)


def _index(documents: Sequence[Document], terms: Cut, ranking: Ranking, allocate: Allocate, steps: "_Steps") -> None:
    lengths = np.array([len(document.text) for document in documents], np.int64)
    filled: dict[str, NDArray[Any]] = {
        **columns(documents),
        "contexts": terms.contexts,
        "prior": ranking.prior(lengths, np.arange(len(documents)) - terms.firsts),
    }
    for name, content in filled.items():
        allocate(name, content.shape, content.dtype)[...] = content
    for name, (parts, model) in ranking.indexes(terms).items():
        invert(parts, model, partial(_under, name, allocate), steps.add)
    steps.finish()


def _under(prefix: str, allocate: Allocate, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
    return allocate(f"{prefix}.{name}", shape, dtype)


class _Steps:
    """Counts the work done: each document is cut once, and counted and placed in each of three indexes."""

    def __init__(self, progress: Progress, documents: Sequence[Document]) -> None:
        self._progress, self._done, self._total = progress, 0, 7 * len(documents)

    def add(self, documents: int) -> None:
        """So many documents have gone one step further."""
        self._done = min(self._done + documents, self._total)
        self._progress(self._done, self._total)

    def finish(self) -> None:
        """Everything is done."""
        self._progress(self._total, self._total)
