"""Chinese fonts: found on the machine or named by the user, measured, and checked for the characters of a card."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from bot.cards.errors import CardError

FAMILIES = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"),
    ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf"),
    ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf"),
    ("SourceHanSansCN-Regular.otf", "SourceHanSansCN-Bold.otf"),
    ("msyh.ttc", "msyhbd.ttc"),
    ("wqy-microhei.ttc", "wqy-microhei.ttc"),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc"),
)
"""Files of the regular and the bold face, the best first."""
SIMPLIFIED = ("SC", "CN", "GB")
NO_FONT = """没有找到中文字体，卡片印不出来。请装一种，例如：
  Debian、Ubuntu：apt install fonts-noto-cjk
  Fedora：dnf install google-noto-sans-cjk-fonts
或用 --font 指明一个 .ttf、.otf 或 .ttc 文件。"""
BAD_FONT = "字体文件 {path} 读不了：请换一个 .ttf、.otf 或 .ttc 文件。"
LACKS = "字体 {path} 里没有这些字：{characters}。请用 --font 换一种字体，例如 fonts-noto-cjk。"


@dataclass(frozen=True)
class Face:
    """One face of a font file. Raises CardError when the file is no font."""

    path: Path
    number: int = 0

    @cached_property
    def font(self) -> Any:
        """The font, read as far as it is needed."""
        from fontTools.ttLib import TTFont, TTLibError

        try:
            return TTFont(BytesIO(self.path.read_bytes()), fontNumber=self.number, lazy=True)
        except (TTLibError, OSError, AssertionError):
            raise CardError(BAD_FONT.format(path=self.path)) from None

    @cached_property
    def glyphs(self) -> dict[int, str]:
        """Character → name of its glyph."""
        return self.font.getBestCmap() or {}

    @cached_property
    def _widths(self) -> tuple[Any, float]:
        return self.font["hmtx"], float(self.font["head"].unitsPerEm)

    def width(self, text: str, size: float) -> float:
        """How wide a line is at a size, in the size's unit."""
        metrics, unit = self._widths
        advance: float = sum(metrics[self.glyphs.get(ord(character), ".notdef")][0] for character in text)
        return advance * size / unit

    def check(self, text: Iterable[str]) -> None:
        """Make sure that every character can be printed. Raises CardError."""
        missing = sorted({each for line in text for each in line if ord(each) not in self.glyphs})
        if missing:
            raise CardError(LACKS.format(path=self.path, characters="".join(missing[:20])))


@dataclass(frozen=True, slots=True)
class Fonts:
    """The two faces of a card."""

    regular: Face
    bold: Face

    def face(self, bold: bool) -> Face:
        """The face for a line."""
        return self.bold if bold else self.regular


def find_fonts(wanted: Path | None = None) -> Fonts:
    """The fonts to print with. Raises CardError that says how to install one."""
    if wanted is not None:
        return Fonts(_simplified(wanted), _simplified(wanted))
    found = {path.name: path for folder in _folders() for path in _files(folder)}
    for regular, bold in FAMILIES:
        if regular in found:
            return Fonts(_simplified(found[regular]), _simplified(found.get(bold, found[regular])))
    raise CardError(NO_FONT)


def _simplified(path: Path) -> Face:
    """The face for simplified Chinese where a file holds several."""
    from fontTools.ttLib import TTCollection, TTLibError

    if path.suffix.lower() not in (".ttc", ".otc"):
        return Face(path)
    try:
        names = [
            str(font["name"].getDebugName(4)).split()
            for font in TTCollection(BytesIO(path.read_bytes()), lazy=True).fonts
        ]
    except (TTLibError, OSError, AssertionError):
        raise CardError(BAD_FONT.format(path=path)) from None
    fits = (number for number, words in enumerate(names) if set(words) & set(SIMPLIFIED) and "Mono" not in words)
    return Face(path, next(fits, 0))


def _folders() -> Iterator[Path]:
    home = Path.home()
    yield from (home / ".fonts", home / ".local/share/fonts", home / "Library/Fonts")
    yield from map(Path, ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts"))
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"


def _files(folder: Path) -> Iterator[Path]:
    known = {name for family in FAMILIES for name in family}
    return (Path(root) / name for root, _, names in os.walk(folder) for name in names if name in known)
