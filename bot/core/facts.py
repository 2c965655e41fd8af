"""What one logged question counts as in the published measures; computed when it is logged, rated, or its case moves."""

from dataclasses import dataclass
from datetime import date

from bot.core.consultation import Bucket, Consultation, answered_at_once, bucket
from bot.core.hours import SHANGHAI
from bot.core.model import LogRecord, Outcome, Rating

TESTS = frozenset({"batch"})
"""Channels in which programs ask, not people."""
SATISFIED = 4
"""Stars, of five, from which a citizen counts as satisfied."""
NEAREST_IS_MATTER = frozenset({"fact_missing", "guide_field"})
"""Rules that hand over a matter the corpus knows; its nearest passage names it."""
NAMED = 0.2
"""The share of a question that the nearest passage has to say; what says less is not what was asked about."""
NOBODY_KNEW = frozenset({"out_of_scope"})
"""Rules that decline because nothing was found; a question of ours may be among them."""
ASKED_FOR_A_PERSON = frozenset({"person_wanted"})
"""Rules that hand over although no question was left unanswered."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A question as it is counted and filtered by.

    `day` is the day in China on which it was asked. `kind` is the kind of fact wanted (`composer.kinds.Wanted`), or
    empty; `matter` the id of the article or guide it is about, or empty; `case` the consultation's id, or empty.
    `valid` is False for greetings, tests, spam and what a later message replaces: those are in no measure.
    `bucket` is None while the consultation is under way, and for what is not valid. `at_once` counts towards
    一次性答复率. `handed` is True once the citizen was connected to a department. `satisfied` is None for the unrated.
    `response_seconds` is the time from the question to the first human sentence, or None.
    `unanswered` is True when nobody's answer was in the corpus.
    """

    day: date
    text: str
    outcome: Outcome
    department: str
    kind: str
    matter: str
    confidence: float
    rating: Rating | None
    case: str
    valid: bool
    bucket: Bucket | None
    at_once: bool
    handed: bool
    satisfied: bool | None
    response_seconds: float | None
    unanswered: bool


def fact_of(record: LogRecord, case: Consultation | None = None, *, replaced: bool = False) -> Fact:
    """The fact of a logged question and of the consultation it led to; `replaced` when a later message took its place."""
    valid = not replaced and _is_valid(record, case)
    found = _bucket(record, case) if valid else None
    return Fact(
        day=record.asked_at.astimezone(SHANGHAI).date(),
        text=record.clean_text,
        outcome=record.outcome,
        department=(case.department if case else record.department) or "",
        kind=_kind(record),
        matter=_matter(record),
        confidence=record.confidence,
        rating=record.rating,
        case=case.id if case else "",
        valid=valid,
        bucket=found,
        at_once=found is not None and _at_once(record, case),
        handed=valid and case is not None and bool(case.receipt),
        satisfied=_satisfied(record, case) if valid else None,
        response_seconds=_response(case) if valid else None,
        unanswered=valid and _is_unanswered(record),
    )


def _is_valid(record: LogRecord, case: Consultation | None) -> bool:
    if record.outcome is Outcome.SMALLTALK or record.channel in TESTS:
        return False
    return case is None or not case.is_finished or bucket(case) is not None


def _bucket(record: LogRecord, case: Consultation | None) -> Bucket | None:
    """By what people did, where people were connected; else by what the bot did and the citizen said of it."""
    if case is not None:
        return bucket(case) if case.is_finished else None
    if record.outcome is Outcome.REFUSE:
        return Bucket.OUT_OF_REMIT
    solved = record.outcome is Outcome.ANSWER and record.rating is not Rating.UNSOLVED
    return Bucket.ANSWERED_BY_BOT if solved else Bucket.ABANDONED


def _at_once(record: LogRecord, case: Consultation | None) -> bool:
    return answered_at_once(case) if case else _bucket(record, case) is Bucket.ANSWERED_BY_BOT


def _satisfied(record: LogRecord, case: Consultation | None) -> bool | None:
    """The last word counts: stars before a confirmation, a consultation before the rating of the bot's answer."""
    if case is not None and case.stars is not None:
        return case.stars >= SATISFIED
    if case is not None and case.confirmed:
        return True
    return None if record.rating is None else record.rating is Rating.SOLVED


def _response(case: Consultation | None) -> float | None:
    if case is None or case.first_response_at is None:
        return None
    return max(0.0, (case.first_response_at - case.created_at).total_seconds())


def _is_unanswered(record: LogRecord) -> bool:
    if record.outcome is Outcome.ANSWER:
        return record.rating is Rating.UNSOLVED
    handed = record.outcome is Outcome.HANDOFF and record.rule not in ASKED_FOR_A_PERSON
    return handed or (record.outcome is Outcome.REFUSE and record.rule in NOBODY_KNEW)


def _kind(record: LogRecord) -> str:
    """Of the first part; a log written by an earlier release may hold another shape."""
    parts = record.understanding.get("parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    wanted = first.get("wanted") if isinstance(first, dict) else None
    return str(wanted[0]) if wanted else ""


def _matter(record: LogRecord) -> str:
    if record.citations:
        return record.citations[0].article_id
    if record.rule in NEAREST_IS_MATTER and record.hits and record.hits[0].coverage >= NAMED:
        return record.hits[0].passage_id.partition("#")[0]
    return ""
