"""The terms that the index matched, marked in the passage it found."""

import unicodedata
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape


def marked(text: str, terms: Iterable[str]) -> Markup:
    """The text with every place of a term in `<mark>`; everything else is shown as it is."""
    folded = text.lower()
    plain = folded if len(folded) == len(text) else text  # a few letters grow when they are folded
    parts, end = [], 0
    for start, stop in _merged(sorted(_places(plain, {term.lower() for term in terms if term.strip()}))):
        parts += [escape(text[end:start]), Markup("<mark>{}</mark>").format(text[start:stop])]
        end = stop
    return Markup("").join([*parts, escape(text[end:])])


def _places(text: str, terms: Iterable[str]) -> Iterator[tuple[int, int]]:
    for term in terms:
        start = text.find(term)
        while start >= 0:
            yield start, start + len(term)
            start = text.find(term, start + 1)


def _merged(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    begun: tuple[int, int] | None = None
    for start, stop in places:
        if begun and start <= begun[1]:
            begun = begun[0], max(begun[1], stop)
            continue
        if begun:
            yield begun
        begun = start, stop
    if begun:
        yield begun


def revealed(text: str) -> str:
    """The text with what nobody sees written out: zero-width and direction marks, which may hide another meaning."""
    return "".join(f"⟦U+{ord(each):04X}⟧" if unicodedata.category(each) == "Cf" else each for each in text)
