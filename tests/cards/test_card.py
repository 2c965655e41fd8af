"""What a card says."""

from datetime import date

from bot.core.deep_link import link_to
from corpus.model import GuideField
from tests.cards.samples import GUIDE, card, card_without_phone


def test_three_clear_facts() -> None:
    """Place, telephone (the department's where the guide has none) and materials, counted and numbered when several."""
    place, phone, materials = card().facts

    assert (place.label, place.lines) == ("去哪里办", ("便民亭。",))
    assert (phone.label, phone.lines) == ("打什么电话", ("0571-62345678",))
    assert (materials.label, materials.lines) == ("带什么材料（共2样）", ("1. 身份证", "2. 照片"))
    assert card().url == f"https://t.me/sanfang_bot?start={link_to(GUIDE)}"


def test_what_is_missing_is_said() -> None:
    """One missing fact keeps its place; where two or three are missing, what else is known is told instead of them."""
    place, phone, materials = card(fields={GuideField.PLACE: ("便民亭。",)}).facts
    assert (place.missing, phone.missing, materials.missing) == (False, False, True)
    assert materials.lines == ("这一项还没有写明，请扫码问窗口。",)

    steps, agent = ("填表。", "领卡。"), ("可以代办。",)
    known, missing = card_without_phone(fields={GuideField.STEPS: steps, GuideField.AGENT: agent}).facts
    assert (known.label, known.lines) == ("谁能帮您办", agent)
    assert missing.lines == ("地点、电话、材料：请扫码问窗口。",)
    assert [fact.missing for fact in card_without_phone(fields={}).facts] == [True]


def test_until_when_it_holds() -> None:
    """The end of validity if there is one, else the date of the text; an undated one has the day of printing."""
    assert card().holds == ("资料日期 2019年4月1日", "以扫码所见为准")
    assert card(published=None).holds == ("2026年3月10日印制", "以扫码所见为准")
    assert card(valid_until=date(2026, 12, 31)).holds == ("资料日期 2019年4月1日", "有效期至 2026年12月31日")
    assert card(valid_from=date(2026, 5, 1)).holds == ("2026年5月1日起执行", "以扫码所见为准")
