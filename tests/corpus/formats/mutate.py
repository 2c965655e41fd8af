"""Damaged files: `python -m tests.corpus.formats.mutate [COUNT [SEED]]` reads many in the sandbox and tells how it went."""

import io
import sys
import time
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any
from zipfile import ZipFile

from corpus.model import CorpusFormatError
from corpus.sandbox import read
from tests.corpus.formats import samples
from tests.corpus.formats.hostile import zipped
from tests.corpus.formats.test_tables import CARD, HEADERS, sheet


def originals() -> dict[str, bytes]:
    """A good file of each format."""
    return {
        "a.docx": samples.as_docx(),
        "a.pdf": samples.as_pdf(),
        "a.xlsx": sheet(HEADERS, CARD),
        "a.html": samples.as_html(),
        "a.txt": samples.as_text().encode("gb18030"),
        "a.jsonl": b'{"id": "a-1", "title": "t", "text": "x", "published": "2023-01-02"}\n' * 9,
        "a.csv": "事项名称,办理部门,咨询电话\n办证,图书馆,1\n".encode(),
    }


def mutated(random: Random, count: int) -> Iterator[tuple[str, bytes]]:
    """Damaged files: bytes of any, members of archives, characters of texts."""
    files = originals()
    for _ in range(count):
        name = random.choice(sorted(files))
        data = files[name]
        if data.startswith(b"PK") and random.random() < 0.8:
            yield name, _inside(random, data)
        elif not data.startswith((b"PK", b"%PDF")) and random.random() < 0.8:
            text = data.decode("gb18030" if name == "a.txt" else "utf-8")
            yield name, "".join(_damaged(random, list(text))).encode()
        else:
            yield name, bytes(_damaged(random, list(data)))


def _inside(random: Random, data: bytes) -> bytes:
    """The archive with one member damaged, and packed well."""
    with ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    parts = [
        name
        for name in members
        if name.endswith(("document.xml", "numbering.xml", "styles.xml", "sheet1.xml", "s.xml"))
    ]
    chosen = random.choice(parts)
    members[chosen] = bytes(_damaged(random, list(members[chosen])))
    return zipped(members)


def _damaged(random: Random, units: list[Any]) -> list[Any]:
    """A file's bytes or characters with up to eight stretches shuffled, cut out, doubled or moved."""
    for _ in range(random.randint(1, 8)):
        start = random.randrange(len(units) or 1)
        stretch = units[start : start + random.randint(1, 64)]
        end = start + len(stretch)
        match random.randrange(4):
            case 0:
                units[start:end] = random.sample(stretch, len(stretch))
            case 1:
                del units[start:end]
            case 2:
                units[start:start] = stretch * random.randint(1, 50)
            case _:
                target = random.randrange(len(units) or 1)
                units[target:target] = stretch
    return units


def main(count: int = 2_000, seed: int = 1) -> None:
    """Read damaged files and print how many were read, refused, and how long the slowest took."""
    told: Counter[str] = Counter()
    slowest = 0.0
    for name, data in mutated(Random(seed), count):
        begun = time.monotonic()
        try:
            read(name, data)
            told["read"] += 1
        except CorpusFormatError as error:
            told["refused"] += 1
            told[str(error).removeprefix(name)[:40]] += 1
        slowest = max(slowest, time.monotonic() - begun)
    print(f"{count} files, slowest {slowest:.2f} s, {told.most_common(30)}")  # noqa: T201


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
