"""Cuts documents into terms, each text once: what was cut before is known by a digest of title and text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from retrieval.model import Document
from retrieval.ragged import Coder, Growing, Ragged
from retrieval.ranking import Cut
from retrieval.text import normalize
from retrieval.tokens import Tokenizer

KINDS = ("words", "title_words", "pairs", "title_pairs")
DIGEST = 16


class Earlier:
    """Documents that were cut before."""

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        self._rows = {bytes(digest): row for row, digest in enumerate(arrays["digests"])} if arrays else {}
        self._ragged = {kind: _stored(arrays, kind) for kind in KINDS} if arrays else {}

    def terms(self, digest: bytes) -> Mapping[str, Iterable[int]] | None:
        """The terms of a document; None for one that is new."""
        row = self._rows.get(digest)
        return None if row is None else {kind: self._ragged[kind][row] for kind in KINDS}


def cut(
    documents: Sequence[Document], earlier: Earlier, tokenizer: Tokenizer, progress: Callable[[int], None]
) -> tuple[Cut, NDArray[np.uint8]]:
    """The terms of each document, and the digest that it is known by."""
    coder, digests, groups = Coder(), bytearray(), Groups()
    growing = {kind: Growing() for kind in KINDS}
    for document in documents:
        digest = _digest(document)
        digests += digest
        terms = earlier.terms(digest) or _cut(document, tokenizer, coder)
        for kind in KINDS:
            growing[kind].append(terms[kind])
        groups.append(document.group)
        progress(1)
    rows = {kind: each.finish() for kind, each in growing.items()}
    return Cut(**rows, groups=np.array(groups.numbers, np.int64)), np.frombuffer(digests, np.uint8).reshape(-1, DIGEST)


def arrays_of(terms: Cut, digests: NDArray[np.uint8]) -> Mapping[str, NDArray[np.generic]]:
    """What `Earlier` is made of."""
    arrays: dict[str, NDArray[np.generic]] = {"digests": digests}
    for kind in KINDS:
        ragged: Ragged = getattr(terms, kind)
        arrays |= {f"{kind}.starts": ragged.starts, f"{kind}.flat": ragged.flat}
    return arrays


class Groups:
    """Numbers groups: neighbours of the same name share a number, and a document without a name has its own."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self._last = ""

    def append(self, group: str) -> None:
        """Add a document."""
        number = self.numbers[-1] if self.numbers else -1
        self.numbers.append(number if group and group == self._last else number + 1)
        self._last = group


def _cut(document: Document, tokenizer: Tokenizer, coder: Coder) -> Mapping[str, Iterable[int]]:
    title, text = tokenizer.terms(normalize(document.title)), tokenizer.terms(normalize(document.text))
    terms = {"words": text.words, "title_words": title.words, "pairs": text.pairs, "title_pairs": title.pairs}
    return {kind: coder.codes(each) for kind, each in terms.items()}


def _digest(document: Document) -> bytes:
    content = f"{document.title}\0{document.text}".encode("utf-8", "surrogatepass")
    return blake2b(content, digest_size=DIGEST).digest()


def _stored(arrays: Mapping[str, NDArray[np.generic]], kind: str) -> Ragged:
    return Ragged(arrays[f"{kind}.starts"].astype(np.int64), arrays[f"{kind}.flat"].astype(np.uint64, copy=False))
