"""A passage cut into sentences, each a verbatim part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.composer.sentences import is_credit, is_list, sentences


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("先填表。再交费；领证！", ("先填表。", "再交费；", "领证！")),
        ("他说：“都办好了。”大家鼓掌。", ("他说：“都办好了。”", "大家鼓掌。")),
        ("满意率98.5%，平均3.2天办结。", ("满意率98.5%，平均3.2天办结。",)),
        ("第一行\n第二行", ("第一行", "第二行")),
        ("没有句号", ("没有句号",)),
        ("", ()),
        ("  \n ", ()),
        ("真的吗？！是的。", ("真的吗？！", "是的。")),
    ],
)
def test_sentences_end_at_their_marks(text: str, cut: tuple[str, ...]) -> None:
    """With the quotation marks that close; a decimal point is no end."""
    assert sentences(text) == cut


@given(st.text(alphabet="甲乙。！？；.!?;”’」）\n \t1、%,，", max_size=60))
def test_sentences_are_verbatim_and_lose_nothing(text: str) -> None:
    """Together they hold every character but white space, in order."""
    cut = sentences(text)

    assert all(sentence in text and sentence.strip() == sentence != "" for sentence in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("步骤：\n1. 填表\n2. 领证", True),
        ("- 填表\n- 领证", True),
        ("（一）填表\n（二）领证", True),
        ("1. 只有一条", False),
        ("2018年办了3件。\n又办了4件。", False),
        ("", False),
    ],
)
def test_lists_have_at_least_two_items(text: str, listed: bool) -> None:
    """Numbered or bulleted lines; a figure at the head of a line is no number of an item."""
    assert is_list(text) is listed


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("消息来源：区城市管理局。", True),
        ("（来源：江城日报）", True),
        ("(记者：王五)", True),
        ("来源不明的疫苗，不予接种。", False),
        ("补贴的资金来源：由区财政和镇街按七比三的比例分担，于每年十二月底前拨付到社区，再由社区发给居民。", False),
    ],
)
def test_a_line_that_says_whence_a_text_was_taken(line: str, credit: bool) -> None:
    """It is no answer to anything."""
    assert is_credit(line) is credit
