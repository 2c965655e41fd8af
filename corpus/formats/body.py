"""Paragraphs put together as the body of an article."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.formats.paragraph import Paragraph
from corpus.formats.source import Source
from corpus.model import Article
from corpus.segment import passages

SECTION = 60
"""Characters a section's heading may have; a longer first sentence is text."""

_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")
_SENTENCE = re.compile(r"[^。！？]+[。！？]?[”’]?")


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article and, for each offset in it, its place in the file."""

    text: str
    marks: tuple[tuple[int, str], ...]

    def places(self, article: Article) -> tuple[str, ...]:
        """The place of each passage of the article that has this body."""
        found, at = [], 0
        for passage in passages(article):
            at = max(self.text.find(passage.text, at), at)
            found.append(self.marks[bisect_right(self.marks, at, key=lambda mark: mark[0]) - 1][1])
            at += len(passage.text)
        return tuple(found)


def body_of(source: Source, title: str, paragraphs: Sequence[Paragraph]) -> Body:
    """The body: paragraphs apart by a blank line, sections under `## ` headings. Raises CorpusFormatError when empty."""
    if not paragraphs:
        raise source.refusal(f"“{title}”后面没有正文，请补上，或者删去这个标题。")
    texts: list[str] = []
    marks: list[tuple[int, str]] = []
    at = 0
    for paragraph in _with_headings(paragraphs):
        prefix = "## " if paragraph.level else ""
        marks += ((at + len(prefix) * (offset > 0) + offset, place) for offset, place in paragraph.marks)
        texts.append(prefix + paragraph.text)
        at += len(texts[-1]) + 2
    return Body("\n\n".join(texts), tuple(marks))


def _with_headings(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs; the first sentence of a section 一、…… becomes its heading where text follows."""
    following: Iterable[Paragraph | None] = (*paragraphs[1:], None)
    for paragraph, after in zip(paragraphs, following, strict=True):
        lead = _SENTENCE.match(paragraph.text) if _SECTION.match(paragraph.text) else None
        if not lead or len(lead.group()) > SECTION:
            yield paragraph
        elif lead.end() < len(paragraph.text):
            yield _heading(paragraph, lead.end())
            yield paragraph.part(lead.end())
        else:
            goes_on = after is not None and not after.level and not _SECTION.match(after.text)
            yield _heading(paragraph, lead.end()) if goes_on else paragraph


def _heading(paragraph: Paragraph, end: int) -> Paragraph:
    return Paragraph.at(paragraph.place, paragraph.text[:end].rstrip("。").strip(), level=2)
