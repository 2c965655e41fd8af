"""What a question can be linked to: the likely first, the rest by name, and never all of a large corpus."""

import pytest

from bot.console.knowledge.targets import MOST, targets
from bot.service.snapshot import Snapshot
from corpus.model import Corpus, Department, Guide
from tests.console.office import snapshot
from tests.store.samples import NOW

TODAY = NOW.date()


@pytest.fixture(scope="module")
def large() -> Snapshot:
    """More guides than fit into a list."""
    guides = tuple(Guide(f"g{n}", f"第{n}号许可证申领", "d1", source="办事指南") for n in range(MOST + 50))
    return Snapshot.build(1, Corpus(guides=(*guides, Guide("dog", "养犬登记", "d1", source="办事指南")), departments=(Department("d1", "区城管局"),)))  # fmt: skip


def test_what_the_question_is_about_comes_first() -> None:
    """Then everything else, once."""
    found = targets(snapshot(), "养犬许可", TODAY)
    keys = [key for key, _ in (*found.near, *found.others)]
    assert found.near == [("guides:g1", "养犬许可")]
    assert len(keys) == len(set(keys))
    assert set(keys) == {"articles:a1", "articles:a2", "guides:g1"}


def test_a_large_corpus_is_searched_by_name(large: Snapshot) -> None:
    """The list says that it is cut short; a few characters find what is not in it."""
    all_of_it, one = targets(large, "你好", TODAY), targets(large, "你好", TODAY, "犬登")
    assert (len(all_of_it.others), all_of_it.more) == (MOST, True)
    assert [key for key, _ in (*one.near, *one.others)] == ["guides:dog"]
    assert not one.more


def test_found_ids_that_are_gone_are_left_out() -> None:
    """An article that the question once found may have been withdrawn."""
    assert targets(snapshot(), "你好", TODAY, found=("gone", "a1")).near == [("articles:a1", "狗证怎么办")]
