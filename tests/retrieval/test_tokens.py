"""Cutting text into terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text import normalize
from retrieval.tokens import Tokenizer, jieba_cut, segmenter

SENTENCES = (
    "办理养犬许可证需要带上居民身份证和犬只免疫证明，到所在镇街的办事大厅提交申请。",
    "窗口的联系电话是0571-82898123，工作日上午8:30至12:00有人值守，1-2天内答复。",
    "首席代办员把材料送到APP、QQ群和微信公众号，24h内回电，费用为2.4万元或98.5%。",
    "社区工作人员说：三方通话让群众、窗口单位和统一政务平台同时在线！",
    "老年优待证可以由村（社区）代办，外国人居留许可按规定办理；危险化学品经营许可除外。",
)
HAN = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
    | st.sampled_from("的一是在人有我他这中大来上国办证a1 ,.-")
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_segmenter_equals_jieba_on_sentences(sentence: str) -> None:
    """The fast segmenter cuts real sentences as jieba does."""
    text = normalize(sentence)

    assert segmenter()(text) == jieba_cut()(text)


@given(HAN)
def test_segmenter_equals_jieba_on_any_characters(text: str) -> None:
    """The fast segmenter cuts any Chinese characters, letters and digits as jieba does."""
    assert [word for word in segmenter()(text) if word.isalnum()] == [
        word for word in jieba_cut()(text) if word.isalnum()
    ]


def test_words_drop_punctuation() -> None:
    """Words come in order, punctuation and blanks do not come at all."""
    assert Tokenizer().words("办事大厅在哪里? 12345!") == ("办事", "大厅", "在", "哪里", "12345")


def test_known_words_stay_whole() -> None:
    """A word the tokenizer was given is never cut, and the longest one wins."""
    assert Tokenizer(["三方通话", "三方"]).words("三方通话和三方会谈") == ("三方通话", "和", "三方", "会谈")


def test_terms_keep_their_kinds_apart() -> None:
    """Pairs never reach over punctuation, and numbers and Latin words are one unit each."""
    terms = Tokenizer().terms("app办证,第23期")

    assert terms.words == ("app", "办证", "第", "23", "期")
    assert terms.pairs == ("app办", "办证", "第23", "23期")


def test_runs_tell_the_word_of_each_unit() -> None:
    """A run ends at punctuation, and each unit knows the word that it begins in."""
    run, rest = Tokenizer().runs("养犬许可证在2.4万元以内,好")

    assert run.units == ("养", "犬", "许", "可", "证", "在", "2.4", "万", "元", "以", "内")
    assert run.word_of_unit[2:5] == ("许可证",) * 3
    assert rest.words == ("好",)


@given(st.text())
def test_any_text_can_be_cut(text: str) -> None:
    """Cutting never fails, and every word is a part of the text."""
    assert all(word in text for word in Tokenizer(["三方通话"]).words(text))
