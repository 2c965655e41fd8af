"""Cut a passage into sentences, each a verbatim part of it."""

import re

# A sentence ends at its mark, with closing quotes and brackets; a line break ends one too.
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*[”’」』）)】》]*|[。！？!?；;]+")
_ITEM = re.compile(r"^(?:\d{1,2}[.、．)）]|[(（]?[一二三四五六七八九十]{1,3}[)）]|[-*•])\s*")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a passage in order, stripped, without empty ones."""
    return tuple(piece for match in _SENTENCE.finditer(text) if (piece := match.group().strip()))


def is_list(text: str) -> bool:
    """Whether the passage is a list: at least two of its lines are numbered or bulleted items."""
    return sum(1 for line in text.splitlines() if _ITEM.match(line.strip())) >= 2


def item_text(line: str) -> str:
    """A list line without its number or bullet."""
    return _ITEM.sub("", line.strip(), count=1)
