"""An entry of the corpus as a form: each part of it in a box of its own, and back again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot.composer import entry_wording as wording
from bot.composer.publishing_wording import FIELDS
from corpus.change import Key, Kind
from corpus.formats.markdown import tidy
from corpus.model import Department
from corpus.records import Item, Reader, to_article, to_department, to_glossary, to_guide, to_record

FIELD = "fields."
"""Before the names of a guide's fields."""
BREAK = "⏎"
"""Shown for a line break within a value that has one line of its box."""


class Shape(StrEnum):
    """What is written in a box."""

    LINE = "line"
    LINES = "lines"
    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    FLAG = "flag"
    GROUPS = "groups"
    DEPARTMENT = "department"
    DEPARTMENTS = "departments"


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the form; `name` is the key of the record."""

    name: str
    label: str
    shape: Shape = Shape.LINE
    hint: str = ""
    needed: bool = False


class FormError(Exception):
    """What is wrong, by the name of the box; what belongs to no box is under the empty name."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__("\n".join(wrong.values()))
        self.wrong = wrong


_VALID = (
    Box("valid_from", wording.VALID_FROM, Shape.DAY),
    Box("valid_until", wording.VALID_UNTIL, Shape.DAY, wording.VALID_HINT),
)
_ASKED_AS = Box("asked_as", wording.ASKED_AS, Shape.LINES, wording.ASKED_AS_HINT)
_PUBLISHED = Box("published", wording.PUBLISHED, Shape.DAY)

FORMS: Mapping[Kind, tuple[Box, ...]] = {
    Kind.ARTICLE: (
        Box("title", wording.TITLE, needed=True),
        Box("body", wording.BODY, Shape.TEXT, wording.BODY_HINT, needed=True),
        _ASKED_AS,
        Box("departments", wording.DEPARTMENTS, Shape.DEPARTMENTS, wording.DEPARTMENTS_HINT),
        Box("bulletin", wording.BULLETIN),
        Box("number", wording.NUMBER, Shape.NUMBER),
        _PUBLISHED,
        *_VALID,
        Box("superseded_by", wording.SUPERSEDED_BY, Shape.LINE, wording.SUPERSEDED_HINT),
    ),
    Kind.GUIDE: (
        Box("name", wording.NAME, needed=True),
        Box("department", wording.DEPARTMENT, Shape.DEPARTMENT, needed=True),
        *(Box(f"{FIELD}{name}", label, Shape.LINES) for name, label in FIELDS.items()),
        Box("aliases", wording.ALIASES, Shape.LINES, wording.ALIASES_HINT),
        _ASKED_AS,
        Box("situations", wording.SITUATIONS, Shape.LINES, wording.SITUATIONS_HINT),
        Box("article_id", wording.ARTICLE, Shape.LINE, wording.ARTICLE_HINT),
        Box("source", wording.SOURCE),
        _PUBLISHED,
        *_VALID,
    ),
    Kind.DEPARTMENT: (
        Box("name", wording.NAME, needed=True),
        Box("phone", wording.PHONE),
        Box("responsibilities", wording.RESPONSIBILITIES, Shape.LINES, wording.RESPONSIBILITIES_HINT),
        Box("aliases", wording.ALIASES, Shape.LINES, wording.ALIASES_HINT),
        Box("former", wording.FORMER, Shape.LINES, wording.NAMES_HINT),
        Box("later", wording.LATER, Shape.LINES, wording.NAMES_HINT),
        Box("desk", wording.DESK, Shape.FLAG, wording.DESK_HINT),
    ),
    Kind.GLOSSARY: (
        Box("synonyms", wording.SYNONYMS, Shape.GROUPS, wording.SYNONYMS_HINT),
        Box("words", wording.WORDS, Shape.LINES, wording.WORDS_HINT),
    ),
}
_TO_ITEM: Mapping[Kind, Callable[[Reader], Item]] = {
    Kind.ARTICLE: to_article, Kind.GUIDE: to_guide, Kind.DEPARTMENT: to_department, Kind.GLOSSARY: to_glossary,
}  # fmt: skip
_READ: Mapping[Shape, Callable[[str, Sequence[Department]], Any]] = {
    Shape.LINE: lambda text, _: " ".join(text.split("\n")),
    Shape.TEXT: lambda text, _: tidy(text),
    Shape.LINES: lambda text, _: _lines(text),
    Shape.DAY: lambda text, _: _day(text),
    Shape.NUMBER: lambda text, _: _number(text),
    Shape.FLAG: lambda text, _: bool(text),
    Shape.GROUPS: lambda text, _: [_group(line) for line in _lines(text)],
    Shape.DEPARTMENT: lambda text, desk: _department(text, desk),
    Shape.DEPARTMENTS: lambda text, desk: [_department(line, desk) for line in _lines(text)],
}


def filled(item: Item, kind: Kind, departments: Sequence[Department]) -> dict[str, str]:
    """What stands in the boxes, by name."""
    record = to_record(item)
    record |= {f"{FIELD}{name}": lines for name, lines in record.get("fields", {}).items()}
    named = {each.id: each.name for each in departments}
    return {box.name: _written(box.shape, record.get(box.name), named) for box in FORMS[kind]}


def entered(key: Key, given: Mapping[str, str], departments: Sequence[Department]) -> Item:
    """The entry that the boxes tell. Raises FormError, CorpusFormatError."""
    record: dict[str, Any] = {"id": key.id} if key.kind is not Kind.GLOSSARY else {}
    fields: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for box in FORMS[key.kind]:
        text = given.get(box.name, "").replace("\r\n", "\n").strip()
        if not text:
            if box.needed:
                wrong[box.name] = wording.NEEDED.format(label=box.label)
            continue
        try:
            value = _READ[box.shape](text, departments)
        except ValueError as error:
            wrong[box.name] = str(error)
            continue
        if box.name.startswith(FIELD):
            fields[box.name.removeprefix(FIELD)] = value
        else:
            record[box.name] = value
    if wrong:
        raise FormError(wrong)
    return _TO_ITEM[key.kind](Reader(key.id or wording.WORDS, record | ({"fields": fields} if fields else {})))


def outline(item: Item, kind: Kind, departments: Sequence[Department]) -> list[str]:
    """The entry line by line, each with the name of its box: what a difference is shown in."""
    return lines(kind, filled(item, kind, departments))


def lines(kind: Kind, boxes: Mapping[str, str]) -> list[str]:
    """The same of what stands in boxes, right or wrong."""
    return [
        line if box.shape is Shape.TEXT else f"{box.label}：{line}"
        for box in FORMS[kind]
        for line in boxes.get(box.name, "").replace("\r\n", "\n").split("\n")
        if line or box.shape is Shape.TEXT
    ]


def _written(shape: Shape, value: Any, named: Mapping[str, str]) -> str:
    if value is None:
        return ""
    match shape:
        case Shape.LINES:
            return _joined(value)
        case Shape.GROUPS:
            return _joined("、".join(group) for group in value)
        case Shape.DEPARTMENTS:
            return _joined(named.get(each, each) for each in value)
        case Shape.DEPARTMENT:
            return named.get(value, str(value))
        case Shape.FLAG:
            return wording.YES
        case _:
            return str(value)


def _joined(values: Iterable[str]) -> str:
    return "\n".join(each.replace("\n", BREAK) for each in values)


def _lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.split("\n"))
    return [line.replace(BREAK, "\n") for line in lines if line]


def _group(line: str) -> list[str]:
    words = [word for each in line.split("、") if (word := each.strip())]
    if len(words) < 2:
        raise ValueError(wording.LONELY_WORD.format(word=line))
    return words


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise ValueError(wording.NO_NUMBER)
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(wording.NO_DAY) from None


def _department(text: str, departments: Sequence[Department]) -> str:
    """The id of a department by its official name, its id, or any of its names."""
    for known in (lambda each: each.name == text, lambda each: each.id == text, lambda each: text in each.names):
        if found := next((each for each in departments if known(each)), None):
            return found.id
    raise ValueError(wording.NO_DEPARTMENT.format(name=text))
