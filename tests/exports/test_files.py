"""Reports as files: complete, and harmless whatever was typed."""

import csv
import io
from dataclasses import replace

import docx
import openpyxl
import pytest

from bot.composer.report import tables
from bot.core.statistics import Tally
from bot.exports import EXPORTS, export
from bot.exports.neutral import neutral
from tests.exports.reports import FORMULAS, GAPS, NAMES, REPORT


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text: str) -> None:
    """Nothing that a spreadsheet would run stays at the start of a cell; other text and numbers are untouched."""
    assert neutral(text) == f"'{text}"
    assert [neutral(cell) for cell in ("狗证=什么", -1, "")] == ["狗证=什么", -1, ""]


def test_a_csv_file_holds_every_table_and_no_formula() -> None:
    """Excel finds its encoding by the mark in front."""
    content = export(".csv", REPORT, GAPS, NAMES)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))

    assert content.startswith(b"\xef\xbb\xbf")
    assert [[table.title] for table in tables(REPORT, GAPS, NAMES)] == [row for row in rows if len(row) == 1]
    texts = {cell for row in rows for cell in row}
    assert not texts & set(FORMULAS)
    assert {f"'{text}" for text in FORMULAS} <= texts


def test_a_workbook_has_a_sheet_for_each_table_and_no_formula() -> None:
    """Numbers are numbers, text is text."""
    book = openpyxl.load_workbook(io.BytesIO(export(".xlsx", REPORT, GAPS, NAMES)))

    for table in tables(REPORT, GAPS, NAMES):
        cells = list(book[table.title].iter_rows())
        assert len(cells) == 1 + len(table.rows)
        assert {cell.data_type for row in cells for cell in row} <= {"s", "n"}
    assert book["各部门"]["B2"].value == 10
    assert book["各部门"]["A2"].value == "'=HYPERLINK(1)"


def test_a_document_tells_the_period_in_sentences_and_tables() -> None:
    """In the shape of a bulletin; the shares of its results sum to 100 %."""
    document = docx.Document(io.BytesIO(export(".docx", REPORT, GAPS, NAMES)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert "2026年3月2日至2026年3月8日" in text
    assert "有效咨询 10 件，办结 9 件，在办 1 件" in text
    assert "一半在1 分 5 秒内听到工作人员的第一句话，九成在1 小时 1 分内" in text
    shares = [row.cells[2].text for row in document.tables[0].rows][1:]
    assert round(sum(float(share[:-1]) for share in shares[:-1]), 1) == 100.0
    assert shares[-1] == "100.0%"


@pytest.mark.parametrize("suffix", EXPORTS)
def test_a_report_of_nothing_is_a_file_too(suffix: str) -> None:
    """It says that nothing was asked."""
    empty = replace(REPORT, total=Tally(), by_department=(), by_matter=(), top=(), by_day=())

    assert len(export(suffix, empty, (), NAMES)) > 100
