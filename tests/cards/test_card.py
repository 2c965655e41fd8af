"""What a card says."""

from datetime import date

from bot.core.deep_link import link_to
from corpus.model import GuideField
from tests.cards.samples import GUIDE, card


def test_three_clear_facts() -> None:
    """Place, telephone (the department's where the guide has none) and materials, counted and numbered when several."""
    place, phone, materials = card().facts

    assert (place.label, place.lines) == ("去哪里办", ("便民亭。",))
    assert (phone.label, phone.lines) == ("打什么电话", ("0571-62345678",))
    assert (materials.label, materials.lines) == ("带什么材料（共2样）", ("1. 身份证", "2. 照片"))
    assert card().url == f"https://t.me/sanfang_bot?start={link_to(GUIDE)}"


def test_what_is_missing_is_marked() -> None:
    """A fact that the office has not given is there, and known to be missing."""
    assert [fact.missing for fact in card(fields={GuideField.PLACE: ("便民亭。",)}).facts] == [False, False, True]


def test_until_when_it_holds() -> None:
    """The end of validity if there is one, else the date of the text; an undated one has the day of printing."""
    assert card().holds == ("资料日期 2019年4月1日", "以扫码所见为准")
    assert card(published=None).holds == ("资料日期 2026年3月10日", "以扫码所见为准")
    assert card(valid_until=date(2026, 12, 31)).holds == ("资料日期 2019年4月1日", "有效期至 2026年12月31日")
    assert card(valid_from=date(2026, 5, 1)).holds == ("2026年5月1日起执行", "以扫码所见为准")
