"""A message as a terminal shows it."""

from datetime import date

from bot.channels.terminal.screen import Screen
from bot.core.model import Button, ButtonKind, Citation, Outgoing, Span, Style

CITATION = Citation("a", "犬类免疫", "《情况交流》第23期", date(2018, 10, 22), "a#1", "每周三到犬管中心。", "每周三")
RATING = (Button(ButtonKind.SOLVED, "👍 已解决", "q1"), Button(ButtonKind.UNSOLVED, "👎 没答到", "q1"))
OFFERS = ((Button(ButtonKind.ASK, "去哪里打", "狗打疫苗去哪里"),), (Button(ButtonKind.ASK, "哪天打", "狗打疫苗哪天"),))
ANSWER = Outgoing((Span("每周三", Style.BOLD), Span("。")), (CITATION,), (RATING,))


def test_a_pipe_gets_the_words_the_source_and_the_numbers_of_the_buttons() -> None:
    """No control sequence, no wrapping."""
    assert Screen().message(ANSWER) == "每周三。\n📄 第23期 · 2018-10-22 · 《犬类免疫》\n[1 👍 已解决]   [2 👎 没答到]"


def test_a_terminal_gets_bold_words_and_a_dimmed_source() -> None:
    """The value is what the eye meets first."""
    first, source, _ = Screen(40, colour=True).message(ANSWER).split("\n")

    assert first == "\x1b[1m每周三\x1b[0m。"
    assert source.startswith("\x1b[2m📄")


def test_questions_to_choose_from_stand_one_a_line() -> None:
    """Each with its number; the rating follows with the numbers after them."""
    shown = Screen().message(Outgoing((Span("您想问的是哪一个？"),), buttons=(*OFFERS, RATING)))

    assert shown.split("\n")[1:] == ["[1 去哪里打]", "[2 哪天打]", "[3 👍 已解决]   [4 👎 没答到]"]


def test_where_nothing_can_be_pressed_the_questions_are_shown_whole() -> None:
    """`ask` ends after its answer, so it shows what could be asked next and no rating."""
    shown = Screen().message(Outgoing((Span("您想问的是哪一个？"),), buttons=(*OFFERS, RATING)), with_buttons=False)

    assert shown.split("\n")[1:] == ["  · 狗打疫苗去哪里", "  · 狗打疫苗哪天"]
