"""The menu: every page within eight rows, everything within five taps, a way back from each, and no button that goes stale."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.buttons import keyboard
from bot.channels.telegram.messages import with_sources
from bot.composer import menu_wording as wording
from bot.composer.catalogue import Catalogue
from bot.composer.pages import page
from bot.core.deep_link import token_of
from bot.core.model import ButtonKind, Outgoing, plain
from bot.core.page_ref import HOME, PageKind, PageRef, read_page_ref
from corpus.folder import bundled
from corpus.model import Article, Corpus, Department, Guide, GuideField

TODAY = date(2026, 3, 10)
LISTS = frozenset("hSDGAsd")
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120)


def targets(outgoing: Outgoing) -> Iterator[tuple[str, PageRef]]:
    """Where the page's buttons lead, by their labels."""
    for button in (button for row in outgoing.buttons for button in row):
        if button.kind is ButtonKind.PAGE:
            ref = read_page_ref(button.value)
            assert ref is not None
            yield button.label, ref


def walk(catalogue: Catalogue, *, lists_only: bool = False) -> dict[PageRef, tuple[Outgoing, int]]:
    """Every page that buttons lead to, with the taps it takes; `lists_only` shows single pages but taps no further."""
    found: dict[PageRef, tuple[Outgoing, int]] = {}
    todo = [(HOME, 0)]
    for ref, taps in todo:
        if ref in found:
            continue
        found[ref] = page(ref, catalogue, "sanfang_bot"), taps
        if ref.kind in LISTS or not lists_only:
            todo += [(target, taps + 1) for _, target in targets(found[ref][0])]
    return found


def many(count: int) -> Corpus:
    """So many guides of fifty departments, half of them in one situation; a few have very long fields."""
    names = ("户籍", "社保", "医保", "公积金", "不动产", "车辆", "出入境", "婚姻", "养老", "就业")
    long = dict.fromkeys(GuideField, ("应当提交下列材料并加盖公章；" * 60,))
    guides = tuple(
        Guide(
            f"事项-{number}-{'长' * 80}",
            f"{names[number % 10]}{names[number // 10 % 10]}{number}号事项办理",
            f"d{number % 50}",
            situations=("其他",) if number % 2 else (f"情形{number % 40}",),
            fields=long if number % 100 == 0 else {GuideField.PHONE: (f"0571-{number:08}",)},
        )
        for number in range(count)
    )
    return Corpus((), guides, tuple(Department(f"d{number}", f"第{number}局") for number in range(40)))


@pytest.fixture(scope="module")
def own() -> Catalogue:
    """The bundled corpus."""
    return Catalogue(bundled(), TODAY)


@pytest.fixture(scope="module")
def large() -> dict[PageRef, tuple[Outgoing, int]]:
    """The lists of 1,152 generated guides, and each guide's page."""
    return walk(Catalogue(many(1152), TODAY), lists_only=True)


def test_every_page_of_the_bundled_corpus_is_reached_and_left(own: Catalogue) -> None:
    """All guides, articles and departments with a matter are there, and going back again and again leads to the menu."""
    pages = walk(own)

    single = {(ref.kind, ref.token) for ref in pages}
    assert len({token for kind, token in single if kind is PageKind.GUIDE}) == len(own.guides)
    assert len({token for kind, token in single if kind is PageKind.ARTICLE}) == len(own.articles)
    for start in pages:
        ref, steps = start, 0
        while ref != HOME:
            ref = next(target for label, target in targets(page(ref, own)) if label == wording.BACK)
            steps += 1
            assert steps < 10, f"no way back from {start}"


def test_every_page_fits(own: Catalogue, large: dict[PageRef, tuple[Outgoing, int]]) -> None:
    """At most eight rows of at most eight buttons, 64 bytes of data each, and 4,096 characters with nothing folded."""
    for outgoing, _ in (*walk(own).values(), *large.values()):
        assert len(outgoing.buttons) <= 8
        assert max(map(len, outgoing.buttons)) <= 4
        assert len(plain(with_sources(outgoing))) <= 4096
        keyboard(outgoing.buttons)  # raises where data is too long


def test_any_of_many_guides_is_five_taps_away(large: dict[PageRef, tuple[Outgoing, int]]) -> None:
    """1,152 guides, each reached from the menu in five taps at most, the last of which opens it."""
    taps: dict[str, int] = {}
    for ref, (_, count) in large.items():
        if ref.kind is PageKind.GUIDE:
            taps[ref.token] = min(count, taps.get(ref.token, count))

    assert len(taps) == 1152
    assert max(taps.values()) <= 5


@settings(max_examples=30)
@given(st.lists(WORDS, min_size=1, max_size=9, unique=True), WORDS)
def test_ids_and_names_of_any_length_fit_a_button(ids: list[str], name: str) -> None:
    """Whatever an editor calls things, each button's data is 1 to 64 bytes and reads back as what was written."""
    guides = tuple(Guide(each, name, ids[0], situations=(name,), article_id=ids[-1]) for each in ids)
    corpus = Corpus((Article(ids[-1], name, "正文"),), guides, ())

    for outgoing, _ in walk(Catalogue(corpus, TODAY)).values():
        for row in keyboard(outgoing.buttons)["inline_keyboard"]:
            assert all(1 <= len(one.get("callback_data", "-").encode()) <= 64 for one in row)


def test_the_deepest_place_in_the_longest_list_fits_a_button() -> None:
    """The longest reference there can be, by way of a department found among the departments, still fits."""
    token, path = "A" * 12, "666666"
    via = PageRef(PageKind.DEPARTMENT, token, path, via=PageRef(PageKind.DEPARTMENTS, "", path))
    ref = PageRef(PageKind.FIELD, token, path, GuideField.BASIS, via)

    assert len(f"v1|page|{ref}".encode()) <= 64
    assert read_page_ref(str(ref)) == ref


def test_old_buttons_lead_somewhere_sensible(own: Catalogue) -> None:
    """After half of the corpus has gone, and with none at all, each old button shows a page from which others are reached."""
    half = replace(own.corpus, guides=own.corpus.guides[::2], articles=own.corpus.articles[::2])
    for later in (Catalogue(half, TODAY), Catalogue(Corpus(), TODAY)):
        for ref in walk(own):
            outgoing = page(ref, later)

            assert plain(outgoing.text).strip()
            assert list(targets(outgoing))


def test_data_of_another_making_is_no_page() -> None:
    """What this release did not write is None, and raises nothing."""
    for value in ("", "x", "g.a.b.c.d", "~h", "h~", "g.IsB6P0ndQrZe.x.", "页"):
        assert read_page_ref(value) is None


def test_an_article_offers_only_what_is_answered_and_says_when_it_is_over() -> None:
    """Its ways of asking are tried out before they become buttons."""
    article = Article("old", "旧闻", "正文。", asked_as=("甲？", "乙？", "丙？"), valid_until=date(2020, 1, 1))
    catalogue = Catalogue(Corpus((article,)), TODAY)
    shown = page(PageRef(PageKind.ARTICLE, token_of("old")), catalogue, answered=lambda question: question != "乙？")

    asks = [button.value for row in shown.buttons for button in row if button.kind is ButtonKind.ASK]
    assert asks == ["甲？", "丙？"]
    assert "已过有效期" in plain(shown.text)


def test_lists_are_in_the_order_of_a_chinese_index(own: Catalogue) -> None:
    """By sound, and a quotation mark does not count."""
    names = [guide.name for guide in own.guides]

    assert names.index("残疾人补助救助保障代办（义桥镇）") < names.index("养犬许可证申领")
    assert names[-1].startswith("“最多跑一次”")


def test_what_is_not_in_force_is_not_listed() -> None:
    """A guide that is over is found by its old button only, which says that it is over."""
    over = Guide("g", "旧证换领", "d", valid_until=date(2020, 1, 1))
    catalogue = Catalogue(Corpus(guides=(over,)), TODAY)
    listed = page(PageRef(PageKind.GUIDES), catalogue)
    shown = page(PageRef(PageKind.GUIDE, token_of("g")), catalogue)

    assert "旧证换领" not in [label for label, _ in targets(listed)]
    assert "2020-01-01" in plain(shown.text)
