"""Random talk with faults: nobody reads another's words, none is lost, none is out of order.

`python -m tests.three_way.simulation --seeds 50 --steps 2000` runs it for long; the suite runs a few short ones.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiosqlite
import pytest

from bot.service.snapshot import Snapshot, SnapshotHolder
from corpus.folder import bundled
from tests.three_way.conftest import fast, opened
from tests.three_way.people import People

EVERY = 30.0
"""Seconds between two lines that tell how far it is."""
MEMORY = "/dev/shm" if Path("/dev/shm").exists() else None  # noqa: S108 (on a busy disk a run takes ten times as long)
HARMLESS = ("message is not modified", "TOPIC_NOT_MODIFIED")
"""After a restart, or an answer that was cut off, the bot may say the same once more."""


async def _in_turn(_: aiosqlite.Connection, call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """A call of SQLite without a thread of its own; others have their turn before its result is used."""
    result = call(*arguments, **named)
    await asyncio.sleep(0)
    return result


HURRIED = {
    "aiosqlite.Connection._execute": _in_turn,
    "bot.channels.telegram.three_way.SWEEP_SECONDS": 2.0,
    "bot.channels.telegram.noticing.IDLE_SECONDS": 30.0,
    "tests.three_way.conftest.LOOKS": 0.3,
    "tests.three_way.conftest.CLOSES": 120.0,
    "tests.three_way.conftest.OPTIONS": "?check_same_thread=false",
}
"""For long runs, whose clock stands still and which need not survive a power cut: half of the work was waking threads."""


async def simulate(
    snapshot: SnapshotHolder, folder: Path, seed: int, steps: int, stepped: Callable[[], None] = lambda: None
) -> Counter[str]:
    """One run from one seed; returns what was said. AssertionError when something is lost, misled or out of order."""
    async with opened(folder, snapshot, *HARMLESS) as office:
        people = People(office, random.Random(seed))
        await people.live(steps, stepped)
        return people.witness.said


class Sweep:
    """Many seeds in one process, several at once: each spends most of its time waiting for Telegram's pauses."""

    def __init__(self, steps: int, at_once: int) -> None:
        self._steps, self._free = steps, asyncio.Semaphore(at_once)
        self._snapshot = SnapshotHolder(Snapshot.build(1, bundled()))
        self._begun, self._done, self._failed = time.monotonic(), 0, list[int]()

    async def run(self, seeds: range) -> list[int]:
        """The seeds that failed."""
        telling = asyncio.create_task(self._tell(len(seeds) * self._steps))
        await asyncio.gather(*map(self._one, seeds))
        telling.cancel()
        return sorted(self._failed)

    async def _one(self, seed: int) -> None:
        async with self._free:
            begun = time.monotonic()
            with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
                try:
                    said = await simulate(self._snapshot, Path(folder), seed, self._steps, self._stepped)
                    told = f"{dict(said)}, nothing lost, misled or out of order"
                except Exception as error:  # the other seeds go on
                    self._failed.append(seed)
                    trace = "".join(traceback.format_exception(error)[-6:])
                    told = f"FAILED: {type(error).__name__}: {error}\n{trace}"
            _say(f"seed {seed}: {self._steps} steps in {time.monotonic() - begun:.0f} s, {told}")

    def _stepped(self) -> None:
        self._done += 1

    async def _tell(self, steps: int) -> None:
        while True:
            await asyncio.sleep(EVERY)
            spent = time.monotonic() - self._begun
            left = spent / max(self._done, 1) * (steps - self._done)
            _say(f"{self._done}/{steps} steps after {spent:.0f} s, about {left / 60:.0f} min left")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Run the seeds; exit code 1 when one has failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.three_way.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds (default 3)")
    parser.add_argument("--steps", type=int, default=200, help="how many acts from each seed (default 200)")
    parser.add_argument("--first", type=int, default=1, help="the first seed (default 1)")
    parser.add_argument("--at-once", type=int, default=10, help="how many run at the same time (default 10)")
    options = parser.parse_args()
    fast()
    for name, value in HURRIED.items():
        pytest.MonkeyPatch().setattr(name, value)
    logging.disable(logging.WARNING)  # refused calls are what it is about
    seeds = range(options.first, options.first + options.seeds)

    async def sweep() -> list[int]:
        return await Sweep(options.steps, options.at_once).run(seeds)

    failed = asyncio.run(sweep())
    _say(f"{len(seeds) - len(failed)} of {len(seeds)} seeds without a fault" + f"; failed: {failed}" * bool(failed))
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
