"""Breaking Chinese text into lines that fit, by the rules of typesetting."""

import re
from collections.abc import Callable, Iterator

_WORD = re.compile(r"[A-Za-z0-9@._/:+%-]+|.", re.DOTALL)
_NOT_FIRST = frozenset("，。、；：？！）》」』”’〉】%℃…—,.;:?!)]}")
_NOT_LAST = frozenset("（《「『“‘〈【([{")


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Lines no wider than `width`; none begins with a closing mark or ends with an opening one, if that is possible."""
    lines: list[str] = []
    line: list[str] = []
    for word in _words(" ".join(text.split()), width, measure):
        if line and measure("".join(line) + word) > width:
            rest = _carried(line, word)
            lines.append("".join(line[: len(line) - len(rest)]))
            line = rest
            if measure("".join(line) + word) > width:
                lines.append("".join(line))
                line = []
        if line or word != " ":
            line.append(word)
    return [shown for each in (*lines, "".join(line)) if (shown := each.strip())]


def _carried(line: list[str], word: str) -> list[str]:
    """The last words of a full line that go down with the next one; never all of them."""
    count, following = 0, word
    while count < min(3, len(line) - 1) and (following in _NOT_FIRST or line[-1 - count] in _NOT_LAST):
        count += 1
        following = line[-count]
    return line[len(line) - count :] if count else []


def _words(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """What is not broken: each Chinese character, each word or number unless no line could hold it."""
    for word in _WORD.findall(text):
        yield from list(word) if measure(word) > width else [word]
