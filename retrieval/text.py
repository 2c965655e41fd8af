"""Makes a stranger's text safe and uniform, before anything else looks at it.

`sanitize` only takes out what could do harm and keeps the writer's letters: it is what logs and masking use.
`normalize` is the form in which text is indexed and compared. `clean` is the same for a question: normalized and capped.
"""

import re
import unicodedata
from functools import cache
from typing import Any

MAX_QUESTION = 4096
"""Characters of a question that are looked at: the most that one chat message can hold."""

MAX_RAW = 16 * MAX_QUESTION
"""Characters of a raw question that are looked at, so that a megabyte of junk costs no more than a page of it."""

MAX_MARKS = 16
"""Combining marks kept in a row. NFKC sorts each run, in time that grows with its square."""

_LONE_SURROGATE = re.compile("[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but tab and newline
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{MAX_MARKS + 1},}}")
_SPACED_HAN = re.compile(r"(?<![^\s])([\u4e00-\u9fff]) (?=[\u4e00-\u9fff](?:\s|$))")


def sanitize(text: str) -> str:
    """The text without lone surrogates, controls, invisible and direction marks or piles of combining marks.

    Line breaks become `\\n`, full-width letters and digits ASCII; other widths, case and script stay as written.
    """
    if _SURROGATE.search(text):
        text = _LONE_SURROGATE.sub("\ufffd", text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSEEN.sub("", text)
    text = _MARKS.sub(_cap_marks, text)
    return _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def normalize(text: str) -> str:
    """The form in which texts are compared: sanitized, NFKC, simplified, case folded, white space collapsed."""
    text = unicodedata.normalize("NFKC", sanitize(text))
    text = unicodedata.normalize("NFKC", _simplify(text).casefold())
    return _SPACED_HAN.sub(r"\1", " ".join(sanitize(text).split()))


def clean(text: str) -> str:
    """A question ready to be understood: `normalize` of its first `MAX_QUESTION` characters."""
    return normalize(sanitize(text[:MAX_RAW]).strip()[:MAX_QUESTION])[:MAX_QUESTION].rstrip()


def _cap_marks(run: re.Match[str]) -> str:
    """The run with at most `MAX_MARKS` combining marks after one another."""
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def _simplify(text: str) -> str:
    """Traditional characters as simplified ones; text without a Chinese character never loads the converter."""
    if text.isascii():
        return text
    simplified: str = _converter().convert(text)
    return simplified


@cache
def _converter() -> Any:
    """OpenCC from traditional to simplified, loaded once."""
    from opencc import OpenCC

    return OpenCC("t2s")
