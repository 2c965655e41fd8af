"""Reading a file of questions: a bad line costs its own answer only."""

import pytest

from bot.cli.batch import BadLine, Item, read_items
from bot.cli.result import valid_unicode


def test_items_keep_their_order_and_blank_lines_do_not_count_as_questions() -> None:
    """A byte order mark, Windows line ends and a missing last line end are no reason to fail."""
    lines = [b'\xef\xbb\xbf{"id": "a", "question": "\xe9\x97\xae"}\r\n', b"\n", b'{"question": "q", "history": ["h"]}']

    assert list(read_items(lines)) == [Item("a", 1, "问"), Item("", 3, "q", ("h",))]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"not json", "不是 JSON"),
        (b'{"id": "a", "question": "\xff"}', "不是 UTF-8"),
        (b'["question"]', "不是对象"),
        (b"[" * 100_000, "不是 JSON"),
        (b'{"id": "a"}', "没有 question"),
        (b'{"id": "a", "question": 5}', "没有 question"),
        (b'{"id": ["a"], "question": "q"}', "id 不是文字"),
        (b'{"question": "q", "history": "h"}', "history 不是文字的列表"),
        (b'{"question": "q", "history": [null]}', "history 不是文字的列表"),
    ],
)
def test_a_bad_line_says_what_to_write(line: bytes, says: str) -> None:
    """The error names the line, counted from 1, and its mistake."""
    [_, bad] = read_items([b'{"question": "q"}', line])

    assert isinstance(bad, BadLine)
    assert bad.as_result()["line"] == 2
    assert bad.as_result()["error"].startswith("第 2 行")
    assert says in bad.error


def test_a_bad_line_keeps_its_id() -> None:
    """A reader of the output can find the line by its id as well."""
    [bad] = read_items([b'{"id": 7, "question": null}'])

    assert isinstance(bad, BadLine)
    assert bad.as_result()["id"] == "7"


@pytest.mark.parametrize(
    ("given", "valid"), [("a\ud83d", "a\ufffd"), ("\ud83d\ude00", "😀"), ("\udcff?", "\ufffd?"), ("狗", "狗")]
)
def test_surrogates_become_characters(given: str, valid: str) -> None:
    """Pairs are joined, halves replaced; everything else stays."""
    assert valid_unicode(given) == valid
