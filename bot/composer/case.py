"""Everything a rule may look at for one thing asked."""

from dataclasses import dataclass
from datetime import date

from bot.composer.extract import Candidate, candidates
from bot.composer.knowledge import Found, Knowledge
from bot.composer.route import Route, route
from bot.composer.talk import Talk
from bot.composer.understand import Part


@dataclass(frozen=True, slots=True)
class Case:
    """One part of a message with what was found for it. `text` is the whole message, clean."""

    text: str
    talk: Talk | None
    outside: str | None
    part: Part
    found: tuple[Found, ...]
    candidates: tuple[Candidate, ...]
    route: Route | None
    knowledge: Knowledge
    today: date


def build_case(
    text: str, talk: Talk | None, outside: str | None, part: Part, knowledge: Knowledge, today: date
) -> Case:
    """Search for a part and weigh what is found."""
    found = knowledge.find(part.query, today)
    return Case(
        text=text,
        talk=talk,
        outside=outside,
        part=part,
        found=found,
        candidates=candidates(part, found, knowledge),
        route=route(part.units, part.text, knowledge.corpus.departments),
        knowledge=knowledge,
        today=today,
    )
