"""The content of a question as weighted units, and how far a text holds them.

A unit is a word or a term of the glossary. Its weight says how much the question is about it: an everyday word says
little, a word that stands everywhere in the corpus says little, a rare word that the corpus lacks says a lot.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.composer.lexicon import Lexicon, is_frame

PARTIAL = 0.8
"""What a unit counts at most when only a part of it stands in the text."""
SINGLE = 0.6
"""What a single character outside the glossary counts beside a word: 鞋 says something, 补 may be part of anything."""

# 管不管, 收没收: asked with yes or no, it is the verb that counts.
_A_NOT_A = re.compile(r"(\w)[不没]\1")


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing a question speaks of. `variants` are the strings that count as its presence; `weight` is 0..1.

    `aspect`: it says what is asked (材料, 哪里) rather than about which matter.
    """

    text: str
    variants: tuple[str, ...]
    weight: float
    aspect: bool = False


def units_of(text: str, lexicon: Lexicon, weigh: Callable[[str], float]) -> tuple[Unit, ...]:
    """The units of a clean text in order, each once; words that only frame a question are left out."""
    found: dict[str, Unit] = {}
    for piece, variants in lexicon.split(_A_NOT_A.sub(r"\1", text)):
        if is_frame(piece) and (len(piece) > 1 or variants == (piece,)):
            continue
        key = variants[0]
        if key not in found:
            weight = max(weigh(variant) for variant in (piece, variants[0]))
            found[key] = Unit(piece, variants, weight * SINGLE if len(piece) == len(variants) == 1 else weight)
    return tuple(found.values())


def presence(unit: Unit, text: str) -> float:
    """0..1: how far the text holds the unit; 1 when one of its variants stands in it as it is."""
    if any(variant in text for variant in unit.variants):
        return 1.0
    return max(_partial(variant, text) for variant in unit.variants)


def _partial(term: str, text: str) -> float:
    """The share of a longer term's character pairs found in the text, when it is at least half."""
    if len(term) < 3 or term.isascii():
        return 0.0
    pairs = [term[i : i + 2] for i in range(len(term) - 1)]
    share = sum(pair in text for pair in pairs) / len(pairs)
    return PARTIAL * share if share >= 0.5 else 0.0


def total(units: Iterable[Unit]) -> float:
    """The sum of the weights."""
    return sum(unit.weight for unit in units)


def coverage(units: Sequence[Unit], text: str) -> float:
    """The weighted share of the units that the text holds, 0..1; 0 when there are none."""
    weight = total(units)
    return sum(unit.weight * presence(unit, text) for unit in units) / weight if weight else 0.0
