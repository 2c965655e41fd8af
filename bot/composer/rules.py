"""Who speaks: the rules in order, the first that has something to say wins.

A rule is a function from a case to a result or None. Each has a reason that a window clerk would understand.
"""

from collections.abc import Callable
from typing import TypeGuard

from bot.composer.case import Case
from bot.composer.extract import Candidate, vouched
from bot.composer.guides import as_candidate, field_answer, offered_questions
from bot.composer.headline import headline
from bot.composer.kinds import Wanted
from bot.composer.outcomes import Choose, Courtesy, Declined, HandOver, Quoted, Result, Why
from bot.composer.route import Route
from bot.composer.talk import Talk, emergency_number
from bot.composer.understand import asks_nothing, has_topic
from bot.composer.units import coverage, presence
from bot.composer.wanted import is_strict
from bot.composer.whole import whole_answer
from corpus.model import Department

CONFIDENT = 0.55
"""The probability from which a sentence is shown as the answer."""
ABOUT = 0.6
"""The probability, from which a large collection is asked, that it answers the question at all."""
NAMED = 0.45
"""The weight of the matter's words found that makes an article the topic although the fact is not there."""
TOPIC = 0.45
"""The share of the matter's words found that does so."""
UNMISTAKABLE = 0.9
"""The weight of words found that leaves no doubt about the matter, whatever else is said."""
MOST_CHOICES = 4
"""Readings offered at most."""
NEAR = 0.5
"""The share of a question's content from which a sentence is worth showing as background."""
EXACT = 0.8
"""How well a responsibility has to fit to be just what is asked."""
ROUTED = 0.45
"""How well a responsibility has to fit before the department is named for it."""
GIVEN = 0.75
"""The share of a responsibility that a question has to say before it is given as the reason."""

GLANCE = 300
"""Characters of an article that is read at a glance, and quoted whole to who asks as editors foresaw."""

FORMALITIES = frozenset(
    ("许可证", "许可", "执照", "证书", "资格证", "证明", "证件", "办证", "领证", "落户", "审批", "补贴", "补助", "登记")
)
"""Words of which a citizen speaks to an office only."""

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
    """A matter to be done in another city is not ours to answer, unless the city is in the name of a guide of ours."""
    place, ours = case.part.outside, bool(case.knowledge.corpus.departments)  # without any it is no district's corpus
    return Declined(place) if place and ours and not _is_in_a_name(place, case) else None


def _is_in_a_name(place: str, case: Case) -> bool:
    """Whether the message says the full name of a guide that holds the place."""
    guides = (guide for guide, _ in case.knowledge.find_guides(case.text, case.today))
    return any(place in name and name in case.text for guide in guides for name in case.knowledge.guide_names(guide))


def bare_matter(case: Case) -> Result | None:
    """Who names a matter without asking anything of it is offered the questions that others ask about it.

    Not where editors linked the very words to an answer that is read at a glance: that is given.
    """
    best = next(iter(case.fitting), None)
    if isinstance(linked_question(case), Quoted):
        return None
    if best is None or case.part.follow_up or not asks_nothing(case.part) or not is_topic(best):
        return None
    asked = [line for line in best.found.article.asked_as if shares_matter(line, case)]
    asked.sort(key=lambda line: -coverage(case.part.focus, case.knowledge.normal(line)))
    return Choose(tuple(asked[:MOST_CHOICES])) if len(asked) > 1 else None


def shares_matter(line: str, case: Case) -> bool:
    """Whether a way of asking names what the part names."""
    return any(presence(unit, case.knowledge.normal(line)) == 1.0 for unit in case.part.focus if not unit.aspect)


def quoted_answer(case: Case) -> Result | None:
    """A sentence that holds what is asked, about the very thing asked, is quoted with its source."""
    if not has_topic(case.part.units) or asks_nothing(case.part):
        return None
    if case.confidence < CONFIDENT or case.about < ABOUT:
        return None
    best = case.answering[0]
    vague = not any(is_strict(kind) for kind in case.part.wanted)
    if _is_anothers(case, best) or (vague and best.topic < TOPIC) or _names_no_condition(case, best):
        return None
    chosen = whole_answer(case.part, best, case.fitting, case.knowledge)
    department = case.knowledge.department_of(best.found.article)
    return Quoted(chosen, department, headline(case.part, [each.quote for each in chosen], department), case.confidence)


def linked_question(case: Case) -> Result | None:
    """What editors made a way of asking for an article is answered from it, or by its department; never from elsewhere."""
    linked = case.knowledge.linked(case.text, case.today) or case.knowledge.linked(case.part.text, case.today)
    if not linked:
        return None
    articles = {each.article.id for each in linked}
    said = quoted_answer(case)
    if isinstance(said, Quoted) and articles & {each.found.article.id for each in said.quotes}:
        return None  # and the next rule says it
    department = case.knowledge.department_of(linked[0].article)
    whole = tuple(vouched(each, each.passage.text) for each in case.knowledge.whole(linked[0]))
    if sum(len(each.quote) for each in whole) <= GLANCE:
        return Quoted(whole, department, headline(case.part, [each.quote for each in whole], department), 1.0)
    nearest = next((each for each in case.fitting if each.found.article.id in articles), None)
    return HandOver(Why.FACT_MISSING, department or case.knowledge.corpus.desk, nearest=nearest)


def guide_field(case: Case) -> Result | None:
    """Who names a matter and asks for one of its facts is answered from that field of its guide, or told it is not given."""
    answer = field_answer(case.text, case.part.text, case.knowledge, case.today)
    if answer is None:
        return None
    if answer.differ:
        departments = (case.knowledge.department_for(guide.department) for guide in answer.guides)
        return Choose(tuple(f"{each.name}：{case.text}" for each in departments if each)[:MOST_CHOICES])
    guide = answer.guides[0]
    department = case.knowledge.department_for(guide.department)
    if answer.lines:
        quote = as_candidate(guide, answer.field, case.knowledge)
        return Quoted((quote,), department, headline(case.part, answer.lines, department), answer.share)
    wanted = next((kind for kind in case.part.wanted if is_strict(kind)), None)
    return HandOver(Why.FIELD_MISSING, department, wanted=wanted)


def _names_no_condition(case: Case, best: Candidate) -> bool:
    """Whether nothing but conditions is asked for, and the sentence holds none: that somebody applied does not say who may."""
    named = "条件" in case.part.text or "资格" in case.part.text
    return named and case.part.wanted == (Wanted.CONDITION,) and best.grade == 0


def _is_anothers(case: Case, best: Candidate) -> bool:
    """Whether the question is word for word the business of a department that the article neither speaks for nor names."""
    route = case.route
    if route is None or not route.reason or route.fit < EXACT or route.weight < best.named:
        return False
    named = any(name in best.found.article.body for name in route.department.names)
    return not _speaks_for(route, best) and not named


def _speaks_for(route: Route, best: Candidate) -> bool:
    """Whether the candidate's article is the department's own."""
    return route.department.id in best.found.article.departments


def fact_missing(case: Case) -> Result | None:
    """The matter is known but not the fact: say so, name the department, show the nearest text as background."""
    best = next((each for each in (*case.fitting[:1], *_other_times(case)) if is_topic(each)), None)
    if best is None:
        return None
    if case.route and case.route.fit > best.topic and case.route.reason and not _speaks_for(case.route, best):
        return None
    wanted = next((kind for kind in case.part.wanted if is_strict(kind) and best.evidence == 0), None)
    nearest = best if best.own >= NEAR and best not in case.clashing else None
    return HandOver(Why.FACT_MISSING, case.knowledge.department_of(best.found.article), wanted=wanted, nearest=nearest)


def _other_times(case: Case) -> tuple[Candidate, ...]:
    """The best sentence about another year, day or issue than asked; one about another town tells nothing of this one."""
    return () if case.part.towns else case.clashing[:1]


def guide_named(case: Case) -> Result | None:
    """Who names a guide in other words, or asks nothing of it, is offered what it can answer."""
    options = offered_questions(case.text, case.knowledge, case.today)
    return Choose(options) if options else None


def department_known(case: Case) -> Result | None:
    """A government matter that the corpus does not know goes to the department whose business it is."""
    # 我住临浦，狗证要多久: whose business it is word for word says more than where one lives.
    exact = case.route is not None and case.route.reason and case.route.fit >= EXACT
    if case.part.towns and not exact:
        town = next(iter(sorted(case.part.towns)))
        return HandOver(Why.OTHER_TOWN, case.knowledge.departments[town])
    if not routed(case.route):
        return None
    # 医保卡余额 is no reason to give to who asks for a new card.
    reason = case.route.reason if case.route.said >= GIVEN else ""
    return HandOver(Why.NOT_IN_CORPUS, case.route.department, reason=reason)


def desk_finds_out(case: Case) -> Result | None:
    """Papers and formalities are a government's business: when none of the departments is known for them, the desk asks around."""
    desk = case.knowledge.corpus.desk
    formal = any(unit.text in FORMALITIES for unit in case.part.focus)
    return HandOver(Why.DEPARTMENT_UNKNOWN, desk) if desk and formal else None


def out_of_scope(case: Case) -> Result | None:
    """What is no department's business is declined kindly, with examples of what can be asked."""
    of_nothing = not has_topic(case.part.units) and (case.part.wanted or case.part.yes_no)
    return Declined(Talk.EMPTY if of_nothing else None)


RULES: tuple[Rule, ...] = (
    emergency,
    not_a_question,
    not_for_a_clerk,
    person_wanted,
    guide_field,
    outside_district,
    bare_matter,
    linked_question,
    quoted_answer,
    fact_missing,
    guide_named,
    department_known,
    desk_finds_out,
    out_of_scope,
)


def is_topic(candidate: Candidate) -> bool:
    """Whether the question is about the matter of the candidate's article, known fact or not."""
    return candidate.named >= UNMISTAKABLE or (candidate.named >= NAMED and candidate.topic >= TOPIC)


def routed(route: Route | None) -> TypeGuard[Route]:
    """Whether a department's business fits well enough to name it."""
    return route is not None and (route.fit >= ROUTED or route.weight >= UNMISTAKABLE)


def _department(case: Case) -> Department | None:
    """The department a message without a question of its own is about."""
    if routed(case.route):
        return case.route.department
    best = next(iter(case.fitting), None)
    if best and is_topic(best):
        return case.knowledge.department_of(best.found.article)
    return case.knowledge.corpus.desk
