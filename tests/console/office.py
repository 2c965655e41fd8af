"""A console in this process: real database, real application, requests without a network, a clock that is moved by hand."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import httpx
from starlette.applications import Starlette

from bot.bootstrap.asking import Services
from bot.bootstrap.console import make_console
from bot.config import Settings
from bot.console.web.address import Address
from bot.core.accounts import Account, Role
from bot.core.hours import bundled_schedule
from bot.core.ports import UnitOfWork
from bot.service.accounts import AccountKeeper
from bot.service.ask import AskService
from bot.service.consult import ConsultService
from bot.service.corpus_watch import CorpusWatch
from bot.service.passwords import Passwords
from bot.service.reviewing import Reviewing
from bot.service.sign_in import SignIn
from bot.service.snapshot import Snapshot, SnapshotHolder
from bot.store.database import SqlDatabase
from tests.store.samples import CORPUS, NOW
from tests.store.templates import open_copy

ADDRESS = Address("127.0.0.1", 8321, "http://127.0.0.1:8321")
PASSWORD = "correct-horse-9"  # noqa: S105 (of accounts that live for one test)
FAST = {"time_cost": 1, "memory_cost": 64}


class HandClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        """See the port."""
        return self.at

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.at += by


@dataclass(frozen=True, slots=True)
class Office:
    """The console and what stands behind it."""

    app: Starlette
    database: SqlDatabase
    clock: HandClock
    services: Services
    keeper: AccountKeeper
    sign_in: SignIn
    address: Address
    reviewing: Reviewing

    async def account(
        self, name: str = "wangfang", role: Role = Role.REVIEWER, departments: Sequence[str] = ()
    ) -> Account:
        """An account whose owner has chosen PASSWORD."""
        handed = await self.keeper.add("", name, name, role, departments)
        hashed = await self.keeper.change_password(handed.account, handed.password, PASSWORD)
        account = replace(handed.account, password=hashed, must_change=False)
        async with self.database.write() as unit:
            await unit.accounts.save(account)
        return account

    def browser(self, token: str = "", client: str = "10.0.0.1") -> httpx.AsyncClient:
        """A browser on one of the console's own pages; with a token it is signed in."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=(client, 1))
        cookies = {self.address.cookie: token} if token else {}
        headers = {"origin": self.address.origin}
        return httpx.AsyncClient(transport=transport, base_url=self.address.url, cookies=cookies, headers=headers)

    async def signed_in(self, account: Account) -> httpx.AsyncClient:
        """The account's browser, with a session of its own."""
        async with self.database.write() as unit:
            token = await self.sign_in.open(unit, account, "test")
        return self.browser(token)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """What the database holds."""
        async with self.database.read() as unit:
            yield unit


SOUND = replace(CORPUS, guides=(replace(CORPUS.guides[0], source="办事指南"),))
"""The samples, fit to be published."""


@cache
def snapshot() -> Snapshot:
    """The small corpus, indexed once."""
    return Snapshot.build(1, SOUND)


async def _published(database: SqlDatabase) -> None:
    """Put the small corpus in force."""
    async with database.write() as unit:
        await unit.corpus.publish(SOUND, "编辑", "首发", NOW)


@asynccontextmanager
async def open_office(
    folder: Path, address: Address = ADDRESS, *, second_person: bool = False
) -> AsyncIterator[Office]:
    """A console over a small corpus."""
    database = await open_copy(folder / "sanfang.db", _published)
    passwords = Passwords(**FAST)
    try:
        clock, holder = HandClock(), SnapshotHolder(snapshot())
        consult = ConsultService(holder, bundled_schedule())
        ask = AskService(database, holder, clock)
        settings = Settings(home=folder, second_person=second_person)
        services = Services(settings, database, clock, holder, ask, consult, CorpusWatch(database, holder))
        app = make_console(services, passwords, address)
        keeper, sign_in = AccountKeeper(database, clock, passwords), SignIn(database, clock, passwords)
        yield Office(
            app,
            database,
            clock,
            services,
            keeper,
            sign_in,
            address,
            Reviewing(database, clock),
        )
    finally:
        passwords.close()
        await database.close()
