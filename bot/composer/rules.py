"""Who speaks: the rules in order, the first that has something to say wins.

A rule is a function from a case to a result or None. Each has a reason that a window clerk would understand.
"""

from collections.abc import Callable

from bot.composer.acts import speaks_of
from bot.composer.case import Case
from bot.composer.extract import Candidate, whole_answer
from bot.composer.headline import headline
from bot.composer.outcomes import Courtesy, Declined, HandOver, Quoted, Result, Why
from bot.composer.talk import Talk, emergency_number
from bot.composer.understand import has_topic
from bot.composer.units import total
from bot.composer.wanted import is_strict
from corpus.model import Department

COVERED = 0.6
"""The share of a question's content that an answer's sentence, passage and article have to hold."""
MISSING = 0.3
"""The share of a question's own content that may be nowhere in the passage."""
ROUTED = 0.45
"""How well a responsibility has to fit before the department is named for it."""
TOPIC = 0.5
"""The share of a question's content that makes an article its topic although the fact is not there."""

Rule = Callable[[Case], Result | None]


def emergency(case: Case) -> Result | None:
    """Somebody in danger reads the number to call before anything else."""
    number = emergency_number(case.text)
    return Declined(Talk.EMERGENCY, number) if number else None


def not_a_question(case: Case) -> Result | None:
    """Greetings and thanks are returned; an empty message is asked for words."""
    courtesies = {Talk.EMPTY, Talk.GREETING, Talk.THANKS, Talk.FAREWELL, Talk.ACKNOWLEDGE, Talk.IDENTITY, Talk.ABILITY}
    return Courtesy(case.talk) if case.talk in courtesies else None


def not_for_a_clerk(case: Case) -> Result | None:
    """Orders to the machine and private matters of persons are never looked up."""
    return Declined(case.talk) if case.talk in {Talk.MANIPULATION, Talk.PRIVATE} else None


def person_wanted(case: Case) -> Result | None:
    """Who asks for a person gets one, at the department the conversation is about."""
    if case.talk is not Talk.HUMAN:
        return None
    return HandOver(Why.ASKED_FOR, _department(case))


def outside_district(case: Case) -> Result | None:
    """A matter to be done in another city is not ours to answer."""
    return Declined(case.outside) if case.outside else None


def quoted_answer(case: Case) -> Result | None:
    """A sentence that holds what is asked, about the very thing asked, is quoted with its source."""
    if not has_topic(case.part.units):
        return None
    best = next((each for each in case.candidates[:8] if stands(each, case)), None)
    if best is None:
        return None
    others = [each for each in case.candidates if not _contradicts(each, case)]
    chosen = whole_answer(best, others, case.part, case.knowledge)
    head = headline(case.part, [each.quote for each in chosen])
    return Quoted(chosen, case.knowledge.department_of(best.found.article), head)


def fact_missing(case: Case) -> Result | None:
    """The matter is known but not the fact: say so, name the department, show the nearest text as background."""
    best = next((each for each in case.candidates if not _contradicts(each, case)), None)
    if best is None or not has_topic(case.part.units) or best.covered < TOPIC:
        return None
    if case.route and case.route.fit > best.covered and case.route.reason:
        return None
    wanted = next((kind for kind in case.part.wanted if is_strict(kind)), None)
    return HandOver(Why.FACT_MISSING, case.knowledge.department_of(best.found.article), wanted=wanted, nearest=best)


def department_known(case: Case) -> Result | None:
    """A government matter that the corpus does not know goes to the department whose business it is."""
    if case.part.towns:
        town = next(iter(sorted(case.part.towns)))
        return HandOver(Why.OTHER_TOWN, case.knowledge.departments[town])
    if case.route is None or case.route.fit < ROUTED:
        return None
    return HandOver(Why.NOT_IN_CORPUS, case.route.department, reason=case.route.reason)


def out_of_scope(_: Case) -> Result | None:
    """What is no department's business is declined kindly, with examples of what can be asked."""
    return Declined()


RULES: tuple[Rule, ...] = (
    emergency,
    not_a_question,
    not_for_a_clerk,
    person_wanted,
    outside_district,
    quoted_answer,
    fact_missing,
    department_known,
    out_of_scope,
)


def verdicts(candidate: Candidate, case: Case) -> dict[str, bool]:
    """Every condition an answer has to meet, by name."""
    focus = total(unit for unit in case.part.focus if not unit.aspect) or 1.0
    return {
        "evidence": candidate.evidence > 0,
        "names_the_matter": candidate.anchored,
        "covered": candidate.covered >= COVERED,
        "nothing_heavy_missing": total(candidate.missing) / focus <= MISSING,
        "same_act": all(speaks_of(act, candidate.found.text) for act in case.part.acts),
        "no_contradiction": not _contradicts(candidate, case),
    }


def stands(candidate: Candidate, case: Case) -> bool:
    """Whether the candidate may be shown as the answer."""
    return all(verdicts(candidate, case).values())


def _contradicts(candidate: Candidate, case: Case) -> bool:
    """Whether the article is about another town or another year than the question."""
    article = candidate.found.article
    town = next((key for key in article.departments[:1] if key in case.knowledge.town_ids), None)
    if case.part.towns and town and town not in case.part.towns:
        return True
    published = str(article.published.year) if article.published else ""
    years = case.part.years - {published}
    return bool(years) and not any(year in article.body for year in years)


def _department(case: Case) -> Department | None:
    """The department a message without a question of its own is about."""
    if case.route and case.route.fit >= ROUTED:
        return case.route.department
    best = next(iter(case.candidates), None)
    if best and has_topic(case.part.units) and best.covered >= TOPIC:
        return case.knowledge.department_of(best.found.article)
    return case.knowledge.corpus.desk
