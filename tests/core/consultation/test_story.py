"""The conversation of three parties, told event by event."""

from datetime import timedelta

import pytest

from bot.core.consultation import Conclusion, DeadlineKind, StaleEvent, State, step
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
    REPLY,
    RESOLVE,
    WANG,
    after,
    effects_of,
    notices,
    offered,
)

DEPARTMENT = "market-regulation"
HELD = [State.CLAIMED, State.ANSWERED, State.PROMISED]


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


def test_the_first_response_is_the_first() -> None:
    """Later words do not move the time of the first response."""
    again = ev.StaffMessage(at=NOON + timedelta(hours=1), staff=LI, message="m-2")

    assert after(CONSENT, CLAIM, REPLY, again).first_response_at == NOON


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
