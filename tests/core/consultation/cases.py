"""Consultations in every state, reached by real events, and one example of every event."""

from datetime import UTC, date, datetime, timedelta

from bot.core.consultation import Availability, Conclusion, Consultation, DeadlineKind, Staff, State, offer, step
from bot.core.consultation import events as ev
from bot.core.consultation.effects import Effect, Notice, NoticeKind

NOON = datetime(2026, 3, 12, 4, tzinfo=UTC)
DUE = NOON + timedelta(days=1)
OPEN = Availability(due=DUE)
CLOSED = Availability(due=DUE, opens_at=NOON + timedelta(hours=20))
LI, WANG = Staff("s-li", "12"), Staff("s-wang", "7")

CONSENT = ev.Consent(at=NOON, receipt="#0312-07", office=OPEN)
CLAIM = ev.Claim(at=NOON, staff=LI)
REPLY = ev.StaffMessage(at=NOON, staff=LI, message="m-reply")
PROMISE = ev.Promise(at=NOON, staff=LI, day=date(2026, 3, 13), due=DUE)
RESOLVE = ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.ANSWERED)


def offered() -> Consultation:
    """A consultation that has just been offered."""
    return offer("case-1", "citizen-1", "market-regulation", "q-1", NOON)


def after(*events: ev.Event) -> Consultation:
    """The consultation after these events."""
    consultation = offered()
    for event in events:
        consultation, _ = step(consultation, event)
    return consultation


def effects_of(consultation: Consultation, event: ev.Event) -> tuple[Effect, ...]:
    """What the event makes happen."""
    return step(consultation, event)[1]


def notices(consultation: Consultation, event: ev.Event) -> list[NoticeKind]:
    """The kinds of notices that an event leads to, all for the member of staff who acted."""
    return [effect.kind for effect in effects_of(consultation, event) if isinstance(effect, Notice)]


IN_STATE: dict[State, Consultation] = {
    State.OFFERED: offered(),
    State.WAITING: after(CONSENT),
    State.OUT_OF_HOURS: after(ev.Consent(at=NOON, receipt="#0312-07", office=CLOSED)),
    State.CLAIMED: after(CONSENT, CLAIM),
    State.ANSWERED: after(CONSENT, CLAIM, REPLY),
    State.PROMISED: after(CONSENT, CLAIM, PROMISE),
    State.UNREACHABLE: after(CONSENT, CLAIM, REPLY, ev.CitizenGone(at=NOON)),
    State.RESOLVED: after(CONSENT, CLAIM, REPLY, RESOLVE),
    State.CLOSED: after(CONSENT, CLAIM, REPLY, RESOLVE, ev.Confirm(at=NOON)),
    State.CANCELLED: after(CONSENT, ev.Cancel(at=NOON)),
    State.SPAM: after(CONSENT, ev.MarkSpam(at=NOON, staff=LI)),
}

EXAMPLES: tuple[ev.Event, ...] = (
    CONSENT,
    ev.Decline(at=NOON),
    ev.KeepWaiting(at=NOON),
    ev.LeaveInWriting(at=NOON),
    ev.CitizenMessage(at=NOON, message="m-1"),
    ev.CitizenEdit(at=NOON, message="m-1", version=2),
    ev.Cancel(at=NOON),
    ev.Confirm(at=NOON),
    ev.Rate(at=NOON, stars=5),
    ev.Reopen(at=NOON, office=OPEN),
    ev.SolvedByBot(at=NOON),
    ev.CitizenGone(at=NOON),
    ev.CitizenBack(at=NOON),
    CLAIM,
    ev.Release(at=NOON, staff=LI, office=OPEN),
    ev.Takeover(at=NOON, staff=WANG),
    ev.Reassign(at=NOON, staff=LI, department="tax", office=OPEN, reason="涉税"),
    REPLY,
    ev.Note(at=NOON, staff=LI, message="m-note"),
    ev.StaffEdit(at=NOON, staff=LI, message="m-reply", version=2),
    ev.Retract(at=NOON, staff=LI, message="m-reply"),
    ev.UsePassage(at=NOON, staff=LI, passage="p-1"),
    PROMISE,
    RESOLVE,
    ev.MarkSpam(at=NOON, staff=LI),
    ev.DeadlinePassed(at=NOON, kind=DeadlineKind.CLAIM),
    ev.TopicLost(at=NOON),
)
