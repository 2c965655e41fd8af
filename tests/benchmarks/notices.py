"""Telling many watchers while citizens ask: `python -m tests.benchmarks.notices [--watchers 10000] [--no-kill]`.

The bot runs as a process against the strict server with Telegram's flood windows on; half-way it is killed and started
again. Prints how long an answer takes while the watchers are told, and before and after it, and how often each of them was told.
"""

import argparse
import asyncio
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.core.deep_link import link_to
from bot.core.notice_ports import Watch, Watcher
from bot.core.pseudonym import pseudonym
from bot.store.data_directory import pseudonym_key
from bot.store.database import SqlDatabase, open_database
from corpus.folder import bundled
from corpus.model import GuideField
from tests.conftest import Sanfang
from tests.stories.harness import TOKEN, Bot
from tests.telegram_server import TelegramServer

QUESTIONS = ("狗打疫苗只能礼拜三去吗", "什么是三方通话？", "外地企业来杭投资落户认证要几天")
ASKERS, PAUSE = 24, 0.8
"""Seconds between two questions, all citizens together."""


class Trial:
    """A bot, its watchers, and citizens who keep asking."""

    def __init__(self, home: Path, server: TelegramServer, watchers: int) -> None:
        self.server, self.bot, self.home = server, Bot(Sanfang(home), server), home
        self.watchers = [server.user(f"关注{number}") for number in range(watchers)]
        self.askers = [server.user(f"市民{number}") for number in range(ASKERS)]

    async def database(self) -> SqlDatabase:
        """A second connection to the bot's database."""
        return await open_database(f"sqlite+aiosqlite:///{self.home / 'sanfang.db'}")

    async def prepare(self) -> None:
        """Everybody watches one guide; the version in force counts as told."""
        guide, key = bundled().guides[0], pseudonym_key(self.home)
        watch, now = Watch(str(link_to(guide)), guide.name), datetime.now(UTC)
        database = await self.database()
        async with database.write() as unit:
            for user in self.watchers:
                user.person.started = True
                watcher = Watcher("telegram", pseudonym(key, "telegram", str(user.id)), str(user.id))
                await unit.watches.add(watcher, watch, now)
        await database.close()

    async def publish(self) -> None:
        """A version in which the guide says something else."""
        corpus = bundled()
        guide = replace(corpus.guides[0], fields={**corpus.guides[0].fields, GuideField.FEE: ("免费",)})
        database = await self.database()
        async with database.write() as unit:
            await unit.corpus.publish(
                replace(corpus, guides=(guide, *corpus.guides[1:])), "编辑", "更新", datetime.now(UTC)
            )
        await database.close()

    async def ask(self, number: int) -> float:
        """Seconds from a question to its answer."""
        citizen, begun = self.askers[number % ASKERS], time.perf_counter()
        await citizen.send(QUESTIONS[number % len(QUESTIONS)])
        await citizen.expect(timeout=60)
        return time.perf_counter() - begun

    async def ask_on(self, count: int) -> list[float]:
        """The seconds of so many answers, asked one every pause."""
        asked = []
        for number in range(count):
            asked.append(asyncio.create_task(self.ask(number)))
            await asyncio.sleep(PAUSE)
        return list(await asyncio.gather(*asked))

    def told(self) -> Counter[int]:
        """How often each watcher was told."""
        sent = Counter(call.params["chat_id"] for call in self.server.calls_of("sendMessage") if call.accepted)
        return Counter({user.id: sent[user.id] for user in self.watchers})

    async def until_told(self, count: int) -> list[float]:
        """Ask on until so many watchers are told; the seconds of the answers."""
        seconds: list[float] = []
        while sum(1 for times in self.told().values() if times) < count:
            seconds += await self.ask_on(20)
        return seconds


async def trial(watchers: int, *, kill: bool) -> None:
    """Run and print."""
    with tempfile.TemporaryDirectory() as folder:
        async with TelegramServer(token=TOKEN, flood=True) as server:
            run = Trial(Path(folder), server, watchers)
            await run.bot.start()
            await run.ask(0)
            idle = await run.ask_on(60)
            await run.prepare()
            await run.publish()
            begun = time.perf_counter()
            busy = await run.until_told(watchers // 2) if kill else []
            if kill:
                await run.bot.stop(signal.SIGKILL)
                await run.bot.start()
                await run.ask(0)
            busy += await run.until_told(watchers)
            took = time.perf_counter() - begun
            idle += await run.ask_on(60)
            await run.bot.stop()
            report(run.told(), idle, busy, took)
            refused = [call for call in server.calls if call.refusal is not None]
            say(f"refusals of the server: {len(refused)} {refused[:3]}")
            server.assert_clean("again")


def report(told: Counter[int], idle: Sequence[float], busy: Sequence[float], took: float) -> None:
    """The figures."""
    times = Counter(told.values())
    say(f"{len(told)} watchers in {took:.0f} s ({len(told) / took:.1f}/s); told so often: {dict(times)}")
    for name, seconds in (("idle", idle), ("while telling", busy)):
        p95 = statistics.quantiles(seconds, n=20)[-1]
        say(
            f"answers {name}: {len(seconds)}, median {statistics.median(seconds) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"
        )


def say(line: str) -> None:
    """A line of the result."""
    sys.stdout.write(line + "\n")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--watchers", type=int, default=10_000)
    parser.add_argument("--no-kill", action="store_true")
    options = parser.parse_args()
    asyncio.run(trial(options.watchers, kill=not options.no_kill))


if __name__ == "__main__":
    main()
