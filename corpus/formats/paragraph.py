"""Paragraphs as a file holds them, and lines put together again where a page or a margin broke them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.formats.clean import glue

_CLOSED = re.compile(r"[。！？；：:!?;…](?:[”’」』》）)】]*)$|[）)】]$")
_STARTS = re.compile(
    r"[【\[]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]+[章节条款]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|[一二三四五六七八九十]是|\d{1,2}[.、．](?!\d)|[①-⑳]|[-*•·◇◆●○■□▪➢] |[报发送]送?[：:]|抄[送报][：:]"
)
CELL = "｜"
"""Stands between the cells of a table's row."""
WHOLE = 5_000
"""Characters above which a paragraph takes in no more lines: nobody writes longer ones, and each join copies it."""
LONG = 45
"""Characters above which a line that ends without a stop is no title but was cut."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: one line of text. `level` is 1 for a title, 2 and more for headings below it, 0 for text.

    `marks` are (offset, place): from that character on, the text stands at that place of the file.
    """

    text: str
    marks: tuple[tuple[int, str], ...]
    level: int = 0

    @classmethod
    def at(cls, place: str, text: str, level: int = 0) -> "Paragraph":
        """A paragraph that stands at one place."""
        return cls(text, ((0, place),), level)

    @property
    def place(self) -> str:
        """Where it starts."""
        return self.marks[0][1]

    def place_of(self, offset: int) -> str:
        """Where its character at `offset` stands."""
        return self.marks[max(bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1, 0)][1]

    def joined(self, rest: "Paragraph") -> "Paragraph":
        """This paragraph with its second half."""
        head = self.text + glue(self.text, rest.text)
        moved = tuple((offset + len(head), place) for offset, place in rest.marks)
        return replace(self, text=head + rest.text, marks=(*self.marks, *moved))

    def part(self, start: int, end: int | None = None) -> "Paragraph":
        """The piece between two offsets, blanks at its ends left out."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        later = tuple((offset - start, place) for offset, place in self.marks if offset > start)
        return Paragraph(piece.strip(), ((0, self.place_of(start)), *later))

    @property
    def is_open(self) -> bool:
        """Whether it seems to stop in mid-sentence."""
        return not self.level and not _CLOSED.search(self.text) and (len(self.text) > LONG or "。" in self.text)

    @property
    def starts_anew(self) -> bool:
        """Whether it begins with the mark of a new piece, section, point or item."""
        return bool(self.level or _STARTS.match(self.text))


def mended(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, those whole again that the end of a page cut in mid-sentence."""
    last: Paragraph | None = None
    for paragraph in paragraphs:
        if last and len(last.text) < WHOLE and last.is_open and not paragraph.starts_anew:
            last = last.joined(paragraph)
            continue
        if last:
            yield last
        last = paragraph
    if last:
        yield last
