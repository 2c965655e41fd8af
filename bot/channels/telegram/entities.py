"""Styled text as Telegram wants it: parts of at most 4,096 UTF-16 units, each with entities in UTF-16 offsets."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from bot.core.model import RichText, Style, plain

MAX_UNITS = 4096
ENTITIES = {Style.BOLD: "bold", Style.FOLD: "expandable_blockquote"}  # a quote is marked by its 「」

_BREAKS = tuple(map(re.compile, (r"\n\n+", r"\n", r"[。！？；…!?;]+[」』”’）)]*", r"[\s，、,]+")))
_ZWJ = "\u200d"
_EXTENDERS = frozenset(map(chr, (0x200D, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080))))


@dataclass(frozen=True, slots=True)
class Part:
    """One message's text and its entities, as the Bot API's JSON."""

    text: str
    entities: tuple[dict[str, Any], ...]


def utf16_units(text: str) -> int:
    """The length of `text` as Telegram counts offsets."""
    return len(text) + sum(character > "\uffff" for character in text)


def parts(text: RichText, limit: int = MAX_UNITS) -> tuple[Part, ...]:
    """The text in as few parts as its paragraphs, sentences and words allow; joined again they are equal to it."""
    return tuple(_part(text, start, end) for start, end in _pieces(plain(text), limit))


def _part(text: RichText, start: int, end: int) -> Part:
    """The characters start..end with the entities that lie in them."""
    entities, at = [], 0
    whole = plain(text)
    for span in text:
        first, last = max(at, start), min(at + len(span.text), end)
        if first < last and span.style in ENTITIES:
            offset, length = utf16_units(whole[start:first]), utf16_units(whole[first:last])
            entities.append({"type": ENTITIES[span.style], "offset": offset, "length": length})
        at += len(span.text)
    return Part(whole[start:end], tuple(entities))


def _pieces(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends, in characters."""
    units = [0, *accumulate(2 if character > "\uffff" else 1 for character in text)]
    start = 0
    while start < len(text):
        furthest = bisect_right(units, units[start] + limit) - 1
        end = furthest if furthest == len(text) else _cut(text, start, furthest)
        yield start, end
        start = end


def _cut(text: str, start: int, furthest: int) -> int:
    """The best place to end a part: the last paragraph, line, sentence or word in its second half."""
    half = (start + furthest) // 2
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(text, half, furthest) if _is_boundary(text, match.end())]
        if ends:
            return ends[-1]
    return next((place for place in range(furthest, start, -1) if _is_boundary(text, place)), furthest)


def _is_boundary(text: str, place: int) -> bool:
    """Whether a reader sees two characters on the two sides of `place`, and not one that is cut in half."""
    before, after = text[place - 1], text[place]
    if before == _ZWJ or after in _EXTENDERS or unicodedata.category(after).startswith("M"):
        return False
    return not (_is_flag_letter(after) and _flag_letters_before(text, place) % 2)


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, place: int) -> int:
    count = 0
    while count < place and _is_flag_letter(text[place - 1 - count]):
        count += 1
    return count
