"""What a logged question counts as."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.consultation import Bucket, Conclusion, Consultation, State
from bot.core.consultation import events as ev
from bot.core.facts import Fact, fact_of
from bot.core.model import LogRecord, Outcome, Rating
from tests.core.consultation.cases import CLAIM, CONSENT, IN_STATE, LI, NOON, PROMISE, REPLY, RESOLVE, after
from tests.store.samples import record as logged

ANSWER = logged("q")
HANDOFF = logged("q", outcome=Outcome.HANDOFF, rule="fact_missing", citations=())
REFUSED = logged("q", outcome=Outcome.REFUSE, rule="out_of_scope", citations=(), department=None)
PROMISED = after(CONSENT, CLAIM, PROMISE, REPLY, ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.PROMISED))
ELSEWHERE = after(
    CONSENT, CLAIM, ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.OUT_OF_REMIT, referral="区税务局")
)


@pytest.mark.parametrize(
    ("record", "case", "bucket"),
    [
        (ANSWER, None, Bucket.ANSWERED_BY_BOT),
        (replace(ANSWER, rating=Rating.SOLVED), None, Bucket.ANSWERED_BY_BOT),
        (replace(ANSWER, rating=Rating.UNSOLVED), None, Bucket.ABANDONED),
        (replace(ANSWER, rating=Rating.UNSOLVED), IN_STATE[State.CLOSED], Bucket.ON_THE_SPOT),
        (HANDOFF, None, Bucket.ABANDONED),
        (HANDOFF, IN_STATE[State.CLOSED], Bucket.ON_THE_SPOT),
        (HANDOFF, PROMISED, Bucket.PROMISED_THEN_ANSWERED),
        (HANDOFF, ELSEWHERE, Bucket.OUT_OF_REMIT),
        (HANDOFF, IN_STATE[State.CANCELLED], Bucket.ABANDONED),
        (REFUSED, None, Bucket.OUT_OF_REMIT),
        (logged("q", outcome=Outcome.CLARIFY, citations=()), None, Bucket.ABANDONED),
    ],
)
def test_a_concluded_question_has_one_bucket(record: LogRecord, case: Consultation | None, bucket: Bucket) -> None:
    """By what people did where they were connected, else by what the bot did and the citizen said of it."""
    fact = fact_of(record, case)

    assert (fact.valid, fact.bucket) == (True, bucket)
    assert fact.at_once == (bucket in (Bucket.ANSWERED_BY_BOT, Bucket.ON_THE_SPOT))


@pytest.mark.parametrize("state", [state for state in State if not IN_STATE[state].is_finished])
def test_a_case_under_way_has_no_bucket_yet(state: State) -> None:
    """It is valid, and concluded later."""
    fact = fact_of(HANDOFF, IN_STATE[state])

    assert (fact.valid, fact.bucket, fact.at_once) == (True, None, False)


@pytest.mark.parametrize(
    "fact",
    [
        fact_of(replace(HANDOFF, outcome=Outcome.SMALLTALK)),
        fact_of(replace(ANSWER, channel="batch")),
        fact_of(HANDOFF, IN_STATE[State.SPAM]),
        fact_of(ANSWER, replaced=True),
    ],
)
def test_greetings_tests_spam_and_replaced_messages_are_in_no_measure(fact: Fact) -> None:
    """Nothing about them is counted."""
    assert (fact.valid, fact.bucket, fact.at_once, fact.handed) == (False, None, False, False)
    assert (fact.satisfied, fact.response_seconds, fact.unanswered) == (None, None, False)


def test_a_silent_citizen_is_unrated() -> None:
    """Without a word of the citizen satisfaction is unknown; stars count before a confirmation."""
    closed = after(CONSENT, CLAIM, REPLY, RESOLVE)
    said = {
        None: closed,
        True: after(CONSENT, CLAIM, REPLY, RESOLVE, ev.Confirm(at=NOON)),
        False: after(CONSENT, CLAIM, REPLY, RESOLVE, ev.Confirm(at=NOON), ev.Rate(at=NOON, stars=3)),
    }

    assert {word: fact_of(HANDOFF, case).satisfied for word, case in said.items()} == {
        None: None,
        True: True,
        False: False,
    }


def test_the_first_human_sentence_is_timed_from_the_question() -> None:
    """Seconds from the question to it; None when nobody has answered."""
    reply = replace(REPLY, at=NOON + timedelta(minutes=4))

    assert fact_of(HANDOFF, after(CONSENT, CLAIM, reply)).response_seconds == 240
    assert fact_of(HANDOFF, after(CONSENT, CLAIM)).response_seconds is None


def test_a_day_is_a_day_in_china() -> None:
    """What is asked after 16:00 UTC belongs to the next day."""
    late = replace(ANSWER, asked_at=datetime(2026, 3, 2, 16, tzinfo=UTC))

    assert fact_of(late).day == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("record", "unanswered"),
    [
        (ANSWER, False),
        (replace(ANSWER, rating=Rating.UNSOLVED), True),
        (HANDOFF, True),
        (replace(HANDOFF, rule="person_wanted"), False),
        (REFUSED, True),
        (replace(REFUSED, rule="outside_district"), False),
    ],
)
def test_what_nobody_knew_is_unanswered(record: LogRecord, unanswered: bool) -> None:
    """A hand-off, an answer that did not help, and what nothing was found for; not who merely asked for a person."""
    assert fact_of(record).unanswered is unanswered


def test_the_matter_is_the_cited_article_or_the_nearest_one() -> None:
    """An unknown matter is empty."""
    assert [fact_of(each).matter for each in (ANSWER, HANDOFF, REFUSED)] == ["a1", "a1", ""]
    far = replace(HANDOFF, hits=(replace(HANDOFF.hits[0], coverage=0.1), *HANDOFF.hits[1:]))
    assert fact_of(far).matter == "", "it shares a word with the question and no more"
    assert fact_of(ANSWER).kind == "place"
    assert fact_of(replace(ANSWER, understanding={"parts": "?"})).kind == ""
