"""Everything a rule may look at for one thing asked."""

from dataclasses import dataclass
from datetime import date

from bot.composer.acts import speaks_of
from bot.composer.confidence import confidence
from bot.composer.constraints import contradicts
from bot.composer.extract import Candidate, candidates
from bot.composer.knowledge import Found, Knowledge
from bot.composer.route import Route
from bot.composer.talk import Talk
from bot.composer.understand import Part

ANCHOR = 0.2
"""The weight of the matter's words that a passage or its article has to name."""

LACKING = 0.4
"""The share of the words of government business that may be nowhere there: 卫生许可证 is not 养犬许可证."""


@dataclass(frozen=True, slots=True)
class Case:
    """One part of a message with what was found for it. `text` is the whole message, clean.

    `fitting` are the candidates that contradict nothing the question fixes, best first; `clashing` are the others. `answering` are those of them that
    hold what is wanted, name the matter and speak of the act asked about; `confidence` is the probability, 0..1, that its first one answers,
    `about` the one that the collection answers this at all.
    """

    text: str
    talk: Talk | None
    part: Part
    found: tuple[Found, ...]
    fitting: tuple[Candidate, ...]
    clashing: tuple[Candidate, ...]
    answering: tuple[Candidate, ...]
    confidence: float
    about: float
    route: Route | None
    knowledge: Knowledge
    today: date


def build_case(text: str, talk: Talk | None, part: Part, knowledge: Knowledge, today: date) -> Case:
    """Search for a part and weigh what is found."""
    found = knowledge.find(part.query, today)
    clashes = [contradicts(part, each, knowledge, today) for each in found]
    fitting = candidates(part, [each for each, clash in zip(found, clashes, strict=True) if not clash], knowledge)
    clashing = candidates(part, [each for each, clash in zip(found, clashes, strict=True) if clash], knowledge)
    answering = tuple(each for each in fitting if _answers(each, part))
    return Case(
        text=text,
        talk=talk,
        part=part,
        found=found,
        fitting=fitting,
        clashing=clashing,
        answering=answering,
        confidence=confidence(answering[0]) if answering else 0.0,
        about=knowledge.about(part.query, found),
        route=knowledge.routing.route(part.units, part.text),
        knowledge=knowledge,
        today=today,
    )


def _answers(candidate: Candidate, part: Part) -> bool:
    """Whether it holds what is wanted, names the matter and little else is asked, and speaks of the act asked about."""
    if candidate.lacking > LACKING * (candidate.named + candidate.lacking):
        return False
    return (
        candidate.evidence > 0
        and candidate.named >= ANCHOR
        and all(speaks_of(act, candidate.found.text) for act in part.acts)
    )
