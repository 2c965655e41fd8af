"""A report as a Word document, in the shape of a bulletin."""

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from bot.composer.report import Names, Section, Table, bulletin
from bot.core.cluster_ports import Cluster
from bot.core.statistics import Report

BODY, HEADING = "仿宋", "黑体"
BLACK, RED = RGBColor(0, 0, 0), RGBColor(0xA6, 0x1B, 0x1B)
PAGE, MARGIN = (Mm(210), Mm(297)), Mm(25)
CELL = "Cell"
WIDEST = 20
"""Characters from which a column gets no wider."""
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report, gaps: Sequence[Cluster], names: Names) -> bytes:
    """The file's bytes."""
    told = bulletin(report, gaps, names)
    document = Document()
    _set_page(document)
    _set_fonts(document)
    for text, style in ((told.masthead, "Subtitle"), (told.title, "Title"), (told.span, "Subtitle")):
        document.add_paragraph(text, style).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for section in told.sections:
        _write_section(document, section)
    if told.notes:
        document.add_paragraph(told.notes)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_page(document: WordDocument) -> None:
    """A4."""
    page = document.sections[0]
    page.page_width, page.page_height = PAGE
    page.left_margin = page.right_margin = MARGIN


def _set_fonts(document: WordDocument) -> None:
    """Chinese characters have a font of their own in Word."""
    document.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    for name, font, size, colour in (
        ("Normal", BODY, 12, BLACK),
        ("Title", HEADING, 22, RED),
        ("Subtitle", BODY, 12, BLACK),
        ("Heading 1", HEADING, 15, BLACK),
        ("Heading 2", HEADING, 12, BLACK),
        (CELL, BODY, 9, BLACK),
    ):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.italic, style.font.color.rgb = font, Pt(size), False, colour
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _write_section(document: WordDocument, section: Section) -> None:
    document.add_heading(section.heading, 1)
    for text in section.paragraphs:
        paragraph = document.add_paragraph(_legal(text))
        paragraph.paragraph_format.first_line_indent = Pt(24)
    for table in section.tables:
        if table.title != section.heading:
            document.add_heading(table.title, 2)
        _write_table(document, table)


def _write_table(document: WordDocument, table: Table) -> None:
    grid = document.add_table(rows=0, cols=len(table.head), style="Table Grid")
    grid.autofit = False
    widths = _widths(table)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width  # LibreOffice reads the column's, Word the cells'
    for row in (table.head, *table.rows):
        for cell, value, width in zip(grid.add_row().cells, row, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.style = CELL
            paragraph.add_run(_legal(str(value)))
            if isinstance(value, int):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _widths(table: Table) -> list[int]:
    """The page's width, shared out by the longest text of each column."""
    longest = [
        min(max(len(str(cell)) for cell in column), WIDEST) + 4 for column in zip(table.head, *table.rows, strict=True)
    ]
    whole = PAGE[0] - 2 * MARGIN
    return [int(whole * length / sum(longest)) for length in longest]


def _legal(text: str) -> str:
    """Without characters that XML cannot hold."""
    return _ILLEGAL.sub("�", text)
