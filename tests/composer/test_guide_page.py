"""The guide page: the three clear facts first, the office's words unaltered, and what it has not told."""

from datetime import date

from bot.composer.catalogue import Catalogue
from bot.composer.guide_page import missing, window_question
from bot.composer.pages import linked, page
from bot.core.deep_link import link_to
from bot.core.model import ButtonKind, Outgoing, Style, plain
from bot.core.page_ref import PageKind, PageRef, read_window_question
from corpus.model import Article, Corpus, Department, Guide, GuideField

FERRY = Guide(
    "ferry",
    "轮渡月票申领",
    "transport",
    fields={
        GuideField.FEE: ("每张30元",),
        GuideField.MATERIALS: ("身份证", "照片一张"),
        GuideField.STEPS: ("到售票亭填表", "交费", "取票"),
        GuideField.PLACE: ("渡口售票亭",),
        GuideField.CONDITIONS: ("凡居住在江城的市民都可以申领，" * 80,),
    },
    source="《江城办事指南》",
    published=date(2019, 4, 1),
)
CATALOGUE = Catalogue(
    Corpus(
        (Article("news", "月票", "月票的事。"),),
        (FERRY, Guide("bare", "空白事项", "某办公室", article_id="news")),
        (Department("transport", "区交通局", phone="0571-1234567"),),
    ),
    date(2026, 3, 10),
)


def shown(guide: Guide, username: str = "") -> Outgoing:
    """The guide's page."""
    return page(linked(link_to(guide)), CATALOGUE, username)


def test_the_three_clear_facts_come_first() -> None:
    """Place, phone and materials before everything else, whatever the order of the record; steps are numbered."""
    text = plain(shown(FERRY).text)

    assert text.startswith("轮渡月票申领\n由 区交通局 办理\n\n📍 地点　渡口售票亭")
    assert [text.index(each) for each in ("地点", "电话", "材料", "步骤", "条件", "费用")] == sorted(
        text.index(each) for each in ("地点", "电话", "材料", "步骤", "条件", "费用")
    )
    assert "1. 到售票亭填表\n2. 交费\n3. 取票" in text
    assert "· 身份证\n· 照片一张" in text


def test_an_unknown_phone_gives_way_to_the_departments() -> None:
    """And says that it is the department's."""
    assert "☎ 电话　0571-1234567（部门电话）" in plain(shown(FERRY).text)


def test_the_source_stands_below_with_its_date() -> None:
    """The guide's own, or the article's it was drawn from; a guide without either says so."""
    assert [(each.source, each.published) for each in shown(FERRY).sources] == [("《江城办事指南》", date(2019, 4, 1))]
    assert shown(CATALOGUE.guides[0]).sources[0].article == "月票"
    alone = Catalogue(Corpus(guides=(Guide("x", "无源事项", "d"),)), CATALOGUE.today)
    assert "没有注明出处" in plain(page(linked(link_to(Guide("x", "", ""))), alone).text)


def test_long_fields_fold_and_unfold() -> None:
    """A long field is folded and cut at a sentence; its button shows all of it, in parts."""
    outgoing = shown(FERRY)
    [folded] = [span.text for span in outgoing.text if span.style is Style.FOLD]
    more = PageRef(PageKind.FIELD, link_to(FERRY).token, "", GuideField.CONDITIONS)

    assert folded.endswith("…")
    assert FERRY.get(GuideField.CONDITIONS)[0].startswith(folded.removesuffix("…"))
    assert any(button.value == str(more) for row in outgoing.buttons for button in row)
    assert FERRY.get(GuideField.CONDITIONS)[0] in plain(page(more, CATALOGUE).text)


def test_what_the_office_has_not_told_is_said_and_can_be_asked() -> None:
    """Unknown fields are named, the clear ones where they should stand; each has a button with its question filled in."""
    bare = CATALOGUE.guides[0]
    text = plain(shown(bare).text)
    asking = page(PageRef(PageKind.MISSING, link_to(bare).token), CATALOGUE)
    asked = [button for row in asking.buttons for button in row if button.kind is ButtonKind.WINDOW]
    questions = [found.field for each in asked if (found := read_window_question(each.value))]

    assert text.count("还没写明") == 4
    assert "费用" in text
    assert questions == [*missing(bare), None]
    assert window_question(bare, GuideField.FEE) == "空白事项：要多少钱？"
    assert GuideField.PLACE not in missing(FERRY)


def test_it_can_be_handed_on() -> None:
    """Where the bot has a name, a button shares the link that leads here; the terminal has none."""
    links = [button.value for row in shown(FERRY, "jc_bot").buttons for button in row if button.kind is ButtonKind.LINK]

    assert [str(link_to(FERRY)) in link and link.startswith("https://t.me/share/url?") for link in links] == [True]
    assert all(button.kind is not ButtonKind.LINK for row in shown(FERRY).buttons for button in row)
