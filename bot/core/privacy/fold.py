"""A view of a text in which disguised digits and letters are plain, each character traceable to its origin."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_INVISIBLE = "\u200b"
_VISIBLE_RUN = re.compile(f"[^{_INVISIBLE}]+")
_LOOKALIKES = {"×": "X", "Х": "X", "Χ": "X", "х": "X", "χ": "X", "✕": "X", "✖": "X", "。": "。", "．": ".", "﹫": "@"}
_CHINESE_DIGITS = str.maketrans(
    "零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两①②③④⑤⑥⑦⑧⑨⓪", "000" + "123456789" * 2 + "12" + "1234567890"
)
_CHINESE_NUMBER = re.compile(
    r"[零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两①-⑨⓪][\s\d]?[\d零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两①-⑨⓪]"
)


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Cf", "Mn", "Me"}:
        return _INVISIBLE
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if "！" <= char <= "～" and char not in "，：；？！（）":
        return chr(ord(char) - 0xFEE0)
    return " " if category == "Zs" else char


class _Table(dict[int, str]):
    """What each character is folded to; filled in as characters are met, so that no start has to fill it."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


_FOLD = _Table({ord(char): plain for char, plain in _LOOKALIKES.items()})


@dataclass(frozen=True, slots=True)
class Folded:
    """`view` without invisible characters; `starts` and `origins` say where each unbroken run began, there and here."""

    view: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, index: int) -> int:
        """The index in the original text of the view's character `index`."""
        run = bisect_right(self.starts, index) - 1
        return self.origins[run] + index - self.starts[run]


def fold(text: str) -> Folded:
    """Full-width and foreign digits become plain, dashes `-`, spaces ` `; invisible characters go."""
    plain = text.translate(_FOLD)
    runs = [(match.start(), match.group()) for match in _VISIBLE_RUN.finditer(plain)]
    starts, length = [], 0
    for _, run in runs:
        starts.append(length)
        length += len(run)
    return Folded("".join(run for _, run in runs), tuple(starts), tuple(origin for origin, _ in runs))


def has_chinese_digits(view: str) -> bool:
    """Whether two Chinese digits, or one beside a plain digit, stand together."""
    return _CHINESE_NUMBER.search(view) is not None


def chinese_digits(view: str) -> str:
    """The view with 一二三 and ①②③ as plain digits, of the same length."""
    return view.translate(_CHINESE_DIGITS)
