"""A font of the tests' own: every Chinese character is a square."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from bot.cards.fonts import Fonts, find_fonts

UNIT = 1000
NARROW, WIDE = (
    range(0x20, 0x7F),
    (*range(0x3000, 0x3020), *range(0x4E00, 0x9FFF), *range(0xFF00, 0xFF5F), 0x2026, 0x2014),
)


@pytest.fixture(scope="session")
def font_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The font as a file."""
    builder = FontBuilder(UNIT, isTTF=True)
    builder.setupGlyphOrder([".notdef", "narrow", "wide"])
    builder.setupCharacterMap({**dict.fromkeys(NARROW, "narrow"), **dict.fromkeys(WIDE, "wide")})
    glyphs = {name: _square(width) for name, width in ((".notdef", 500), ("narrow", 400), ("wide", 900))}
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({".notdef": (600, 50), "narrow": (500, 50), "wide": (UNIT, 50)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    path: Path = tmp_path_factory.mktemp("fonts") / "squares.ttf"
    builder.save(path)
    return path


@pytest.fixture(scope="session")
def fonts(font_file: Path) -> Fonts:
    """The font, as a user names it."""
    return find_fonts(font_file)


def _square(width: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, 800), (width, 800), (width, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
