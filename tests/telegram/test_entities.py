"""Text as Telegram wants it: short enough, never cut inside a character, entities in the right places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.entities import MAX_UNITS, parts, utf16_units
from bot.core.model import RichText, Span, Style, plain

ATOMS = ("👨‍👩‍👧‍👦", "🇨🇳", "👍🏽", "❤️", "é", "é", "ặ́", "🐶")
PIECES = st.sampled_from((*ATOMS, "狗证", "去哪办", "。", "！」", "\n", "\n\n", " ", "，", "abc", "𠮷"))
TEXTS = st.lists(PIECES, max_size=60).map("".join)
RICH = st.lists(st.builds(Span, TEXTS, st.sampled_from(Style)), max_size=6).map(tuple)


def utf16(text: str) -> bytes:
    """The text as Telegram counts it: two bytes a unit."""
    return text.encode("utf-16-le")


@given(text=RICH, limit=st.integers(20, 80))
@settings(max_examples=200)
def test_parts_joined_are_the_text(text: RichText, limit: int) -> None:
    """Nothing is lost or added, no part is empty or longer than the limit."""
    found = parts(text, limit)

    assert "".join(part.text for part in found) == plain(text)
    assert all(0 < utf16_units(part.text) <= limit for part in found)
    assert all(len(utf16(part.text)) == 2 * utf16_units(part.text) for part in found)


@given(atoms=st.lists(st.sampled_from(ATOMS), min_size=1, max_size=40), limit=st.integers(20, 40))
def test_no_character_is_cut(atoms: list[str], limit: int) -> None:
    """Family emoji, flags, skin tones and letters with marks stay whole."""
    ends = {0}
    for atom in atoms:
        ends.add(max(ends) + len(atom))
    at = 0
    for part in parts((Span("".join(atoms)),), limit):
        at += len(part.text)
        assert at in ends


@given(text=RICH, limit=st.integers(20, 80))
@settings(max_examples=200)
def test_entities_mark_the_bold_words(text: RichText, limit: int) -> None:
    """The bold characters of all parts are those of the bold spans, in order, by offsets in UTF-16 units."""
    bold = b""
    for part in parts(text, limit):
        for entity in part.entities:
            start, length = 2 * entity["offset"], 2 * entity["length"]
            if entity["type"] != "bold":
                continue
            assert 0 < length <= len(utf16(part.text)) - start
            bold += utf16(part.text)[start : start + length]

    assert bold == utf16("".join(span.text for span in text if span.style is Style.BOLD))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("一二三四五\n\n六七八。九十甲乙丙丁", "一二三四五\n\n"),
        ("一二三四五六\n七八。九十甲乙丙丁", "一二三四五六\n"),
        ("一二三四五六七！」八，九十甲乙丙丁", "一二三四五六七！」"),
        ("一二三四五六七，八九十甲乙丙丁", "一二三四五六七，"),
        ("一二三四五六七八九十甲乙丙丁", "一二三四五六七八九十"),
    ],
)
def test_the_best_place_to_cut(text: str, first: str) -> None:
    """A part ends at a paragraph rather than a line, at a line rather than a sentence, at a sentence rather than a word."""
    assert parts((Span(text),), 10)[0].text == first


def test_endless_marks_are_cut_somewhere() -> None:
    """A pile of combining marks longer than a message still goes out, in parts of full length."""
    found = parts((Span("e" + "\u0301" * 9000),))

    assert [len(part.text) for part in found] == [MAX_UNITS, MAX_UNITS, 9001 - 2 * MAX_UNITS]


def test_nothing_has_no_parts() -> None:
    """An empty text is no message."""
    assert parts(()) == ()
    assert parts((Span(""),)) == ()
