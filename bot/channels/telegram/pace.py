"""How fast to call: token buckets that stay below Telegram's limits, and the growing pause between failed attempts."""

import asyncio
import time
from dataclasses import dataclass, field

CHAT_RATE, CHAT_BURST = 1.0, 3
ALL_RATE, ALL_BURST = 25.0, 5
"""At most 30 messages in any second: the burst and a second's refill."""
MAX_CHATS = 10_000
LONGEST_BACKOFF = 30.0


def backoff(attempts: int) -> float:
    """Seconds to wait after `attempts` earlier failures: half a second, doubled each time, at most half a minute."""
    return min(LONGEST_BACKOFF, 0.5 * 2.0 ** min(attempts, 10))


@dataclass(slots=True)
class Bucket:
    """At most `burst` at once and `rate` a second in the long run; kept as the time at which it will be full again."""

    rate: float
    burst: int
    full_at: float = 0.0

    def book(self, now: float) -> float:
        """Take the next turn; returns the seconds until it comes, 0 when it is now."""
        turn = max(now, self.full_at - (self.burst - 1) / self.rate)
        self.full_at = max(self.full_at, turn) + 1 / self.rate
        return turn - now


@dataclass(slots=True)
class Pace:
    """The buckets of all chats and the one over them. Turns are booked: whoever waits wakes up once."""

    all: Bucket = field(default_factory=lambda: Bucket(ALL_RATE, ALL_BURST))
    chats: dict[str, Bucket] = field(default_factory=dict)

    async def turn(self, chat: str) -> None:
        """Wait until a message to `chat` is due."""
        for bucket in (self.bucket(chat, time.monotonic()), self.all):
            if delay := bucket.book(time.monotonic()):
                await asyncio.sleep(delay)

    async def idle(self) -> None:
        """Wait until nothing has been sent for so long that a burst is possible."""
        while (rest := self.all.full_at - time.monotonic()) > 0:  # noqa: ASYNC110 (time is what is waited for)
            await asyncio.sleep(rest)

    def bucket(self, chat: str, now: float) -> Bucket:
        """The chat's own bucket; those that are full again are forgotten."""
        if len(self.chats) >= MAX_CHATS:
            self.chats = {name: bucket for name, bucket in self.chats.items() if bucket.full_at > now}
        return self.chats.setdefault(chat, Bucket(CHAT_RATE, CHAT_BURST))
