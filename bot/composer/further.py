"""What a citizen may want after an answer: questions that can be answered too, the guide, the next best article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from bot.composer.compose import compose
from bot.composer.decide import citation_of
from bot.composer.guides import named_guides
from bot.composer.knowledge import Knowledge
from bot.composer.rules import is_topic
from bot.core.model import Citation, Decision, Outcome
from corpus.model import Article, Guide

RELATED = 3
"""Related questions shown at most."""
GUIDES = 3
"""Guides shown at most where the question was not answered."""
TRIED = 8
"""Ways of asking that are tried out for them."""
_SEARCHES = frozenset({Outcome.CLARIFY, Outcome.HANDOFF, Outcome.REFUSE})


@dataclass(frozen=True, slots=True)
class Further:
    """Full questions to tap, and the guides that the matter belongs to."""

    questions: tuple[str, ...] = ()
    guides: tuple[Guide, ...] = ()


NOTHING = Further()


class Trials:
    """What the bot says to the ways of asking that it offers itself, each tried out once for a corpus and a day."""

    def __init__(self, knowledge: Knowledge, today: date) -> None:
        self.knowledge, self.today = knowledge, today
        self._decisions: dict[str, Decision] = {}

    def decision(self, question: str) -> Decision:
        """The decision on one of the corpus's own questions."""
        if question not in self._decisions:
            self._decisions[question] = compose(question, (), self.knowledge, self.today).decision
        return self._decisions[question]

    def answers(self, question: str) -> bool:
        """Whether one of the corpus's own questions is answered."""
        return self.decision(question).outcome is Outcome.ANSWER


def further(text: str, decision: Decision, trials: Trials) -> Further:
    """What may follow the decision on a clean text: for an answer what belongs to it, else the guides that the text names."""
    if decision.outcome is Outcome.ANSWER:
        guide = _guide_of(text, decision, trials.knowledge, trials.today)
        return Further(tuple(_related(decision, guide, trials)), (guide,) if guide else ())
    if decision.outcome in _SEARCHES:
        return Further(guides=named_guides(text, trials.knowledge, trials.today)[:GUIDES])
    return NOTHING


def next_best(text: str, missed: Sequence[Citation], knowledge: Knowledge, today: date) -> Citation | None:
    """What else may answer a clean text: the best sentence on its matter from an article that was not cited, or None.

    A list of contents that only names a cited article leads back to it.
    """
    shown = {citation.article_id for citation in missed}
    titles = [citation.article for citation in missed if citation.article]
    for ruling in compose(text, (), knowledge, today).rulings:
        for candidate in ruling.case.answering:
            names_it = any(title in candidate.found.passage.text for title in titles)
            if candidate.found.article.id not in shown and is_topic(candidate) and not names_it:
                return citation_of(candidate)
    return None


def _guide_of(text: str, decision: Decision, knowledge: Knowledge, today: date) -> Guide | None:
    """The guide that holds a quoted line, else the one of the cited articles' that fits the question best."""
    cited = {citation.article_id for citation in decision.citations}
    of_cited = [guide for guide in knowledge.corpus.guides if {guide.id, guide.article_id} & cited]
    ranked = [guide for guide, _ in knowledge.find_guides(text, today) if guide in of_cited]
    quotes = [citation.quote for citation in decision.citations]
    # What a follow-up leaves unsaid only the quotes tell, the first of them best: its few words could be any guide's.
    holding = (guide for quote in quotes for guide in (*ranked, *of_cited) if _holds(guide, quote))
    others = (guide for guide in of_cited if guide.id in cited)
    return next(chain(holding, ranked, others), None)


def _holds(guide: Guide, quote: str) -> bool:
    return any(line in quote or quote in line for lines in guide.fields.values() for line in lines)


def _related(decision: Decision, guide: Guide | None, trials: Trials) -> Iterator[str]:
    """Other ways of asking of the guide and the article, each tried out: answered there, and by other words than before."""
    said = [citation.quote for citation in decision.citations]
    homes = {citation.article_id for citation in decision.citations}
    found = 0
    for question in _asked_of(homes, guide, trials.knowledge)[:TRIED]:
        first = next(iter(trials.decision(question).citations), None)
        if first and first.article_id in homes and not any(first.quote in each or each in first.quote for each in said):
            said.append(first.quote)
            found += 1
            yield question
        if found == RELATED:
            return


def _asked_of(homes: set[str], guide: Guide | None, knowledge: Knowledge) -> list[str]:
    articles: list[Article] = [knowledge.articles[home] for home in sorted(homes) if home in knowledge.articles]
    ways = [*(guide.asked_as if guide else ()), *(line for article in articles for line in article.asked_as)]
    return list(dict.fromkeys(ways))
