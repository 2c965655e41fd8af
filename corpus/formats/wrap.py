"""Lines broken at a margin, put together as paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.formats.paragraph import WHOLE, Paragraph

_STOP = re.compile(r"[。！？；：!?][”’」』》）)】]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `full` says that it reaches the margin, `gap` that space stands above it, `indented` that it is set in."""

    paragraph: Paragraph
    full: bool = False
    gap: bool = False
    indented: bool = False


def unwrapped(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """The paragraphs: a line goes on in the next one when it reaches the margin and nothing sets the next one apart."""
    known = tuple(lines)
    apart = _are_set_apart(known)
    last: Paragraph | None = None
    before: Line | None = None
    for line in known:
        if last and before and len(last.text) < WHOLE and _goes_on(before, line, apart):
            last = last.joined(line.paragraph)
        else:
            if last:
                yield last
            last = line.paragraph
        before = line
    if last:
        yield last


def _are_set_apart(lines: Sequence[Line]) -> bool:
    """Whether paragraphs are told by an indent or a gap: most lines are that follow one which ends before the margin."""
    starts = [line for before, line in pairwise(lines) if not before.full]
    return 2 * sum(line.gap or line.indented for line in starts) > len(starts)


def _goes_on(before: Line, line: Line, apart: bool) -> bool:
    if not before.full or line.gap or line.indented or before.paragraph.level or line.paragraph.starts_anew:
        return False
    return apart or not _STOP.search(before.paragraph.text)
