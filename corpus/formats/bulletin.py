"""A bulletin: masthead, contents, titled articles and 【…】 pieces, and 报/发 at the end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.draft import Draft
from corpus.formats.body import body_of
from corpus.formats.identifier import digest
from corpus.formats.masthead import PIECE, Masthead, find_masthead, title_key, wrapped
from corpus.formats.paragraph import Paragraph, mended
from corpus.formats.signature import signed
from corpus.formats.source import Source
from corpus.model import Article

_FOOTER = re.compile(r"^(?:报|发|送|报送|发送|主送|抄送|抄报)[：:]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A title and the paragraphs under it."""

    title: str
    place: str
    paragraphs: tuple[Paragraph, ...]


def read_bulletin(source: Source, paragraphs: Sequence[Paragraph]) -> tuple[Draft, ...] | None:
    """The articles of a bulletin; None when the document has no masthead. Raises CorpusFormatError when it is empty."""
    masthead = find_masthead(paragraphs)
    if not masthead:
        return None
    pieces = tuple(_pieces(masthead, paragraphs[masthead.end :]))
    if not pieces:
        raise source.refusal(f"找到了刊头（第{masthead.number}期），后面却没有文章。请检查文件是否完整。")
    found = {title_key(piece.title) for piece in pieces}
    if missing := [title for title in masthead.contents if title_key(title) not in found]:
        raise source.refusal(f"目录里的“{missing[0]}”在正文里没有找到，请把两处标题改成一样。")
    return tuple(_draft(source, masthead, piece) for piece in pieces)


def _pieces(masthead: Masthead, paragraphs: Sequence[Paragraph]) -> Iterator[Piece]:
    """The pieces in order; a title in the contents or in 【】 starts one, and so does the first paragraph."""
    starts = list(_starts({title_key(title) for title in masthead.contents}, paragraphs))
    ends = [start for start, *_ in starts[1:]] + [_footer(paragraphs)]
    for (start, lines, title), end in zip(starts, ends, strict=False):
        rest = [paragraphs[start].part(len(title) + 2)] if PIECE.match(paragraphs[start].text) else []
        body = [p for p in (*rest, *paragraphs[start + lines : end]) if p.text]
        yield Piece(title, paragraphs[start].place, tuple(mended(body)))


def _starts(listed: set[str], paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int, str]]:
    """Index, number of lines, and title of each start."""
    at, end = 0, _footer(paragraphs)
    while at < end:
        lines, title = _title_at(listed, paragraphs, at, first=at == 0)
        if lines:
            yield at, lines, title
        at += lines or 1


def _title_at(listed: set[str], paragraphs: Sequence[Paragraph], at: int, first: bool) -> tuple[int, str]:
    """The title that starts here and its number of lines; 0 lines where none does."""
    text = paragraphs[at].text
    if piece := PIECE.match(text):
        return 1, piece[1]
    for lines, title in enumerate(wrapped(paragraphs, at), 1):
        if title_key(title) in listed:
            return lines, title
    alone = not listed and paragraphs[at].level == 1
    return (1, text) if first or alone else (0, "")


def _footer(paragraphs: Sequence[Paragraph]) -> int:
    """The index of the first line of 报/发, or the end."""
    return next((at for at, p in enumerate(paragraphs) if at and _FOOTER.match(p.text)), len(paragraphs))


def _draft(source: Source, masthead: Masthead, piece: Piece) -> Draft:
    text = signed(source, piece.title, piece.place, piece.paragraphs)
    body = body_of(source, piece.title, text.paragraphs)
    article = Article(
        id=digest(f"b{masthead.number:02d}", masthead.bulletin, piece.title),
        title=piece.title,
        body=body.text,
        bulletin=masthead.bulletin,
        number=masthead.number,
        published=masthead.published,
        departments=text.departments,
    )
    warnings = (*_doubts(masthead), *text.warnings, *doubts(text.paragraphs))
    return Draft(article, source.name, body.places(article), warnings)


def _doubts(masthead: Masthead) -> Iterator[str]:
    if not masthead.published:
        yield "刊头里没有找到日期，请补上发布日期。"
    if not masthead.bulletin:
        yield "刊头里没有找到刊名，请补上。"


def doubts(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """What an editor should look at in a body."""
    for paragraph in paragraphs:
        if paragraph.is_open:
            yield f"{paragraph.place}“…{paragraph.text[-12:]}”没有句末标点，可能缺了下文，请核对。"
