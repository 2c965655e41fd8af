"""Sheets as PDF, with the fonts embedded: one A6 page each, or four to an A4 page with marks for cutting."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cards.fonts import Fonts
from bot.cards.sheet import A4, A6, Box, Sheet, Text

if TYPE_CHECKING:
    from fpdf import FPDF

FAMILY = "card"
MARK = 12.0
FOUR = tuple((x, y) for y in (0.0, A4[1] / 2) for x in (0.0, A4[0] / 2))


def as_pages(sheets: Sequence[Sheet], fonts: Fonts) -> bytes:
    """A page for each sheet."""
    pdf = _document(sheets, fonts)
    for sheet in sheets:
        pdf.add_page(format=sheet.size)
        _paint(pdf, sheet, 0, 0)
    return bytes(pdf.output())


def four_to_a_page(sheets: Sequence[Sheet], fonts: Fonts) -> bytes:
    """A4 pages of four sheets each."""
    pdf = _document(sheets, fonts)
    for start in range(0, len(sheets), 4):
        pdf.add_page(format=A4)
        for sheet, (x, y) in zip(sheets[start : start + 4], FOUR, strict=False):
            _paint(pdf, sheet, x, y)
        _marks(pdf)
    return bytes(pdf.output())


def _document(sheets: Sequence[Sheet], fonts: Fonts) -> "FPDF":
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format=A6)
    pdf.set_auto_page_break(False)
    for style, face in (("", fonts.regular), ("B", fonts.bold)):
        pdf.add_font(FAMILY, style, face.path, collection_font_number=face.number)
    pdf.set_title(sheets[0].title if len(sheets) == 1 else "亲情告知卡")
    pdf.set_lang("zh-CN")
    return pdf


def _paint(pdf: "FPDF", sheet: Sheet, left: float, top: float) -> None:
    for item in sheet.items:
        match item:
            case Box():
                pdf.set_fill_color(*item.colour)
                pdf.rect(left + item.x, top + item.y, item.width, item.height, style="F")
            case Text():
                pdf.set_font(FAMILY, "B" if item.bold else "", item.size)
                pdf.set_text_color(*item.colour)
                pdf.text(left + item.x, top + item.y, item.text)


def _marks(pdf: "FPDF") -> None:
    """Short lines at the edges and a cross in the middle, where to cut."""
    (width, height), pdf_line = A4, pdf.line
    pdf.set_draw_color(120, 120, 120)
    pdf.set_line_width(0.5)
    for y in (0.0, height - MARK):
        pdf_line(width / 2, y, width / 2, y + MARK)
    for x in (0.0, width - MARK):
        pdf_line(x, height / 2, x + MARK, height / 2)
