"""A report as an Excel workbook: a sheet for each table."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from bot.composer.report import Cell, Names, Table, tables
from bot.core.cluster_ports import Cluster
from bot.core.statistics import Report
from bot.exports.neutral import neutral

WIDEST, NARROWEST = 60, 10
_BOLD = Font(bold=True)


def write(report: Report, gaps: Sequence[Cluster], names: Names) -> bytes:
    """The file's bytes."""
    book = Workbook(write_only=True)
    for table in tables(report, gaps, names):
        _write_sheet(book.create_sheet(table.title), table)
    if not book.worksheets:
        book.create_sheet()
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write_sheet(sheet: Any, table: Table) -> None:
    sheet.freeze_panes = "A2"
    for number, column in enumerate(zip(table.head, *table.rows, strict=True)):
        width = max(2 * len(str(cell)) for cell in column)
        sheet.column_dimensions[_letter(number)].width = min(max(width, NARROWEST), WIDEST)
    sheet.append([_cell(sheet, text, bold=True) for text in table.head])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Cell, *, bold: bool = False) -> Any:
    """A cell that is text or a number and never a formula, whatever a citizen typed."""
    safe = neutral(value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("�", safe) if isinstance(safe, str) else safe)
    cell.data_type = "s" if isinstance(safe, str) else "n"
    if bold:
        cell.font = _BOLD
    return cell


def _letter(number: int) -> str:
    return chr(ord("A") + number)
