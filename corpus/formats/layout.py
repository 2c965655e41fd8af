"""Rows of text on pages as paragraphs: what is set in, set apart or larger begins anew, what reaches the margin goes on."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from corpus.formats.paragraph import Paragraph
from corpus.formats.wrap import Line, unwrapped

_FOLIO = re.compile(r"^(?:第\s*)?[-—–－·\s]*\d{1,4}[-—–－·\s]*(?:页.*|/\s*\d{1,4})?$")
RUNNING = 3
"""Pages on which a line at the edge has to come again to count as a running head."""
NARROWEST = 15
"""Characters a line has at least that was broken at a margin."""
LARGE, LARGER = 1.12, 1.3
"""How much larger than the text a heading and a title are set."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of text: page from 1, left and right edge, height of the baseline and size in points."""

    page: int
    left: float
    right: float
    height: float
    size: float
    text: str


def paragraphs_of(rows: Sequence[Row]) -> tuple[Paragraph, ...]:
    """The paragraphs of a document without running heads and page numbers, each with the number of its page."""
    kept = _without_edges(rows)
    return tuple(unwrapped(_lines(kept))) if kept else ()


def _without_edges(rows: Sequence[Row]) -> list[Row]:
    """The rows without page numbers, and without heads and feet that come again on many pages."""
    pages = [list(group) for _, group in groupby(rows, key=lambda row: row.page)]
    edges = Counter(_shape(row) for page in pages for row in {page[0], page[-1]})
    kept: list[Row] = []
    for page in pages:
        while page and _is_edge(page[0], edges):
            page.pop(0)
        while page and _is_edge(page[-1], edges):
            page.pop()
        kept += page
    return kept


def _is_edge(row: Row, edges: Counter[str]) -> bool:
    return bool(_FOLIO.match(row.text)) or edges[_shape(row)] >= RUNNING


def _shape(row: Row) -> str:
    """A row's text whatever its numbers, and where it stands."""
    return f"{round(row.height)} {re.sub(r'[0-9]+', '0', row.text)}"


def _lines(rows: Sequence[Row]) -> Iterator[Line]:
    """The rows with what their place tells of them."""
    usual = _usual_size(rows)
    left = {page: min(row.left for row in group) for page, group in groupby(rows, key=lambda row: row.page)}
    right = max(row.right for row in rows)
    steps = [a.height - b.height for a, b in pairwise(rows) if a.page == b.page]
    step = median(steps) if steps else usual
    above: Row | None = None
    for row in rows:
        apart = above is not None and above.page == row.page and above.height - row.height > 1.4 * step
        yield Line(
            Paragraph.at(f"第{row.page}页", row.text, _level(row, usual)),
            full=row.right > max(right - 3 * row.size, row.left + NARROWEST * row.size),
            gap=apart,
            indented=row.left > left[row.page] + 1.2 * row.size,
        )
        above = row


def _usual_size(rows: Sequence[Row]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size, 1)] += len(row.text)
    return sizes.most_common(1)[0][0]


def _level(row: Row, usual: float) -> int:
    """1 for a title, 2 for a heading, by the size of its letters."""
    if len(row.text) > 60 or row.size < LARGE * usual:
        return 0
    return 1 if row.size >= LARGER * usual else 2
