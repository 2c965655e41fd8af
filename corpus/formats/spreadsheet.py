"""Spreadsheets (.xlsx) and separated values (.csv) as guides, departments and articles; and the template to fill in."""

import csv as separated
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from corpus.draft import Draft
from corpus.formats.archive import Archive
from corpus.formats.decode import decode
from corpus.formats.headers import DEPARTMENT, GUIDE
from corpus.formats.source import Source
from corpus.formats.tabular import find_table, read_tables

COLUMNS = 100
"""Columns that are looked at."""
BLANK = 1_000
"""Blank rows in a row after which a sheet has ended; Excel often counts a million formatted ones."""
CELL = 100_000
"""Characters a cell may have; Excel allows 32,767."""


def parse_xlsx(source: Source) -> tuple[Draft, ...]:
    """The entries in a workbook. Raises CorpusFormatError."""
    from openpyxl import load_workbook

    archive = Archive(source)
    for name in archive.names("xl/", ".xml"):
        if b"<!DOCTYPE" in archive.read(name)[:1_000]:
            raise source.refusal("里面定义了 XML 实体，正常的表格不会这样，拒绝读取。请在 Excel 里打开，另存一次。")
    try:
        book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True, keep_links=False)
        tables = [find_table(source, _rows(sheet), f"{sheet.title}表") for sheet in book.worksheets]
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError, IndexError, OSError) as error:
        raise source.refusal(f"表格已损坏（{type(error).__name__}），请在 Excel 里打开，另存一次。") from None
    return read_tables(source, tables)


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet up to its last filled one."""
    blank = 0
    for row in sheet.iter_rows(max_col=COLUMNS, values_only=True):
        blank = 0 if any(cell is not None for cell in row) else blank + 1
        if blank > BLANK:
            return
        yield tuple(cell.date() if isinstance(cell, datetime) else cell for cell in row)


def parse_csv(source: Source) -> tuple[Draft, ...]:
    """The entries in a file of separated values, whichever separator it uses. Raises CorpusFormatError."""
    text = decode(source)
    head = text[:2_000].split("\n")
    separator = max(",;\t|", key=lambda mark: max(line.count(mark) for line in head))
    separated.field_size_limit(CELL)
    try:
        table = find_table(source, separated.reader(io.StringIO(text, newline=""), delimiter=separator))
    except separated.Error:
        raise source.refusal(f"不像表格：有一格超过{CELL}字，或引号没有成对。请在 Excel 里打开，另存一次。") from None
    return read_tables(source, [table])


def template_csv(*, departments: bool = False) -> bytes:
    """A file of separated values to fill in, with the mark by which Excel knows UTF-8: for guides, or for departments."""
    stream = io.StringIO()
    separated.writer(stream).writerow([names[0] for names in (DEPARTMENT if departments else GUIDE).values()])
    return stream.getvalue().encode("utf-8-sig")


def template() -> bytes:
    """A workbook to fill in: one sheet for guides, one for departments, each with its headers."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    for title, kind in (("办事指南", GUIDE), ("部门", DEPARTMENT)):
        sheet = book.create_sheet(title)
        sheet.append([names[0] for names in kind.values()])
        sheet.freeze_panes = "A2"
        for column in sheet.columns:
            column[0].font = Font(bold=True)
            sheet.column_dimensions[column[0].column_letter].width = 18
    book.remove(book.worksheets[0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
