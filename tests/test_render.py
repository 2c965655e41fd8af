"""From a decision to what a citizen sees."""

from dataclasses import replace
from datetime import date

from bot.channels.render import MENU_BUTTON, render, source_line
from bot.core.model import ButtonKind, Citation, Decision, Outcome, Span, plain
from bot.core.privacy import PersonalData

FIRST = Citation("a", "狗证", "《简报》第3期", date(2018, 6, 1), "a#1", "周三办理，免费", "周三办理")
SECOND = replace(FIRST, passage_id="a#2", quote="免费")
OTHER = Citation("b", "落户", "《简报》第23期", date(2018, 10, 22), "b#1", "7个工作日", "7个工作日")
ANSWER = Decision(Outcome.ANSWER, "fact", (Span("周三。"),), 0.9, (FIRST, SECOND, OTHER))


def test_an_answer_has_its_sources_and_two_buttons() -> None:
    """Each article is named once, in order, and the answer can be rated under the question's id."""
    outgoing = render(ANSWER, "q1")

    assert plain(outgoing.text) == "周三。"
    assert outgoing.sources == (FIRST, OTHER)
    assert [(button.kind, button.value) for button in outgoing.buttons[0]] == [
        (ButtonKind.SOLVED, "q1"),
        (ButtonKind.UNSOLVED, "q1"),
    ]


def test_options_are_buttons_that_ask() -> None:
    """Clarifications and examples are tapped as whole questions, one a line, and not rated."""
    for outcome in (Outcome.CLARIFY, Outcome.REFUSE, Outcome.SMALLTALK):
        decision = Decision(outcome, "two", (Span("哪一个？"),), 0.5, options=("狗证去哪办", "狗证要什么"))
        rows = render(decision, "q1").buttons[:2]

        assert [[(button.kind, button.value) for button in row] for row in rows] == [
            [(ButtonKind.ASK, "狗证去哪办")],
            [(ButtonKind.ASK, "狗证要什么")],
        ]


def test_who_is_greeted_or_refused_finds_the_menu() -> None:
    """Below the examples of a greeting or a refusal; not below a clarification, an answer, or an emergency's number."""
    shown = {
        outcome: render(Decision(outcome, "one", (Span("…"),), 0.5, options=options), "q1").buttons[-1:]
        for outcome, options in (
            (Outcome.SMALLTALK, ("狗证去哪办",)),
            (Outcome.REFUSE, ("狗证去哪办",)),
            (Outcome.CLARIFY, ("狗证去哪办",)),
            (Outcome.HANDOFF, ()),
        )
    }

    assert [outcome for outcome, rows in shown.items() if rows == ((MENU_BUTTON,),)] == [
        Outcome.SMALLTALK,
        Outcome.REFUSE,
    ]
    assert render(Decision(Outcome.REFUSE, "emergency", (Span("120"),), 0.5), "q1").buttons == ()


def test_a_handoff_shows_the_nearest_text_as_background() -> None:
    """What is near is shown as such with its source, not among the sources, and no button is dead."""
    decision = Decision(Outcome.HANDOFF, "none", (Span("归公安管。"),), 0.5, background=FIRST)
    outgoing = render(decision, "q1")

    assert plain(outgoing.text).startswith("归公安管。\n\n")
    assert "「周三办理」\n📄 第3期 · 2018-06-01 · 《狗证》" in plain(outgoing.text)
    assert outgoing.sources == ()
    assert outgoing.buttons == ()


def test_found_personal_data_is_told() -> None:
    """Who sent a number is told once what was not kept; who did not is told nothing."""
    kinds = (PersonalData.ID_NUMBER, PersonalData.MOBILE, PersonalData.ID_NUMBER)

    assert "我没有保存您发来的身份证号、手机号，" in plain(render(ANSWER, "q1", kinds).text)
    assert "隐私" not in plain(render(ANSWER, "q1").text)


def test_source_lines_leave_out_what_is_unknown() -> None:
    """A source without number or date is named by what there is."""
    assert source_line(OTHER) == "📄 第23期 · 2018-10-22 · 《落户》"
    assert source_line(replace(OTHER, source="区指南", published=None)) == "📄 区指南 · 《落户》"
    assert source_line(replace(OTHER, source="", published=None)) == "📄 《落户》"
