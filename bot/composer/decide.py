"""From what the rules said on each part to the one decision on the whole message."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.composer.case import Case
from bot.composer.extract import Candidate
from bot.composer.outcomes import Above, Choose, Courtesy, Declined, HandOver, Quoted, Result, Why
from bot.composer.talk import Talk
from bot.composer.wording import EXAMPLES, LEFT_OUT, TOO_MANY, say
from bot.core.model import Citation, Decision, DepartmentRef, Outcome, RichText, Span
from corpus.model import Department


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule said on one part. `trace` lists each rule asked and the type of its result, empty for silence."""

    case: Case
    rule: str
    result: Result
    trace: tuple[tuple[str, str], ...]


def decision_of(rulings: Sequence[Ruling]) -> Decision:
    """One decision: an answer when any part is answered, else a hand-off when any is, else the first part's.

    The reply holds every answer and every hand-off, in order; hand-offs to the same department are said as one.
    """
    decisions = [_decision(ruling) for ruling in _gathered(_without_repeats(rulings))]
    kept = _distinct(each for each in decisions if each.outcome in (Outcome.ANSWER, Outcome.HANDOFF))
    if len(kept) < 2:
        return kept[0] if kept else decisions[0]
    answers = [decision for decision in kept if decision.outcome is Outcome.ANSWER]
    return replace(
        next(iter(answers or kept)),
        reply=_joined([decision.reply for decision in kept]),
        confidence=min(decision.confidence for decision in answers or kept),
        citations=tuple(dict.fromkeys(citation for decision in answers for citation in decision.citations)),
        parts=tuple(kept),
    )


def _distinct(decisions: Iterable[Decision]) -> list[Decision]:
    """One decision for each reply, in order."""
    return list({decision.reply: decision for decision in reversed(tuple(decisions))}.values())[::-1]


def with_left_out(decision: Decision, rulings: Sequence[Ruling]) -> Decision:
    """The decision, naming what an answered message also asked and got no word on.

    A hand-off needs no such note: staff read the whole message.
    """
    left = [ruling.case.part.text for ruling in rulings if isinstance(ruling.result, Choose | Declined)]
    return (
        _noted(decision, LEFT_OUT.format(left="；".join(left)))
        if left and decision.outcome is Outcome.ANSWER
        else decision
    )


def with_unread(decision: Decision, unread: Sequence[str]) -> Decision:
    """The decision, naming the questions of the message that it leaves out."""
    return _noted(decision, TOO_MANY.format(unread="；".join(unread))) if unread else decision


def _noted(decision: Decision, note: str) -> Decision:
    return replace(decision, reply=(*decision.reply, Span("\n\n"), Span(note)))


def _without_repeats(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Later parts without what earlier ones have quoted already. Left out is only what asks the same once more."""
    shown: dict[str, Ruling] = {}
    kept: list[Ruling] = []
    for ruling in rulings:
        if isinstance(ruling.result, Quoted):
            before = [shown[each.quote] for each in ruling.result.quotes if each.quote in shown]
            new = tuple(each for each in ruling.result.quotes if each.quote not in shown)
            if not new and any(_asks_again(ruling, earlier) for earlier in before):
                continue
            shown |= {each.quote: ruling for each in new}
            if before:
                ruling = _after_those_shown(ruling, ruling.result, new)
        kept.append(ruling)
    return kept


def _after_those_shown(ruling: Ruling, result: Quoted, new: tuple[Candidate, ...]) -> Ruling:
    """The ruling with what is new: where that is the best quote it goes by itself, else the citizen reads where it stands.

    What was only to stand beside the best quote is not worth an answer of its own, unless it clearly holds what is asked.
    """
    if result.quotes[0] in new:
        return replace(ruling, result=replace(result, quotes=new))
    clear = tuple(each for each in new if each.grade == 1.0)
    return replace(ruling, result=Above(ruling.case.part.text, result, clear))


def _asks_again(ruling: Ruling, earlier: Ruling) -> bool:
    """Whether a part has the same direct answer as an earlier one, or wants nothing and names no matter that it does not."""
    value, known_value = (each.result.headline.value for each in (ruling, earlier) if isinstance(each.result, Quoted))
    if value and value == known_value:
        return True
    part, before = ruling.case.part, earlier.case.part
    matter, known = ({unit.variants[0] for unit in each.units if not unit.aspect} for each in (part, before))
    return set(part.wanted) <= set(before.wanted) and part.yes_no <= before.yes_no and matter <= known


def _gathered(rulings: Sequence[Ruling]) -> list[Ruling]:
    """The hand-offs of several questions to one department as one that names them, where the first one stands."""
    kept: dict[str, Ruling] = {}
    for number, ruling in enumerate(rulings):
        first = kept.setdefault(_gathered_under(ruling.result) or str(number), ruling)
        if first is not ruling and isinstance(first.result, HandOver):
            asked = (*(first.result.asked or (first.case.part.text,)), ruling.case.part.text)
            kept[_gathered_under(ruling.result)] = replace(first, result=replace(first.result, asked=asked))
    return list(kept.values())


def _gathered_under(result: Result) -> str:
    """The id of the department whose hand-offs are said as one; empty for what stands by itself."""
    if isinstance(result, HandOver) and result.why in _GATHERED and result.department:
        return result.department.id
    return ""


_GATHERED = frozenset({Why.FACT_MISSING, Why.FIELD_MISSING, Why.NOT_IN_CORPUS})


def _joined(replies: Sequence[RichText]) -> RichText:
    """The replies with a blank line between them."""
    return tuple(span for number, reply in enumerate(replies) for span in ((Span("\n\n"),) if number else ()) + reply)


def _decision(ruling: Ruling) -> Decision:
    rule, result, trace = ruling.rule, ruling.result, ruling.trace
    reply = say(result)
    match result:
        case Quoted() | Above():
            result = result.quoted if isinstance(result, Above) else result
            citations = tuple(citation_of(each) for each in result.quotes)
            department = _ref(result.department)
            return Decision(Outcome.ANSWER, rule, reply, result.confidence, citations, department, trace=trace)
        case HandOver():
            background = citation_of(result.nearest) if result.nearest else None
            department = _ref(result.department, result.reason)
            unsure = 1.0 - ruling.case.confidence
            return Decision(
                Outcome.HANDOFF, rule, reply, unsure, department=department, background=background, trace=trace
            )
        case Choose():
            return Decision(Outcome.CLARIFY, rule, reply, 1.0, options=result.options, trace=trace)
        case Courtesy():
            options = EXAMPLES if result.talk in (Talk.ABILITY, Talk.GREETING) else ()
            return Decision(Outcome.SMALLTALK, rule, reply, 1.0, options=options, trace=trace)
        case Declined():
            unsure = 1.0 - ruling.case.confidence
            options = () if result.number else EXAMPLES
            return Decision(Outcome.REFUSE, rule, reply, unsure, options=options, trace=trace)


def citation_of(candidate: Candidate) -> Citation:
    """The candidate as a quote with its place."""
    article, passage = candidate.found.article, candidate.found.passage
    return Citation(
        article.id, article.title, article.source, article.published, passage.id, passage.text, candidate.quote
    )


def _ref(department: Department | None, reason: str = "") -> DepartmentRef | None:
    return DepartmentRef(department.id, department.name, reason) if department else None
