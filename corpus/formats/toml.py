"""Guides, departments and the glossary as TOML; the standard library reads TOML but does not write it."""

import json
import tomllib
from collections.abc import Iterable
from datetime import date
from typing import Any

from corpus.model import CorpusFormatError, Department, Glossary, Guide
from corpus.records import Reader, to_department, to_glossary, to_guide, to_record


def parse_guide(name: str, data: bytes | str) -> Guide:
    """The one guide in a file. Raises CorpusFormatError."""
    return to_guide(Reader(name, load(name, data)))


def parse_departments(name: str, data: bytes | str) -> tuple[Department, ...]:
    """The `[[department]]` tables of a file. Raises CorpusFormatError."""
    table = load(name, data)
    entries = table.get("department", [])
    if set(table) - {"department"} or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise CorpusFormatError(f"{name}：这里只能放部门，每个部门以单独一行 [[department]] 开头。")
    return tuple(to_department(Reader(f"{name} 第{place}个部门", e)) for place, e in enumerate(entries, 1))


def parse_glossary(name: str, data: bytes | str) -> Glossary:
    """The glossary in a file. Raises CorpusFormatError."""
    return to_glossary(Reader(name, load(name, data)))


def write_guide(guide: Guide) -> str:
    """The file that `parse_guide` reads back as this guide."""
    return dump(to_record(guide))


def write_departments(departments: Iterable[Department]) -> str:
    """The file that `parse_departments` reads back as these departments."""
    return "\n".join(f"[[department]]\n{dump(to_record(department))}" for department in departments)


def write_glossary(glossary: Glossary) -> str:
    """The file that `parse_glossary` reads back as this glossary."""
    return dump(to_record(glossary))


def text_of(name: str, data: bytes | str) -> str:
    """The characters of a file, line ends as `\\n`. Raises CorpusFormatError when it is not UTF-8."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
    except UnicodeDecodeError as error:
        raise CorpusFormatError(f"{name}：第{error.start + 1}个字节起不是 UTF-8，请另存为 UTF-8 编码。") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def load(name: str, data: bytes | str, offset: int = 0) -> dict[str, Any]:
    """A TOML table; `offset` lines precede it in the file. Raises CorpusFormatError."""
    text = text_of(name, data)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _line_of(str(error), text) + offset
        raise CorpusFormatError(
            f"{name} 第{line}行：TOML 写法不对。请检查引号是否成对、列表各项之间有没有逗号、日期是否写成 2018-10-22。"
        ) from None


def _line_of(message: str, text: str) -> int:
    """tomllib says `(at line 3, column 5)` or `(at end of document)`."""
    _, found, rest = message.partition("(at line ")
    return int(rest.split(",")[0]) if found else text.count("\n") + 1


def dump(record: dict[str, Any]) -> str:
    """A record as TOML: plain keys first, then tables."""
    tables = {key: value for key, value in record.items() if isinstance(value, dict)}
    lines = [f"{key} = {_value(value)}" for key, value in record.items() if key not in tables]
    for key, table in tables.items():
        lines += ["", f"[{key}]", dump(table).rstrip("\n")]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    match value:
        case str():
            # A JSON string is a TOML string, but for DEL, which TOML wants escaped.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case list():
            return _list(value)
        case _:
            raise TypeError(f"no TOML form for {type(value).__name__}")


def _list(values: list[Any]) -> str:
    if any(isinstance(value, list) for value in values) or len(values) > 1:
        return "[\n" + "".join(f"    {_value(value)},\n" for value in values) + "]"
    return "[" + ", ".join(_value(value) for value in values) + "]"
