"""From the passages found to the sentences shown: the ones that hold what is asked, whole and in the source's words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.composer.kinds import Wanted
from bot.composer.knowledge import Found, Knowledge
from bot.composer.sentences import is_list, runs_on, sentences
from bot.composer.understand import Part
from bot.composer.units import Unit, coverage, presence, total
from bot.composer.wanted import evidence, is_strict

SAME_PASSAGE = 0.85
"""What a unit counts that stands in the passage but not in the sentence itself."""
CONTEXT = 0.7
"""What a unit counts that stands in the article's title, department or ways of asking only."""
LONGEST_LIST = 420
"""Characters up to which a list is shown whole with its lead-in."""
FOUND_FIRST = 3.0
"""What the search's score counts, as a share of the best one, when sentences of several passages are compared."""
ADDS = 0.12
"""The share of a question's content that a further sentence has to bring."""
ENOUGH = 240
"""Characters after which nothing more is added to an answer."""
MOST_SENTENCES = 3
"""Sentences shown at most."""
ONE_VALUE = frozenset(
    {Wanted.FEE, Wanted.FREQUENCY, Wanted.DURATION, Wanted.PHONE, Wanted.DATE, Wanted.PERCENT, Wanted.COUNT}
)
"""Kinds that one figure answers: no more is shown than the sentence that holds it."""


ASPECT = 0.5
"""What a word that says how or what is asked counts beside one that names the matter."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with the numbers that decide. Shares are 0..1, sums are of unit weights.

    `own`: share of the question's content in the sentence itself; `covered`: with its passage and article counted too.
    `topic`: the same as `covered`, of the words that name the matter.
    `named`, `lacking`: weight of the matter's words found, and of those found nowhere that are words of government business.
    `evidence`: of the narrowest strict kind wanted; `grade`: of all kinds wanted. `worth`
    sums these up; `rank`, which orders the candidates, adds how well the passage was found.
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


def candidates(part: Part, found: Sequence[Found], knowledge: Knowledge) -> tuple[Candidate, ...]:
    """Every sentence of the passages found, best first; ties keep the order of the text."""
    top = max((each.hit.score for each in found), default=0.0)
    scored = [
        _candidate(part, each, quote, knowledge, each.hit.score / top if top else 0.0)
        for each in found
        for quote in quotes(each.passage.text)
    ]
    return tuple(sorted(scored, key=lambda candidate: -candidate.rank))


def quotes(text: str) -> tuple[str, ...]:
    """What may be quoted of a passage: a short list as a whole, else sentence by sentence."""
    if is_list(text) and len(text) <= LONGEST_LIST:
        return (text,)
    return sentences(text)


def _candidate(part: Part, found: Found, quote: str, knowledge: Knowledge, score: float) -> Candidate:
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
        rank=worth + FOUND_FIRST * score,
    )


def _near(unit: Unit, found: Found, own: float) -> float:
    """How far the unit is said in the sentence, its passage, or what the article is about."""
    if own == 1.0:
        return own
    return max(own, SAME_PASSAGE * presence(unit, found.text), CONTEXT * presence(unit, found.context))


def _share(units: Sequence[Unit], values: Sequence[float]) -> float:
    """The weighted mean of the values; an aspect counts half. 0 without units."""
    weights = [unit.weight * (ASPECT if unit.aspect else 1.0) for unit in units]
    return sum(weight * value for weight, value in zip(weights, values, strict=True)) / sum(weights) if weights else 0.0


def whole_answer(part: Part, best: Candidate, pool: Sequence[Candidate], knowledge: Knowledge) -> tuple[Candidate, ...]:
    """The best candidate and at most two more, in order of the text: sentences of its article that hold what it leaves
    out, then, where an answer may run on, those that follow it."""
    chosen = [best]
    for candidate in _companions(best, pool):
        if _adds(candidate, chosen, part, knowledge):
            _append(candidate, chosen)
    if not any(kind in ONE_VALUE for kind in part.wanted):
        for candidate in _following(best, pool):
            _append(candidate, chosen)
    return tuple(sorted(chosen, key=_place))


def _append(candidate: Candidate, chosen: list[Candidate]) -> None:
    """Add the candidate where there is room for it."""
    room = ENOUGH - sum(len(each.quote) for each in chosen)
    if len(chosen) < MOST_SENTENCES and candidate not in chosen and len(candidate.quote) <= room:
        chosen.append(candidate)


def _place(candidate: Candidate) -> tuple[int, int]:
    """Where a quote stands in its article."""
    return candidate.found.passage.order, candidate.found.passage.text.find(candidate.quote)


def _following(best: Candidate, pool: Sequence[Candidate]) -> list[Candidate]:
    """The candidates after the best one in its own passage, in order of the text, up to where another matter begins."""
    same = [each for each in pool if each.found.passage.id == best.found.passage.id and _place(each) > _place(best)]
    return list(takewhile(lambda each: runs_on(each.quote), sorted(same, key=_place)))


def _companions(best: Candidate, others: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates of the same article, those of the best one's passage first."""
    same = [each for each in others if each is not best and each.found.article.id == best.found.article.id]
    near = [each for each in same if each.found.passage.id == best.found.passage.id]
    yield from (each for each in (*near, *(each for each in same if each not in near)) if each.quote != best.quote)


def _adds(candidate: Candidate, chosen: Sequence[Candidate], part: Part, knowledge: Knowledge) -> bool:
    """Whether the candidate holds enough of the question that the chosen ones and their article's title leave out."""
    weight = total(part.units)
    if not weight or candidate.evidence == 0:
        return False
    text = knowledge.normal(candidate.quote)
    shown = [knowledge.normal(each.quote) for each in chosen] + [candidate.found.context]
    gain = sum(
        unit.weight * max(0.0, presence(unit, text) - max(presence(unit, each) for each in shown))
        for unit in part.units
    )
    return gain / weight >= ADDS
