"""How long citizens wait for the bot while Telegram lets nothing into a department's group.

`python -m tests.benchmarks.flooded_group` asks with ten citizens at a time, first idle, then while ten others talk to a group that
answers every call with 429. It prints both 95th percentiles and their ratio; exit code 1 when the ratio is above two.
"""

import argparse
import asyncio
import logging
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bot.channels.telegram import pace
from bot.service.snapshot import Snapshot, SnapshotHolder
from corpus.folder import bundled
from tests.telegram_server import Kind, User
from tests.three_way.conftest import Office, fast, opened

QUESTION, ANSWER = "什么是三方通话？", "第23期"
MOST = 2.0
PAUSE = 0.5
"""Seconds between two rounds, so that the pace that Telegram asks for is not what is measured."""


async def seconds(citizen: User) -> float:
    """From a question to its answer."""
    begun = time.monotonic()
    await citizen.send(QUESTION)
    await citizen.expect(ANSWER, timeout=60)
    return time.monotonic() - begun


async def p95(citizens: list[User], rounds: int) -> float:
    """The 95th percentile over all citizens, who ask at the same time, and rounds."""
    waits: list[float] = []
    for _ in range(rounds):
        waits += await asyncio.gather(*map(seconds, citizens))
        await asyncio.sleep(PAUSE)
    return statistics.quantiles(waits, n=20)[-1]


async def connected(office: Office, number: int) -> User:
    """A citizen whose case somebody has taken on."""
    citizen = await office.asking(f"在谈{number}")
    await office.quiet()
    card = next(one for one in reversed(office.group.chat.messages.values()) if one.button("接单"))
    await office.li.tap("接单", to=office.group, message=card)
    await citizen.expect("已接通")
    return citizen


async def talk(citizens: list[User]) -> None:
    """They write to the group that takes nothing, until cancelled."""
    while True:
        for citizen in citizens:
            await citizen.send("还在吗")
            await asyncio.sleep(0.1)


async def measure(folder: Path, count: int, rounds: int) -> tuple[float, float]:
    """The 95th percentiles in seconds: idle, and with the group flooded."""
    async with opened(folder, SnapshotHolder(Snapshot.build(1, bundled()))) as office:
        talking = [await connected(office, number) for number in range(count)]
        citizens = [await office.citizen(f"市民{number}") for number in range(count)]
        await p95(citizens, 1)  # everything has been used once
        idle = await p95(citizens, rounds)
        flood = office.server.fault("*", Kind.FLOOD, None, chat=office.group.id, retry_after=1)
        chatter = asyncio.create_task(talk(talking))
        flooded = await p95(citizens, rounds)
        chatter.cancel()
        flood.clear()
        return idle, flooded


def main() -> None:
    """Measure once and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.flooded_group", description=__doc__)
    parser.add_argument("--citizens", type=int, default=10, help="how many ask, and how many talk (default 10)")
    parser.add_argument("--rounds", type=int, default=10, help="how often each asks (default 10)")
    options = parser.parse_args()
    everything = pace.ALL_RATE
    fast()
    pace.ALL_RATE = everything  # the limit that groups and citizens share is part of what is measured
    logging.disable(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        idle, flooded = asyncio.run(measure(Path(folder), options.citizens, options.rounds))
    ratio = flooded / idle
    sys.stdout.write(f"p95 idle {idle * 1000:.0f} ms, group flooded {flooded * 1000:.0f} ms, ratio {ratio:.2f}\n")
    sys.exit(ratio > MOST)


if __name__ == "__main__":
    main()
