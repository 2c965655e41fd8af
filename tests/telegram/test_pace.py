"""Calls stay below Telegram's limits."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.pace import (
    ALL_BURST,
    ALL_RATE,
    CHAT_BURST,
    CHAT_RATE,
    LONGEST_BACKOFF,
    MAX_CHATS,
    Bucket,
    Pace,
    backoff,
)


@given(
    limits=st.sampled_from([(CHAT_RATE, CHAT_BURST, 4), (ALL_RATE, ALL_BURST, 30)]),
    pauses=st.lists(st.floats(0, 0.5), max_size=200),
)
def test_never_above_the_limit(limits: tuple[float, int, int], pauses: list[float]) -> None:
    """Whenever turns are asked for, no second has more of them than the burst and a second's refill."""
    rate, burst, most = limits
    bucket, now, turns = Bucket(rate, burst), 1000.0, []
    for pause in pauses:
        now += pause
        turns.append(now + bucket.book(now))

    assert turns == sorted(turns)
    assert all(sum(start <= turn < start + 0.999 for turn in turns) <= most for start in turns)


def test_a_short_burst_passes_at_once() -> None:
    """The first messages to a quiet chat do not wait, the next ones wait a second each, and quiet refills."""
    bucket = Bucket(CHAT_RATE, CHAT_BURST)

    assert [bucket.book(10.0) for _ in range(CHAT_BURST)] == [0.0] * CHAT_BURST
    assert [bucket.book(10.0), bucket.book(10.0)] == [1.0, 2.0]
    assert [bucket.book(60.0) for _ in range(CHAT_BURST)] == [0.0] * CHAT_BURST


def test_quiet_chats_are_forgotten() -> None:
    """The table does not grow with every citizen who ever asked, and busy chats stay in it."""
    pace = Pace()
    for number in range(MAX_CHATS + 5):
        pace.bucket(str(number), float(number)).book(float(number))

    assert len(pace.chats) < 100
    assert pace.bucket(str(MAX_CHATS + 4), MAX_CHATS + 4.0).full_at > MAX_CHATS + 4


def test_backoff_grows_to_a_limit() -> None:
    """Pauses double from half a second and stay bounded for ever."""
    assert [backoff(attempts) for attempts in range(4)] == [0.5, 1.0, 2.0, 4.0]
    assert backoff(10**9) == LONGEST_BACKOFF
