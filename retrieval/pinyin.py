"""Mends what was typed wrongly, by the sound and the look of what a collection says.

A stretch of a question that the collection does not say, but that sounds (or nearly sounds, or looks) like one of its
terms, is taken for that term; so is pinyin, whole or among characters. What the collection says as it stands is left alone,
and so is what makes sense without it, unless a longer term speaks for the change.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from retrieval.frame import FRAME
from retrieval.heard import HAN_RUN, LONGEST, Heard
from retrieval.letters import mend_letters
from retrieval.sounds import alike, loose, readings, spellings
from retrieval.tokens import Tokenizer

SURE = 4
"""Characters that stay as they were and make a change sure, whatever changes."""


FREE = frozenset(
    "里外上下中前后内间边时年月日天次个位种些点名项家一二三四五六七八九十两几多不没很太再只最各每某该人去来"
)
"""Characters that are at home beside any word, so that they are no sign of a mistake."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the question and what it was taken for."""

    written: str
    meant: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A question as it was probably meant. Without changes it is the text as given."""

    text: str
    changes: tuple[Change, ...] = ()


class Repairer:
    """Mends questions to one collection. Immutable; the same question is always mended the same way."""

    def __init__(self, texts: Iterable[str], tokenizer: Tokenizer | None = None) -> None:
        self._tokenizer = tokenizer or Tokenizer()
        self._heard = Heard(texts, self._tokenizer)

    def repair(self, text: str) -> Repair:
        """The clean question as it was probably meant."""
        changes: list[Change] = []
        text = mend_letters(text, self._heard, lambda written, meant: changes.append(Change(written, meant)))
        parts, position = [], 0
        for run in HAN_RUN.finditer(text):
            proposals = self._chosen(run[0])
            changes += [Change(run[0][each.start : each.end], each.term) for each in proposals]
            parts += [text[position : run.start()], _apply(run[0], proposals)]
            position = run.end()
        return Repair("".join([*parts, text[position:]]), tuple(changes))

    def _chosen(self, run: str) -> list["_Proposal"]:
        """The proposals for a run of characters that are taken: the best first, none over another."""
        if all(self._heard.says(left + right) for left, right in pairwise(run)):
            return []
        chosen: list[_Proposal] = []
        for each in sorted(self._proposals(run), key=lambda each: each.rank, reverse=True):
            if all(each.end <= other.start or other.end <= each.start for other in chosen):
                chosen.append(each)
        return sorted(chosen, key=lambda each: each.start)

    def _proposals(self, run: str) -> Iterator["_Proposal"]:
        cut = _Words(self._tokenizer.words(run))
        sounds = [_sounds(character) for character in run]
        for start, end in cut.spans():
            for way in spellings(sounds[start:end], 16):
                for term in self._heard.sounding(way):
                    proposal = _proposal(run, start, term, self._heard.counts[term])
                    if self._may(proposal, run, cut):
                        yield proposal

    def _may(self, proposal: "_Proposal", run: str, cut: "_Words") -> bool:
        """Whether a proposal may be taken: something changes, nothing known is lost, and enough stays to speak for it."""
        changed, kept = proposal.changed, len(proposal.term) - len(proposal.changed)
        if not changed or kept < len(changed):
            return False
        if any(self._heard.says(run[place : place + 2]) for place in proposal.beside_changes()):
            return False
        if any(cut.framing(place) for place in range(proposal.start, proposal.end)):
            return False
        if kept < SURE and (
            any(run[place] in FREE and cut.alone(place) for place in changed) or not self._stands(proposal)
        ):
            return False
        return kept >= (1 if not proposal.cost and all(cut.alone(place) for place in changed) else 2)

    def _stands(self, proposal: "_Proposal") -> bool:
        """Whether what comes in is more than a single word that happens to stand beside what stays."""
        meant = _Words(self._tokenizer.words(proposal.term))
        places = [place - proposal.start for place in proposal.changed]
        doubtful = [place for place in places if len(proposal.term) == 2 or meant.alone(place)]
        return all(self._heard.sticks(proposal.term, place) for place in doubtful)


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A term for the characters from `start` to `end`, with the places that change, how many of them do not sound the
    same, and how often the collection says the term."""

    start: int
    end: int
    term: str
    changed: frozenset[int]
    cost: int
    count: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """The more is kept, the less is bent and the commoner the term, the better."""
        return (len(self.term) - 2 * len(self.changed), -self.cost, self.count)

    def beside_changes(self) -> Iterator[int]:
        """Where the pairs begin, within the stretch, that hold a character which changes."""
        return (place for place in range(self.start, self.end - 1) if {place, place + 1} & self.changed)


class _Words:
    """Which word each character of a run stands in."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = [word for word in words for _ in word]
        self._bounds = list(accumulate((len(word) for word in words), initial=0))

    def spans(self) -> Iterator[tuple[int, int]]:
        """The stretches of at least two characters that begin and end where words do, as `(start, end)`."""
        for start in self._bounds:
            for end in self._bounds:
                if start + 2 <= end <= start + LONGEST:
                    yield start, end

    def alone(self, place: int) -> bool:
        """Whether the character is a word by itself."""
        return len(self._words[place]) == 1

    def framing(self, place: int) -> bool:
        """Whether the character stands in a word that only frames the question."""
        return self._words[place] in FRAME


def _proposal(run: str, start: int, term: str, count: int) -> _Proposal:
    changed = frozenset(place for place, meant in enumerate(term, start) if run[place] != meant)
    cost = sum(not set(readings(run[place])) & set(readings(term[place - start])) for place in changed)
    return _Proposal(start, start + len(term), term, changed, cost, count)


def _sounds(character: str) -> list[str]:
    """The loose syllables that a character, or one that looks like it, may stand for."""
    own = [loose(each) for each in readings(character)]
    looks = [loose(readings(each)[0]) for each in alike(character)]
    return list(dict.fromkeys((*own, *looks)))


def _apply(run: str, proposals: Sequence[_Proposal]) -> str:
    for each in reversed(proposals):
        run = run[: each.start] + each.term + run[each.end :]
    return run
