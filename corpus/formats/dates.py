"""Dates and small numbers as offices write them."""

import re
from datetime import date

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0}
_NUMERAL = "〇零○Ｏ一二三四五六七八九十百"
_DATE = re.compile(
    rf"(\d{{4}}|[{_NUMERAL}]{{4}})\s*[年./-]\s*(\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*[月./-]\s*(\d{{1,2}}|[{_NUMERAL}]{{1,3}})日?"
)


def number(text: str) -> int:
    """A number below 1,000 in digits or in Chinese: 23, 二十三, 一百零五; years digit by digit: 二〇一八."""
    if text.isdecimal():
        return int(text)
    if not re.search("[十百]", text):
        return int("".join(str(_DIGITS[character]) for character in text))
    hundreds, _, rest = text.rpartition("百")
    tens, found, ones = rest.rpartition("十")
    ten = _DIGITS.get(tens.lstrip("零〇"), 1) if found else 0
    return _DIGITS.get(hundreds, 0) * 100 + ten * 10 + _DIGITS.get(ones.lstrip("零〇"), 0)


def find_date(text: str) -> tuple[date, int, int] | None:
    """The first date in a text with its span, or None."""
    for match in _DATE.finditer(text):
        try:
            return date(*(number(part) for part in match.groups())), match.start(), match.end()
        except ValueError:
            continue
    return None


def read_date(text: str) -> date | None:
    """The first date in a text, or None."""
    found = find_date(text)
    return found[0] if found else None
