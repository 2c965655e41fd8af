"""What differs between two corpora, entry by entry and line by line, as approvers read it."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from bot.console import wording
from bot.console.knowledge.entry_form import outline
from bot.console.knowledge.listing import name_of
from bot.console.questions.highlight import revealed
from corpus.change import Key, entries
from corpus.model import Corpus, Department
from corpus.records import Item

AROUND = 2
"""Unchanged lines shown around a changed one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that differs; `lines` are (mark, text) with the mark "+", "-", "@" between places, or nothing."""

    key: Key
    name: str
    what: str
    lines: Sequence[tuple[str, str]]


def differences(before: Corpus, after: Corpus) -> list[Difference]:
    """Each entry that was added, changed or withdrawn, in the order of the corpus. Half a second for 10,000 new ones."""
    old, new = entries(before), entries(after)
    departments = tuple({each.id: each for each in (*before.departments, *after.departments)}.values())
    changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    return [_difference(key, old.get(key), new.get(key), departments) for key in changed]


def compared(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """What was taken out and put in between two outlines, with their marks."""
    found = list(difflib.unified_diff(before, after, n=AROUND, lineterm=""))[3:]
    return [(line[:1].strip(), revealed(line[1:] if line[:1] != "@" else "…")) for line in found]


def _difference(key: Key, was: Item | None, now: Item | None, departments: Sequence[Department]) -> Difference:
    what = wording.ADDED if was is None else wording.WITHDRAWN if now is None else wording.CHANGED
    before, after = (outline(item, key.kind, departments) if item else [] for item in (was, now))
    shown = now or was
    return Difference(key, name_of(shown) if shown else "", what, compared(before, after))
