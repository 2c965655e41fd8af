"""An entry in boxes and back: nothing is lost, and what cannot be read is said beside its box."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.console.knowledge.entry_form import BREAK, FORMS, FormError, Shape, entered, filled, outline
from corpus.change import Key, Kind, entries, key_of
from corpus.folder import bundled
from corpus.model import Department, Guide, GuideField

DESK = (Department("d1", "区农业局", aliases=("农业局",)), Department("d2", "农业局"))
LINE = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=BREAK), min_size=1, max_size=9).map(
    lambda text: text.strip() or "一"
)
LINES = st.lists(LINE | st.just("两行\n一格"), max_size=3).map(tuple)


def test_every_bundled_entry_comes_back_from_its_form_as_it_was() -> None:
    """Opened and saved unchanged, no entry changes."""
    corpus = bundled()
    for key, item in entries(corpus).items():
        assert entered(key, filled(item, key.kind, corpus.departments), corpus.departments) == item


@given(LINE, LINES, st.dictionaries(st.sampled_from(GuideField), LINES.filter(len)), st.none() | st.dates())
@settings(max_examples=50)
def test_any_guide_comes_back(name, aliases, fields, published) -> None:  # type: ignore[no-untyped-def]
    """Whatever stands in its lines, even a line break."""
    guide = Guide("g1", name, "d1", aliases, fields=fields, published=published)
    sent = {box: text.replace("\n", "\r\n") for box, text in filled(guide, Kind.GUIDE, DESK).items()}
    assert entered(key_of(guide), sent, DESK) == guide


def test_all_mistakes_are_named_at_once() -> None:
    """By the box they are in."""
    with pytest.raises(FormError) as caught:
        entered(
            Key(Kind.ARTICLE, "a"),
            {"title": "", "body": "x", "number": "²", "published": "昨天", "departments": "x"},
            DESK,
        )
    assert set(caught.value.wrong) == {"title", "number", "published", "departments"}
    with pytest.raises(FormError, match="至少"):
        entered(Key(Kind.GLOSSARY, ""), {"synonyms": "犬、狗\n猫"}, DESK)


@pytest.mark.parametrize(("typed", "found"), [("区农业局", "d1"), ("农业局", "d2"), ("d1", "d1")])
def test_a_department_is_found_by_its_own_name_before_anothers_alias(typed: str, found: str) -> None:
    """An official name counts more than a colloquial one."""
    item = entered(Key(Kind.GUIDE, "g"), {"name": "办证", "department": typed}, DESK)
    assert isinstance(item, Guide)
    assert item.department == found


def test_each_line_of_a_difference_names_its_box() -> None:
    """But for the body, which is read as it stands."""
    corpus = bundled()
    for key, item in entries(corpus).items():
        labels = tuple(f"{box.label}：" for box in FORMS[key.kind] if box.shape is not Shape.TEXT)
        body = item.body.split("\n") if key.kind is Kind.ARTICLE else ()  # type: ignore[union-attr]
        assert all(line.startswith(labels) or line in body for line in outline(item, key.kind, corpus.departments))
