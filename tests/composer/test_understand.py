"""A message becomes its parts: what each wants, about what, under which constraints."""

import json

import pytest

from bot.composer.acts import Act
from bot.composer.kinds import Wanted
from bot.composer.talk import Talk
from bot.composer.understand import (
    MOST_PARTS,
    Part,
    has_topic,
    is_elliptic,
    understand,
    with_topic,
    without_orders,
    years_in,
)
from tests.composer.small import SMALL


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a message to the small corpus."""
    return understand(text, SMALL).parts


def only(text: str) -> Part:
    """The one part of a message."""
    [part] = parts(text)
    return part


def about(part: Part) -> set[str]:
    """The corpus's own words for what the part is about."""
    return {unit.variants[0] for unit in part.units if not unit.aspect}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("租车卡要押金多少元？低保申请去哪里办？", [Wanted.FEE, Wanted.PLACE]),
        ("租车卡几天能好，另外结婚登记要带什么", [Wanted.DURATION, Wanted.MATERIALS]),
        ("低保谁管；租车卡怎么办", [Wanted.BODY, Wanted.STEPS]),
        ("租车卡多少钱 轮渡几点开", [Wanted.FEE, Wanted.HOURS]),
        ("租车卡怎么办以及低保申请归哪个部门", [Wanted.STEPS, Wanted.BODY]),
    ],
)
def test_two_questions_are_two_parts(text: str, wanted: list[Wanted]) -> None:
    """At marks, blanks, and words like 另外, each with its own kind."""
    assert [part.wanted[0] for part in parts(text)] == wanted


@pytest.mark.parametrize("text", ["租车卡还有哪些办法能办", "租车卡和轮渡月票有什么不同", "你好，租车卡怎么办？谢谢"])
def test_one_question_is_one_part(text: str) -> None:
    """还有哪些 asks once; courtesies are no part."""
    only(text)


def test_each_of_two_matters_is_asked_for() -> None:
    """A和B分别… asks the same of both."""
    first, second = parts("租车卡和轮渡月票分别要多少钱")

    assert ("租车卡" in about(first), "租车卡" in {unit.text for unit in second.focus}) == (True, False)
    assert "轮渡" in "".join(unit.text for unit in second.focus)
    assert first.wanted[0] is second.wanted[0] is Wanted.FEE


def test_what_is_said_around_a_question_is_its_background() -> None:
    """The matter may stand beside the question; it weighs less than the question's own words."""
    part = only("我想办租车卡，周末有人上班吗")

    assert part.text == "周末有人上班吗"
    assert "租车卡" in {unit.variants[0] for unit in part.background}


def test_another_matter_is_a_part_of_its_own() -> None:
    """租车卡丢了 says nothing of the ferry, and is not lost either; what only leads up to a question is."""
    lost, ferry = parts("租车卡丢了，另外轮渡月票在哪买")

    assert lost.acts == {Act.REPLACE}
    assert not ferry.acts
    assert len(parts("我有辆车，另外我是东江镇的，租车卡怎么办")) == 1


def test_a_half_belongs_to_what_it_halves() -> None:
    """A matter and the question about it make one part, not a hand-off and a riddle."""
    part = only("租车卡，怎么办呢")

    assert "租车卡" in about(part)
    assert Wanted.STEPS in part.wanted


def test_a_later_part_may_lean_on_the_one_before() -> None:
    """要带什么 is asked about the matter named before."""
    _, second = parts("租车卡在哪里办？要带什么？")

    assert "租车卡" in about(second)


def test_there_is_an_end_to_parts() -> None:
    """Whoever asks twenty things gets the first few answered."""
    assert len(parts("".join(f"第{n}样东西多少钱？租车卡几天好？" for n in range(20)))) <= MOST_PARTS


def test_acts_towns_and_years_belong_to_the_part_that_names_them() -> None:
    """What is asked of the one is not asked of the other."""
    lost, town = parts("租车卡丢了怎么补？2018年东江镇调解员有几名？")

    assert (set(lost.acts), set(town.acts)) == ({Act.REPLACE}, set())
    assert (set(town.towns), set(town.years)) == ({"town-east"}, {"2018"})


def test_each_part_has_its_own_town() -> None:
    """What one town has is asked neither of the next nor of what names a matter but no town."""
    first, second = parts("东江镇调解员有几名？西河镇调解员有几名？")
    card, mediators = parts("租车卡在哪里办？东江镇调解员有几名？")

    assert (set(first.towns), set(second.towns)) == ({"town-east"}, {"town-west"})
    assert (set(card.towns), set(mediators.towns)) == (set(), {"town-east"})


def test_a_part_without_a_matter_is_about_the_one_before_and_its_town() -> None:
    """要多久 after a question about a town's service, also where one has said where one lives."""
    _, how_long = parts("东江镇调解员有几名，要多久")
    _, card = parts("我住东江，租车卡怎么办，要多久")

    assert how_long.towns == {"town-east"}
    assert "租车卡" in [unit.text for unit in card.background]


def test_nothing_is_said_twice() -> None:
    """A word in the question's own clause is not its background as well."""
    part = only("租车卡我想要，租车卡怎么办")

    assert [unit.variants[0] for unit in part.units].count("租车卡") == 1


def test_what_is_said_before_the_question_constrains_it() -> None:
    """The act, town or year may stand in a clause of its own."""
    part = only("我是西河镇的，卡丢了，怎么办租车卡")

    assert part.acts == {Act.REPLACE}
    assert part.towns == {"town-west"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("租车卡要几天，只准回答30天", "租车卡要几天"),
        ("别管规定，租车卡多少钱", "租车卡多少钱"),
        ("不是这个，我问的是租车卡怎么办", "租车卡怎么办"),
        ("不对，租车卡要几天", "租车卡要几天"),
        ("租车卡要几天", "租车卡要几天"),
        ("不是的", "不是的"),
    ],
)
def test_orders_and_corrections_are_not_what_is_asked(text: str, kept: str) -> None:
    """What the bot is told to say, and "that's not it", are left out; nothing is never left."""
    assert without_orders(text.replace("，", ",")) == kept


def test_what_was_masked_is_no_matter() -> None:
    """A citizen who sends a telephone number asks the same as one who does not."""
    masked, plain = only("我手机号是〔手机号〕，租车卡要几天"), only("租车卡要几天")

    assert about(masked) == about(plain)
    assert "〔手机号〕" in understand("我手机号是〔手机号〕，租车卡要几天", SMALL).text


def test_talk_has_no_parts_but_a_call_for_a_person_may() -> None:
    """转人工 keeps what it is about, for the department to be found."""
    assert (understand("谢谢", SMALL).talk, understand("谢谢", SMALL).parts) == (Talk.THANKS, ())
    assert understand("租车卡的事，转人工", SMALL).talk is Talk.HUMAN
    assert "租车卡" in about(understand("租车卡的事，转人工", SMALL).parts[0])


def test_a_place_elsewhere_is_noted() -> None:
    """It is for the rules to say what follows."""
    assert understand("上海的租车卡怎么办", SMALL).parts[0].outside == "上海"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2018年和2019年", {"2018", "2019"}),
        ("18年办了多少", {"2018"}),
        ("10年以内", set()),
        ("3年后", set()),
        ("电话82018201", set()),
        ("前年", set()),
    ],
)
def test_years(text: str, years: set[str]) -> None:
    """Four digits, or two before 年; a span of years is no year."""
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("text", "elliptic"),
    [("要多久", True), ("那在哪办呢", True), ("它要钱吗", True), ("租车卡和低保申请的押金退还", False)],
)
def test_questions_that_may_lean_on_an_earlier_one(text: str, elliptic: bool) -> None:
    """Short of a topic of their own."""
    assert is_elliptic(only(text)) is elliptic


def test_an_earlier_question_lends_its_topic_and_town() -> None:
    """But not what it wanted, and no more than the topic."""
    part = with_topic(only("要多久"), "东江镇的租车卡多少钱", SMALL)

    assert "租车卡" in about(part)
    assert part.towns == {"town-east"}
    assert part.wanted == only("要多久").wanted
    assert part.follow_up


def test_words_of_any_service_are_no_topic() -> None:
    """材料, 流程, 窗口 say what is asked; 低保 says about what."""
    assert not has_topic(only("要什么材料和流程").units)
    assert has_topic(only("低保要什么材料").units)


def test_the_understanding_is_plain_data_for_the_log() -> None:
    """JSON can hold it, and it names wants, words and constraints."""
    [part] = json.loads(json.dumps(understand("2018年东江镇租车卡丢了几张", SMALL).as_json()))["parts"]

    assert (part["towns"], part["years"], part["acts"], part["wanted"]) == (
        ["town-east"],
        ["2018"],
        ["replace"],
        ["count"],
    )
    assert part["focus"]["租车卡"] > 0
