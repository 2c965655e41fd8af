"""Paragraphs of any document as drafts: a bulletin with its articles, or one article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.draft import Draft
from corpus.formats.body import body_of
from corpus.formats.bulletin import doubts, read_bulletin
from corpus.formats.dates import read_date
from corpus.formats.identifier import digest
from corpus.formats.masthead import title_key
from corpus.formats.paragraph import Paragraph, mended
from corpus.formats.signature import signed
from corpus.formats.source import Source
from corpus.model import Article

LIMIT = 100_000
"""Paragraphs a document may have; the longest statute has a few thousand."""
TEXT = 5_000_000
"""Characters a document may have."""
LINE = 100_000
"""Characters a paragraph may have."""

_BYLINE = re.compile(
    r"^(?=.*(?:(?:发布|发文|公开|成文|更新)?(?:日期|时间)|来源|稿源|作者|责任编辑|浏览次数)[：:])[^。；！？]{0,120}$"
)
_ORIGIN = re.compile(r"(?:信息来源|来源|稿源)[：:]\s*([^\s：:|]{2,30}?)(?=\s|$|发布|日期|作者|时间|[\d|])")
_DATELINE = re.compile(
    r"^[（(]?(?:\d{4}|[〇零○一二三四五六七八九]{4})[年-].{1,3}[月-].{1,3}日?[）)]?(?:\s*\d\d:\d\d(?::\d\d)?)?$"
)


@dataclass(frozen=True, slots=True)
class Hints:
    """What a format says about its document apart from the text."""

    title: str = ""
    published: date | None = None
    origin: str = ""


def read_document(source: Source, paragraphs: Sequence[Paragraph], hints: Hints | None = None) -> tuple[Draft, ...]:
    """The drafts of a document. Raises CorpusFormatError when it holds no text, or more than anyone would read."""
    if not paragraphs:
        raise source.refusal("里面没有文字。请检查文件是否完整；如果是图片，请先转成文字。")
    refuse_long(source, [paragraph.text for paragraph in paragraphs])
    return read_bulletin(source, paragraphs) or (_article(source, paragraphs, hints or Hints()),)


def refuse_long(source: Source, lines: Sequence[str]) -> None:
    """Raises CorpusFormatError for a document that nobody can have written to be read."""
    if len(lines) > LIMIT or sum(map(len, lines)) > TEXT:
        raise source.refusal(f"太长（超过{LIMIT}段或{TEXT}字），请拆成几个文件。")
    if max(map(len, lines)) > LINE:
        raise source.refusal(f"有一段超过{LINE}字，不像正常的文稿，请分段后再导入。")


def _article(source: Source, paragraphs: Sequence[Paragraph], hints: Hints) -> Draft:
    title, rest = _split_title(source, paragraphs, hints)
    bylines = [p.text for p in rest if _BYLINE.match(p.text) or _DATELINE.match(p.text)]
    text = signed(source, title, paragraphs[0].place, tuple(mended(p for p in rest if p.text not in bylines)))
    body = body_of(source, title, text.paragraphs)
    published = hints.published or next(filter(None, map(read_date, bylines)), None)
    article = Article(
        id=digest("a", title, hints.origin),
        title=title,
        body=body.text,
        bulletin=hints.origin or next((m[1] for line in bylines if (m := _ORIGIN.search(line))), ""),
        published=published,
        departments=text.departments,
    )
    warnings = (*_missing(article), *text.warnings, *doubts(text.paragraphs))
    return Draft(article, source.name, body.places(article), warnings)


def _split_title(source: Source, paragraphs: Sequence[Paragraph], hints: Hints) -> tuple[str, Sequence[Paragraph]]:
    """The title, and the paragraphs without it."""
    first = paragraphs[0]
    if hints.title:
        return hints.title, [p for p in paragraphs if title_key(p.text) != title_key(hints.title)]
    if first.level == 1 or (not first.is_open and not first.starts_anew and first.text[-1] not in "。；：！"):
        return first.text, paragraphs[1:]
    return source.stem, paragraphs


def _missing(article: Article) -> tuple[str, ...]:
    wanted = ((article.published, "没有找到发布日期，请补上。"), (article.bulletin, "没有找到出处，请补上。"))
    return tuple(message for value, message in wanted if not value)
