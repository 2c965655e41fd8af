"""How fast to call: token buckets that stay below Telegram's limits, and the growing pause between failed attempts."""

import asyncio
import time
from dataclasses import dataclass, field

CHAT_RATE, CHAT_BURST = 1.0, 4
ALL_RATE, ALL_BURST = 25.0, 5
"""At most 30 messages in any second: the burst and a second's refill."""
MAX_CHATS = 10_000
LONGEST_BACKOFF = 30.0


def backoff(attempts: int) -> float:
    """Seconds to wait after `attempts` earlier failures: half a second, doubled each time, at most half a minute."""
    return min(LONGEST_BACKOFF, 0.5 * 2.0 ** min(attempts, 10))


@dataclass(slots=True)
class Bucket:
    """At most `burst` at once, refilled at `rate` a second."""

    rate: float
    burst: int
    spent: float = 0.0
    since: float = 0.0

    def delay(self, now: float) -> float:
        """Seconds until one more is allowed; 0 when it is now."""
        self.spent = max(0.0, self.spent - (now - self.since) * self.rate)
        self.since = now
        return max(0.0, (self.spent + 1 - self.burst) / self.rate)


@dataclass(slots=True)
class Pace:
    """The buckets of all chats and the one over them."""

    all: Bucket = field(default_factory=lambda: Bucket(ALL_RATE, ALL_BURST))
    chats: dict[str, Bucket] = field(default_factory=dict)

    def reserve(self, chat: str, now: float) -> float:
        """Take one message to `chat` from the buckets and return 0, or the seconds until that can be tried again."""
        if len(self.chats) > MAX_CHATS:
            self.chats = {name: bucket for name, bucket in self.chats.items() if now - bucket.since < CHAT_BURST}
        own = self.chats.setdefault(chat, Bucket(CHAT_RATE, CHAT_BURST, since=now))
        delay = max(own.delay(now), self.all.delay(now))
        if delay == 0:
            own.spent += 1
            self.all.spent += 1
        return delay

    async def turn(self, chat: str) -> None:
        """Wait until a message to `chat` is due."""
        while delay := self.reserve(chat, time.monotonic()):  # noqa: ASYNC110 (time is what is waited for)
            await asyncio.sleep(delay)
