"""Rows as guides, departments and articles."""

import re
from collections.abc import Callable, Iterator

from corpus.draft import Draft
from corpus.formats.body import body_of
from corpus.formats.cells import Cells, lines_of
from corpus.formats.headers import GUIDE, REMARKS, plain
from corpus.formats.identifier import digest, fitting, spelled
from corpus.formats.source import Source
from corpus.formats.text import paragraphs_of
from corpus.model import Article, Department, Guide, GuideField
from corpus.segment import passages

Entry = Callable[[Source, Cells], Draft]

_LABEL = re.compile(r"^([一-鿿]{2,8})[：:]\s*(?=\S)")
_UNIT = re.compile(r"(个?工作日|个?自然日|天|小时|分钟|个月|元)")
_YES = frozenset({"是", "有", "y", "yes", "true", "1", "√", "✓"})


def guide(source: Source, cells: Cells) -> Draft:
    """The guide in a row. Raises CorpusFormatError when it names no department."""
    name, office = cells.text("name"), cells.text("department")
    if not office:
        raise source.refusal(f"{cells.place}“{name}”没有写办理部门，请补上。")
    item = Guide(
        id=fitting(cells.text("id"), "g") if cells.text("id") else digest("g", name, office),
        name=name,
        department=source.directory.resolve(office, source.name, cells.place),
        aliases=cells.words("aliases"),
        situations=cells.lines("situations"),
        fields=_fields(cells),
        article_id=cells.text("article_id") or None,
        source=cells.text("source") or source.stem,
        published=cells.day("published"),
        asked_as=cells.lines("asked_as"),
        valid_from=cells.day("valid_from"),
        valid_until=cells.day("valid_until"),
    )
    return Draft(item, source.name, (cells.place,), tuple(_doubts(cells, item)))


def _fields(cells: Cells) -> dict[GuideField, tuple[str, ...]]:
    """The fields that are filled in, with what other columns add to them."""
    fields = {field: lines for field in GuideField if (lines := _lines(cells, field))}
    for at, header in enumerate(map(plain, cells.headers)):
        if header in REMARKS and at not in cells.at.values():
            field, label = REMARKS[header]
            lines = lines_of(cells.row[at])
            if lines and field in fields:
                fields[field] = (*fields[field], f"{label}：{'；'.join(lines)}")
    return fields


def _lines(cells: Cells, field: GuideField) -> tuple[str, ...]:
    """A field's lines without the header said again; a bare number gets the unit that its header tells."""
    lines = [_unlabelled(line, field) for line in cells.lines(field)]
    unit = _UNIT.search(cells.headers[cells.at[field]]) if field in cells.at else None
    return tuple(f"{line}{unit[1]}" if unit and line.isdecimal() else line for line in lines)


def _unlabelled(line: str, field: GuideField) -> str:
    label = _LABEL.match(line)
    return line[label.end() :] if label and label[1] in GUIDE[field] else line


def _doubts(cells: Cells, item: Guide) -> Iterator[str]:
    if not item.fields:
        yield "除了名称和部门，一栏也没有填。"
    if not item.published:
        yield "缺少发布日期，请补上。"
    for field in (GuideField.LEGAL_LIMIT, GuideField.PROMISED_LIMIT):
        if any(line.isdecimal() for line in item.get(field)):
            yield f"“{'；'.join(item.get(field))}”没有单位，请写明是工作日、天还是小时。"
    yield from _undated(cells)


def _undated(cells: Cells) -> Iterator[str]:
    for key in ("published", "valid_from", "valid_until"):
        if cells.text(key) and not cells.day(key):
            yield f"“{cells.text(key)}”不是日期，没有读入，应写成 2018-10-22。"


def department(source: Source, cells: Cells) -> Draft:
    """The department in a row; from now on its names are known."""
    name = cells.text("name")
    item = Department(
        id=fitting(cells.text("id"), "d") if cells.text("id") else source.directory.known(name) or spelled(name),
        name=name,
        aliases=cells.words("aliases"),
        former=cells.words("former"),
        later=cells.words("later"),
        responsibilities=cells.words("responsibilities"),
        phone=cells.text("phone"),
        desk=cells.text("desk").lower() in _YES,
    )
    source.directory.learn(item)
    warnings = () if item.responsibilities else ("没有写职责，机器人不知道什么问题归它管，请补上。",)
    return Draft(item, source.name, (cells.place,), warnings)


def article(source: Source, cells: Cells) -> Draft:
    """The article in a row; each line of its text is a paragraph. Raises CorpusFormatError when it has no text."""
    title, number = cells.text("title"), cells.text("number")
    body = body_of(source, title, paragraphs_of(str(cells.value("body") or ""))).text
    item = Article(
        id=fitting(cells.text("id"), "a") if cells.text("id") else digest("a", title, body),
        title=title,
        body=body,
        bulletin=cells.text("bulletin"),
        number=int(number) if number.isdecimal() else None,
        published=cells.day("published"),
        departments=tuple(
            source.directory.resolve(name, source.name, cells.place) for name in cells.words("departments")
        ),
        asked_as=cells.lines("asked_as"),
        valid_from=cells.day("valid_from"),
        valid_until=cells.day("valid_until"),
        superseded_by=cells.text("superseded_by") or None,
    )
    warnings = (*(() if item.published else ("缺少发布日期，请补上。",)), *_undated(cells))
    return Draft(item, source.name, (cells.place,) * len(passages(item)), warnings)
