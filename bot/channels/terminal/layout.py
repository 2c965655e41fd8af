"""Styled text laid out in lines of a given display width, the way Chinese is set."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from wcwidth import width as display_width

_UNIT = re.compile(r"[「『（《“‘【]*(?:[!-~]+|[^\n])[，。、；：！？」』）》”’】…]*")
"""What must stay on one line: a Latin word or number, or one character, with its opening and closing punctuation."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters shown in one style; `style` is an SGR sequence's numbers, or empty for plain."""

    text: str
    style: str = ""


Line = tuple[Run, ...]


def lay_out(runs: tuple[Run, ...], width: int | None, indent: str = "") -> Iterator[Line]:
    """The runs as lines at most `width` columns wide (None: as long as they are); continued lines start with `indent`."""
    text = "".join(run.text for run in runs)
    styles = [run.style for run in runs for _ in run.text]
    start = 0
    for paragraph in text.split("\n"):
        for number, (begin, end) in enumerate(_lines(paragraph, width, len(indent))):
            line = _styled(text, styles, start + begin, start + end)
            yield (Run(indent), *line) if number and indent else line
        start += len(paragraph) + 1


def _lines(paragraph: str, width: int | None, indent: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a paragraph begin and end."""
    begin, column = 0, 0
    for unit in _UNIT.finditer(paragraph) if width else ():
        size = display_width(unit[0])
        if width and column and column + size > width:
            yield begin, unit.start()
            begin, column = unit.start(), indent
        column += size
    yield begin, len(paragraph)


def _styled(text: str, styles: list[str], begin: int, end: int) -> Line:
    groups = itertools.groupby(range(begin, end), key=styles.__getitem__)
    return tuple(Run("".join(text[index] for index in group), style) for style, group in groups)
