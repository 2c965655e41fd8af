"""The one table of the three-way consultation, and the step that obeys it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.core.consultation import citizen, clock, staff
from bot.core.consultation import events as ev
from bot.core.consultation.effects import Effect, HandOver, OpenTopic, UpdateCard
from bot.core.consultation.errors import InvalidTransition, StaleEvent
from bot.core.consultation.moves import Result
from bot.core.consultation.values import Consultation, State

Handler = Callable[[Consultation, Any], Result]
_Row = Mapping[type[ev.Event], Handler]

_CHATTER: _Row = {
    ev.Note: staff.note,
    ev.StaffMessage: staff.unheard,
    ev.StaffEdit: staff.refused,
    ev.Retract: staff.refused,
}
_CORRECTIONS: _Row = {ev.StaffEdit: staff.edit, ev.Retract: staff.retract}
_OPEN: _Row = {
    ev.CitizenMessage: citizen.message,
    ev.CitizenEdit: citizen.edit,
    ev.Cancel: citizen.cancel,
    ev.CitizenGone: citizen.gone,
    ev.MarkSpam: staff.mark_spam,
    ev.DeadlinePassed: clock.deadline_passed,
    ev.TopicLost: clock.topic_lost,
}
_QUEUED: _Row = {
    **_CHATTER,
    **_OPEN,
    ev.SolvedByBot: citizen.solved_by_bot,
    ev.Claim: staff.claim,
    ev.Reassign: staff.reassign,
    ev.Resolve: staff.dismiss,
}
_HELD: _Row = {
    **_CHATTER,
    **_CORRECTIONS,
    **_OPEN,
    ev.Claim: staff.outrun,
    ev.Release: staff.release,
    ev.Takeover: staff.takeover,
    ev.Reassign: staff.reassign_held,
    ev.StaffMessage: staff.message,
    ev.UsePassage: staff.use_passage,
    ev.Promise: staff.promise,
    ev.Resolve: staff.resolve,
}

TABLE: Mapping[State, _Row] = {
    State.OFFERED: {
        ev.Consent: citizen.consent,
        ev.Decline: citizen.decline,
        ev.Cancel: citizen.decline,
        ev.SolvedByBot: citizen.solved_by_bot,
        ev.CitizenGone: citizen.gone,
        ev.DeadlinePassed: clock.deadline_passed,
    },
    State.WAITING: {
        **_QUEUED,
        ev.KeepWaiting: citizen.keep_waiting,
        ev.LeaveInWriting: citizen.leave_in_writing,
    },
    State.OUT_OF_HOURS: _QUEUED,
    State.CLAIMED: _HELD,
    State.ANSWERED: _HELD,
    State.PROMISED: _HELD,
    State.RESOLVED: {
        **_CHATTER,
        **_CORRECTIONS,
        ev.CitizenEdit: citizen.edit,
        ev.Confirm: citizen.confirm,
        ev.Rate: citizen.rate,
        ev.Reopen: citizen.reopen,
        ev.DeadlinePassed: clock.deadline_passed,
        ev.TopicLost: clock.topic_lost,
    },
    State.CLOSED: {
        **_CHATTER,
        **_CORRECTIONS,
        ev.Rate: citizen.rate,
        ev.Reopen: citizen.reopen,
    },
    State.UNREACHABLE: {
        **_CHATTER,
        ev.CitizenBack: citizen.back,
        ev.CitizenMessage: citizen.message_of_returned,
        ev.CitizenEdit: citizen.edit_of_returned,
        ev.Cancel: citizen.cancel,
        ev.MarkSpam: staff.mark_spam,
        ev.Resolve: staff.resolve_unreachable,
        ev.DeadlinePassed: clock.deadline_passed,
        ev.TopicLost: clock.topic_lost,
    },
    State.CANCELLED: _CHATTER,
    State.SPAM: _CHATTER,
}


def step(consultation: Consultation, event: ev.Event) -> Result:
    """The consultation after the event, and what has to be done about it, in order.

    Raises InvalidTransition when the table has no handler for the pair, StaleEvent when the event answers an earlier
    state. The revision grows by one; the caller saves on the revision it loaded, and so at most one of two steps wins.
    """
    handler = TABLE[consultation.state].get(type(event))
    if handler is None:
        raise InvalidTransition(f"{type(event).__name__} in state {consultation.state}")
    if isinstance(event, ev.Tap) and event.seen is not None and event.seen < consultation.since:
        raise StaleEvent(f"{type(event).__name__} seen at {event.seen}, changed at {consultation.since}")
    after, effects = handler(consultation, event)
    revision = consultation.revision + 1
    if not _moved(consultation, after):
        return replace(after, revision=revision), effects
    return replace(after, revision=revision, since=revision), (*effects, *_card(after, effects))


def _moved(before: Consultation, after: Consultation) -> bool:
    return (before.state, before.holder, before.department) != (after.state, after.holder, after.department)


def _card(consultation: Consultation, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """The card follows every move, unless a topic is made anew, or there is none before consent."""
    fresh = any(isinstance(effect, OpenTopic | HandOver) for effect in effects)
    return () if fresh or not consultation.receipt else (UpdateCard(consultation.id),)
