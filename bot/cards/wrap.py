"""Breaking Chinese text into lines that fit, by the rules of typesetting."""

import re
from collections.abc import Callable, Iterable
from itertools import chain

_WORD = re.compile(r"[A-Za-z0-9@._/:+%-]+|.", re.DOTALL)
_NOT_FIRST = frozenset("，。、；：？！）》」』”’〉】%℃…—,.;:?!)]}")
_NOT_LAST = frozenset("（《「『“‘〈【([{")


def characters(text: str) -> list[str]:
    """Chinese is broken anywhere, but not within a number or a foreign word."""
    return _WORD.findall(text)


def wrapped(
    text: str, width: float, measure: Callable[[str], float], split: Callable[[str], Iterable[str]] = characters
) -> list[str]:
    """Lines no wider than `width`; none begins with a closing mark or ends with an opening one, if that is possible.

    What `split` keeps together is broken only where no line could hold it.
    """
    lines: list[str] = []
    line: list[str] = []
    whole = split(" ".join(text.split()))
    for word in chain.from_iterable([each] if measure(each) <= width else each for each in whole):
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
