"""A line of a stranger's text in its plain form: nothing invisible, no stray Markdown, no spaces inside Chinese."""

import re
import unicodedata

_CJK = r"\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SPACE = re.compile(rf"(?<=[{_CJK}]) | (?=[{_CJK}])")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_BULLET = re.compile(r"^([-*•·◇◆●○■□▪➢])\s+")
_HEADING = re.compile(r"^(#{1,6})\s+")
_EMPHASIS = re.compile(r"\*\*|(?<![\w_])__(?=\S)|(?<=\S)__(?![\w_])|`(?=[^`])|(?<=[^`])`")
# PDF fonts often map 用 to the radical ⽤, which looks the same and is found by no search.
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
}


def clean(text: str) -> str:
    """The line as it is meant to be read. A bullet at its start keeps one space."""
    text = re.sub(r"\s+", " ", _INVISIBLE.sub("", text).translate(_RADICALS)).strip()
    bullet = _BULLET.match(text)
    text = _EMPHASIS.sub("", text[bullet.end() :] if bullet else text).strip()
    if _IDEOGRAPH.search(text):
        text = _SPACE.sub("", text)
    return f"{bullet[1]} {text}" if bullet and text else text


def heading(text: str) -> tuple[int, str]:
    """The level of a Markdown heading and its text; level 0 for any other line."""
    match = _HEADING.match(text)
    return (len(match[1]), text[match.end() :]) if match else (0, text)


def glue(left: str, right: str) -> str:
    """What stands between two halves of a line that was broken: nothing in Chinese, a space in Latin text."""
    latin = left[-1:].isascii() and right[:1].isascii() and left[-1:].isalpha() and right[:1].isalpha()
    return " " if latin else ""
