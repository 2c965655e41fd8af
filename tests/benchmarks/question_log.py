"""How fast the console is on a long log: `python -m tests.benchmarks.question_log --rows 200000 [--url URL] [--home DIR]`.

Fills a database with questions that the real bot decided, repeated over a year with other citizens, days and endings, and prints
for each page of the console the 50th and 95th percentile, beside a bare SELECT of the same rows in the same run.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

import click
import httpx
from sqlalchemy import func, insert, select, text

from bot.bootstrap.asking import Services, open_services
from bot.bootstrap.console import make_console
from bot.config import Settings
from bot.core.accounts import Role
from bot.core.consultation import Consultation
from bot.core.facts import fact_of
from bot.core.model import LogRecord, Outcome, Question, Rating
from bot.service.accounts import AccountKeeper
from bot.service.clusters import gather
from bot.service.demo import week
from bot.service.passwords import Passwords
from bot.service.sign_in import SignIn
from bot.store.database import SqlDatabase
from bot.store.question_log import _to_row
from bot.store.schema import question_fact, question_log
from tests.console.office import ADDRESS
from tests.core.consultation.cases import IN_STATE

RUNS = 40
CHUNK = 1000
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
PLACES = (
    "南阳",
    "瓜沥",
    "衙前",
    "临浦",
    "河上",
    "戴村",
    "楼塔",
    "浦阳",
    "进化",
    "所前",
    "新塘",
    "闻堰",
    "宁围",
    "新街",
)
PAGES = {
    "review list": ("/log", "SELECT * FROM question_log ORDER BY seq DESC LIMIT 50"),
    "review list, not reviewed hand-offs": (
        "/log?outcome=handoff&reviewed=no",
        "SELECT * FROM question_log WHERE outcome = 'handoff' ORDER BY seq DESC LIMIT 50",
    ),
    "review list, least sure first": (
        "/log?order=least_sure",
        "SELECT * FROM question_log WHERE outcome = 'answer' ORDER BY confidence LIMIT 50",
    ),
    "search, two characters": ("/log?q=瓜沥", "SELECT * FROM question_log WHERE clean_text LIKE '%瓜沥%' LIMIT 50"),
    "search, found nowhere": (
        "/log?q=查无此事",
        "SELECT * FROM question_log WHERE clean_text LIKE '%查无此事%' LIMIT 50",
    ),
    "statistics, 30 days": ("/statistics", "SELECT * FROM question_fact WHERE day >= '2026-02-01'"),
    "statistics, a year": (
        "/statistics?since=2025-03-03&until=2026-03-02",
        "SELECT * FROM question_fact WHERE day >= '2025-03-03'",
    ),
    "unanswered": ("/unanswered", "SELECT * FROM question_fact WHERE cluster IS NOT NULL"),
}
"""Page → its address, and the bare SELECT of what it has to look at."""


class Clock:
    """Stands still."""

    def now(self) -> datetime:
        """See the port."""
        return NOW


async def decided(services: Services) -> list[LogRecord]:
    """The sample week's questions, decided by the real bot and not logged."""
    asks = week(services.snapshot.current.corpus, NOW.date())
    questions = [Question(f"s{number}", "telegram", ask.citizen, ask.text, NOW) for number, ask in enumerate(asks)]
    return [(await services.ask.decide(question)).record for question in questions]


def log(samples: Sequence[LogRecord], rows: int) -> Iterator[tuple[LogRecord, Consultation | None]]:
    """Questions of a year in order of time, some naming a place, each with an ending."""
    random = Random(7)
    endings = list(IN_STATE.values())
    for number in range(rows):
        sample = random.choice(samples)
        asked_at = NOW - timedelta(days=365) * (1 - number / rows)
        words = random.choice(PLACES) + sample.clean_text if random.random() < 0.3 else sample.clean_text
        rating = random.choice((None, None, Rating.SOLVED, Rating.UNSOLVED)) if sample.citations else None
        record = replace(
            sample, id=f"b{number}", citizen=f"c{random.randrange(rows // 5)}", clean_text=words, masked_text=words,
            asked_at=asked_at, decided_at=asked_at, rating=rating,
        )  # fmt: skip
        handed = sample.outcome is Outcome.HANDOFF and random.random() < 0.7
        department = record.department or ""
        case = replace(random.choice(endings), department=department, created_at=asked_at) if handed else None
        yield record, case


async def fill(database: SqlDatabase, samples: Sequence[LogRecord], rows: int) -> None:
    """Write them in large transactions; the facts are computed as ever."""
    pairs = log(samples, rows)
    seq = 0
    while chunk := list(islice(pairs, CHUNK)):
        logged = [{"seq": seq + place + 1, **_to_row(record)} for place, (record, _) in enumerate(chunk)]
        facts = [
            {"seq": seq + place + 1, "reviewed": False, "replaced": False, **asdict(fact_of(record, case))}
            for place, (record, case) in enumerate(chunk)
        ]
        async with database._writer.begin() as connection:
            await connection.execute(insert(question_log), logged)
            await connection.execute(insert(question_fact), facts)
        seq += len(chunk)
    async with database._writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text(f"SELECT setval('question_log_seq_seq', {seq})"))
            await connection.execute(text("ANALYZE"))  # as its own autovacuum would; nobody does it for SQLite


async def timed(run: Callable[[], Awaitable[object]]) -> tuple[float, float, float]:
    """The 50th and 95th percentile of a run, and the processor time of a usual one, in ms; the first one warms up.

    The processor time tells what a run costs where other programs keep the machine busy.
    """
    await run()
    taken, used = [], []
    for _ in range(RUNS):
        begun, at = time.perf_counter(), time.process_time()
        await run()
        taken.append(1000 * (time.perf_counter() - begun))
        used.append(1000 * (time.process_time() - at))
    return sorted(taken)[RUNS // 2], sorted(taken)[int(RUNS * 0.95)], sorted(used)[RUNS // 2]


async def measure(services: Services, database: SqlDatabase) -> None:
    """Every page as signed-in staff, and its bare SELECT."""
    with closing(Passwords(time_cost=1, memory_cost=64)) as passwords:
        app = make_console(services, passwords, ADDRESS)
        keeper, sign_in = AccountKeeper(database, Clock(), passwords), SignIn(database, Clock(), passwords)
        name = f"bench-{int(time.time())}"
        account = replace((await keeper.add("", name, name, Role.ADMIN)).account, must_change=False)
        async with database.write() as unit:
            await unit.accounts.save(account)
            token = await sign_in.open(unit, account, "bench")
        browser = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url=ADDRESS.url, cookies={ADDRESS.cookie: token}, timeout=60
        )
        click.echo(f"{'page':38} {'p50':>8} {'p95':>8} {'cpu':>8}   {'SELECT p50':>10} {'p95':>8} {'cpu':>8}  ms")
        async with browser:
            for name, (path, statement) in PAGES.items():

                async def page(path: str = path) -> None:
                    (await browser.get(path)).raise_for_status()

                async def bare(statement: str = statement) -> None:
                    async with database._reader.connect() as connection:
                        (await connection.execute(text(statement))).all()

                shown, selected = await timed(page), await timed(bare)
                told = " ".join(f"{each:8.1f}" for each in shown), " ".join(f"{each:8.1f}" for each in selected)
                click.echo(f"{name:38} {told[0]}     {told[1]}")


async def main(arguments: argparse.Namespace) -> None:
    """Fill unless it is full already, gather, measure."""
    home = arguments.home or Path(tempfile.mkdtemp(prefix="sanfang-bench-"))
    settings = Settings(home=home, database_url=arguments.url)
    async with open_services(settings, Clock()) as services:
        database = services.database
        assert isinstance(database, SqlDatabase)
        async with database._reader.connect() as connection:
            there = (await connection.execute(select(func.count()).select_from(question_fact))).scalar_one()
        if there < arguments.rows:
            begun = time.perf_counter()
            await fill(database, await decided(services), arguments.rows)
            click.echo(f"filled {arguments.rows} questions in {time.perf_counter() - begun:.1f} s")
            begun = time.perf_counter()
            gathered = await gather(database)
            click.echo(f"gathered {gathered} unanswered questions in {time.perf_counter() - begun:.1f} s")
        await measure(services, database)


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--url", default="", help="an empty PostgreSQL database, as SQLAlchemy URL; SQLite without it")
    parser.add_argument("--home", type=Path, help="where to keep the SQLite file, to measure it again")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(parsed()))
