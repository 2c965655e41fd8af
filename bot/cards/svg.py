"""A sheet as SVG, its letters as outlines: it needs no font where it is shown; the words are in its description."""

from html import escape

from bot.cards.fonts import Face, Fonts
from bot.cards.sheet import Box, Sheet, Text


def as_svg(sheet: Sheet, fonts: Fonts) -> str:
    """The picture, as large as the paper."""
    width, height = sheet.size
    shapes = "\n".join(_box(item) if isinstance(item, Box) else _line(item, fonts) for item in sheet.items)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="zh-CN" width="{width}pt" height="{height}pt"'
        f' viewBox="0 0 {width} {height}">\n'
        f"<title>{escape(sheet.title)}</title>\n<desc>{escape(sheet.about)}</desc>\n{shapes}\n</svg>\n"
    )


def _box(box: Box) -> str:
    place = f'x="{box.x:.2f}" y="{box.y:.2f}" width="{box.width:.2f}" height="{box.height:.2f}"'
    return f'<rect {place} fill="{_colour(box.colour)}"/>'


def _line(text: Text, fonts: Fonts) -> str:
    face = fonts.face(text.bold)
    scale = text.size / face.font["head"].unitsPerEm
    place = f"translate({text.x:.2f} {text.y:.2f}) scale({scale:.6f} {-scale:.6f})"
    return f'<path transform="{place}" fill="{_colour(text.colour)}" d="{_outline(text.text, face)}"/>'


def _outline(text: str, face: Face) -> str:
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    glyphs, x = face.font.getGlyphSet(), 0.0
    pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.0f}")
    for character in text:
        glyph = glyphs[face.glyphs.get(ord(character), ".notdef")]
        glyph.draw(TransformPen(pen, (1, 0, 0, 1, x, 0)))
        x += glyph.width
    commands: str = pen.getCommands()
    return commands


def _colour(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
