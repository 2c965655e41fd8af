"""From the passages found to the sentences shown: the ones that hold what is asked, whole and in the source's words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.composer.knowledge import Found, Knowledge
from bot.composer.sentences import is_list, sentences
from bot.composer.understand import Part
from bot.composer.units import Unit, coverage, presence, total
from bot.composer.wanted import evidence, is_strict

SAME_PASSAGE = 0.85
"""What a unit counts that stands in the passage but not in the sentence itself."""
CONTEXT = 0.7
"""What a unit counts that stands in the article's title, department or ways of asking only."""
LONGEST_LIST = 420
"""Characters up to which a list is shown whole with its lead-in."""
ANCHOR = 0.2
"""The weight from which a word of the question can name its matter."""
ENOUGH = 150
"""Characters after which nothing more is added to an answer."""


ASPECT = 0.5
"""What a word that says how or what is asked counts beside one that names the matter."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer. All numbers are 0..1.

    `own` is the share of the question's content in the sentence itself, `covered` with passage and context counted too.
    `evidence`: how far it holds something of the narrowest kind wanted. `rank` orders the candidates.
    `anchored`: its passage or context names the matter of the question. `missing` are the question's own words that stand
    nowhere there.
    """

    found: Found
    quote: str
    own: float
    covered: float
    evidence: float
    anchored: bool
    rank: float
    missing: tuple[Unit, ...]


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
    own = covered = weight = 0.0
    anchored = False
    missing: list[Unit] = []
    for number, unit in enumerate(part.units):
        share = unit.weight * (ASPECT if unit.aspect else 1.0)
        here = 1.0 if unit.aspect and part.wanted and max(kinds) == 1.0 else presence(unit, text)
        near = max(here, SAME_PASSAGE * presence(unit, found.text), CONTEXT * presence(unit, found.context))
        weight, own, covered = weight + share, own + share * here, covered + share * near
        anchored = anchored or (not unit.aspect and unit.weight >= ANCHOR and near >= 0.5)
        if near < 0.4 and not unit.aspect and number < len(part.focus):
            missing.append(unit)
    own, covered = (own / weight, covered / weight) if weight else (0.0, 0.0)
    strict = next((grade for kind, grade in zip(part.wanted, kinds, strict=True) if is_strict(kind)), 1.0)
    section = knowledge.normal(found.passage.section)
    heading = coverage(part.units, section) if section else 0.0
    grade = sum(kinds) / len(kinds) if kinds else 0.0
    rank = 0.45 * own + 0.45 * covered + 0.2 * strict + 0.2 * score + 0.2 * grade + 0.15 * heading
    return Candidate(found, quote, own, covered, strict, anchored, rank, tuple(missing))


def whole_answer(
    best: Candidate, others: Sequence[Candidate], part: Part, knowledge: Knowledge
) -> tuple[Candidate, ...]:
    """The best candidate and at most two more of the same article that hold what it leaves out, in order of the text."""
    chosen = [best]
    for candidate in _companions(best, others):
        if len(chosen) == 3 or sum(len(each.quote) for each in chosen) + len(candidate.quote) > ENOUGH:
            break
        if _adds(candidate, chosen, part, knowledge):
            chosen.append(candidate)
    return tuple(sorted(chosen, key=lambda each: (each.found.passage.order, each.found.passage.text.find(each.quote))))


def _companions(best: Candidate, others: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates of the same article, short enough to add, the passage of the best one first."""
    same = [each for each in others if each is not best and each.found.article.id == best.found.article.id]
    near = [each for each in same if each.found.passage.id == best.found.passage.id]
    yield from (each for each in (*near, *(each for each in same if each not in near)) if each.quote != best.quote)


def _adds(candidate: Candidate, chosen: Sequence[Candidate], part: Part, knowledge: Knowledge) -> bool:
    """Whether the candidate holds enough of the question that the chosen ones leave out."""
    weight = total(part.units)
    if not weight:
        return False
    text = knowledge.normal(candidate.quote)
    shown = [knowledge.normal(each.quote) for each in chosen]
    gain = sum(
        unit.weight * max(0.0, presence(unit, text) - max(presence(unit, each) for each in shown))
        for unit in part.units
    )
    return gain / weight >= 0.18
