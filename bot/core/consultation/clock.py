"""What the clock does when a deadline has passed, and how a lost topic is mended."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.core.consultation import effects as fx
from bot.core.consultation import events as ev
from bot.core.consultation.citizen import leave_in_writing
from bot.core.consultation.errors import StaleEvent
from bot.core.consultation.moves import Result, enter, ladder
from bot.core.consultation.values import Consultation, Deadline, DeadlineKind, Level, State

_Watch = Callable[[Consultation, Deadline, ev.DeadlinePassed], Result]


def deadline_passed(case: Consultation, event: ev.DeadlinePassed) -> Result:
    """Act on the deadline in force; StaleEvent when it is another one or has not been reached."""
    deadline = case.deadline
    if deadline is None or deadline.kind is not event.kind or event.at < deadline.at:
        raise StaleEvent(f"no deadline of kind {event.kind} has passed")
    return _WATCHES[deadline.kind](case, deadline, event)


def topic_lost(case: Consultation, _: ev.TopicLost) -> Result:
    """The topic is made again."""
    return case, (fx.RebuildTopic(case.id, case.department),)


def _offer(case: Consultation, _: Deadline, event: ev.DeadlinePassed) -> Result:
    return enter(case, State.CANCELLED, event.at), ()


def _opening(case: Consultation, _: Deadline, event: ev.DeadlinePassed) -> Result:
    waiting = enter(case, State.WAITING, event.at, waiting_since=event.at)
    return waiting, (fx.RingStaff(case.id, case.department),)


def _claim(case: Consultation, deadline: Deadline, event: ev.DeadlinePassed) -> Result:
    rung = case.policy.claim[deadline.step]
    if rung.level is Level.CITIZEN:
        choice = Deadline(DeadlineKind.CHOICE, event.at + case.policy.choice)
        return replace(case, deadline=choice), (fx.AskToWait(case.id, case.department),)
    following = ladder(case, DeadlineKind.CLAIM, deadline.at - rung.after, deadline.step + 1)
    if following is None and case.due is not None:
        following = Deadline(DeadlineKind.DUE, case.due)
    return replace(case, deadline=following), (fx.Escalate(case.id, rung.level, deadline.kind),)


def _choice(case: Consultation, _: Deadline, event: ev.DeadlinePassed) -> Result:
    return leave_in_writing(case, event)


def _reply(case: Consultation, deadline: Deadline, event: ev.DeadlinePassed) -> Result:
    rung = case.policy.reply[deadline.step]
    following = ladder(case, DeadlineKind.REPLY, deadline.at - rung.after, deadline.step + 1)
    following = following or Deadline(DeadlineKind.IDLE, event.at + case.policy.overdue)
    return replace(case, deadline=following), (fx.Escalate(case.id, rung.level, deadline.kind, case.holder),)


def _idle(case: Consultation, deadline: Deadline, event: ev.DeadlinePassed) -> Result:
    again = Deadline(deadline.kind, event.at + case.policy.overdue, deadline.step + 1)
    return replace(case, deadline=again), (fx.Escalate(case.id, Level.HOLDER, deadline.kind, case.holder),)


def _due(case: Consultation, deadline: Deadline, event: ev.DeadlinePassed) -> Result:
    again = Deadline(deadline.kind, event.at + case.policy.overdue, deadline.step + 1)
    told = (fx.TellOverdue(case.id, case.department),) if deadline.step == 0 else ()
    return replace(case, deadline=again), (*told, fx.Escalate(case.id, Level.LEAD, deadline.kind, case.holder))


def _rating(case: Consultation, _: Deadline, event: ev.DeadlinePassed) -> Result:
    told = fx.TellStaff(case.id, fx.StaffNews.UNRATED)
    return enter(case, State.CLOSED, event.at), (told, fx.CloseTopic(case.id))


def _absence(case: Consultation, _: Deadline, event: ev.DeadlinePassed) -> Result:
    told = fx.TellStaff(case.id, fx.StaffNews.ABANDONED)
    return enter(case, State.CLOSED, event.at, resume=None), (told, fx.CloseTopic(case.id))


_WATCHES: Mapping[DeadlineKind, _Watch] = {
    DeadlineKind.OFFER: _offer,
    DeadlineKind.OPENING: _opening,
    DeadlineKind.CLAIM: _claim,
    DeadlineKind.CHOICE: _choice,
    DeadlineKind.REPLY: _reply,
    DeadlineKind.IDLE: _idle,
    DeadlineKind.DUE: _due,
    DeadlineKind.RATING: _rating,
    DeadlineKind.ABSENCE: _absence,
}
