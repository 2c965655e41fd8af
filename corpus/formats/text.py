"""A plain text file as paragraphs."""

from collections.abc import Iterator
from unicodedata import east_asian_width

from corpus.draft import Draft
from corpus.formats.clean import clean, heading
from corpus.formats.decode import decode
from corpus.formats.document import read_document, refuse_long
from corpus.formats.paragraph import Paragraph
from corpus.formats.source import Source
from corpus.formats.wrap import Line, unwrapped

WIDEST = 160
"""Columns of a line up to which a text may have been broken at a margin."""

NARROWEST = 30
"""Columns a line has at least that was broken at a margin."""


def parse(source: Source) -> tuple[Draft, ...]:
    """The articles in a text file. Raises CorpusFormatError."""
    text = decode(source)
    refuse_long(source, text.split("\n"))
    return read_document(source, paragraphs_of(text))


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, each with the number of its line."""
    return tuple(unwrapped(_lines(text)))


def _lines(text: str) -> Iterator[Line]:
    raw = text.split("\n")
    widest = max((_columns(line) for line in raw if len(line) <= WIDEST), default=0)
    broken = all(len(line) <= WIDEST for line in raw)
    gap = True
    for number, line in enumerate(raw, 1):
        level, rest = heading(line.strip())
        words = clean(rest)
        if words:
            full = broken and not level and _columns(line) >= max(widest - 4, NARROWEST)
            indented = line.startswith(("　", "    ", "\t"))
            yield Line(Paragraph.at(f"第{number}行", words, level), full, gap or bool(level), indented)
        gap = not words


def _columns(line: str) -> int:
    return sum(1 + (east_asian_width(character) in "WF") for character in line.rstrip())
