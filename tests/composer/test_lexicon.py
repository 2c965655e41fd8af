"""Terms of the glossary in a text, with every way of saying them, and the words that only frame a question."""

import pytest

from bot.composer.lexicon import Lexicon, is_frame
from corpus.model import Glossary

GLOSSARY = Glossary(
    words=("养老服务",),
    synonyms=(("犬", "狗", "dog"), ("申请表", "form"), ("免疫接种", "打疫苗"), ("居留许可", "residence permit")),
)
LEXICON = Lexicon(GLOSSARY, list, names=("区民政局",))


def pieces(text: str) -> list[str]:
    """The pieces; what is no term falls apart into characters here."""
    return [piece for piece, _ in LEXICON.split(text)]


def test_terms_stay_whole_and_carry_every_way_of_saying_them() -> None:
    """The corpus's own word comes first."""
    assert list(LEXICON.split("狗打疫苗")) == [("狗", ("犬", "狗", "dog")), ("打疫苗", ("免疫接种", "打疫苗"))]


def test_names_and_words_stay_whole_too() -> None:
    """A department or a term without synonyms is one piece."""
    assert pieces("区民政局养老服务") == ["区民政局", "养老服务"]


def test_the_longest_term_wins() -> None:
    """`residence permit` is not cut at its blank."""
    assert pieces("residence permit") == ["residence permit"]


@pytest.mark.parametrize("text", ["information", "platform", "dogs", "hotdog"])
def test_a_latin_term_stands_alone(text: str) -> None:
    """`form` is not in `information`, nor `dog` in `dogs`."""
    assert LEXICON.canonical(text) == ()


@pytest.mark.parametrize("text", ["填form吗", "form", "那个form,要不要"])
def test_a_latin_term_is_found_among_chinese_words(text: str) -> None:
    """Where no Latin letter touches it."""
    assert LEXICON.canonical(text) == ("申请表",)


def test_what_is_said_in_the_corpus_own_words_needs_no_translation() -> None:
    """Only other ways of saying are canonised, each once."""
    assert LEXICON.canonical("犬免疫接种") == ()
    assert LEXICON.canonical("打疫苗，打疫苗") == ("免疫接种",)


def test_an_empty_glossary_is_a_lexicon_too() -> None:
    """A corpus without glossary can be asked."""
    assert [piece for piece, _ in Lexicon(Glossary(), list).split("甲乙")] == ["甲", "乙"]


@pytest.mark.parametrize("word", ["请问", "怎么", "的", "你们", "几月", "哪些", "？", "，", " ", "2018", "萧山"])
def test_frame_words_say_nothing_of_the_matter(word: str) -> None:
    """Politeness, question words, marks and bare figures."""
    assert is_frame(word)


@pytest.mark.parametrize("word", ["养犬", "签证", "补办", "投诉", "材料", "老年优待证", "permit"])
def test_content_words_are_no_frame(word: str) -> None:
    """What a question is about, or what is asked of it."""
    assert not is_frame(word)
