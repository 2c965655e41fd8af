"""PDF documents as paragraphs. PDFium tells each character and where it stands; what is a line is found from that."""

import re
from collections.abc import Iterator
from ctypes import c_double, create_string_buffer
from itertools import groupby
from typing import TYPE_CHECKING, Any

from corpus.draft import Draft
from corpus.formats.clean import clean
from corpus.formats.document import TEXT, read_document
from corpus.formats.layout import Row, paragraphs_of
from corpus.formats.paragraph import CELL
from corpus.formats.source import Source

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

PAGES = 500
"""Pages a document may have."""
CROWDED = 50_000
"""Characters a page may have; a newspaper's has ten thousand."""
FEW = 20
"""Characters up to which a page that is one picture counts as scanned; a page number and a stamp may be text."""
COVERED = 0.5
"""Share of a page that a picture covers when the page was scanned."""
UNREADABLE = 0.05
"""Share of characters without a meaning above which the text of a document cannot be used."""
BLANK, COLUMN = 0.5, 3.0
"""Characters' widths from which a gap is a blank, and from which it parts the columns of a table."""
EMPTY = 2
"""Bytes that PDFium counts for no text: the mark of its end."""

_LATIN = re.compile(
    rb"(?:[A-Z]{6}\+)?(?:Times|Arial|Helvetica|Courier|Calibri|Cambria|Symbol|Wingdings|Zapf|Verdana|Tahoma)"
)

Glyph = tuple[float, float, float, float, str]
"""A character: height of its baseline, left and right edge, size of its font, all in points."""


def parse(source: Source) -> tuple[Draft, ...]:
    """The articles in a PDF. Raises CorpusFormatError."""
    rows = [row for number, page in _pages(source) for row in _rows(number, _glyphs(source, number, page))]
    text = "".join(row.text for row in rows)
    if len(text) > TEXT:
        raise source.refusal(f"文字太多（超过{TEXT}字），请拆成几个文件。")
    if sum(_is_unreadable(character) for character in text) > UNREADABLE * len(text):
        raise source.refusal("字体里没有文字编码，读出来是乱码。请改用 Word 原稿，或重新导出 PDF。")
    return read_document(source, paragraphs_of(rows))


def _pages(source: Source) -> Iterator[tuple[int, "PdfPage"]]:
    """The pages with their numbers."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(source.data)
    except PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = (
            "有密码，读不了。请去掉密码再导入。" if locked else "已损坏，打不开。请重新导出 PDF，或改用 Word 原稿。"
        )
        raise source.refusal(reason) from None
    if len(document) > PAGES:
        raise source.refusal(f"有{len(document)}页，超过{PAGES}页，请拆成几个文件。")
    for at in range(len(document)):
        try:
            yield at + 1, document[at]
        except PdfiumError:
            raise source.refusal(f"第{at + 1}页已损坏，打不开。请重新导出 PDF，或改用 Word 原稿。") from None


def _glyphs(source: Source, number: int, page: "PdfPage") -> list[Glyph]:
    """The upright characters of a page. Raises CorpusFormatError when the page is a picture, or lies on its side."""
    text: Any = page.get_textpage()
    count = text.count_chars()
    if count > CROWDED:
        raise source.refusal(f"第{number}页的文字太多，不像正常的文稿。")
    pen = _Pen(text)
    found = [pen.glyph(at) for at in range(count)]
    if _loses_text(page, text):
        raise source.refusal(f"第{number}页的字体没有嵌在文件里，会漏字。请改用 Word 原稿，或导出 PDF 时选择嵌入字体。")
    upright = [glyph for glyph in found if glyph]
    if sum(not glyph[4].isspace() for glyph in upright) <= FEW and _is_picture(page):
        raise source.refusal(f"第{number}页是扫描的图片，没有文字。请改用 Word 原稿，或先做文字识别（OCR）再导入。")
    if len(upright) < count / 2 and count > FEW:
        raise source.refusal(f"第{number}页的文字是横倒的，读不了。请把页面转正后重新导出。")
    return upright


class _Pen:
    """Asks PDFium of one character after another, in the same few structures."""

    def __init__(self, text: Any) -> None:
        from pypdfium2 import raw

        self._raw: Any = raw
        self._text = text
        self._matrix, self._box = raw.FS_MATRIX(), raw.FS_RECTF()
        self._x, self._y = c_double(), c_double()

    def glyph(self, at: int) -> Glyph | None:
        """The character at an index; None when it is rotated."""
        raw, text = self._raw, self._text
        raw.FPDFText_GetMatrix(text, at, self._matrix)
        if abs(self._matrix.b) > abs(self._matrix.a):
            return None
        raw.FPDFText_GetCharOrigin(text, at, self._x, self._y)
        raw.FPDFText_GetLooseCharBox(text, at, self._box)
        left = self._x.value
        size = raw.FPDFText_GetFontSize(text, at) * abs(self._matrix.d or 1.0)
        # What PDFium generates are blanks and line ends that it guesses from gaps.
        character = "" if raw.FPDFText_IsGenerated(text, at) == 1 else chr(raw.FPDFText_GetUnicode(text, at))
        return self._y.value, left, max(self._box.right, left), size, character


def _loses_text(page: "PdfPage", text: Any) -> bool:
    """Whether PDFium leaves out a piece of text because nothing tells how the letters of its font look."""
    from pypdfium2 import raw

    name = create_string_buffer(80)
    for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        if raw.FPDFTextObj_GetText(piece, text, None, 0) > EMPTY:
            continue
        font = raw.FPDFTextObj_GetFont(piece)
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
        if not raw.FPDFFont_GetIsEmbedded(font) and not _LATIN.match(name.value):
            return True
    return False


def _is_picture(page: "PdfPage") -> bool:
    """Whether one picture covers most of the page."""
    from pypdfium2 import raw

    width, height = page.get_size()
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        if abs(right - left) * abs(top - bottom) >= COVERED * width * height:
            return True
    return False


def _rows(number: int, glyphs: list[Glyph]) -> Iterator[Row]:
    """The characters of a page line by line, from the top; within a line from the left, however they were drawn."""
    drawn = [glyph for glyph in glyphs if glyph[4] and glyph[4] not in "\r\n\0"]
    drawn.sort(key=lambda glyph: -glyph[0])
    base = 0.0

    def _line(glyph: Glyph) -> float:
        nonlocal base
        if abs(base - glyph[0]) > 0.3 * glyph[3]:
            base = glyph[0]
        return base

    for height, group in groupby(drawn, key=_line):
        ordered = sorted(group, key=lambda glyph: glyph[1])
        text = clean(_spaced(ordered))
        if text:
            size = max(glyph[3] for glyph in ordered)
            yield Row(number, ordered[0][1], max(glyph[2] for glyph in ordered), height, size, text)


def _spaced(glyphs: list[Glyph]) -> str:
    """The characters of a line; a blank where a gap is wider than half a character, a mark between columns."""
    pieces, end = [], glyphs[0][1]
    for _, left, right, size, character in glyphs:
        gap = (left - end) / (size or 1)
        pieces.append((CELL if gap > COLUMN else " " if gap > BLANK else "") + character)
        end = right
    return "".join(pieces)


def _is_unreadable(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff"
