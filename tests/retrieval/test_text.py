"""Cleaning a stranger's text."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text import MAX_MARKS, MAX_QUESTION, clean, normalize, sanitize

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("營業執照怎麼辦？", "营业执照怎么办?"),
        ("ＡＰＰ　１２３４５", "app 12345"),
        ("狗\u200b证\u202e", "狗证"),
        ("你\x00好\x07", "你好"),
        ("\ud83d\ude00 好", "😀 好"),
        ("\ud800好", "\ufffd好"),
        ("  办\r\n\t证  ", "办证"),
        ("三 方 通 话 是什么", "三方通话 是什么"),
        ("社保 医保", "社保 医保"),
        ("\n \u200b", ""),
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    """Width, script, case, white space and what cannot be seen make no difference to a question."""
    assert clean(raw) == cleaned


def test_sanitize_keeps_the_writers_letters() -> None:
    """What is logged keeps case, script, line breaks and Chinese punctuation."""
    assert sanitize("Ａ市：營業執照？\r\n下一行") == "A市：營業執照？\n下一行"


@given(ANY_TEXT)
def test_sanitized_text_can_be_stored(text: str) -> None:
    """Whatever comes in, what goes on is valid UTF-8 without NUL, and sanitizing twice changes nothing."""
    safe = sanitize(text)

    assert "\x00" not in safe.encode().decode()
    assert sanitize(safe) == safe


@given(ANY_TEXT)
def test_clean_text_is_normal_and_short(text: str) -> None:
    """A clean question is NFKC, on one line, and never longer than the cap."""
    cleaned = clean(text)

    assert unicodedata.is_normalized("NFKC", cleaned)
    assert cleaned == " ".join(cleaned.split())
    assert len(cleaned) <= MAX_QUESTION


def test_piles_of_marks_are_capped() -> None:
    """A pile of 400,000 combining marks becomes a small one before NFKC sees it, and the words around it stay."""
    assert len(normalize("办" + "\u0315\u0300" * 200_000 + "证")) <= MAX_MARKS + 2


def test_every_combining_mark_counts_as_one() -> None:
    """No combining mark of Unicode escapes the cap."""
    marks = [chr(point) for point in range(sys.maxunicode + 1) if unicodedata.combining(chr(point))]
    escaped = [hex(ord(mark)) for mark in marks if len(sanitize(mark * 100)) > MAX_MARKS]

    assert escaped == []


def test_long_questions_are_cut() -> None:
    """A megabyte is cut to the cap, and its beginning is kept."""
    cleaned = clean("狗证怎么办" + "啊" * 1_000_000)

    assert cleaned.startswith("狗证怎么办")
    assert len(cleaned) == MAX_QUESTION
