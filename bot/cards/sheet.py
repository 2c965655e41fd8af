"""A laid-out page as the writers see it: boxes and lines of text, in points from the upper left corner."""

from dataclasses import dataclass

A6 = (297.64, 419.53)
A4 = (595.28, 841.89)

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    colour: Colour
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with what it shows, in the order in which it is painted; `about` is for who cannot see it."""

    size: tuple[float, float]
    items: tuple[Box | Text, ...]
    title: str
    about: str
