"""The conversation of three parties, told event by event."""

from datetime import date, timedelta

import pytest

from bot.core.consultation import Availability, Conclusion, Consultation, DeadlineKind, StaleEvent, State, step
from bot.core.consultation import effects as fx
from bot.core.consultation import events as ev
from bot.core.consultation.effects import NoticeKind, StaffNews
from tests.core.consultation.cases import (
    CLAIM,
    CLOSED,
    CONSENT,
    DUE,
    IN_STATE,
    LI,
    NOON,
    OPEN,
    PROMISE,
    REPLY,
    RESOLVE,
    WANG,
    after,
    effects_of,
    offered,
)

DEPARTMENT = "market-regulation"
HELD = [State.CLAIMED, State.ANSWERED, State.PROMISED]


def notices(consultation: Consultation, event: ev.Event) -> list[NoticeKind]:
    """The kinds of notices that an event leads to, all for the member of staff who acted."""
    return [effect.kind for effect in effects_of(consultation, event) if isinstance(effect, fx.Notice)]


def test_consent_opens_the_topic_and_rings_the_department() -> None:
    """The citizen hears who is called and the receipt number; staff get a topic and are called."""
    assert effects_of(offered(), CONSENT) == (
        fx.OpenTopic("case-1", DEPARTMENT),
        fx.TellWaiting("case-1", DEPARTMENT, "#0312-07"),
        fx.RingStaff("case-1", DEPARTMENT),
    )


def test_consent_out_of_hours_keeps_the_question_until_the_department_opens() -> None:
    """Nobody is called at night; the citizen hears when the department opens and when an answer is owed."""
    consent = ev.Consent(at=NOON, receipt="#0312-07", office=CLOSED)
    kept, effects = step(offered(), consent)

    assert effects == (
        fx.OpenTopic("case-1", DEPARTMENT),
        fx.TellOutOfHours("case-1", DEPARTMENT, "#0312-07", NOON + timedelta(hours=20), DUE),
    )
    assert (kept.state, kept.live, kept.deadline and kept.deadline.kind) == (
        State.OUT_OF_HOURS,
        False,
        DeadlineKind.OPENING,
    )


def test_a_question_left_in_writing_is_due_and_not_urgent() -> None:
    """Only a message: the department is called once, and the deadline is the promised time."""
    written, effects = step(offered(), ev.Consent(at=NOON, receipt="#0312-07", office=OPEN, live=False))

    assert fx.TellInWriting("case-1", DEPARTMENT, "#0312-07", DUE) in effects
    assert written.deadline is not None
    assert (written.deadline.kind, written.deadline.at) == (DeadlineKind.DUE, DUE)


def test_declining_calls_nobody() -> None:
    """A declined offer has no topic and no receipt."""
    assert effects_of(offered(), ev.Decline(at=NOON)) == (fx.TellCancelled("case-1", ""),)


def test_two_claims_and_one_winner() -> None:
    """The second to claim is told who has the case, and a double tap is told that it has."""
    claimed, effects = step(after(CONSENT), CLAIM)

    assert effects == (fx.TellClaimed("case-1", DEPARTMENT, "12"), fx.UpdateCard("case-1"))
    loser, told = step(claimed, ev.Claim(at=NOON, staff=WANG, seen=2))
    assert loser.holder == LI
    assert told == (fx.Notice("case-1", WANG, NoticeKind.ALREADY_CLAIMED, LI),)
    assert notices(claimed, CLAIM) == [NoticeKind.ALREADY_YOURS]


def test_an_old_claim_button_does_not_take_a_released_case() -> None:
    """After a release the case has a new card; the button of the first card is stale."""
    released = after(CONSENT, CLAIM, ev.Release(at=NOON, staff=LI, office=OPEN))

    with pytest.raises(StaleEvent):
        step(released, ev.Claim(at=NOON, staff=WANG, seen=2))
    assert after(CONSENT, CLAIM, ev.Release(at=NOON, staff=LI, office=OPEN), CLAIM).holder == LI


@pytest.mark.parametrize("state", HELD)
def test_the_holder_speaks_and_colleagues_do_not(state: State) -> None:
    """The holder's message is relayed under department and badge; a colleague's stays in the topic with the reason."""
    assert effects_of(IN_STATE[state], REPLY)[0] == fx.RelayToCitizen("case-1", "m-reply", DEPARTMENT, "12")
    assert effects_of(IN_STATE[state], ev.StaffMessage(at=NOON, staff=WANG, message="m-2")) == (
        fx.KeepNote("case-1", "m-2", WANG),
        fx.Notice("case-1", WANG, NoticeKind.NOT_YOURS, LI),
    )


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (State.WAITING, NoticeKind.CLAIM_FIRST),
        (State.OUT_OF_HOURS, NoticeKind.CLAIM_FIRST),
        (State.UNREACHABLE, NoticeKind.CITIZEN_GONE),
        (State.RESOLVED, NoticeKind.FINISHED),
        (State.CLOSED, NoticeKind.FINISHED),
        (State.CANCELLED, NoticeKind.FINISHED),
        (State.SPAM, NoticeKind.FINISHED),
    ],
)
def test_words_that_cannot_be_delivered_are_explained(state: State, kind: NoticeKind) -> None:
    """Outside a conversation nothing reaches the citizen, and the writer is told why."""
    effects = effects_of(IN_STATE[state], REPLY)

    assert [effect.kind for effect in effects if isinstance(effect, fx.Notice)] == [kind]
    assert not [effect for effect in effects if isinstance(effect, fx.CitizenEffect)]


@pytest.mark.parametrize("state", [state for state in State if state is not State.OFFERED])
def test_notes_never_leave_the_topic(state: State) -> None:
    """A note, also of the holder, has no effect on the citizen's side."""
    event = ev.Note(at=NOON, staff=LI, message="m-note")

    assert effects_of(IN_STATE[state], event) == (fx.KeepNote("case-1", "m-note", LI),)


def test_citizen_messages_reach_staff_with_suggestions_once_claimed() -> None:
    """Before the claim the message is relayed; afterwards passages are suggested too."""
    message = ev.CitizenMessage(at=NOON, message="m-1")

    assert effects_of(after(CONSENT), message) == (fx.RelayToStaff("case-1", "m-1"),)
    assert effects_of(IN_STATE[State.ANSWERED], message) == (
        fx.RelayToStaff("case-1", "m-1"),
        fx.SuggestPassages("case-1", "m-1"),
    )


def test_edits_on_both_sides() -> None:
    """A citizen's edit also updates the card before the claim; staff correct and retract what they said."""
    edit = ev.CitizenEdit(at=NOON, message="m-1", version=2)
    shown = fx.EditAtStaff("case-1", "m-1", 2)

    assert effects_of(after(CONSENT), edit) == (shown, fx.UpdateCard("case-1"))
    assert effects_of(IN_STATE[State.CLAIMED], edit) == (shown,)
    for state in (State.ANSWERED, State.RESOLVED, State.CLOSED):
        assert effects_of(IN_STATE[state], ev.StaffEdit(at=NOON, staff=LI, message="m-reply", version=2)) == (
            fx.EditAtCitizen("case-1", "m-reply", 2, DEPARTMENT, "12"),
        )
        assert effects_of(IN_STATE[state], ev.Retract(at=NOON, staff=LI, message="m-reply")) == (
            fx.RetractAtCitizen("case-1", "m-reply"),
        )
    assert notices(IN_STATE[State.ANSWERED], ev.Retract(at=NOON, staff=WANG, message="m-reply")) == [
        NoticeKind.NOT_YOURS
    ]
    assert notices(IN_STATE[State.CANCELLED], ev.Retract(at=NOON, staff=LI, message="m-reply")) == [NoticeKind.FINISHED]


def test_a_passage_is_an_answer() -> None:
    """A suggested passage goes to the citizen in the window's name and counts as the first response."""
    answered, effects = step(IN_STATE[State.CLAIMED], ev.UsePassage(at=NOON, staff=LI, passage="p-1"))

    assert effects == (fx.SendPassage("case-1", "p-1", DEPARTMENT, "12"), fx.UpdateCard("case-1"))
    assert (answered.state, answered.first_response_at, answered.owes_reply) == (State.ANSWERED, NOON, False)


def test_release_and_takeover() -> None:
    """A released case is queued again; a supervisor's takeover is told to both sides."""
    released, effects = step(IN_STATE[State.ANSWERED], ev.Release(at=NOON, staff=LI, office=OPEN))
    assert (released.state, released.holder) == (State.WAITING, None)
    assert effects[0] == fx.TellStaff("case-1", StaffNews.RELEASED)
    assert fx.RingStaff("case-1", DEPARTMENT) in effects

    taken, effects = step(IN_STATE[State.ANSWERED], ev.Takeover(at=NOON, staff=WANG))
    assert (taken.state, taken.holder) == (State.ANSWERED, WANG)
    assert effects == (
        fx.TellClaimed("case-1", DEPARTMENT, "7"),
        fx.TellStaff("case-1", StaffNews.TAKEN_OVER),
        fx.UpdateCard("case-1"),
    )
    assert notices(taken, ev.Takeover(at=NOON, staff=WANG)) == [NoticeKind.ALREADY_YOURS]


def test_a_released_promise_still_stands() -> None:
    """Releasing a promised case keeps the promised time."""
    later = Availability(due=DUE + timedelta(days=5))

    released = after(CONSENT, CLAIM, PROMISE, ev.Release(at=NOON, staff=LI, office=later))

    assert (released.due, released.live) == (DUE, False)
    assert released.deadline is not None
    assert released.deadline.kind is DeadlineKind.DUE


def test_reassigning_moves_the_topic_and_keeps_the_reason_inside() -> None:
    """The new department gets the transcript and the reason; the citizen hears only the new name."""
    event = ev.Reassign(at=NOON, staff=LI, department="tax", office=OPEN, reason="涉税")
    moved, effects = step(IN_STATE[State.ANSWERED], event)

    assert (moved.department, moved.holder, moved.state) == ("tax", None, State.WAITING)
    assert effects == (
        fx.HandOver("case-1", DEPARTMENT, "tax", LI, "涉税"),
        fx.TellReassigned("case-1", "tax"),
        fx.TellWaiting("case-1", "tax", "#0312-07"),
        fx.RingStaff("case-1", "tax"),
    )
    assert notices(
        IN_STATE[State.CLAIMED], ev.Reassign(at=NOON, staff=WANG, department="tax", office=OPEN, reason="")
    ) == [NoticeKind.NOT_YOURS]


def test_a_promise_has_a_date_and_ends_with_a_reply() -> None:
    """The citizen hears the day; resolving needs something said after the promise."""
    promised, effects = step(IN_STATE[State.ANSWERED], PROMISE)

    assert effects[0] == fx.TellPromised("case-1", date(2026, 3, 13), DEPARTMENT, "12")
    assert notices(promised, RESOLVE) == [NoticeKind.NEEDS_REPLY]
    still, _ = step(promised, REPLY)
    assert (still.state, still.deadline) == (State.PROMISED, promised.deadline)
    resolved, _ = step(still, ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.PROMISED))
    assert (resolved.state, resolved.conclusion) == (State.RESOLVED, Conclusion.PROMISED)


def test_a_promise_in_the_past_is_refused() -> None:
    """A promise needs a time that is still to come."""
    late = ev.Promise(at=NOON, staff=LI, day=date(2026, 3, 11), due=NOON)

    assert notices(IN_STATE[State.CLAIMED], late) == [NoticeKind.NEEDS_DATE]


@pytest.mark.parametrize(
    ("state", "event", "kind"),
    [
        (State.CLAIMED, RESOLVE, NoticeKind.NEEDS_REPLY),
        (State.ANSWERED, ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.PROMISED), NoticeKind.NEEDS_DATE),
        (State.ANSWERED, ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.OUT_OF_REMIT), NoticeKind.NEEDS_REFERRAL),
        (State.ANSWERED, ev.Resolve(at=NOON, staff=WANG, conclusion=Conclusion.ANSWERED), NoticeKind.NOT_YOURS),
        (State.WAITING, RESOLVE, NoticeKind.CLAIM_FIRST),
        (
            State.WAITING,
            ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.INVALID, reply="m-2"),
            NoticeKind.CLAIM_FIRST,
        ),
        (State.WAITING, ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.OUT_OF_REMIT), NoticeKind.NEEDS_REFERRAL),
        (State.UNREACHABLE, ev.Resolve(at=NOON, staff=WANG, conclusion=Conclusion.ANSWERED), NoticeKind.CITIZEN_GONE),
        (
            State.UNREACHABLE,
            ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.ANSWERED, reply="m-2"),
            NoticeKind.CITIZEN_GONE,
        ),
        (State.ANSWERED, ev.MarkSpam(at=NOON, staff=WANG), NoticeKind.NOT_YOURS),
    ],
)
def test_what_is_missing_is_named(state: State, event: ev.Event, kind: NoticeKind) -> None:
    """A conclusion without reply, date or referral, or by the wrong person, changes nothing but says why."""
    unchanged, effects = step(IN_STATE[state], event)

    assert unchanged.state is state
    assert [effect.kind for effect in effects if isinstance(effect, fx.Notice)] == [kind]
    assert not [effect for effect in effects if isinstance(effect, fx.CitizenEffect)]


def test_resolving_with_a_last_word() -> None:
    """The reply goes first, then the summary; question and answer become a candidate for review."""
    event = ev.Resolve(at=NOON, staff=LI, conclusion=Conclusion.ANSWERED, reply="m-2")
    resolved, effects = step(IN_STATE[State.CLAIMED], event)

    assert (resolved.state, resolved.resolved_at, resolved.first_response_at) == (State.RESOLVED, NOON, NOON)
    assert effects == (
        fx.RelayToCitizen("case-1", "m-2", DEPARTMENT, "12"),
        fx.SendSummary("case-1", Conclusion.ANSWERED, DEPARTMENT, "12", ""),
        fx.ProposePair("case-1"),
        fx.UpdateCard("case-1"),
    )


def test_a_case_that_is_not_ours_is_dismissed_from_the_card() -> None:
    """Without a claim a case can be found out of remit, with where to go; nothing is proposed for review."""
    event = ev.Resolve(at=NOON, staff=WANG, conclusion=Conclusion.OUT_OF_REMIT, referral="区税务局")
    resolved, effects = step(after(CONSENT), event)

    assert (resolved.state, resolved.holder, resolved.referral) == (State.RESOLVED, WANG, "区税务局")
    assert effects == (
        fx.SendSummary("case-1", Conclusion.OUT_OF_REMIT, DEPARTMENT, "7", "区税务局"),
        fx.UpdateCard("case-1"),
    )


def test_confirming_and_rating_close_the_topic() -> None:
    """Either ends the case; stars may still follow or change."""
    confirmed, effects = step(IN_STATE[State.RESOLVED], ev.Confirm(at=NOON))
    assert (confirmed.state, confirmed.confirmed, confirmed.stars) == (State.CLOSED, True, None)
    assert fx.CloseTopic("case-1") in effects

    rated, effects = step(confirmed, ev.Rate(at=NOON, stars=4))
    assert (rated.state, rated.stars) == (State.CLOSED, 4)
    assert effects == (fx.ThankForRating("case-1", 4), fx.TellStaff("case-1", StaffNews.RATED))
    assert after(CONSENT, CLAIM, REPLY, RESOLVE, ev.Rate(at=NOON, stars=2)).state is State.CLOSED
    with pytest.raises(ValueError, match="five"):
        step(confirmed, ev.Rate(at=NOON, stars=6))


@pytest.mark.parametrize(("state", "topic"), [(State.RESOLVED, ()), (State.CLOSED, (fx.ReopenTopic("case-1"),))])
def test_reopening_within_seven_days(state: State, topic: tuple[fx.Effect, ...]) -> None:
    """The same case goes on under its receipt, with the citizen's words, and nothing of the old end remains."""
    event = ev.Reopen(at=NOON + timedelta(days=7), office=OPEN, message="m-9")
    again, effects = step(IN_STATE[state], event)

    assert effects == (
        *topic,
        fx.TellReopened("case-1", DEPARTMENT, "#0312-07"),
        fx.TellStaff("case-1", StaffNews.REOPENED),
        fx.RelayToStaff("case-1", "m-9"),
        fx.TellWaiting("case-1", DEPARTMENT, "#0312-07"),
        fx.RingStaff("case-1", DEPARTMENT),
        fx.UpdateCard("case-1"),
    )
    assert (again.state, again.reopened, again.conclusion, again.confirmed) == (State.WAITING, 1, None, False)


def test_reopening_after_seven_days_is_too_late() -> None:
    """The case stays closed, and the citizen is told to ask anew."""
    event = ev.Reopen(at=NOON + timedelta(days=7, seconds=1), office=OPEN, message="m-9")
    closed, effects = step(IN_STATE[State.CLOSED], event)

    assert closed.state is State.CLOSED
    assert effects == (fx.TellTooLate("case-1", "#0312-07"),)


def test_cancelling_ends_everything() -> None:
    """Both sides are told, and the topic is closed."""
    assert effects_of(IN_STATE[State.ANSWERED], ev.Cancel(at=NOON)) == (
        fx.TellCancelled("case-1", "#0312-07"),
        fx.TellStaff("case-1", StaffNews.CANCELLED),
        fx.CloseTopic("case-1"),
        fx.UpdateCard("case-1"),
    )


def test_spam_ends_without_a_word_to_its_sender() -> None:
    """Only the topic is closed."""
    assert effects_of(after(CONSENT), ev.MarkSpam(at=NOON, staff=WANG)) == (
        fx.CloseTopic("case-1"),
        fx.UpdateCard("case-1"),
    )


def test_the_bot_may_help_while_the_citizen_waits() -> None:
    """An answer of the bot ends the wait; an offer that became unnecessary just ends."""
    assert effects_of(after(CONSENT), ev.SolvedByBot(at=NOON))[:2] == (
        fx.TellStaff("case-1", StaffNews.SOLVED_BY_BOT),
        fx.CloseTopic("case-1"),
    )
    ended, effects = step(offered(), ev.SolvedByBot(at=NOON))
    assert (ended.state, effects) == (State.CLOSED, ())
    assert effects_of(ended, ev.Reopen(at=NOON, office=OPEN)) == (fx.TellTooLate("case-1", ""),)


@pytest.mark.parametrize("state", [State.WAITING, State.OUT_OF_HOURS, *HELD])
def test_a_citizen_who_blocks_the_bot_and_comes_back(state: State) -> None:
    """Timers stop, staff know; on return the case goes on where it was, and a message is relayed at once."""
    away, effects = step(IN_STATE[state], ev.CitizenGone(at=NOON))
    assert away.deadline is not None
    assert away.deadline.kind is DeadlineKind.ABSENCE
    assert effects == (fx.TellStaff("case-1", StaffNews.CITIZEN_GONE), fx.UpdateCard("case-1"))

    back, effects = step(away, ev.CitizenBack(at=NOON))
    assert (back.state, back.holder, back.resume) == (state, IN_STATE[state].holder, None)
    assert effects == (fx.TellStaff("case-1", StaffNews.CITIZEN_BACK), fx.UpdateCard("case-1"))

    written, effects = step(away, ev.CitizenMessage(at=NOON, message="m-1"))
    assert written.state is state
    assert fx.RelayToStaff("case-1", "m-1") in effects
    assert fx.EditAtStaff("case-1", "m-1", 2) in effects_of(away, ev.CitizenEdit(at=NOON, message="m-1", version=2))


def test_an_offer_to_somebody_who_left_just_ends() -> None:
    """Nobody accepted, so nobody is told."""
    gone, effects = step(offered(), ev.CitizenGone(at=NOON))

    assert (gone.state, effects) == (State.CANCELLED, ())


def test_a_case_can_be_concluded_without_the_citizen() -> None:
    """While the citizen is unreachable the holder may close the case; the reply given before is proposed for review."""
    closed, effects = step(IN_STATE[State.UNREACHABLE], RESOLVE)

    assert (closed.state, closed.conclusion) == (State.CLOSED, Conclusion.ANSWERED)
    assert effects == (fx.ProposePair("case-1"), fx.CloseTopic("case-1"), fx.UpdateCard("case-1"))


def test_a_lost_topic_is_made_again() -> None:
    """The state does not change; the topic is rebuilt."""
    assert effects_of(IN_STATE[State.ANSWERED], ev.TopicLost(at=NOON)) == (fx.RebuildTopic("case-1", DEPARTMENT),)
