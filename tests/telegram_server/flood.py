"""Flood windows: how much a bot may send in all, to one chat, and to one group."""

import math
from collections import deque
from dataclasses import dataclass, field

from tests.telegram_server.clock import Clock
from tests.telegram_server.refusals import too_many


@dataclass(slots=True)
class Window:
    """At most `limit` messages in any `seconds`."""

    limit: int
    seconds: float
    sent: deque[float] = field(default_factory=deque)

    def wait(self, now: float, count: int) -> float:
        """Seconds until `count` more are allowed; 0 when they are now."""
        while self.sent and self.sent[0] <= now - self.seconds:
            self.sent.popleft()
        surplus = len(self.sent) + min(count, self.limit) - self.limit
        return self.sent[surplus - 1] + self.seconds - now if surplus > 0 else 0.0

    def take(self, now: float, count: int) -> None:
        """Record `count` messages."""
        self.sent.extend([now] * count)


@dataclass(slots=True)
class Bucket:
    """A burst of `size`, then one a second."""

    size: int
    level: float = 0.0
    since: float = 0.0

    def wait(self, now: float, _count: int) -> float:
        """Seconds until one more is allowed."""
        self.level = max(0.0, self.level - (now - self.since))
        self.since = now
        return max(0.0, self.level + 1 - self.size)

    def take(self, _now: float, count: int) -> None:
        """Record `count` messages."""
        self.level += count


class Flood:
    """The windows; off until `enabled`. `retry_after` is in the bot's, that is real, seconds."""

    def __init__(self, clock: Clock, *, enabled: bool = False) -> None:
        self.clock, self.enabled = clock, enabled
        self.per_second, self.per_group_minute, self.burst = 30, 20, 5
        self._overall: Window | None = None
        self._chats: dict[int, Bucket] = {}
        self._groups: dict[int, Window] = {}

    def pass_or_refuse(self, chat_id: int, count: int, *, group: bool) -> None:
        """Count `count` messages to a chat, or refuse with the seconds to wait."""
        if not self.enabled:
            return
        now, gates = self.clock.now(), self._gates(chat_id, group)
        if (wait := max(gate.wait(now, count) for gate in gates)) > 0:
            raise too_many(max(1, math.ceil(self.clock.real(wait))))
        for gate in gates:
            gate.take(now, count)

    def _gates(self, chat_id: int, group: bool) -> list[Window | Bucket]:
        self._overall = self._overall or Window(self.per_second, 1.0)
        if group:
            return [self._overall, self._groups.setdefault(chat_id, Window(self.per_group_minute, 60.0))]
        return [self._overall, self._chats.setdefault(chat_id, Bucket(self.burst))]
