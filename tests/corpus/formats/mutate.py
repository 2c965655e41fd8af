"""Damaged files: `python -m tests.corpus.formats.mutate [COUNT [SEED]]` reads many in the sandbox and tells how it went."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from random import Random

from corpus.model import CorpusFormatError
from corpus.sandbox import read
from tests.corpus.formats import samples
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
    """Files with up to eight of their parts changed, cut out, doubled or swapped."""
    files = originals()
    for _ in range(count):
        name = random.choice(sorted(files))
        data = bytearray(files[name])
        for _ in range(random.randint(1, 8)):
            start = random.randrange(len(data) or 1)
            end = start + random.randint(1, 64)
            change = random.randrange(4)
            if change == 0:
                data[start:end] = random.randbytes(min(end, len(data)) - start)
            elif change == 1:
                del data[start:end]
            elif change == 2:
                data[start:start] = data[start:end] * random.randint(1, 50)
            else:
                data[start:end] = data[-end:][: end - start]
        yield name, bytes(data)


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
