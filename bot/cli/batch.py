"""Questions from a JSONL file: every line read by itself, so that a bad one costs only its own answer."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.cli.result import valid_unicode

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a batch; `id` is the caller's own, or empty. `line` counts from 1."""

    id: str
    line: int
    question: str
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that gets no answer. `line` counts from 1; `error` goes on from 第 N 行 and says what to do."""

    id: str
    line: int
    error: str

    def as_result(self) -> dict[str, Any]:
        """The object that stands in the output where the answer would have been."""
        return {"id": self.id or None, "line": self.line, "error": f"第 {self.line} 行{self.error}"}


def read_items(lines: Iterable[bytes]) -> Iterator[Item | BadLine]:
    """The items of a JSONL file, in order; blank lines are skipped."""
    for number, line in enumerate(lines, start=1):
        if stripped := line.removeprefix(BYTE_ORDER_MARK).strip():
            yield _read_item(number, stripped)


def _read_item(number: int, line: bytes) -> Item | BadLine:
    try:
        value = json.loads(line.decode())
    except UnicodeDecodeError:
        return BadLine("", number, "不是 UTF-8：请把文件另存为 UTF-8 编码。")
    except (ValueError, RecursionError):
        return BadLine("", number, '不是 JSON：请写成 {"id": "1", "question": "问题"}，每行一个。')
    if not isinstance(value, dict):
        return BadLine("", number, '不是对象：请写成 {"id": "1", "question": "问题"}，每行一个。')
    return _checked(number, value)


def _checked(number: int, value: dict[str, Any]) -> Item | BadLine:
    given, question, history = value.get("id", ""), value.get("question"), value.get("history") or []
    known = valid_unicode(str(given)) if isinstance(given, str | int) else ""
    if not isinstance(given, str | int | None):
        return BadLine("", number, "的 id 不是文字：请写成一个字符串。")
    if not isinstance(question, str):
        return BadLine(known, number, "没有 question，或者它不是文字：请写 question 一项。")
    if not isinstance(history, list) or not all(isinstance(earlier, str) for earlier in history):
        return BadLine(known, number, '的 history 不是文字的列表：请写成 ["先前的问题", …]，最早的在前。')
    return Item(known, number, valid_unicode(question), tuple(map(valid_unicode, history)))
