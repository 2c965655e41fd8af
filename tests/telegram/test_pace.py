"""Calls stay below Telegram's limits."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.pace import CHAT_BURST, LONGEST_BACKOFF, MAX_CHATS, Pace, backoff


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.floats(0, 0.2)), max_size=300))
@settings(max_examples=50, deadline=None)
def test_never_above_the_limits(wishes: list[tuple[str, float]]) -> None:
    """Whatever is wished for when, no second sees more than 30 messages, and no chat more than its burst and refill."""
    pace, now, sent = Pace(), 1000.0, []
    for chat, pause in wishes:
        now += pause
        while delay := pace.reserve(chat, now):
            now += delay
        sent.append((now, chat))

    for start, _ in sent:
        second = [chat for at, chat in sent if start <= at < start + 1]
        assert len(second) <= 30
        assert all(count <= CHAT_BURST + 1 for count in Counter(second).values())


def test_a_short_burst_passes_at_once() -> None:
    """The first messages to a quiet chat do not wait; the next one waits about a second."""
    pace = Pace()

    assert [pace.reserve("a", 10.0) for _ in range(CHAT_BURST)] == [0.0] * CHAT_BURST
    assert pace.reserve("a", 10.0) == 1.0
    assert pace.reserve("b", 10.0) == 0.0


def test_quiet_chats_are_forgotten() -> None:
    """The table does not grow with every citizen who ever asked."""
    pace = Pace()
    for number in range(MAX_CHATS + 5):
        pace.reserve(str(number), number * 1.0)

    assert len(pace.chats) < 100


def test_backoff_grows_to_a_limit() -> None:
    """Pauses double from half a second and stay bounded for ever."""
    assert [backoff(attempts) for attempts in range(4)] == [0.5, 1.0, 2.0, 4.0]
    assert backoff(10**9) == LONGEST_BACKOFF
