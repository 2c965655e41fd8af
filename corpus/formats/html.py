"""Saved web pages as paragraphs: the main text without navigation, side columns and remarks."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.draft import Draft
from corpus.formats.clean import clean
from corpus.formats.dates import read_date
from corpus.formats.decode import decode
from corpus.formats.document import Hints, read_document
from corpus.formats.masthead import find_masthead
from corpus.formats.paragraph import CELL, Paragraph
from corpus.formats.source import Source

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

SIZE = 10_000_000
"""Characters a page may have."""
DEPTH = 400
"""Levels to which elements may be nested; HTML's rules make the time grow with the square of it."""
SHARE = 0.75
"""Share of a page's prose that its main element holds."""
DATA = 100
"""Characters of a table's cell up to which it holds data and not a part of the page."""
LINKED = 0.5
"""Share of a block's characters in links above which it is navigation."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNCLOSED = re.compile(
    r"p|li|t[dhr]|d[dt]|option|[bh]r|img|input|meta|link|col|area|base|wbr|source|embed|param", re.IGNORECASE
)
_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|center|d[dlt]|details|div|fieldset|fig(?:ure|caption)|footer|h[1-6]|header|li"
    r"|main|ol|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead|ul"
)
_NOISE = "script, style, noscript, template, nav, aside, form, iframe, svg, button, select, textarea, object, [hidden]"
_LAYOUT = "table, div, ul, ol, h1, h2, h3, h4"
_PROSE = re.compile(r"[。；！？]")
_CHROME = re.compile(
    r"^(?:上一篇|下一篇|上一条|下一条|相关(?:链接|阅读|新闻)|扫一扫|分享到|字[号体][：:]|浏览次数|访问量|当前位置|您(?:现在)?的位置)"
    r"|打印本页|关闭窗口|返回顶部|【(?:打印|关闭)】|ICP备|公网安备|^版权所有|^(?:大|中|小|打印|关闭|收藏|分享|首页)$"
)


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of text in one block element. `linked` is the share of its characters that stand in links."""

    text: str
    linked: float
    level: int
    path: tuple[int, ...]

    @property
    def is_prose(self) -> bool:
        return self.linked < LINKED and bool(_PROSE.search(self.text))


def parse(source: Source) -> tuple[Draft, ...]:
    """The articles in a web page. Raises CorpusFormatError."""
    from selectolax.lexbor import LexborHTMLParser

    markup = decode(source)
    _refuse_bombs(source, markup)
    page = LexborHTMLParser(markup)
    hints = _hints(page)
    for node in page.css(_NOISE):
        node.decompose()
    walk = _Walk()
    if page.body:
        walk.visit(page.body)
    blocks = [block for block in walk.blocks if not _CHROME.search(block.text)]
    everything = _paragraphs(blocks)
    if find_masthead(everything):
        return read_document(source, everything)
    paragraphs = _paragraphs(_main(blocks))
    if not paragraphs:
        raise source.refusal("没有找到正文。请在浏览器里打开这个网页，把正文复制到文本文件或 Word 里再导入。")
    return read_document(source, paragraphs, hints)


def _refuse_bombs(source: Source, markup: str) -> None:
    """Raises CorpusFormatError for a page that would take too long to read."""
    if len(markup) > SIZE:
        raise source.refusal(f"网页超过{SIZE // 1_000_000}百万字，请只保存正文。")
    depth = 0
    for match in _TAG.finditer(markup):
        if not _UNCLOSED.fullmatch(match[2]):
            depth = max(depth - 1, 0) if match[1] else depth + 1
            if depth > DEPTH:
                raise source.refusal(f"网页嵌套超过{DEPTH}层，正常的网页不会这样，拒绝读取。")


def _hints(page: "LexborHTMLParser") -> Hints:
    """Title, date and origin: the tags that government sites must have, then those that other sites have."""
    meta = {
        (node.attributes.get("name") or node.attributes.get("property") or "").lower(): node.attributes.get("content")
        or ""
        for node in page.css("meta")
    }
    heading = page.css_first("h1")
    window = page.css_first("title")
    titles = (meta.get("articletitle"), meta.get("og:title"), heading and heading.text(), window and window.text())
    dates = (meta.get("pubdate"), meta.get("article:published_time"), meta.get("og:release_date"))
    origins = (meta.get("contentsource"), meta.get("sitename"), meta.get("og:site_name"))
    title = next((clean(found) for found in titles if found and found.strip()), "")
    return Hints(
        title=re.split(r"\s*[_|]\s*|\s+-\s+", title)[0],
        published=next(filter(None, (read_date(found) for found in dates if found)), None),
        origin=next((clean(found) for found in origins if found and found.strip()), ""),
    )


def _paragraphs(blocks: Iterable[_Block]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph.at(f"第{number}段", block.text, block.level) for number, block in enumerate(blocks, 1))


def _main(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """The blocks of the innermost element that holds nearly all prose of the page."""
    weights: Counter[tuple[int, ...]] = Counter()
    for block in blocks:
        if block.is_prose:
            for depth in range(len(block.path) + 1):
                weights[block.path[:depth]] += len(block.text)
    enough = SHARE * weights[()]
    main = max((path for path, weight in weights.items() if weight >= enough), key=len, default=())
    for block in blocks:
        if block.path[: len(main)] == main and block.linked < LINKED:
            yield block


class _Walk:
    """Goes through a page and puts the text of each block together."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self._pieces: list[str] = []
        self._linked = 0

    def visit(self, node: "LexborNode", path: tuple[int, ...] = (), level: int = 0, linked: bool = False) -> None:
        """Take in what stands in an element; `path` are the block elements around it."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._add(child.text(deep=False), linked)
            elif tag == "br":
                self._flush(path, level)
            elif tag == "tr" and (cells := _cells(child)):
                self._flush(path, level)
                self._add(CELL.join(cells), linked)
                self._flush(path, level)
            elif _BLOCK.fullmatch(tag):
                self._flush(path, level)
                inside = (*path, child.mem_id)
                heading = int(tag[1]) if re.fullmatch("h[1-6]", tag) else level
                self.visit(child, inside, heading, linked)
                self._flush(inside, heading)
            else:
                self.visit(child, path, level, linked or tag == "a")

    def _add(self, text: str, linked: bool) -> None:
        self._pieces.append(text)
        self._linked += len(text.strip()) * linked

    def _flush(self, path: tuple[int, ...], level: int) -> None:
        text = clean("".join(self._pieces))
        if text:
            self.blocks.append(_Block(text, self._linked / len(text), level, path))
        self._pieces.clear()
        self._linked = 0


def _cells(row: "LexborNode") -> list[str]:
    """The cells of a row of data; empty for a row that only lays out the page."""
    cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
    if any(cell.css_first(_LAYOUT) for cell in cells):
        return []
    texts = [clean(cell.text()) for cell in cells]
    filled = [text for text in texts if text]
    return filled if len(filled) > 1 and max(map(len, filled)) <= DATA else []
