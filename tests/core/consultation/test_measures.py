"""Receipts, and the buckets that add up."""

from datetime import date, timedelta

import pytest

from bot.core.consultation import (
    Bucket,
    Conclusion,
    Consultation,
    State,
    answered_at_once,
    bucket,
    find_receipt,
    receipt_number,
)
from bot.core.consultation import events as ev
from tests.core.consultation.cases import (
    CLAIM,
    CLOSED,
    CONSENT,
    IN_STATE,
    LI,
    NOON,
    OPEN,
    PROMISE,
    REPLY,
    RESOLVE,
    after,
)

OPENING = ev.DeadlinePassed(at=NOON + timedelta(hours=20), kind=IN_STATE[State.OUT_OF_HOURS].deadline.kind)  # type: ignore[union-attr]
AT_NIGHT = ev.Consent(at=NOON, receipt="#0312-07", office=CLOSED)
IN_WRITING = ev.Consent(at=NOON, receipt="#0312-07", office=OPEN, live=False)
REFERRED = ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.OUT_OF_REMIT, referral="区税务局")
INVALID = ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.INVALID)
GONE, BACK = ev.CitizenGone(at=NOON), ev.CitizenBack(at=NOON)
REOPEN = ev.Reopen(at=NOON, office=OPEN)


@pytest.mark.parametrize(
    ("consultation", "expected"),
    [
        (after(CONSENT, CLAIM, REPLY, RESOLVE), Bucket.ON_THE_SPOT),
        (after(CONSENT, CLAIM, REPLY, RESOLVE, ev.Rate(at=NOON, stars=1)), Bucket.ON_THE_SPOT),
        (after(CONSENT, CLAIM, PROMISE, REPLY, RESOLVE), Bucket.PROMISED_THEN_ANSWERED),
        (after(AT_NIGHT, OPENING, CLAIM, REPLY, RESOLVE), Bucket.PROMISED_THEN_ANSWERED),
        (after(AT_NIGHT, CLAIM, REPLY, RESOLVE), Bucket.PROMISED_THEN_ANSWERED),
        (after(IN_WRITING, CLAIM, REPLY, RESOLVE), Bucket.PROMISED_THEN_ANSWERED),
        (after(CONSENT, GONE, BACK, CLAIM, REPLY, RESOLVE), Bucket.PROMISED_THEN_ANSWERED),
        (after(CONSENT, CLAIM, GONE, BACK, REPLY, RESOLVE), Bucket.ON_THE_SPOT),
        (after(CONSENT, CLAIM, REFERRED), Bucket.OUT_OF_REMIT),
        (after(CONSENT, REFERRED), Bucket.OUT_OF_REMIT),
        (after(CONSENT, ev.SolvedByBot(at=NOON)), Bucket.ANSWERED_BY_BOT),
        (after(CONSENT, ev.SolvedByBot(at=NOON), REOPEN, CLAIM, REPLY, RESOLVE), Bucket.ON_THE_SPOT),
        (after(ev.Decline(at=NOON)), Bucket.ABANDONED),
        (after(CONSENT, CLAIM, REPLY, ev.Cancel(at=NOON)), Bucket.ABANDONED),
        (after(CONSENT, INVALID), None),
        (after(CONSENT, ev.MarkSpam(at=NOON, staff=LI)), None),
    ],
)
def test_every_end_has_its_bucket(consultation: Consultation, expected: Bucket | None) -> None:
    """The bucket follows from what happened; invalid questions and spam are not consultations."""
    assert bucket(consultation) is expected


def test_an_open_consultation_has_no_bucket() -> None:
    """Only finished consultations are counted."""
    for consultation in IN_STATE.values():
        if not consultation.is_finished:
            with pytest.raises(ValueError, match="unfinished"):
                bucket(consultation)


def test_answered_at_once() -> None:
    """On the spot or by the bot, and not reopened."""
    assert answered_at_once(after(CONSENT, CLAIM, REPLY, RESOLVE))
    assert answered_at_once(after(CONSENT, ev.SolvedByBot(at=NOON)))
    assert not answered_at_once(after(CONSENT, CLAIM, REPLY, RESOLVE, REOPEN, CLAIM, REPLY, RESOLVE))
    assert not answered_at_once(after(CONSENT, CLAIM, PROMISE, REPLY, RESOLVE))


def test_receipts_are_read_as_they_are_written() -> None:
    """A receipt names day and count, and is found in what a citizen types."""
    assert receipt_number(date(2026, 3, 12), 7) == "#0312-07"
    assert receipt_number(date(2026, 12, 1), 123) == "#1201-123"
    assert find_receipt("我的编号是0312-07，到哪一步了") == "#0312-07"
    assert find_receipt("＃1201－123") == "#1201-123"
    assert find_receipt("0571-82899999") is None
    assert find_receipt("三月十二日第七件") is None
    with pytest.raises(ValueError, match="from 1"):
        receipt_number(date(2026, 3, 12), 0)
