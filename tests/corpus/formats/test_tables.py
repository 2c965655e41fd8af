"""Tests of spreadsheets, separated values and records."""

import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from openpyxl import Workbook, load_workbook

from corpus.draft import Draft
from corpus.formats.parsers import parse
from corpus.formats.spreadsheet import template, template_csv
from corpus.jsonable import to_json
from corpus.model import Article, CorpusFormatError, Department, Guide, GuideField
from corpus.records import Item
from tests.corpus.formats.hostile import zipped
from tests.corpus.formats.samples import DEPARTMENTS
from tests.corpus.strategies import articles

HEADERS = (
    "序号",
    "事项名称（必填）",
    "办理部门*",
    "咨询电话",
    "监督电话",
    "办理\n地点",
    "承诺时限（工作日）",
    "申请材料",
    "更新日期",
    "备注",
)
CARD: tuple[Any, ...] = (
    1, "借书证办理", "图书馆", 57112345678.0, "12345", "办理地点：总馆一楼", 3, "身份证\n照片一张", date(2023, 4, 12), "x",
)  # fmt: skip


def sheet(*rows: tuple[Any, ...], title: str = "Sheet") -> bytes:
    """A workbook with one sheet of these rows."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = title
    for row in rows:
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def items(drafts: tuple[Draft, ...]) -> list[Item]:
    """What the drafts hold."""
    return [draft.item for draft in drafts]


def guides(drafts: tuple[Draft, ...]) -> list[Guide]:
    """The guides among drafts."""
    return [draft.item for draft in drafts if isinstance(draft.item, Guide)]


def test_a_guide_from_a_sheet_as_offices_keep_them() -> None:
    """A title above the headers, remarks in them, units, labels, telephone numbers that Excel took for numbers."""
    (draft,) = parse("窗口事项.xlsx", sheet(("某某区办事指南汇总",), HEADERS, CARD), DEPARTMENTS)
    guide = draft.item

    assert isinstance(guide, Guide)
    assert (guide.name, guide.department, guide.source) == ("借书证办理", "library", "窗口事项")
    assert guide.published == date(2023, 4, 12)
    assert guide.fields == {
        GuideField.PLACE: ("总馆一楼",),
        GuideField.PHONE: ("57112345678",),
        GuideField.COMPLAINT_PHONE: ("12345",),
        GuideField.MATERIALS: ("身份证", "照片一张"),
        GuideField.PROMISED_LIMIT: ("3工作日",),
    }
    assert draft.places == ("Sheet表第3行",)
    assert draft.warnings == ("没有用到的列：备注。",)


def test_cells_merged_over_rows() -> None:
    """A department written once holds for the rows below, and a row without a name adds to the one above."""
    rows = (
        ("事项名称", "办理部门", "申请材料", "承诺时限"),
        ("办证", "图书馆", "身份证", "当场"),
        (None, None, "照片", None),
        ("退证", None, "/", "7"),
    )
    drafts = parse("a.xlsx", sheet(*rows), DEPARTMENTS)

    assert [(guide.department, guide.get(GuideField.MATERIALS)) for guide in guides(drafts)] == [
        ("library", ("身份证", "照片")),
        ("library", ()),
    ]
    assert any("没有单位" in warning for warning in drafts[1].warnings)


def test_departments_of_a_sheet_are_known_to_its_guides() -> None:
    """A workbook may bring its departments along, whatever the order of its sheets."""
    book = Workbook()
    book.worksheets[0].append(("事项名称", "办理部门"))
    book.worksheets[0].append(("查档", "档案馆"))
    page = book.create_sheet("部门")
    page.append(("部门编号", "部门名称", "别名", "职责", "总咨询台"))
    page.append(("archives", "区档案局", "档案馆、区档案馆", "查档案；婚姻档案", "是"))
    stream = io.BytesIO()
    book.save(stream)

    department, guide = items(parse("a.xlsx", stream.getvalue()))

    assert department == Department(
        "archives", "区档案局", ("档案馆", "区档案馆"), responsibilities=("查档案", "婚姻档案"), desk=True
    )
    assert isinstance(guide, Guide)
    assert guide.department == "archives"


@pytest.mark.parametrize(("departments", "row"), [(False, "养犬许可,区公安分局"), (True, "区公安分局")])
def test_the_separated_template_is_read_back(departments: bool, row: str) -> None:
    """What is filled in below its headers is imported, with nothing left out."""
    first = "d-1" if departments else "g-1"
    drafts = parse("表.csv", template_csv(departments=departments) + f"{first},{row}\n".encode())

    assert (drafts[-1].item.id, drafts[-1].item.name) == (first, row.split(",")[0])  # type: ignore[union-attr]


def test_the_template_bears_headers_that_are_read() -> None:
    """Every column of the template is used when it comes back filled in."""
    book = load_workbook(io.BytesIO(template()))
    page = book["办事指南"]
    page.append([f"值{number}" for number in range(page.max_column)])
    stream = io.BytesIO()
    book.save(stream)
    draft = parse("a.xlsx", stream.getvalue())[-1]

    assert isinstance(draft.item, Guide)
    assert set(draft.item.fields) == set(GuideField)
    assert not any("没有用到的列" in warning for warning in draft.warnings)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separated_values(separator: str) -> None:
    """Whatever the separator and the encoding, a quoted cell keeps its lines."""
    text = (
        separator.join(("事项名称", "办理部门", "申请材料")) + "\r\n" + separator.join(("办证", "图书馆", '"甲\n乙"'))
    )
    (guide,) = guides(parse("a.csv", text.encode("gb18030"), DEPARTMENTS))

    assert guide.get(GuideField.MATERIALS) == ("甲", "乙")


def test_records_of_anyone() -> None:
    """A record needs an id, a title and a text; keys we do not know are no harm."""
    record = {"id": "文档7", "title": "还书箱", "text": "第一段。\n\n第二段。", "url": "x", "published": "2023-01-02"}
    (draft,) = parse("a.jsonl", json.dumps(record, ensure_ascii=False).encode())
    article = draft.item

    assert isinstance(article, Article)
    assert (article.title, article.body, article.published) == ("还书箱", "第一段。\n\n第二段。", date(2023, 1, 2))
    assert draft.places == ("第1行", "第1行")
    assert article.id.startswith("a-")


def test_a_record_without_a_title_is_titled_by_its_opening() -> None:
    """The editor is told to write a better one, and where the record stands."""
    records = (
        '{"id": "a", "title": "甲", "text": "甲文。"}\n{"id": "b", "title": "", "text": "还书箱夜里亮灯。全区都有。"}'
    )
    _, draft = parse("a.jsonl", records.encode())

    assert isinstance(draft.item, Article)
    assert draft.item.title == "还书箱夜里亮灯"
    assert (draft.places, draft.warnings[0]) == (("第2行",), "没有标题，取了正文的开头，请改写。")


@given(articles)
def test_our_own_records_come_back_whole(article: Article) -> None:
    """Whatever article is written as a record is read back as it was."""
    (draft,) = parse("a.jsonl", json.dumps(to_json(article)).encode())

    assert draft.item == article


def test_guides_as_records() -> None:
    """A guide's fields may stand in a table of their own, or beside its name."""
    nested = {"id": "g-1", "name": "办证", "department": "library", "fields": {"place": ["总馆"]}}
    flat = {"id": "g-2", "name": "退证", "dept": "区图书馆", "handle_location": "分馆"}
    first, second = guides(parse("a.json", json.dumps([nested, flat]).encode(), DEPARTMENTS))

    assert (first.id, first.department, first.fields) == ("g-1", "library", {GuideField.PLACE: ("总馆",)})
    assert (second.id, second.department, second.fields) == ("g-2", "library", {GuideField.PLACE: ("分馆",)})


def test_entries_of_the_same_id_are_kept_apart() -> None:
    """None takes the place of another unseen: the second gets an id of its own, and the editor is told."""
    rows = (("事项名称", "办理部门", "咨询电话"), ("办证", "图书馆", "1"), ("办证", "图书馆", "2"))
    first, second = parse("a.xlsx", sheet(*rows), DEPARTMENTS)

    assert isinstance(first.item, Guide)
    assert isinstance(second.item, Guide)
    assert second.item.id == f"{first.item.id}-2"
    assert "请核对是不是重复" in second.warnings[0]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.xlsx", sheet(("姓名", "年龄"), ("甲", 3)), "没有找到认识的表头"),
        ("a.xlsx", sheet(("事项名称", "办理部门")), "没有内容"),
        ("a.xlsx", sheet(("事项名称", "办理部门"), ("办证", None)), "第2行“办证”没有写办理部门"),
        ("a.xlsx", sheet(("事项名称", "办理部门"), (None, "图书馆")), "第2行缺少“事项名称”"),
        ("a.xlsx", zipped({"xl/workbook.xml": b"<!DOCTYPE x>"}), "XML 实体"),
        ("a.xlsx", zipped({"xl/workbook.xml": b"<workbook/>"}), "表格已损坏"),
        ("a.csv", b'a,b\n"' + b"x" * 200_000, "引号没有成对"),
        ("a.jsonl", b'{"id": 1}', "缺少 title 和 text"),
        ("a.jsonl", b'{"title": "x", "text": ""}', "没有正文"),
        ("a.jsonl", b"[1]", "不是一条记录"),
        ("a.jsonl", b"{", "不是完整的 JSON"),
        ("a.jsonl", b"\n", "没有记录"),
        ("a.jsonl", b"[" * 100_000, "不是完整的 JSON"),
    ],
)
def test_a_mistake_in_a_table_is_named_with_its_row(name: str, data: bytes, told: str) -> None:
    """The editor learns which row or column to mend."""
    with pytest.raises(CorpusFormatError, match=f"^{name}") as error:
        parse(name, data, DEPARTMENTS)

    assert told in str(error.value)
