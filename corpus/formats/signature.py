"""Who is responsible for an article: the （department） at its end, else the department it speaks of first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.formats.paragraph import Paragraph
from corpus.formats.source import Source

_SIGNATURE = re.compile(r"\s*[（(]([^（）()]{2,60})[）)]\s*$")
LEAD = 120
"""Characters at the start of an article in which the department it speaks of is looked for."""


@dataclass(frozen=True, slots=True)
class Signed:
    """An article without its signature, and the ids of its departments."""

    paragraphs: tuple[Paragraph, ...]
    departments: tuple[str, ...]
    warnings: tuple[str, ...]


def signed(source: Source, title: str, place: str, paragraphs: Sequence[Paragraph]) -> Signed:
    """The article's text with its departments; a name the corpus does not know becomes a department to be accepted."""
    directory = source.directory
    match = _SIGNATURE.search(paragraphs[-1].text) if paragraphs else None
    names = directory.signatories(match[1]) if match else ()
    if match and names:
        last = paragraphs[-1].part(0, match.start())
        kept = (*paragraphs[:-1], last) if last.text else tuple(paragraphs[:-1])
        ids = tuple(directory.resolve(name, source.name, paragraphs[-1].place) for name in names)
        return Signed(kept, tuple(dict.fromkeys(ids)), ())
    lead = paragraphs[0].text[:LEAD] if paragraphs else ""
    for where, text in (("标题", title), ("开头", lead)):
        if name := directory.mentioned(text):
            warning = f"文末没有写（来稿部门），按{where}里的“{name}”认定，请核对。"
            return Signed(tuple(paragraphs), (directory.resolve(name, source.name, place),), (warning,))
    return Signed(tuple(paragraphs), (), ("没有找到责任部门，请补上。",))
