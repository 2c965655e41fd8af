"""The list of the corpus' entries: filtered, ordered and paged by what stands in the address."""

import pytest

from bot.console.knowledge.listing import ON_PAGE, ListQuery, listed, read_list_query
from bot.service.publishing import Preparation
from corpus.change import Key, Kind
from corpus.model import Article, Corpus, Department, Guide

GUIDES = tuple(Guide(f"g{number:03}", f"第{number}号许可", f"d{number % 2}") for number in range(2 * ON_PAGE + 1))
BEFORE = Corpus((Article("a1", "养犬办证", "正文。", departments=("d0",)),), GUIDES, (Department("d0", "区城管局"),))
DRAFT = Preparation(1, BEFORE, Corpus(BEFORE.articles, GUIDES[1:], BEFORE.departments), (), "")


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ({}, 2 * ON_PAGE + 2),
        ({"q": "G01"}, 10),
        ({"q": "养犬", "kind": "articles"}, 1),
        ({"kind": "departments"}, 1),
        ({"department": "d0"}, ON_PAGE + 2),
        ({"draft": "1"}, 1),
        ({"q": "没有"}, 0),
        ({"kind": "nonsense", "order": "sideways", "page": "x"}, 2 * ON_PAGE + 2),
    ],
)
def test_the_list_is_what_the_address_says(address: dict[str, str], count: int) -> None:
    """What cannot be read is left out; an entry that the draft withdraws is still listed."""
    assert listed(DRAFT, read_list_query(address)).count == count


def test_each_entry_stands_on_one_page() -> None:
    """And a page beyond the last is the last."""
    pages = [listed(DRAFT, ListQuery(page=number)) for number in range(4)]
    keys = [each.key for page in pages[:3] for each in page.entries]
    assert (pages[0].pages, pages[3]) == (3, pages[2])
    assert len(keys) == len(set(keys)) == pages[0].count


def test_what_the_draft_changes_comes_first_unless_another_order_is_asked_for() -> None:
    """By name or by id."""
    first = [listed(DRAFT, ListQuery(order=order)).entries[0].key for order in ("", "name", "id")]
    assert first == [Key(Kind.GUIDE, "g000"), Key(Kind.ARTICLE, "a1"), Key(Kind.ARTICLE, "a1")]


def test_the_address_of_another_page_keeps_the_rest() -> None:
    """And an empty value takes a condition away."""
    query = read_list_query({"q": "证", "kind": "guides", "draft": "1"})
    assert query.with_(page="2", kind="") == {"q": "证", "draft": "1", "page": "2"}
