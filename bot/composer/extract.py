"""From the passages found to the sentences that may answer, in the order in which they are likely to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.composer.knowledge import Found, Knowledge
from bot.composer.sentences import is_credit, is_list, sentences
from bot.composer.understand import Part
from bot.composer.units import Unit, coverage, presence
from bot.composer.wanted import evidence, is_strict

SAME_PASSAGE = 0.85
"""What a unit counts that stands in the passage but not in the sentence itself."""
CONTEXT = 0.7
"""What a unit counts that stands in the article's title, department or ways of asking only."""
LONGEST_LIST = 420
"""Characters up to which a list is shown whole with its lead-in."""
FOUND, COVERED, SAID, STRICT, GRADE = 5.7, 4.9, 9.1, 0.6, 1.4
"""What counts in the order of sentences: the search's score as a share of the best one, the question's content found, the
pairs of its characters found, and the evidence. Fitted as a choice among the sentences found (softmax), so that a
difference of 1 makes a sentence e times as likely to answer; on notices and encyclopedia paragraphs, halves held out."""

ASKED = 2.0
"""What it counts that a sentence holds the part's own words and not only those said around it: of 讲了几次课 the 课."""
NEIGHBOURED = 3
"""Passages whose neighbours are looked at too."""
ASPECT = 0.5
"""What a word that says how or what is asked counts beside one that names the matter."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with the numbers that decide. Shares are 0..1, sums are of unit weights.

    `own`: share of the question's content in the sentence itself; `covered`: with its passage and article counted too.
    `topic`: the same as `covered`, of the words that name the matter.
    `named`, `lacking`: weight of the matter's words found, and of those found nowhere that are words of government business.
    `evidence`: of the narrowest strict kind wanted; `grade`: of all kinds wanted. `worth`
    sums these up; `rank` orders the candidates.
    """

    found: Found
    quote: str
    own: float
    covered: float
    topic: float
    named: float
    lacking: float
    evidence: float
    grade: float
    worth: float
    rank: float


def vouched(found: Found, quote: str) -> Candidate:
    """A text as the answer of which there is no doubt: somebody said so, not its words."""
    return Candidate(
        found,
        quote,
        own=1.0,
        covered=1.0,
        topic=1.0,
        named=1.0,
        lacking=0.0,
        evidence=1.0,
        grade=1.0,
        worth=1.0,
        rank=1.0,
    )


def candidates(part: Part, found: Sequence[Found], knowledge: Knowledge) -> tuple[Candidate, ...]:
    """Every sentence of the passages found and of those beside the best ones, best first; ties keep the order of the text."""
    top = max((each.hit.score for each in found), default=0.0) or 1.0
    sought = knowledge.sought(part.query)
    scored = [
        _candidate(part, each, quote, knowledge, sought, score / top)
        for each, score in _with_neighbours(found, knowledge)
        for quote in quotes(each.passage.text)
    ]
    return tuple(sorted(scored, key=lambda candidate: -candidate.rank))


def _with_neighbours(found: Sequence[Found], knowledge: Knowledge) -> list[tuple[Found, float]]:
    """The passages with their scores. What stands beside the best ones may go on with the answer without repeating the
    question's words: it counts as found with the lowest score."""
    scores = {each.passage.id: (each, each.hit.score) for each in found}
    lowest = min((each.hit.score for each in found), default=0.0)
    for each in found[:NEIGHBOURED]:
        for near in knowledge.beside(each):
            scores.setdefault(near.passage.id, (near, lowest))
    return list(scores.values())


def quotes(text: str) -> tuple[str, ...]:
    """What may be quoted of a passage: a short list as a whole, else sentence by sentence; never whence it was taken."""
    if is_list(text) and len(text) <= LONGEST_LIST:
        return (text,)
    return tuple(sentence for sentence in sentences(text) if not is_credit(sentence))


def _candidate(
    part: Part, found: Found, quote: str, knowledge: Knowledge, sought: Mapping[str, float], score: float
) -> Candidate:
    text = knowledge.normal(quote)
    kinds = [evidence(kind, text, part.text) for kind in part.wanted]
    clear = bool(kinds) and max(kinds) == 1.0
    here = [1.0 if unit.aspect and clear else presence(unit, text) for unit in part.units]
    near = [_near(unit, found, own) for unit, own in zip(part.units, here, strict=True)]
    strict = next((grade for kind, grade in zip(part.wanted, kinds, strict=True) if is_strict(kind)), 1.0)
    grade = sum(kinds) / len(kinds) if kinds else 0.0
    section = knowledge.normal(found.passage.section)
    heading = coverage(part.units, section) if section else 0.0
    own, covered = _share(part.units, here), _share(part.units, near)
    asked = _share(part.focus, here[: len(part.focus)]) - own if part.focus and part.background else 0.0
    matter = [(unit, value) for unit, value in zip(part.units, near, strict=True) if not unit.aspect]
    worth = 0.45 * own + 0.45 * covered + 0.2 * strict + 0.6 * grade + 0.15 * heading
    return Candidate(
        found=found,
        quote=quote,
        own=own,
        covered=covered,
        topic=_share([unit for unit, _ in matter], [value for _, value in matter]),
        named=sum(unit.weight for unit, value in matter if value >= 0.5),
        lacking=sum(unit.weight for unit, value in matter if value < 0.5 and knowledge.is_business(unit)),
        evidence=strict,
        grade=grade,
        worth=worth,
        rank=FOUND * score
        + COVERED * covered
        + SAID * _said(sought, f"{knowledge.normal(found.article.title)}\n{text}")
        + STRICT * strict
        + GRADE * grade
        + ASKED * asked,
    )


def _said(sought: Mapping[str, float], text: str) -> float:
    """The share, by weight, of the pairs of characters sought that a text holds."""
    return sum(weight for pair, weight in sought.items() if pair in text) / (sum(sought.values()) or 1.0)


def _near(unit: Unit, found: Found, own: float) -> float:
    """How far the unit is said in the sentence, its passage, or what the article is about."""
    if own == 1.0:
        return own
    return max(own, SAME_PASSAGE * presence(unit, found.text), CONTEXT * presence(unit, found.context))


def _share(units: Sequence[Unit], values: Sequence[float]) -> float:
    """The weighted mean of the values; an aspect counts half. 0 without units."""
    weights = [unit.weight * (ASPECT if unit.aspect else 1.0) for unit in units]
    return sum(weight * value for weight, value in zip(weights, values, strict=True)) / sum(weights) if weights else 0.0
