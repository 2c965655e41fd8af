"""Answers judged against golds: what passes, what is wrong, and the figures."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from bot.core.model import Citation, Decision, DepartmentRef, Outcome, Span
from bot.service.judge import Gold, GoldFormatError, fold, judge, read_golds, report

GOLD = {
    "id": "g1",
    "question": "租车卡要几天",
    "kind": "direct",
    "expect": "answer",
    "gold_articles": ["租车卡 办理"],
    "must_contain": [["3个工作日", "三个工作日"], ["便民亭"]],
    "must_not_contain": ["10个工作日"],
    "department": ["交通局"],
}


def gold(**changes: Any) -> Gold:
    """The gold above with changes."""
    [read] = read_golds([json.dumps(GOLD | changes)])
    return read


def decision(
    text: str, outcome: Outcome = Outcome.ANSWER, article: str = "租车卡办理", office: str = "区交通局"
) -> Decision:
    """A decision that shows this text."""
    citations = (Citation("a", article, "", date(2020, 1, 1), "a#1", text, text),) if outcome is Outcome.ANSWER else ()
    department = DepartmentRef("d", office) if office else None
    return Decision(outcome, "rule", (Span(text),), 1.0, citations, department)


@pytest.mark.parametrize(
    ("text", "article", "passed"),
    [
        ("到便民亭，3 个工作日", "租车卡办理", True),
        ("到便民亭，三个工作日", "租车卡办理", True),
        ("到便民亭，３个工作日", "租车卡办理", True),
        ("3个工作日", "租车卡办理", False),
        ("到便民亭，3个工作日，原来10个工作日", "租车卡办理", False),
        ("到便民亭，3个工作日", "别的文章", False),
    ],
)
def test_an_answer_passes_with_every_fact_none_forbidden_and_its_article(text: str, article: str, passed: bool) -> None:
    """One variant of each group is enough; width and white space do not count."""
    assert judge(gold(), decision(text, article=article)).passed is passed


@pytest.mark.parametrize(
    ("expect", "outcome", "passed", "wrong", "missed"),
    [
        ("answer", Outcome.HANDOFF, False, False, True),
        ("answer", Outcome.CLARIFY, False, False, True),
        ("handoff", Outcome.HANDOFF, True, False, False),
        ("handoff", Outcome.ANSWER, False, True, False),
        ("handoff", Outcome.REFUSE, False, False, False),
        ("refuse", Outcome.REFUSE, True, False, False),
        ("refuse", Outcome.HANDOFF, True, False, False),
        ("refuse", Outcome.CLARIFY, True, False, False),
        ("refuse", Outcome.SMALLTALK, False, False, False),
        ("refuse", Outcome.ANSWER, False, True, False),
        ("smalltalk", Outcome.SMALLTALK, True, False, False),
        ("smalltalk", Outcome.REFUSE, False, False, False),
    ],
)
def test_outcomes(expect: str, outcome: Outcome, passed: bool, wrong: bool, missed: bool) -> None:
    """An answer where none was due is wrong; none where one was due is missed; a refusal may be gentler."""
    verdict = judge(gold(expect=expect, must_contain=[], must_not_contain=[]), decision("好", outcome))

    assert (verdict.passed, verdict.wrong, verdict.missed) == (passed, wrong, missed)


def test_what_must_not_be_said_fails_every_outcome() -> None:
    """A hand-off that repeats a false claim is no pass."""
    assert not judge(gold(expect="handoff"), decision("不是10个工作日", Outcome.HANDOFF)).passed


@pytest.mark.parametrize(
    ("expect", "accepted", "named", "verdict"),
    [
        ("answer", ["交通局"], "区交通局", True),
        ("handoff", ["水利局", "交通局"], "区交通局", True),
        ("handoff", ["水利局"], "区交通局", False),
        ("handoff", ["水利局"], "", False),
        ("handoff", [], "区交通局", None),
        ("refuse", ["交通局"], "区交通局", None),
    ],
)
def test_the_department_is_judged_apart(expect: str, accepted: list[str], named: str, verdict: bool | None) -> None:
    """Where one is to be named; it changes no pass."""
    judged = judge(
        gold(expect=expect, department=accepted, must_contain=[]), decision("好", Outcome.HANDOFF, office=named)
    )

    assert judged.department is verdict


def test_the_figures_add_up() -> None:
    """By expectation and kind, confusion, wrong, missed, department and length of what was answered."""
    loose: dict[str, Any] = {"must_contain": [], "must_not_contain": []}
    verdicts = [
        judge(gold(**loose), decision("十个字的回答就是这样")),
        judge(gold(**loose), decision("二十个字的回答就要长一些所以是这样子的了")),
        judge(gold(**loose), decision("转给部门", Outcome.HANDOFF)),
        judge(gold(**loose, expect="handoff", kind="unanswerable", department=[]), decision("错答" * 15)),
        judge(
            gold(**loose, expect="handoff", kind="unanswerable"),
            decision("转给部门", Outcome.HANDOFF, office="区水利局"),
        ),
        judge(gold(**loose, expect="refuse", kind="unanswerable"), decision("不在范围", Outcome.REFUSE)),
    ]
    figures = report(verdicts)

    assert figures.passed == {"answer": (2, 3), "handoff": (1, 2), "refuse": (1, 1)}
    assert figures.kinds == {"direct": (2, 3), "unanswerable": (2, 3)}
    assert figures.outcomes == {
        ("answer", "answer"): 2,
        ("answer", "handoff"): 1,
        ("handoff", "answer"): 1,
        ("handoff", "handoff"): 1,
        ("refuse", "refuse"): 1,
    }
    assert (figures.wrong, figures.missed, figures.department) == ((1, 3), (1, 3), (3, 4))
    assert figures.length_median == 20
    assert 20 <= figures.length_p90 <= 40
    assert figures.verdicts == tuple(verdicts)


@pytest.mark.parametrize("verdicts", [[], [judge(gold(), decision("转给部门", Outcome.HANDOFF))]])
def test_without_answers_there_is_no_length(verdicts: Sequence[Any]) -> None:
    """Nothing to judge is no error."""
    figures = report(verdicts)

    assert (figures.length_median, figures.length_p90) == (0.0, 0.0)


@pytest.mark.parametrize(
    "line",
    ["{broken", "[]", "{}", '{"id": "1", "question": "问", "kind": "k", "expect": "perhaps"}', '{"id": "1"}', "3"],
)
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    """With its number and what a line has to hold."""
    with pytest.raises(GoldFormatError, match=r"第 2 行.*question"):
        read_golds([json.dumps(GOLD), line])


def test_blank_lines_are_skipped_and_the_rest_is_optional() -> None:
    """Only id, question, kind and expect have to be there."""
    [read] = read_golds(["", '{"id": "1", "question": "问", "kind": "k", "expect": "refuse"}', "  "])

    assert (read.history, read.articles, read.must_contain, read.departments) == ((), frozenset(), (), ())


def test_texts_are_folded_alike() -> None:
    """Width and white space."""
    assert fold("３ 个\n工作日（内）") == fold("3个工作日(内)")
