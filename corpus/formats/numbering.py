"""Automatic numbers and headings of Word documents: they stand in no text, only in styles."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|文档标题", re.IGNORECASE)
_CHINESE = {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"}
_DIGITS = "〇一二三四五六七八九"


@dataclass(slots=True)
class Level:
    """How a level of a list is numbered: `text` is a pattern like `%1、`."""

    start: int = 1
    form: str = "decimal"
    text: str = ""

    def spell(self, value: int) -> str:
        """A number in this level's form."""
        if self.form in _CHINESE and 0 < value < 100:
            return chinese(value)
        if self.form == "decimalEnclosedCircle" and 0 < value <= 20:
            return chr(0x2460 + value - 1)
        if self.form.endswith("Letter") and 0 < value <= 26:
            return chr(ord("A" if self.form.startswith("upper") else "a") + value - 1)
        return str(value)


def chinese(value: int) -> str:
    """A number from 1 to 99 in Chinese."""
    tens, ones = divmod(value, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


@dataclass(slots=True)
class Style:
    """A paragraph style: the level of its heading, 0 for text, and the list it belongs to."""

    level: int = 0
    list_id: str = ""
    depth: int = 0


@dataclass(slots=True)
class Numbering:
    """The lists of a document. Counts as the paragraphs come."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    _counts: dict[str, Counter[int]] = field(default_factory=dict)

    def label(self, list_id: str, depth: int) -> str:
        """The number of the next item of a list, as Word would print it."""
        level = self.levels.get((list_id, depth))
        if not level or level.form == "none":
            return ""
        if level.form == "bullet":
            return "• "
        counts = self._counts.setdefault(list_id, Counter())
        counts[depth] += 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda match: self._spelled(list_id, int(match[1]) - 1), level.text) + " "

    def _spelled(self, list_id: str, depth: int) -> str:
        level = self.levels.get((list_id, depth), Level())
        return level.spell(level.start + max(self._counts[list_id][depth], 1) - 1)


class NumberingReader:
    """Reads word/numbering.xml into the levels of each list."""

    def __init__(self) -> None:
        self.levels: dict[tuple[str, int], Level] = {}
        self._abstract: dict[tuple[str, int], Level] = {}
        self._list = self._num = ""
        self._level = Level()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in what the element says."""
        value = attributes.get("val", "")
        match name:
            case "abstractNum":
                self._list = attributes.get("abstractNumId", "")
            case "lvl" if not self._num:
                self._level = self._abstract.setdefault((self._list, depth_of(attributes.get("ilvl", ""))), Level())
            case "start" if not self._num:
                self._level.start = int(value) if value.isdecimal() else 1
            case "numFmt" if not self._num:
                self._level.form = value
            case "lvlText" if not self._num:
                self._level.text = value
            case "num":
                self._num = attributes.get("numId", "")
            case "abstractNumId":
                levels = {depth: level for (known, depth), level in self._abstract.items() if known == value}
                self.levels |= {(self._num, depth): level for depth, level in levels.items()}

    def end(self, name: str) -> None:
        """Nothing ends that matters."""

    def text(self, characters: str) -> None:
        """The part has no text."""


class StyleReader:
    """Reads word/styles.xml into the styles by id."""

    def __init__(self) -> None:
        self.styles: dict[str, Style] = {}
        self._style = Style()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in what the element says."""
        value = attributes.get("val", "")
        match name:
            case "style":
                self._style = self.styles.setdefault(attributes.get("styleId", ""), Style())
            case "name":
                numbered = _HEADING.fullmatch(value)
                self._style.level = int(numbered[1]) if numbered else int(bool(_TITLE.fullmatch(value)))
            case "numId":
                self._style.list_id = value
            case "ilvl":
                self._style.depth = depth_of(value)

    def end(self, name: str) -> None:
        """Nothing ends that matters."""

    def text(self, characters: str) -> None:
        """The part has no text."""


def depth_of(value: str) -> int:
    """The level of a list as the file has it; 0 when it makes no sense."""
    return int(value) if value.isdecimal() and len(value) == 1 else 0
