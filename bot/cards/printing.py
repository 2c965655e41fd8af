"""Cards as files in a folder."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

import segno

from bot.cards import pdf, png, svg
from bot.cards.fonts import Fonts
from bot.cards.layout import lay_out
from bot.cards.sheet import Sheet
from bot.composer.card import Card
from bot.core.deep_link import token_of

PAGES, FOUR = "cards.pdf", "cards-a4.pdf"
_PLAIN = re.compile(r"[\w-][\w.-]{0,79}")


class Format(StrEnum):
    """What a card can be written as."""

    PDF = "pdf"
    PNG = "png"
    SVG = "svg"


def print_cards(cards: Sequence[Card], fonts: Fonts, folder: Path, formats: Sequence[Format]) -> Iterator[Path]:
    """Write the cards, and give each file as soon as it is there. Raises CardError, OSError."""
    sheets = [sheet_of(card, fonts) for card in cards]
    folder.mkdir(parents=True, exist_ok=True)
    pages = pdf.as_pages(sheets, fonts) if {Format.PDF, Format.PNG} & set(formats) else b""
    if Format.PDF in formats:
        yield _write(folder / PAGES, pages)
        yield _write(folder / FOUR, pdf.four_to_a_page(sheets, fonts))
    for number, (card, sheet) in enumerate(zip(cards, sheets, strict=True)):
        name = file_name(card)
        if Format.PNG in formats:
            yield _write(folder / f"{name}.png", png.as_png(pages, number))
        if Format.SVG in formats:
            yield _write(folder / f"{name}.svg", svg.as_svg(sheet, fonts).encode())


def sheet_of(card: Card, fonts: Fonts) -> Sheet:
    """The card's page. Raises CardError."""
    code = segno.make(card.url, error="q", micro=False, boost_error=False)
    return lay_out(card, fonts, [[bool(module) for module in row] for row in code.matrix])


def file_name(card: Card) -> str:
    """The name of a card's file: the guide's id, or what stands for it in links where it is no name for a file."""
    return card.id if _PLAIN.fullmatch(card.id) else token_of(card.id)


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
