"""A question tried: what citizens are answered now, and what they would be."""

from bot.composer.compose import compose
from bot.composer.knowledge import Knowledge
from bot.console.web.aside import aside
from bot.console.web.visit import Visit
from bot.core.hours import SHANGHAI
from bot.core.model import Decision
from corpus.model import Corpus

LONGEST_QUESTION = 500


async def tried(visit: Visit, question: str, after: Corpus | None) -> tuple[Decision, Decision]:
    """The answer in force and that of another corpus; without one they are the same. Holds up nobody."""
    today, current = visit.now.astimezone(SHANGHAI).date(), visit.console.snapshot.current.knowledge

    def both() -> tuple[Decision, Decision]:
        other = Knowledge.build(after) if after else current
        asked = question[:LONGEST_QUESTION]
        return compose(asked, (), current, today).decision, compose(asked, (), other, today).decision

    return await aside(both)
