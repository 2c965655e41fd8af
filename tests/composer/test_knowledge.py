"""The corpus made ready to be asked."""

from datetime import date
from threading import Thread

import pytest

from bot.composer.knowledge import Knowledge
from corpus.folder import bundled
from tests.composer.small import CARD, SMALL

ON = date(2020, 1, 1)


def test_what_is_found_is_best_first_and_stands_in_its_article() -> None:
    """With the numbers of the search, and clean text for matching."""
    found = SMALL.find("租车卡 押金", ON)

    assert found
    assert [each.hit.score for each in found] == sorted((each.hit.score for each in found), reverse=True)
    assert all(each.passage.text in each.article.body for each in found)
    assert found[0].article.id == "card"


def test_an_article_is_found_until_its_last_day() -> None:
    """On the day itself, and not on the day after."""
    assert [each for each in SMALL.find("轮渡月票", date(2016, 12, 31)) if each.article.id == "old"]
    assert not [each for each in SMALL.find("轮渡月票", date(2017, 1, 1)) if each.article.id == "old"]


def test_what_citizens_say_finds_what_the_corpus_writes() -> None:
    """自行车卡 is searched as 租车卡 too."""
    assert SMALL.find("骑车卡", ON)[0].article.id == "card"


def test_the_number_of_results_is_limited() -> None:
    """To what was asked for."""
    assert len(SMALL.find("租车卡", ON, limit=2)) == 2
    assert SMALL.find("", ON) == ()


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("东江镇的事", {"town-east"}),
        ("西河那边", {"town-west"}),
        ("东江和西河", {"town-east", "town-west"}),
        ("区民政局", set()),
    ],
)
def test_towns_by_their_names(text: str, towns: set[str]) -> None:
    """With or without 镇; other departments are no towns."""
    assert SMALL.towns_in(text) == towns


def test_the_context_of_an_article_is_its_title_departments_and_ways_of_asking() -> None:
    """What may be taken as said wherever one is in it."""
    context = SMALL.context(CARD)

    assert all(text in context for text in ("公共自行车租车卡办理更方便", "区交通局", "自行车卡去哪里办"))


def test_the_responsible_department_is_the_first_that_is_known() -> None:
    """An article may name one that is not in the corpus."""
    assert SMALL.department_of(CARD) == SMALL.departments["transport"]


def test_words_of_government_business() -> None:
    """They stand in a responsibility or the name of a guide."""
    assert SMALL.is_business(SMALL.units("低保")[0])
    assert not SMALL.is_business(SMALL.units("红烧肉")[0])


def test_a_corpus_is_learnt_beside_whoever_asks() -> None:
    """What another thread has begun to learn is there, once, for the question that needs it."""
    knowledge = Knowledge.build(bundled())
    learning = Thread(target=knowledge.learn)
    learning.start()

    meant = knowledge.repaired("首席维护圆是谁")
    learning.join()

    assert meant == knowledge.repaired("首席维护圆是谁") == "首席维护员是谁"
