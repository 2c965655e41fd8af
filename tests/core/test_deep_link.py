"""Deep links: what is printed on a card today leads to the same matter tomorrow."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.deep_link import DeepLink, Directory, LinkKind, link_to, read_payload
from corpus.model import Article, Corpus, Department, Guide

PRINTED = "g_IsB6P0ndQrZe"


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=500))
def test_every_id_has_a_payload_that_telegram_accepts_and_that_leads_back(item_id: str) -> None:
    """Ids of any length and script become at most 64 characters of A-Za-z0-9_-, and are found again by them."""
    guide, article = Guide(item_id, "养犬登记", "d"), Article(item_id, "养犬", "正文")
    directory = Directory(Corpus((article,), (guide,), (Department(item_id, "区局"),)))

    for item in (guide, article):
        payload = str(link_to(item))
        link = read_payload(payload)

        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
        assert link is not None
        assert directory.find(link) == item


def test_printed_links_stay_what_they_are() -> None:
    """The payload of an id is written on paper: it never changes."""
    assert str(link_to(Guide("dog-licence", "养犬", "d"))) == PRINTED
    assert link_to(Guide("dog-licence", "养犬", "d")).url("xs_bot") == f"https://t.me/xs_bot?start={PRINTED}"


def test_what_is_no_link_is_none() -> None:
    """A payload of another bot, or a mutilated one, leads nowhere and raises nothing."""
    for payload in ("", "g_", "x_" + "a" * 12, "g_" + "a" * 13, "g_" + "犬" * 12, "g_" + "a" * 11 + "\n"):
        assert read_payload(payload) is None


def test_a_matter_that_is_gone_is_none() -> None:
    """A link to what this corpus has no more finds nothing."""
    assert Directory(Corpus()).find(DeepLink(LinkKind.GUIDE, "a" * 12)) is None
