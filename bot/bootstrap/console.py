"""The wiring: the staff's console."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING

from bot.bootstrap.asking import Services, open_services
from bot.bootstrap.editing import editing, telegram_courier
from bot.bootstrap.store import SystemClock, open_store
from bot.config import Settings
from bot.core.errors import SettingsError
from bot.service.release import corpus_in_force
from bot.service.staff_desk import StaffDesk
from corpus.folder import bundled
from corpus.model import Department
from retrieval.indexing import Progress, quiet

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from bot.console.web.address import Address
    from bot.service.accounts import AccountKeeper
    from bot.service.passwords import Passwords


@asynccontextmanager
async def open_console(settings: Settings, progress: Progress = quiet) -> AsyncIterator[str]:
    """The staff's console, running; gives its address. Raises SettingsError, StoreError."""
    async with (
        open_services(settings, progress=progress) as services,
        services.watch.running(),
        running_console(services) as url,
    ):
        yield url


@asynccontextmanager
async def running_console(services: Services, wake: Callable[[], None] = lambda: None) -> AsyncIterator[str]:
    """The console beside what already runs in this process; gives its address. Raises SettingsError."""
    from bot.console.web.server import serving_console
    from bot.service.clusters import gathering
    from bot.service.passwords import Passwords

    address = console_address(services.settings)
    with closing(Passwords()) as passwords:
        async with (
            gathering(services.database),
            serving_console(make_console(services, passwords, address, wake), address),
        ):
            yield address.url


def make_console(
    services: Services, passwords: "Passwords", address: "Address", wake: Callable[[], None] = lambda: None
) -> "Starlette":
    """The console as an application. `wake` tells the sender of this process that there is something to send."""
    from bot.channels.telegram.conversation import CHANNEL
    from bot.channels.telegram.delivery import TelegramDelivery
    from bot.channels.terminal.own_data import CHANNEL as TERMINAL
    from bot.channels.terminal.post import PostedDelivery
    from bot.console.app import build_app
    from bot.console.console import Console
    from bot.console.web.assets import Assets
    from bot.console.web.templating import Templates
    from bot.service.accounts import AccountKeeper
    from bot.service.past_corpus import PastCorpus
    from bot.service.publishing import Inspection
    from bot.service.reviewing import Reviewing
    from bot.service.sign_in import SignIn

    database, clock, consult, assets = services.database, services.clock, services.consult, Assets()
    desks = {
        CHANNEL: StaffDesk(consult, TelegramDelivery(consult), CHANNEL),
        TERMINAL: StaffDesk(consult, PostedDelivery(consult), TERMINAL),
    }
    sign_in, keeper = SignIn(database, clock, passwords), AccountKeeper(database, clock, passwords)
    edit = editing(services.settings, database, clock)
    console = Console(
        address=address,
        templates=Templates(assets),
        database=database,
        clock=clock,
        snapshot=services.snapshot,
        sign_in=sign_in,
        accounts=keeper,
        consult=consult,
        reviewing=Reviewing(database, clock),
        past=PastCorpus(database, services.snapshot),
        drafting=edit.drafting,
        publisher=edit.publisher,
        inspection=Inspection(edit.publisher, database, clock),
        recall=edit.recall,
        courier=telegram_courier(clock),
        watch=services.watch,
        desks=desks,
        wake=wake,
    )
    return build_app(console, assets)


def console_address(settings: Settings) -> "Address":
    """Where the console is. Raises SettingsError when it would be reached from elsewhere without encryption."""
    from bot.console.web.address import LOOPBACK, Address

    host, _, port = settings.console_listen.rpartition(":")
    address = Address(host.strip("[]"), int(port), settings.console_url or f"http://{settings.console_listen}")
    if address.host not in LOOPBACK and not address.secure:
        raise SettingsError(
            "控制台要给别的电脑用，必须走 HTTPS：请让它只听 127.0.0.1，在前面放一个 HTTPS 代理，"
            "再把 SANFANG_CONSOLE_URL 设成 https:// 开头的地址。README 里有 nginx 的写法。"
        )
    return address


@asynccontextmanager
async def open_accounts(settings: Settings) -> AsyncIterator["AccountKeeper"]:
    """The accounts of the console. Raises StoreError."""
    from bot.service.accounts import AccountKeeper
    from bot.service.passwords import Passwords

    async with open_store(settings) as database:
        with closing(Passwords()) as passwords:
            yield AccountKeeper(database, SystemClock(), passwords)


async def departments_in_force(settings: Settings) -> tuple[Department, ...]:
    """The departments of the corpus in force. Raises StoreError."""
    async with open_store(settings) as database:
        _, corpus = await corpus_in_force(database, SystemClock(), bundled())
        return corpus.departments
