"""Publishing under load: one process publishes, another answers, and no answer may fail or mix two versions.

`python -m tests.benchmarks.publishing --publishes 1000` prints the figures as JSON.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bootstrap.store import SystemClock
from bot.core.model import Outcome, Question
from bot.core.ports import Database
from bot.service.ask import AskService
from bot.service.corpus_watch import CorpusWatch
from bot.service.publishing import Drafting, Order, Publisher
from bot.service.snapshot import Snapshot, SnapshotHolder
from bot.store.database import open_database
from corpus.model import Article, Corpus
from tests.composer.small import CARD, CORPUS
from tests.conftest import ROOT

QUESTION = "全区有多少便民亭，租车卡的批量办理时限是几个工作日"
ASKERS = 3


@dataclass(slots=True)
class Figures:
    """What was counted. `seen` are the versions that answered; seconds are from publication to first use."""

    publishes: int = 0
    asked: int = 0
    failed: int = 0
    mixed: int = 0
    seen: set[int] = field(default_factory=set)
    slowest_ms: float = 0.0
    taken_up_seconds: float = 0.0


def numbered(version: int) -> Article:
    """The card's article as published in a version: both numbers in it are the version's."""
    body = CARD.body.replace("便民亭26个", f"便民亭{version + 1000}个").replace(
        "是3个工作日", f"是{version + 1000}个工作日"
    )
    return replace(CARD, body=body)


def corpus_of(version: int) -> Corpus:
    """The small corpus of a version."""
    return replace(CORPUS, articles=(numbered(version), *CORPUS.articles[1:]))


async def publish_many(url: str, times: int) -> None:
    """Publish one version after another, each through draft and review, as an editor does."""
    async with opened(url) as database:
        drafting, publisher = Drafting(database, SystemClock()), Publisher(database, SystemClock())
        for version in range(2, times + 2):
            await drafting.put(numbered(version), "编辑")
            review = await publisher.review()
            order = Order("编辑", "压力", confirmed=frozenset(review.to_confirm))
            done = await publisher.publish(order, review)
            if done.version != version:
                raise SystemExit(f"version {done.version} where {version} was due")


async def hammer(folder: Path, times: int) -> Figures:
    """Ask without pause while another process publishes so many times."""
    url, figures = f"sqlite+aiosqlite:///{folder / 'sanfang.db'}", Figures(publishes=times)
    async with opened(url) as database:
        async with database.write() as unit:
            await unit.corpus.publish(corpus_of(1), "编辑", "首发", SystemClock().now())
        holder = SnapshotHolder(Snapshot.build(1, corpus_of(1)))
        watch, service = CorpusWatch(database, holder), AskService(database, holder, SystemClock())
        command = [sys.executable, "-m", "tests.benchmarks.publishing", "--url", url, "--publishes", str(times)]
        publisher = subprocess.Popen(command, cwd=ROOT)  # noqa: ASYNC220 (returns at once)
        stop = asyncio.Event()
        async with watch.running():
            askers = [asyncio.create_task(ask(service, figures, stop, name)) for name in range(ASKERS)]
            await asyncio.to_thread(publisher.wait)
            ended = time.monotonic()
            while publisher.returncode == 0 and holder.current.version <= times and time.monotonic() < ended + 30:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            figures.taken_up_seconds = round(time.monotonic() - ended, 3)
            stop.set()
            await asyncio.gather(*askers)
        if publisher.returncode:
            raise SystemExit("the publisher failed")
    return figures


async def ask(service: AskService, figures: Figures, stop: asyncio.Event, name: int) -> None:
    """Ask one question after the other, and hold each answer against the version that it names."""
    while not stop.is_set():
        figures.asked += 1
        question = Question(f"{name}-{figures.asked}", "bench", f"c{name}", QUESTION, SystemClock().now(), ("你好",))
        started = time.monotonic()
        try:
            asked = await service.decide(question)
            await service.ask(replace(question, id=f"{question.id}-kept"))
        except Exception:
            figures.failed += 1
            continue
        figures.slowest_ms = max(figures.slowest_ms, round((time.monotonic() - started) * 1000, 1))
        text, version = asked.decision.text, asked.record.corpus_version
        figures.seen.add(version)
        figures.failed += asked.decision.outcome is not Outcome.ANSWER
        figures.mixed += any(number not in text for number in (f"{version + 1000}个工作日", f"{version + 1000}个。"))
        await asyncio.sleep(0.02)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database, closed at the end."""
    database = await open_database(url)
    try:
        yield database
    finally:
        await database.close()


def main() -> None:
    """Hammer and print, or, with a database given, be the process that publishes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publishes", type=int, default=1000)
    parser.add_argument("--url")
    given = parser.parse_args()
    if given.url:
        asyncio.run(publish_many(given.url, given.publishes))
        return
    with TemporaryDirectory() as folder:
        figures = asyncio.run(hammer(Path(folder), given.publishes))
    sys.stdout.write(json.dumps(asdict(figures) | {"seen": len(figures.seen)}) + "\n")


if __name__ == "__main__":
    main()
