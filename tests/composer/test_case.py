"""What was found for one thing asked, sifted: what contradicts it is out, and what answers it holds, names and speaks of it."""

import pytest

from bot.composer.confidence import confidence
from tests.composer.test_rules import case


def test_what_contradicts_the_question_does_not_fit() -> None:
    """Another town's article is found, but is no candidate."""
    asked = case("西河镇调解员有几名")

    assert "east" in {each.article.id for each in asked.found}
    assert "east" not in {each.found.article.id for each in asked.fitting}


@pytest.mark.parametrize(
    "question",
    [
        "租车卡丢了，要几天补好",  # the act is not spoken of
        "租车卡有效期到哪年",  # the fact is not held
        "赤道几内亚几天能到",  # the matter is not named
    ],
)
def test_what_lacks_one_of_the_three_does_not_answer(question: str) -> None:
    """The act asked about, the fact wanted, the matter itself."""
    asked = case(question)

    assert asked.fitting
    assert (asked.answering, asked.confidence) == ((), 0.0)


def test_the_confidence_is_that_of_the_best_that_answers() -> None:
    """Candidates keep their order."""
    asked = case("租车卡要几天")

    assert asked.confidence == confidence(asked.answering[0]) > 0
    assert [each.quote for each in asked.fitting if each in asked.answering] == [each.quote for each in asked.answering]


def test_saying_more_of_the_matter_never_lowers_the_confidence() -> None:
    """What the sentence names counts for it, what is named nowhere against it."""
    plain, strange = case("租车卡要几天"), case("租车卡和低保申请要几天")

    assert plain.confidence > strange.confidence
