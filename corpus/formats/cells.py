"""One row of a table, or one record, by the meaning of its columns."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.formats.clean import clean
from corpus.formats.dates import read_date

_SEPARATOR = re.compile(r"[;；、,，|]+")
_NOTHING = frozenset({"-", "--", "—", "——", "/", "暂无", "null", "none", "nan", "n/a"})


@dataclass(frozen=True, slots=True)
class Cells:
    """One row under its headers. `at` is where each known column stands, `place` tells where the row stands."""

    row: Sequence[Any]
    headers: Sequence[str]
    at: Mapping[str, int]
    place: str

    def value(self, key: str) -> Any:
        """What stands in a column; None where there is no such column."""
        return self.row[self.at[key]] if key in self.at else None

    def lines(self, key: str) -> tuple[str, ...]:
        """A cell line by line."""
        return lines_of(self.value(key))

    def text(self, key: str) -> str:
        """A cell in one line."""
        return " ".join(self.lines(key))

    def words(self, key: str) -> tuple[str, ...]:
        """A cell that lists names or short phrases, on lines of their own or with commas."""
        return tuple(part.strip() for line in self.lines(key) for part in _SEPARATOR.split(line) if part.strip())

    def day(self, key: str) -> date | None:
        """A cell that holds a date; None when it holds none."""
        return read_date(self.text(key))


def lines_of(value: Any) -> tuple[str, ...]:
    """The lines of a cell: a list's elements, a text's lines, a number without its `.0`; what means nothing is left out."""
    if isinstance(value, str) and value.startswith("["):
        value = _listed(value)
    if isinstance(value, list | tuple):
        return tuple(line for element in value for line in lines_of(element))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    texts = map(clean, str(value if value is not None else "").splitlines())
    return tuple(text for text in texts if text and text.lower() not in _NOTHING)


def _listed(text: str) -> Any:
    """The list that a program wrote into a cell, or the text itself."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
