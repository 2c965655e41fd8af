"""Turns pinyin, alone or among characters, into what it spells in a collection."""

import re
from collections.abc import Callable, Iterator

from retrieval.heard import LONGEST, Heard
from retrieval.sounds import loose, readings, spellings, syllable

KNOWN = 0.4
"""Share of the letters that has to spell something known."""

_LATIN = re.compile(r"[a-z]+(?:[' ][a-z]+)*")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def mend_letters(text: str, heard: Heard, changed: Callable[[str, str], None]) -> str:
    """The text with its pinyin as characters; `changed` is told what was written and what was meant."""
    text = _LATIN.sub(lambda run: _told(run[0], _spelt(run[0], heard), changed), text)
    position = 0
    while run := _LATIN.search(text, position):
        start, end, meant = _among_characters(text, run, heard)
        if meant:
            changed(text[start:end], meant)
            text = text[:start] + meant + text[end:]
        position = start + len(meant) if meant else end
    return text


def _told(written: str, meant: str, changed: Callable[[str, str], None]) -> str:
    if meant:
        changed(written, meant)
    return meant or written


def _spelt(run: str, heard: Heard) -> str:
    """What a run of letters spells by itself; empty when it is no pinyin, or none that the collection speaks of."""
    letters = re.sub("[' ]", "", run)
    if len(letters) < 4 or any(word in heard.latin for word in run.split()):
        return ""
    pieces = _split(letters, heard)
    known = sum(len(written) for written, meant in pieces if meant)
    telling = any(len(meant) > 1 and meant in heard.counts for _, meant in pieces)
    return "".join(meant or written for written, meant in pieces) if telling and known >= KNOWN * len(letters) else ""


def _among_characters(text: str, run: re.Match[str], heard: Heard) -> tuple[int, int, str]:
    """What a run of letters makes together with the characters beside it, as `(start, end, meant)`."""
    syllables = _syllables(run[0])
    before = _stretch(text[: run.start()][::-1])[::-1]
    after = _stretch(text[run.end() :])
    if not syllables or not before + after or run[0] in heard.latin:
        return run.start(), run.end(), ""
    for length in range(LONGEST - len(syllables), 0, -1):
        for left in range(min(length, len(before)), -1, -1):
            right = length - left
            if right <= len(after):
                first, last = before[len(before) - left :], after[:right]
                meant = _completed(first, syllables, last, heard)
                if meant:
                    return run.start() - left, run.end() + right, meant
    pieces = _split(run[0], heard)
    return run.start(), run.end(), "".join(meant for _, meant in pieces) if all(meant for _, meant in pieces) else ""


def _completed(first: str, syllables: list[str], last: str, heard: Heard) -> str:
    """The term that begins with `first`, sounds like `syllables` and ends with `last`; empty when there is none."""
    sounds = [*map(readings, first), *([each] for each in syllables), *map(readings, last)]
    for way in spellings(sounds):
        for term in heard.sounding(tuple(map(loose, way))):
            middle = term[len(first) : len(term) - len(last)]
            said = zip(middle, syllables, strict=True)
            if term.startswith(first) and term.endswith(last) and all(each in readings(one) for one, each in said):
                return term
    return ""


def _stretch(text: str) -> str:
    """The characters that the text begins with."""
    end = next((place for place, character in enumerate(text) if not _HAN.match(character)), len(text))
    return text[: min(end, LONGEST)]


def _syllables(run: str) -> list[str]:
    """The syllables that a short run of letters is made of; none when it is not pinyin."""
    letters = re.sub("[' ]", "", run)
    found = syllable().findall(letters)
    return found if "".join(found) == letters and len(found) < LONGEST else []


def _split(letters: str, heard: Heard) -> list[tuple[str, str]]:
    """The letters cut into what is known, long pieces before short ones, and syllables that are not (with no meaning)."""
    best: list[tuple[float, list[tuple[str, str]]] | None] = [(0.0, []), *([None] * len(letters))]
    for start in range(len(letters)):
        here = best[start]
        for piece, meant, worth in _pieces(letters, start, heard) if here else ():
            there = best[start + len(piece)]
            if here and (there is None or here[0] + worth > there[0]):
                best[start + len(piece)] = (here[0] + worth, [*here[1], (piece, meant)])
    whole = best[-1]
    return whole[1] if whole else [(letters, "")]


def _pieces(letters: str, start: int, heard: Heard) -> Iterator[tuple[str, str, float]]:
    """What may stand at a place: the piece, what it means, and how much it is worth."""
    for end in range(start + 1, min(len(letters), start + 6 * LONGEST) + 1):
        piece = letters[start:end]
        if meant := heard.spelt(piece):
            yield piece, meant, len(piece) ** 1.5
        elif syllable().fullmatch(piece):
            yield piece, "", -2.0
