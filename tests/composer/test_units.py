"""The content of a question as weighted units, and how far a text holds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.composer.units import Unit, coverage, presence, total, units_of
from tests.composer.asking import bundled_knowledge
from tests.composer.small import SMALL


def words(text: str) -> list[str]:
    """The texts of the units in the small corpus."""
    return [unit.text for unit in SMALL.units(text)]


def test_only_what_the_question_is_about_counts() -> None:
    """Frame words are left out, each unit comes once, in order."""
    assert words("请问租车卡怎么办,租车卡在便民亭办吗") == ["租车卡", "便民亭"]


def test_a_synonym_counts_as_the_corpus_own_word() -> None:
    """自行车卡 is 租车卡: said twice, it is one unit."""
    [unit] = SMALL.units("自行车卡就是租车卡吗")

    assert unit.variants[0] == "租车卡"
    assert presence(unit, "请到便民亭领取租车卡") == 1.0


@pytest.mark.parametrize("text", ["代办收不收费", "代办管不管"])
def test_in_asked_with_yes_or_no_the_verb_counts_once(text: str) -> None:
    """收不收 is 收, 管不管 is 管: no unit holds the doubled verb."""
    assert not any("不" in word for word in words(text))


def test_a_rare_word_says_more_than_an_everyday_one() -> None:
    """The weight is what makes 卡介苗 count more than 情况 in a search for either."""
    rare, everyday = SMALL.units("卡介苗")[0], SMALL.units("工作")[0]

    assert 0 < everyday.weight < rare.weight <= 1.0


def test_a_word_that_stands_everywhere_in_the_corpus_says_less() -> None:
    """In a corpus about one matter its words tell little apart; elsewhere they do."""
    assert SMALL.weigh("租车") < bundled_knowledge().weigh("租车")


def test_a_single_character_outside_the_glossary_says_less_than_a_word() -> None:
    """鞋 says something, 补 may be part of anything."""
    units = {unit.text: unit.weight for unit in units_of("鞋", SMALL.lexicon, lambda _: 1.0)}

    assert 0 < units["鞋"] < 1.0


def test_part_of_a_longer_term_counts_in_part() -> None:
    """A known half is something, an unknown term nothing, a chance character nothing."""
    unit = Unit("危险化学品经营许可证", ("危险化学品经营许可证",), 1.0)

    assert presence(unit, "办理危险化学品经营许可证") == 1.0
    assert 0 < presence(unit, "危险化学品经营的许可") < 1.0
    assert presence(unit, "化验许可") == 0.0


def test_a_latin_word_counts_whole_or_not_at_all() -> None:
    """Shared letters are no shared meaning."""
    assert presence(Unit("permit", ("permit",), 1.0), "permission") == 0.0


UNITS = st.lists(
    st.builds(lambda word, weight: Unit(word, (word,), weight), st.text("甲乙丙丁", min_size=1), st.floats(0.01, 1)),
    max_size=5,
)


@given(UNITS, st.text("甲乙丙丁戊", max_size=20))
def test_coverage_is_a_share(units: list[Unit], text: str) -> None:
    """0 to 1 whatever the units; all of them in the text is 1, none of them 0."""
    assert 0.0 <= coverage(units, text) <= 1.0 + 1e-9
    assert coverage(units, "".join(unit.text for unit in units)) == pytest.approx(1.0 if units else 0.0)
    assert coverage(units, "") == 0.0


def test_total_is_the_sum_of_weights() -> None:
    """Nothing weighs nothing."""
    assert total([Unit("甲", ("甲",), 0.25), Unit("乙", ("乙",), 0.5)]) == 0.75
    assert total([]) == 0
