"""Time of the simulated Telegram: real time, faster time, or time a test moves by hand."""

import asyncio
import time


class Pulse:
    """Wakes everybody who waits for something to have changed."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def fire(self) -> None:
        """Wake all present waiters."""
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self, timeout: float) -> bool:  # noqa: ASYNC109 -- the caller's deadline is the point here
        """True when fired within `timeout` real seconds."""
        try:
            # Not wait_for: in Python 3.11 it can lose a cancellation that comes together with the pulse.
            async with asyncio.timeout(max(timeout, 0)):
                await self._event.wait()
        except TimeoutError:
            return False
        return True


class Clock:
    """Seconds since the epoch, running `speed` times as fast as real ones; at speed 0 only `advance` moves it."""

    def __init__(self, speed: float = 1.0, start: float | None = None) -> None:
        self.speed = speed
        self._start = time.time() if start is None else start
        self._began = time.monotonic()
        self._shift = 0.0
        self._moved = Pulse()

    def now(self) -> float:
        """The present moment."""
        return self._start + self._shift + (time.monotonic() - self._began) * self.speed

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self._shift += seconds
        self._moved.fire()

    def real(self, seconds: float) -> float:
        """How long `seconds` of this clock take on the wall; a clock that stands still promises nothing else."""
        return seconds / self.speed if self.speed else seconds

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` of this clock have passed, by running or by `advance`."""
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            await self._moved.wait(self.real(left))
