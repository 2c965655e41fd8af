"""Which page of the menu a button leads to, in few bytes; and which question a button takes to the window."""

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.model import GuideField

LONGEST_PATH = 6
"""Steps down a list of up to 7 to the 7th entries. With it the longest reference fits a button's 64 bytes."""
_REF = re.compile(
    r"(?P<kind>[a-zA-Z])(?:\.(?P<token>[A-Za-z0-9_-]{0,12})(?:\.(?P<path>[0-9]{0,6})(?:\.(?P<field>[a-z]))?)?)?(?:~(?P<via>.+))?"
)
_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", GuideField, strict=False))
"""A letter for each field of a guide; new fields are added at the end of `GuideField`."""


class PageKind(StrEnum):
    """What a page shows."""

    HOME = "h"
    SITUATIONS = "S"
    DEPARTMENTS = "D"
    GUIDES = "G"
    ARTICLES = "A"
    SITUATION = "s"
    DEPARTMENT = "d"
    GUIDE = "g"
    ARTICLE = "a"
    FIELD = "f"
    MISSING = "q"


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page: what it shows, of what (the token of its id), where in it, and the list by way of which one came.

    `path` are the digits of the way down a long list, or the number of the part of a long text.
    """

    kind: PageKind
    token: str = ""
    path: str = ""
    field: GuideField | None = None
    via: "PageRef | None" = None

    def __str__(self) -> str:
        own = f"{self.kind}.{self.token}.{self.path}.{_letter(self.field)}".rstrip(".")
        return f"{own}~{self.via}" if self.via else own


HOME = PageRef(PageKind.HOME)


def read_page_ref(value: str) -> PageRef | None:
    """The page of `str(ref)`, or None when this release did not write it."""
    match = _REF.fullmatch(value)
    if match is None or match["kind"] not in set(PageKind):
        return None
    via = read_page_ref(match["via"]) if match["via"] else None
    field = _LETTERS.get(match["field"] or "")
    return PageRef(PageKind(match["kind"]), match["token"] or "", match["path"] or "", field, via)


@dataclass(frozen=True, slots=True)
class WindowQuestion:
    """What a button asks the window: a field of a guide (by its token), or, without a field, anything about it."""

    token: str
    field: GuideField | None = None

    def __str__(self) -> str:
        return f"{self.token}.{_letter(self.field)}"


def read_window_question(value: str) -> WindowQuestion | None:
    """The question of `str(question)`, or None when this release did not write it."""
    token, _, letter = value.partition(".")
    known = re.fullmatch(r"[A-Za-z0-9_-]{12}", token) and (not letter or letter in _LETTERS)
    return WindowQuestion(token, _LETTERS.get(letter)) if known else None


def _letter(field: GuideField | None) -> str:
    return next((letter for letter, each in _LETTERS.items() if each is field), "") if field else ""
