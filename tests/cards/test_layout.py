"""The card on its page: everything fits, whatever the guide says."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards.errors import CardError
from bot.cards.fonts import Fonts
from bot.cards.layout import FOOT, MARGIN, lay_out
from bot.cards.printing import sheet_of
from bot.cards.sheet import A6, Sheet, Text
from bot.cards.wrap import wrapped
from bot.composer import card_wording as wording
from corpus.model import GuideField
from tests.cards.samples import card

pytestmark = pytest.mark.xdist_group("cards")  # they share a font
WORDS = st.text("办理身份证（复印件），。《条例》、Ab1-2 ", min_size=1, max_size=160).filter(str.strip)
LINES = st.lists(WORDS, max_size=30).map(tuple)


def texts(sheet: Sheet) -> list[Text]:
    """The lines of text on a page."""
    return [item for item in sheet.items if isinstance(item, Text)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, LINES, LINES, LINES)
def test_nothing_overflows(
    fonts: Fonts, title: str, place: tuple[str, ...], phone: tuple[str, ...], materials: tuple[str, ...]
) -> None:
    """Title, facts and foot stay within the margins, below each other, and in letters of 10 points at least."""
    fields = {GuideField.PLACE: place, GuideField.PHONE: phone, GuideField.MATERIALS: materials}
    shown = texts(sheet_of(card(name=title, fields=fields), fonts))
    facts = [item for item in shown if item.y < FOOT]
    foot = [item for item in shown if item.y > FOOT]

    for item in shown:
        assert item.size >= 10
        assert item.x + fonts.face(item.bold).width(item.text, item.size) <= A6[0] - MARGIN + 0.01
        assert MARGIN / 2 < item.y < A6[1] - MARGIN / 2
    assert all(below.y - above.y > 0.9 * below.size for above, below in pairwise(facts))
    assert foot[0].text == wording.SCAN
    assert len(foot) >= 5


def test_the_title_is_broken_between_words(fonts: Fonts) -> None:
    """Its lines are of about one length, and no word is torn."""
    title = [item.text for item in texts(sheet_of(card(name="发往广东使用的台湾地区公证书查询"), fonts))][1:3]

    assert title == ["发往广东使用的", "台湾地区公证书查询"]


def test_a_short_card_is_large(fonts: Fonts) -> None:
    """With little to say the letters are as large as they can be."""
    (place,) = (item for item in texts(sheet_of(card(), fonts)) if item.text == "便民亭。")

    assert place.size == 18


def test_a_long_list_is_folded(fonts: Fonts) -> None:
    """Of forty materials the first are printed, the number of all is told, and where the rest is."""
    materials = tuple(f"第{number}号申请表原件和复印件" for number in range(40))
    said = [item.text for item in texts(sheet_of(card(fields={GuideField.MATERIALS: materials}), fonts))]

    assert "带什么材料（共40样）" in said
    assert "1. 第0号申请表原件和复印件" in said
    assert wording.FOLDED in said
    assert "0571-62345678" in said


def test_what_is_missing_is_said(fonts: Fonts) -> None:
    """A fact that nobody has told has a sentence of its own."""
    fields = {GuideField.PLACE: ("便民亭。",)}
    assert wording.MISSING in [item.text for item in texts(sheet_of(card(fields=fields), fonts))]


def test_a_character_the_font_lacks(fonts: Fonts) -> None:
    """A character that could not be printed is named, instead of printing an empty square."""
    with pytest.raises(CardError, match="𠮷"):
        lay_out(card(name="𠮷祥证"), fonts, [[True]])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五六七", ["一二三四五", "六七"]),
        ("一二三四五，六七", ["一二三四", "五，六七"]),
        ("一二三四（五六）", ["一二三四", "（五六）"]),
        ("电话 12345678", ["电话", "12345678"]),
        ("123456789012345", ["1234567890", "12345"]),
    ],
)
def test_lines_are_broken_as_printers_do(text: str, lines: list[str]) -> None:
    """No closing mark begins a line, no opening one ends it, numbers stay whole where they can."""

    def width(line: str) -> float:
        return sum(1 if character.isascii() else 2 for character in line)

    assert wrapped(text, 10, width) == lines
