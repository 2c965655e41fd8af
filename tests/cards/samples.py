"""Cards to print."""

from dataclasses import replace
from datetime import date

from bot.composer.card import Card, card_of
from corpus.model import Department, Guide, GuideField

TODAY = date(2026, 3, 10)
GUIDE = Guide(
    "bike-card",
    "公共自行车租车卡办理",
    "transport",
    fields={GuideField.PLACE: ("便民亭。",), GuideField.MATERIALS: ("身份证", "照片")},
    published=date(2019, 4, 1),
)
OFFICE = Department("transport", "区交通局", phone="0571-62345678")


def card(**changes: object) -> Card:
    """The card of the sample guide with these changes."""
    return card_of(replace(GUIDE, **changes), OFFICE, "sanfang_bot", TODAY)  # type: ignore[arg-type]


def card_without_phone(**changes: object) -> Card:
    """The same, of a department that has told no telephone."""
    return card_of(replace(GUIDE, **changes), replace(OFFICE, phone=""), "sanfang_bot", TODAY)  # type: ignore[arg-type]
