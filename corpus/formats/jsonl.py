"""Records, one JSON object a line: articles (`id`, `title`, `text`), guides and departments, with any of our keys."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from corpus.draft import Draft
from corpus.formats.decode import decode
from corpus.formats.source import Source
from corpus.formats.tabular import ROWS, find_table
from corpus.model import Article
from corpus.records import Item, Reader, to_article, to_department, to_guide
from corpus.segment import passages

_OPENING = re.compile(r"[。！？；\n]")
TITLE = 40
"""Characters of a text's opening that make do for a title."""

_FORM = '每行应是一条记录，如 {"id": "a1", "title": "……", "text": "……"}。'


def parse(source: Source) -> tuple[Draft, ...]:
    """The entries in the records. Raises CorpusFormatError."""
    drafts = tuple(draft for number, record in _records(source) for draft in _entry(source, number, record))
    if not drafts:
        raise source.refusal(f"里面没有记录，{_FORM}")
    return drafts


def _records(source: Source) -> Iterator[tuple[int, Any]]:
    """Each record with the number of its line; a JSON list counts as lines."""
    text = decode(source)
    if text.lstrip().startswith("["):
        records = _load(source, 1, text)
        lines = list(enumerate(records, 1)) if isinstance(records, list) else []
    else:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) > ROWS:
        raise source.refusal(f"超过{ROWS}条，请拆成几个文件。")
    for number, line in lines:
        yield number, _load(source, number, line) if isinstance(line, str) else line


def _load(source: Source, number: int, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise source.refusal(f"第{number}行不是完整的 JSON。{_FORM}") from None


def _entry(source: Source, number: int, record: Any) -> Iterator[Draft]:
    if not isinstance(record, dict):
        raise source.refusal(f"第{number}行不是一条记录。{_FORM}")
    place = f"第{number}行"
    if item := _own(f"{source.name} {place}", record):
        places = passages(item) if isinstance(item, Article) else [item]
        yield Draft(item, source.name, (place,) * len(places))
        return
    flat = {str(key): value for key, value in record.items() if not isinstance(value, dict)}
    untitled = "title" in flat and not str(flat["title"] or "").strip()
    if untitled:
        flat["title"] = _OPENING.split(str(flat.get("text") or "").strip())[0][:TITLE]
    table = find_table(source, [tuple(flat), tuple(flat.values())])
    if not table:
        raise source.refusal(f"{place}缺少 title 和 text（文章），或 name 和 department（办事指南）。{_FORM}")
    for draft in replace(table, first=number).drafts(source):
        yield replace(draft, warnings=("没有标题，取了正文的开头，请改写。", *draft.warnings)) if untitled else draft


def _own(where: str, record: dict[str, Any]) -> Item | None:
    """The item in a record of ours, word for word; None for a record of anyone else's."""
    if "body" in record:
        return to_article(Reader(where, record))
    if isinstance(record.get("fields"), dict):
        return to_guide(Reader(where, record))
    if isinstance(record.get("responsibilities"), list):
        return to_department(Reader(where, record))
    return None
