"""How much a word says in ordinary Chinese."""

import importlib.resources

import pytest

from retrieval.rarity import frequency, rarity


def test_frequencies_are_the_dictionarys() -> None:
    """Every hundredth Chinese word of jieba's dictionary is found by halving as it is by reading."""
    lines = (importlib.resources.files("jieba") / "dict.txt").read_text("utf-8").splitlines()
    listed = [
        line.split()[:2] for line in lines if all("\u4e00" <= character <= "\u9fff" for character in line.split()[0])
    ]

    assert [(word, frequency(word)) for word, _ in listed[::100]] == [
        (word, int(count)) for word, count in listed[::100]
    ]


@pytest.mark.parametrize("word", ["", "zzzz", "没有这样的词", "\U0010ffff", "\ud83d"])
def test_what_is_not_listed_is_fully_telling(word: str) -> None:
    """At either end of the dictionary, and for what is no word at all."""
    assert (frequency(word), rarity(word)) == (0, 1.0)


def test_everyday_words_say_less() -> None:
    """Common below uncommon below rare."""
    assert rarity("自己") < rarity("证明") < rarity("优待证") == 1.0
