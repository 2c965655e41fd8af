"""mask(): find personal data in a stranger's text and put a readable word in its place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bot.core.privacy.fold import chinese_digits, fold, has_chinese_digits
from bot.core.privacy.kinds import PersonalData
from bot.core.privacy.rules import NUMBER_RULES, RULES, Rule

_TAKEN = "\ue000"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its personal data. `found` names the kind of each replaced part, in order of the text."""

    text: str
    found: tuple[PersonalData, ...]

    @property
    def kinds(self) -> tuple[PersonalData, ...]:
        """Every kind once, in order of its first appearance."""
        return tuple(dict.fromkeys(self.found))


@dataclass(frozen=True, slots=True, order=True)
class _Part:
    """Characters start..end of a text, and what they are."""

    start: int
    end: int
    kind: PersonalData


def mask(text: str, public: Iterable[str] = ()) -> Masked:
    """Replace personal data by its kind, as in 〔手机号〕; every other character stays as it was.

    Numbers of `public` stay, whatever they look like. Masking a masked text finds nothing. The time is linear in the
    length of `text`.
    """
    found: list[PersonalData] = []
    rules = (*_spared(public), *RULES)
    while parts := _parts(text, rules):
        text = _replace(text, parts)
        found.extend(part.kind for part in parts)
    return Masked(text, tuple(found))


def _spared(public: Iterable[str]) -> tuple[Rule, ...]:
    numbers = "|".join(map(re.escape, sorted(public, key=len, reverse=True)))
    return (Rule(None, re.compile(rf"(?<![\d\-])(?:{numbers})(?![\d\-])")),) if numbers else ()


def _parts(text: str, rules: tuple[Rule, ...]) -> list[_Part]:
    folded = fold(text)
    view, found = _search(folded.view, rules)
    if has_chinese_digits(view):
        found += _search(chinese_digits(view), NUMBER_RULES)[1]
    return sorted(_Part(folded.origin(part.start), folded.origin(part.end - 1) + 1, part.kind) for part in found)


def _search(view: str, rules: tuple[Rule, ...]) -> tuple[str, list[_Part]]:
    """Let each rule take its parts; what one rule took, no later rule sees."""
    found: list[_Part] = []
    for rule in rules:
        spans = rule.spans(view)
        view = _cover(view, spans)
        if rule.kind is not None:
            found += [_Part(start, end, rule.kind) for start, end in spans]
    return view, found


def _cover(view: str, spans: list[tuple[int, int]]) -> str:
    if not spans:
        return view
    edges = [(0, 0), *spans, (len(view), len(view))]
    pieces = []
    for (_, before), (start, end) in pairwise(edges):
        pieces += [view[before:start], _TAKEN * (end - start)]
    return "".join(pieces)


def _replace(text: str, parts: list[_Part]) -> str:
    pieces, at = [], 0
    for part in parts:
        pieces += [text[at : part.start], f"〔{part.kind}〕"]
        at = part.end
    return "".join([*pieces, text[at:]])
