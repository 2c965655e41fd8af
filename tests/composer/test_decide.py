"""From what the rules said on each part to one decision: everything said once, in order, with its sources."""

import pytest

from bot.composer.decide import decision_of
from bot.composer.understand import MOST_PARTS
from bot.composer.wording import LEFT_OUT, SHOWN_ABOVE, TOO_MANY
from bot.core.model import Decision, Outcome
from tests.composer.asking import asked
from tests.composer.small import SMALL


def decided(text: str) -> Decision:
    """The decision on a message to the small corpus."""
    return asked(text, knowledge=SMALL).decision


def test_two_answers_stand_below_each_other_with_both_sources() -> None:
    """In the order asked, each part with its own decision."""
    decision = decided("租车卡要几天？东江镇调解员有几名？")

    assert decision.outcome is Outcome.ANSWER
    assert decision.text.index("3个工作日") < decision.text.index("8名")
    assert [citation.article_id for citation in decision.citations] == ["card", "east"]
    assert [part.outcome for part in decision.parts] == [Outcome.ANSWER, Outcome.ANSWER]
    assert decision.confidence == min(part.confidence for part in decision.parts)


def test_what_cannot_be_answered_is_handed_over_beside_the_answer() -> None:
    """Neither part is lost to the other, whichever comes first."""
    for text in ("租车卡要几天？结婚登记要带什么？", "结婚登记要带什么？租车卡要几天？"):
        decision = decided(text)

        assert decision.outcome is Outcome.ANSWER
        assert "3个工作日" in decision.text
        assert "区民政局" in decision.text
        assert {part.outcome for part in decision.parts} == {Outcome.ANSWER, Outcome.HANDOFF}


def test_what_an_answer_leaves_out_is_named() -> None:
    """A second question without an answer is told to the citizen, not passed over; a courtesy is no question."""
    decision = decided("租车卡要几天？红烧肉怎么烧？谢谢")

    assert decision.outcome is Outcome.ANSWER
    assert decision.text.endswith(LEFT_OUT.format(left="红烧肉怎么烧"))
    assert len(decision.citations) == 1


def test_questions_beyond_the_most_are_named() -> None:
    """Whoever asks eight things reads which two are still to be sent."""
    asked_at_once = ["租车卡要几天", "东江镇调解员有几名", "结婚登记要带什么", "出租车绕路去哪投诉"]
    asked_at_once += ["轮渡几点开", "租车卡多少钱", "轮渡在哪里坐", "残疾证怎么办"]

    decision = decided("？".join(asked_at_once))

    assert decision.text.endswith(TOO_MANY.format(unread="；".join(asked_at_once[MOST_PARTS:])))


def test_two_hand_offs_are_both_said() -> None:
    """Two departments, two sentences."""
    decision = decided("结婚登记要带什么？出租车绕路去哪投诉？")

    assert decision.outcome is Outcome.HANDOFF
    assert [part.department.id for part in decision.parts if part.department] == ["civil", "transport"]
    assert "区民政局" in decision.text
    assert "区交通局" in decision.text


def test_the_same_is_said_once() -> None:
    """Two questions that one sentence answers have one answer."""
    decision = decided("租车卡要几天？租车卡原来要多久？")

    assert decision.text.count("原来是10个工作日。」") == 1
    assert len(decision.citations) == 1
    assert decision.parts == ()


def test_a_second_question_is_never_passed_over_for_what_the_first_has_shown() -> None:
    """Where the same words answer another question, the citizen reads that they do."""
    decision = decided("租车卡在哪里办？租车卡找谁办？")

    assert decision.text.endswith(SHOWN_ABOVE.format(asked="租车卡找谁办"))
    assert [part.outcome for part in decision.parts] == [Outcome.ANSWER, Outcome.ANSWER]


def test_hand_offs_to_one_department_are_said_as_one() -> None:
    """Both questions are named, the department once; an answer between them stays an answer."""
    decision = decided("租车卡有效期几年？结婚登记要带什么？租车卡能挂失吗？")

    assert decision.text.count("区交通局") == 1
    assert "“租车卡有效期几年”“租车卡能挂失吗”" in decision.text
    assert "区民政局" in decision.text


@pytest.mark.parametrize(
    "text", ["租车卡要几天", "结婚登记要带什么", "谢谢", "红烧肉怎么烧", "着火了", "上海的租车卡怎么办"]
)
def test_one_thing_asked_has_no_parts(text: str) -> None:
    """The decision is the part's own."""
    composed = asked(text, knowledge=SMALL)

    assert composed.decision.parts == ()
    assert composed.decision == decision_of(composed.rulings)


def test_an_answer_cites_where_its_words_stand() -> None:
    """Article, bulletin and number, date, passage, and the very words."""
    [citation] = decided("租车卡要几天").citations

    assert (citation.article, citation.source) == ("公共自行车租车卡办理更方便", "《江城便民通讯》第5期")
    assert citation.published is not None
    assert citation.published.isoformat() == "2019-04-01"
    assert citation.passage in SMALL.articles["card"].body
    assert citation.quote in citation.passage


def test_a_hand_off_shows_the_nearest_text_as_background_only() -> None:
    """It is not cited, for it does not answer."""
    decision = decided("租车卡有效期几年")

    assert decision.outcome is Outcome.HANDOFF
    assert decision.background is not None
    assert decision.background.article_id == "card"
    assert decision.background.quote not in decision.text


@pytest.mark.parametrize(
    ("text", "outcome", "examples"),
    [
        ("你好", Outcome.SMALLTALK, True),
        ("你能做什么", Outcome.SMALLTALK, True),
        ("谢谢", Outcome.SMALLTALK, False),
        ("红烧肉怎么烧", Outcome.REFUSE, True),
        ("着火了", Outcome.REFUSE, False),
    ],
)
def test_examples_are_offered_where_they_help(text: str, outcome: Outcome, examples: bool) -> None:
    """To newcomers and to who asks for something else; never to who needs help at once."""
    decision = decided(text)

    assert decision.outcome is outcome
    assert bool(decision.options) is examples


@pytest.mark.parametrize("text", ["租车卡要几天", "结婚登记要带什么", "租车卡有效期几年", "谢谢", "红烧肉怎么烧"])
def test_the_confidence_is_a_probability(text: str) -> None:
    """0 to 1, whatever the outcome."""
    assert 0.0 <= decided(text).confidence <= 1.0
