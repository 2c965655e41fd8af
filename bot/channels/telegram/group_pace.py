"""Groups take 20 messages a minute from a bot, everything counted: what people say goes first, the rest has to wait."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field

from bot.channels.telegram.calls import LOW
from bot.channels.telegram.pace import Pace

WINDOW = 60.5
MOST, MOST_LOW = 19, 12
"""Within a window, the last seven are kept for what people say."""


@dataclass(slots=True)
class GroupWindow:
    """When the last messages went to one group."""

    sent: deque[float] = field(default_factory=deque)

    def wait(self, now: float, most: int) -> float:
        """Seconds until one more is allowed; 0 when it is now."""
        while self.sent and self.sent[0] <= now - WINDOW:
            self.sent.popleft()
        return self.sent[len(self.sent) - most] + WINDOW - now if len(self.sent) >= most else 0.0


@dataclass(slots=True)
class GroupPace(Pace):
    """The pace of citizens' chats and, for groups, their windows."""

    groups: dict[str, GroupWindow] = field(default_factory=dict)

    async def turn(self, chat: str) -> None:
        """Wait until a message to `chat` is due; a lane of a group that ends with ~ leaves room for the other."""
        if not chat.startswith("-"):
            return await Pace.turn(self, chat)
        window = self.groups.setdefault(chat.rstrip(LOW), GroupWindow())
        most = MOST_LOW if chat.endswith(LOW) else MOST
        while wait := window.wait(time.monotonic(), most):  # noqa: ASYNC110 (time is what is waited for)
            await asyncio.sleep(wait)
        window.sent.append(time.monotonic())
        if delay := self.all.book(time.monotonic()):
            await asyncio.sleep(delay)
        return None
