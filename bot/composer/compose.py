"""From a question to a decision: understand, search, let the first rule speak, word it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.composer.case import Case, build_case
from bot.composer.knowledge import Found, Knowledge
from bot.composer.outcomes import Choose, Courtesy, Declined, HandOver, Quoted, Result
from bot.composer.rules import RULES
from bot.composer.talk import Talk
from bot.composer.understand import Part, Understanding, is_elliptic, understand, with_topic
from bot.composer.wording import EXAMPLES, say
from bot.core.model import Citation, Decision, DepartmentRef, Outcome, RichText, Span
from corpus.model import Department

_EMPTY_PART = Part("", (), False, frozenset(), ())


@dataclass(frozen=True, slots=True)
class Composed:
    """A decision with what led to it."""

    decision: Decision
    understanding: Understanding
    found: tuple[Found, ...]


def compose(text: str, history: Sequence[str], knowledge: Knowledge, today: date) -> Composed:
    """Decide on a message. `history` holds earlier questions, oldest first; `today` is the citizen's date."""
    understanding = understand(text, knowledge)
    decided = [
        _decide(part, understanding, history, knowledge, today) for part in understanding.parts or (_EMPTY_PART,)
    ]
    found = tuple(each for case, _ in decided for each in case.found)
    return Composed(_together([decision for _, decision in decided]), understanding, found)


def _decide(
    part: Part, understanding: Understanding, history: Sequence[str], knowledge: Knowledge, today: date
) -> tuple[Case, Decision]:
    """Decide on one part: an elliptic one with the topic of what was asked before, any other first by itself."""
    alone = _ruled(part, understanding, knowledge, today)
    if not history or understanding.talk not in (None, Talk.HUMAN):
        return alone
    if understanding.talk is Talk.HUMAN:
        return _handed_over(part, understanding, history, knowledge, today) or alone
    if alone[1].outcome is Outcome.ANSWER and not is_elliptic(part):
        return alone
    for earlier in reversed(history[-3:]):
        case, decision = _ruled(with_topic(part, earlier, knowledge), understanding, knowledge, today)
        if decision.outcome is Outcome.ANSWER:
            return case, decision
    if alone[1].outcome is Outcome.ANSWER or not is_elliptic(part):
        return alone
    return _handed_over(part, understanding, history, knowledge, today) or alone


def _handed_over(
    part: Part, understanding: Understanding, history: Sequence[str], knowledge: Knowledge, today: date
) -> tuple[Case, Decision] | None:
    """The hand-off of an elliptic part to the department that the conversation is about, or None."""
    desk = knowledge.corpus.desk.id if knowledge.corpus.desk else ""
    for earlier in reversed(history[-3:]):
        case, decision = _ruled(with_topic(part, earlier, knowledge), understanding, knowledge, today)
        if decision.department and decision.department.id != desk:
            return case, decision
    return None


def _ruled(part: Part, understanding: Understanding, knowledge: Knowledge, today: date) -> tuple[Case, Decision]:
    case = build_case(understanding.text, understanding.talk, understanding.outside, part, knowledge, today)
    trace = []
    for rule in RULES:
        result = rule(case)
        trace.append((rule.__name__, type(result).__name__ if result else "–"))
        if result is not None:
            return case, _decision(rule.__name__, result, case, tuple(trace))
    raise AssertionError("the last rule always speaks")


def _decision(rule: str, result: Result, case: Case, trace: tuple[tuple[str, str], ...]) -> Decision:
    reply = say(result)
    match result:
        case Quoted(quotes=quotes, department=department):
            return Decision(
                Outcome.ANSWER,
                rule,
                reply,
                case.confidence,
                tuple(_citation(each.found, each.quote) for each in quotes),
                _ref(department),
                trace=trace,
            )
        case HandOver(nearest=nearest):
            background = _citation(nearest.found, nearest.quote) if nearest else None
            return Decision(
                Outcome.HANDOFF,
                rule,
                reply,
                0.5,
                department=_ref(result.department, result.reason),
                background=background,
                trace=trace,
            )
        case Choose(options=options):
            return Decision(Outcome.CLARIFY, rule, reply, 0.5, options=options, trace=trace)
        case Courtesy(talk=talk):
            options = EXAMPLES if talk in (Talk.ABILITY, Talk.GREETING) else ()
            return Decision(Outcome.SMALLTALK, rule, reply, 1.0, options=options, trace=trace)
        case Declined(number=number):
            return Decision(Outcome.REFUSE, rule, reply, 1.0, options=() if number else EXAMPLES, trace=trace)


def _citation(found: Found, quote: str) -> Citation:
    article, passage = found.article, found.passage
    return Citation(article.id, article.title, article.source, article.published, passage.id, passage.text, quote)


def _ref(department: Department | None, reason: str = "") -> DepartmentRef | None:
    return DepartmentRef(department.id, department.name, reason) if department else None


def _together(decisions: Sequence[Decision]) -> Decision:
    """One decision for the whole message: an answer when any part is answered, else the first hand-off, else the first."""
    distinct = _distinct(decisions)
    if len(distinct) == 1:
        return distinct[0]
    answers = [each for each in distinct if each.outcome is Outcome.ANSWER]
    lead = next(iter(answers), next((each for each in distinct if each.outcome is Outcome.HANDOFF), distinct[0]))
    kept = (
        [each for each in distinct if each.outcome in (Outcome.ANSWER, Outcome.HANDOFF)]
        if answers or lead.outcome is Outcome.HANDOFF
        else [lead]
    )
    if not answers:
        return lead
    reply: RichText = ()
    for each in kept:
        reply = (*reply, Span("\n\n"), *each.reply) if reply else each.reply
    citations = tuple(dict.fromkeys(citation for each in kept for citation in each.citations))
    confidence = min(each.confidence for each in answers)
    return Decision(
        Outcome.ANSWER, lead.rule, reply, confidence, citations, lead.department, parts=tuple(kept), trace=lead.trace
    )


def _distinct(decisions: Sequence[Decision]) -> list[Decision]:
    """Without parts that quote nothing beyond an earlier part."""
    kept: list[Decision] = []
    for decision in decisions:
        quoted = {citation.quote for each in kept for citation in each.citations}
        if decision.citations and {citation.quote for citation in decision.citations} <= quoted:
            continue
        kept.append(decision)
    return kept
