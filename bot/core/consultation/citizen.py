"""What the citizen's events do."""

from dataclasses import replace

from bot.core.consultation import effects as fx
from bot.core.consultation import events as ev
from bot.core.consultation.errors import InvalidTransition, StaleEvent
from bot.core.consultation.moves import Result, enter, enter_queue, ladder, queued, told
from bot.core.consultation.values import HELD, Consultation, Deadline, DeadlineKind, State


def consent(case: Consultation, event: ev.Consent) -> Result:
    """The department is called, or the question kept until it opens."""
    waiting = enter_queue(case, event.office, event.at, receipt=event.receipt, live=event.live)
    return waiting, (fx.OpenTopic(case.id, case.department), *queued(waiting))


def decline(case: Consultation, event: ev.Decline | ev.Cancel) -> Result:
    """Nobody is called."""
    return enter(case, State.CANCELLED, event.at), (fx.TellCancelled(case.id, case.receipt),)


def keep_waiting(case: Consultation, event: ev.KeepWaiting) -> Result:
    """The department is called again, and the citizen asked again after as long."""
    if case.deadline is None or case.deadline.kind is not DeadlineKind.CHOICE:
        raise StaleEvent("nobody asked whether to wait")
    last = len(case.policy.claim) - 1
    waiting = replace(case, deadline=ladder(case, DeadlineKind.CLAIM, event.at, last))
    return waiting, (fx.RingStaff(case.id, case.department),)


def leave_in_writing(case: Consultation, event: ev.LeaveInWriting | ev.DeadlinePassed) -> Result:
    """The citizen need not wait any longer; an answer is owed by the due time."""
    if not case.live:
        raise StaleEvent("left in writing already")
    written = enter(case, State.WAITING, event.at, live=False)
    return written, (told(written), fx.TellStaff(case.id, fx.StaffNews.IN_WRITING))


def message(case: Consultation, event: ev.CitizenMessage) -> Result:
    """Staff get every message; the holder also gets passages that fit, and is expected to react."""
    relay = fx.RelayToStaff(case.id, event.message)
    if case.state not in HELD:
        return case, (relay,)
    return _expecting_reply(case, event), (relay, fx.SuggestPassages(case.id, event.message))


def edit(case: Consultation, event: ev.CitizenEdit) -> Result:
    """Staff see the new wording; before the claim also on the card."""
    shown = fx.EditAtStaff(case.id, event.message, event.version)
    unclaimed = case.state in {State.WAITING, State.OUT_OF_HOURS}
    return case, (shown, fx.UpdateCard(case.id)) if unclaimed else (shown,)


def message_of_returned(case: Consultation, event: ev.CitizenMessage) -> Result:
    """Who writes can be reached again."""
    returned, news = back(case, event)
    after, relayed = message(returned, event)
    return after, (*news, *relayed)


def edit_of_returned(case: Consultation, event: ev.CitizenEdit) -> Result:
    """Who corrects a message can be reached again."""
    returned, news = back(case, event)
    after, shown = edit(returned, event)
    return after, (*news, *shown)


def cancel(case: Consultation, event: ev.Cancel) -> Result:
    """The case ends; nothing more reaches the citizen."""
    news = (fx.TellCancelled(case.id, case.receipt), fx.TellStaff(case.id, fx.StaffNews.CANCELLED))
    return enter(case, State.CANCELLED, event.at), (*news, fx.CloseTopic(case.id))


def confirm(case: Consultation, event: ev.Confirm) -> Result:
    """Solved: the topic can be closed."""
    news = (fx.ThankForRating(case.id, case.stars), fx.TellStaff(case.id, fx.StaffNews.CONFIRMED))
    return enter(case, State.CLOSED, event.at, confirmed=True), (*news, fx.CloseTopic(case.id))


def rate(case: Consultation, event: ev.Rate) -> Result:
    """The stars are kept and close a resolved case; ValueError unless there are one to five."""
    if not 1 <= event.stars <= 5:
        raise ValueError("one to five stars")
    if case.resolved_at is None:
        raise InvalidTransition("nothing to rate: the case was never resolved")
    news = (fx.ThankForRating(case.id, event.stars), fx.TellStaff(case.id, fx.StaffNews.RATED))
    if case.state is State.CLOSED:
        return replace(case, stars=event.stars), news
    return enter(case, State.CLOSED, event.at, stars=event.stars), (*news, fx.CloseTopic(case.id))


def reopen(case: Consultation, event: ev.Reopen) -> Result:
    """Within the term the same topic goes on; afterwards the citizen is told to ask anew (the message stays unrelayed)."""
    if not case.receipt or case.resolved_at is None or event.at - case.resolved_at > case.policy.reopen:
        return case, (fx.TellTooLate(case.id, case.receipt),)
    cleared = replace(case, conclusion=None, referral="", by_bot=False, confirmed=False, stars=None, resolved_at=None)
    again = enter_queue(cleared, event.office, event.at, reopened=case.reopened + 1)
    topic = (fx.ReopenTopic(case.id),) if case.state is State.CLOSED else ()
    relay = (fx.RelayToStaff(case.id, event.message),) if event.message is not None else ()
    news = (fx.TellReopened(case.id, case.department, case.receipt), fx.TellStaff(case.id, fx.StaffNews.REOPENED))
    return again, (*topic, *news, *relay, *queued(again))


def solved_by_bot(case: Consultation, event: ev.SolvedByBot) -> Result:
    """Nobody is needed any more."""
    closed = enter(case, State.CLOSED, event.at, by_bot=True, resolved_at=event.at)
    if not case.receipt:
        return closed, ()
    return closed, (fx.TellStaff(case.id, fx.StaffNews.SOLVED_BY_BOT), fx.CloseTopic(case.id))


def gone(case: Consultation, event: ev.CitizenGone) -> Result:
    """Timers stop until the citizen can be reached again; an offer that nobody accepted just ends."""
    if case.state is State.OFFERED:
        return enter(case, State.CANCELLED, event.at), ()
    away = enter(case, State.UNREACHABLE, event.at, resume=case.state, live=case.live and case.state in HELD)
    return away, (fx.TellStaff(case.id, fx.StaffNews.CITIZEN_GONE),)


def back(case: Consultation, event: ev.Event) -> Result:
    """The case goes on where it was."""
    returned = enter(case, case.resume or State.WAITING, event.at, resume=None)
    return returned, (fx.TellStaff(case.id, fx.StaffNews.CITIZEN_BACK),)


def _expecting_reply(case: Consultation, event: ev.CitizenMessage) -> Consultation:
    awaited: Deadline | None = case.deadline
    if case.state is State.PROMISED or (awaited is not None and awaited.kind is DeadlineKind.REPLY):
        return case
    return replace(case, deadline=ladder(case, DeadlineKind.REPLY, event.at))
