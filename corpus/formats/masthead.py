"""The head of a bulletin: its name, 第N期, who issues it, its date, and its list of contents."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.formats.dates import find_date, number
from corpus.formats.paragraph import LONG, Paragraph

DEPTH = 40
"""Paragraphs from the top among which the number of the issue is looked for."""
WRAPPED = 3
"""Lines a title may be broken into."""

_ISSUE = re.compile(
    r"^[（(〔\[]?(?:[（(]?\d{4}年?[）)]?)?第([\d〇零一二三四五六七八九十百]{1,5})期[）)〕\]]?(?:[（(]总第?\d+期[）)])?$"
)
_TRAILING_ISSUE = re.compile(r"第([\d〇零一二三四五六七八九十百]{1,5})期[）)]?(?:[（(]总第?\d+期[）)])?$")
_ISSUER = re.compile(r"(?:编|编印|主办|编发|编辑)[。]?$")
_APART = re.compile(r"^(?:内部(?:资料|刊物|交流).*|签发[：:].*|密级.*|送审稿)$")
_LEADER = re.compile(r"[.…·]{2,}\s*\d{0,3}$")
_MARK = re.compile(r"^(?:[-*•·◇◆●○■□▪➢]\s*|\d{1,2}[.、．]\s*)")
_LIST = re.compile(r"^(?:目录|目次|本期(?:要目|目录|导读|内容)|要目)[：:]?$")
PIECE = re.compile(r"^【([^】]{2,80})】")


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of an issue. `contents` are the titles it lists; `end` is the index of the first paragraph after it."""

    bulletin: str
    number: int
    published: date | None
    contents: tuple[str, ...]
    end: int


def find_masthead(paragraphs: Sequence[Paragraph]) -> Masthead | None:
    """The masthead of a bulletin, or None when the document is none."""
    for at, paragraph in enumerate(paragraphs[:DEPTH]):
        plain = re.sub(r"\s+", "", paragraph.text)
        alone, trailing = _ISSUE.match(plain), _TRAILING_ISSUE.search(plain)
        issue = alone or (trailing if at <= 2 and len(plain) <= 50 else None)
        if issue and (at or not alone):
            head = [p.text for p in paragraphs[:at] if not _APART.match(p.text)][-3:]
            name = "".join(head) + ("" if alone else plain[: issue.start()].rstrip("（(·—-"))
            published, end = _date_after(paragraphs, at + 1)
            titles, end = _contents(paragraphs, end)
            return Masthead(_quoted(name), number(issue[1]), published, titles, end)
    return None


def _quoted(name: str) -> str:
    name = re.sub(r"\s+", "", name).strip("《》")
    return f"《{name}》" if name else ""


def _date_after(paragraphs: Sequence[Paragraph], start: int) -> tuple[date | None, int]:
    """The date among the issuer's lines, and the index of the first line after them."""
    published, end = None, start
    for at in range(start, min(start + 4, len(paragraphs))):
        text = paragraphs[at].text
        found = find_date(text)
        if found and len(text) - (found[2] - found[1]) <= 50:
            return found[0], at + 1
        if _ISSUER.search(text) or _APART.match(text):
            end = at + 1
    return published, end


def _contents(paragraphs: Sequence[Paragraph], start: int) -> tuple[tuple[str, ...], int]:
    """The titles that the leading lines list, and the index of the first line after them."""
    titles: list[str] = []
    keys = _later_keys(paragraphs, start)
    at = start + bool(paragraphs[start:] and _LIST.match(re.sub(r"\s", "", paragraphs[start].text)))
    while found := _entry(paragraphs, at, keys) or _stray(paragraphs, at, keys):
        titles.append(found[0])
        at = found[1]
    return tuple(titles), at


def _stray(paragraphs: Sequence[Paragraph], at: int, keys: dict[str, int]) -> tuple[str, int] | None:
    """A line of the contents that does not come again, told by its bullet or by an entry right after it."""
    if at + 1 >= len(paragraphs) or len(paragraphs[at].text) > LONG:
        return None
    text = paragraphs[at].text
    listed = bool(_MARK.match(text)) or _entry(paragraphs, at + 1, keys) is not None
    return (_MARK.sub("", text), at + 1) if listed else None


def _later_keys(paragraphs: Sequence[Paragraph], start: int) -> dict[str, int]:
    """Each possible title with the index of the last paragraph that it begins."""
    keys: dict[str, int] = {}
    for at in range(start, len(paragraphs)):
        piece = PIECE.match(paragraphs[at].text)
        for text in [piece[1]] if piece else wrapped(paragraphs, at):
            keys[title_key(text)] = at
    return keys


def _entry(paragraphs: Sequence[Paragraph], at: int, keys: dict[str, int]) -> tuple[str, int] | None:
    """The title listed at `at`, and the index after it; None when it does not come again."""
    for lines, text in enumerate(wrapped(paragraphs, at), 1):
        title = _LEADER.sub("", _MARK.sub("", text)).strip("【】 ")
        if title and title[-1] not in "。；，" and keys.get(title_key(title), -1) >= at + lines:
            return title, at + lines
    return None


def wrapped(paragraphs: Sequence[Paragraph], at: int) -> list[str]:
    """What a title that starts at `at` may be: one line, or two or three put together."""
    lines = [p.text for p in paragraphs[at : at + WRAPPED]]
    texts = ["".join(lines[:count]) for count in range(1, len(lines) + 1)]
    return [text for text in texts if len(text) <= 100]


def title_key(title: str) -> str:
    """What two spellings of one title have in common: its letters, whatever the blanks and the quotation marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title[:200]))
