"""Which questions are near-duplicates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.near import NEAR, Wording


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("老年优待证在哪里办理?", "请问老年优待证去哪办"),
        ("公积金怎么提取", "公积金要怎样提取呢?"),
        ("残疾人就业补贴如何申请", "我想问一下残疾人就业补贴怎么申请"),
        ("新生儿落户需要什么材料", "新生儿落户要哪些材料?"),
    ],
)
def test_the_same_in_other_words_is_near(first: str, second: str) -> None:
    """Framing words make no difference, and near questions share a key."""
    one, other = Wording.of(first, "place"), Wording.of(second, "place")

    assert one.likeness(other) >= NEAR
    assert set(one.keys) & set(other.keys)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("狗证办理", "place"), ("狗证办理", "fee")),
        (("2018年补贴标准", "sum"), ("2019年补贴标准", "sum")),
        (("交了社保可以落户吗", ""), ("没交社保可以落户吗", "")),
        (("老年优待证怎么办", "steps"), ("老年优待证丢了怎么补办", "steps", "replace")),
        (("公积金怎么提取", "steps"), ("公积金贷款怎么申请", "steps")),
    ],
)
def test_what_needs_another_answer_is_apart(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    """Another fact wanted, another number, a denial, another act, another matter."""
    assert Wording.of(*first).likeness(Wording.of(*second)) < NEAR


@given(st.text(), st.text())
def test_likeness_is_symmetric_and_whole_for_the_same(first: str, second: str) -> None:
    """Whatever was typed."""
    one, other = Wording.of(first, ""), Wording.of(second, "")

    assert one.likeness(other) == other.likeness(one)
    assert one.likeness(Wording.of(first, "")) == 1.0
    assert all(0 <= key < 2**63 for key in one.keys)
