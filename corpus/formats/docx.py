"""Word documents (.docx) as paragraphs, read as a stream."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.draft import Draft
from corpus.formats.archive import Archive
from corpus.formats.clean import clean, heading
from corpus.formats.document import LIMIT, read_document
from corpus.formats.numbering import Numbering, NumberingReader, Style, StyleReader, depth_of
from corpus.formats.paragraph import CELL, Paragraph
from corpus.formats.source import Source
from corpus.formats.xml_events import read_xml

DOCUMENT, NUMBERING, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
PART = 100_000_000
"""Bytes of XML the text may have."""


def parse(source: Source) -> tuple[Draft, ...]:
    """The articles in a Word document. Raises CorpusFormatError."""
    archive = Archive(source)
    lists, styles = NumberingReader(), StyleReader()
    if NUMBERING in archive:
        read_xml(source, archive.read(NUMBERING, PART), lists)
    if STYLES in archive:
        read_xml(source, archive.read(STYLES, PART), styles)
    text = TextReader(source, Numbering(lists.levels), styles.styles)
    read_xml(source, archive.read(DOCUMENT, PART), text)
    return read_document(source, text.paragraphs())


@dataclass(slots=True)
class _Open:
    """A paragraph that has not ended yet."""

    text: list[str] = field(default_factory=list)
    style: Style = field(default_factory=Style)
    list_id: str = ""
    depth: int = 0


class TextReader:
    """Reads word/document.xml into paragraphs; rows of tables become one each, deleted text none."""

    def __init__(self, source: Source, numbering: Numbering, styles: Mapping[str, Style]) -> None:
        self._source = source
        self._numbering = numbering
        self._styles = styles
        self._found: list[tuple[int, int, str]] = []  # page, level, text
        self._open: list[_Open] = []
        self._rows: list[list[list[str]]] = []
        self._page = 1
        self._count = 0
        self._skipped = 0
        self._in_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in what the element says."""
        if name == "Fallback" or self._skipped:
            self._skipped += 1  # older Word's copy of a text box
            return
        match name:
            case "p":
                self._begin()
            case "t":
                self._in_text = True
            case "tab" | "cr":
                self._write(" ")
            case "br" if attributes.get("type") != "page":
                self._write("\n")
            case "br" | "lastRenderedPageBreak":
                self._page += 1
            case "tr":
                self._rows.append([])
            case "tc" if self._rows:
                self._rows[-1].append([])
            case _ if self._open:
                self._describe(self._open[-1], name, attributes.get("val", ""))

    def _describe(self, paragraph: _Open, name: str, value: str) -> None:
        """Take in a property of a paragraph."""
        match name:
            case "pStyle":
                paragraph.style = self._styles.get(value, Style())
            case "numId":
                paragraph.list_id = value
            case "ilvl":
                paragraph.depth = depth_of(value)

    def end(self, name: str) -> None:
        """Close what ends here."""
        if self._skipped:
            self._skipped -= 1
        elif name == "t":
            self._in_text = False
        elif name == "p" and self._open:
            self._finish(self._open.pop())
        elif name == "tr" and self._rows:
            self._finish_row(self._rows.pop())

    def text(self, characters: str) -> None:
        """Characters of the text, or of something else."""
        if self._in_text and not self._skipped:
            self._write(characters)

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What was read; with pages where the document knows them."""
        paged = self._page > 1
        return tuple(
            Paragraph.at(f"第{page}页第{count}段" if paged else f"第{count}段", text, level)
            for count, (page, level, text) in enumerate(self._found, 1)
        )

    def _begin(self) -> None:
        self._count += 1
        if self._count > LIMIT:
            raise self._source.refusal(f"超过{LIMIT}段，不像正常的文稿，请拆成几个文件。")
        self._open.append(_Open())

    def _write(self, characters: str) -> None:
        if self._open:
            self._open[-1].text.append(characters)

    def _finish(self, paragraph: _Open) -> None:
        list_id = paragraph.list_id or paragraph.style.list_id
        words = "".join(paragraph.text)
        label = (
            self._numbering.label(list_id, paragraph.depth or paragraph.style.depth)
            if list_id and words.strip()
            else ""
        )
        for line in (label + words).split("\n"):
            level, rest = heading(line.strip())
            text = clean(rest)
            if text and self._rows and self._rows[-1]:
                self._rows[-1][-1].append(text)
            elif text:
                self._found.append((self._page, level or paragraph.style.level, text))

    def _finish_row(self, row: list[list[str]]) -> None:
        cells = [cell for cell in row if cell]
        lines = cells[0] if len(cells) == 1 else [CELL.join("".join(cell) for cell in cells)]
        for line in filter(None, lines):
            if self._rows and self._rows[-1]:
                self._rows[-1][-1].append(line)
            else:
                self._found.append((self._page, 0, line))
