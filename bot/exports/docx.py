"""A report as a Word document, in the shape of a bulletin."""

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from bot.composer.report import Names, Section, Table, bulletin
from bot.core.cluster_ports import Cluster
from bot.core.statistics import Report

BODY, HEADING = "仿宋", "黑体"
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report, gaps: Sequence[Cluster], names: Names) -> bytes:
    """The file's bytes."""
    told = bulletin(report, gaps, names)
    document = Document()
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


def _set_fonts(document: WordDocument) -> None:
    """Chinese characters have a font of their own in Word."""
    for name, font, size in (
        ("Normal", BODY, 12),
        ("Title", HEADING, 22),
        ("Subtitle", BODY, 12),
        ("Heading 1", HEADING, 15),
        ("Heading 2", HEADING, 12),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = font, Pt(size)
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
    for row in (table.head, *table.rows):
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            cell.text = _legal(str(value))
            if isinstance(value, int):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _legal(text: str) -> str:
    """Without characters that XML cannot hold."""
    return _ILLEGAL.sub("�", text)
