"""The wiring: the only place that picks concrete adapters and hands them to each other."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Settings
from bot.core.consultation import Escalation, Level, Policy
from bot.core.errors import SettingsError
from bot.core.hours import Schedule, bundled_schedule, parse_schedule
from bot.core.ports import Clock, Database
from bot.service.ask import AskService
from bot.service.browse import BrowseService
from bot.service.consult import ConsultService
from bot.service.corpus_watch import CorpusWatch
from bot.service.forgetting import ForgetService, Retention
from bot.service.index_shelf import IndexShelf
from bot.service.judge import Gold, GoldFormatError, read_golds
from bot.service.notices import Courier
from bot.service.publishing import Adopting, Drafting, Publisher, Recall
from bot.service.purging import Purger
from bot.service.release import corpus_in_force
from bot.service.snapshot import Snapshot, SnapshotHolder
from bot.service.staff_desk import StaffDesk
from bot.service.sweeper import Sweeper
from corpus.folder import bundled
from corpus.model import Department
from retrieval.indexing import Progress, quiet

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from bot.channels.telegram.runner import TelegramBot
    from bot.channels.terminal.screen import Screen
    from bot.channels.terminal.three_way import Terminal
    from bot.console.address import Address
    from bot.service.accounts import AccountKeeper
    from bot.service.passwords import Passwords


HOURS_FILE = "office_hours.toml"
GOLDEN_FILE = "golden.jsonl"


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Services:
    """What the commands and channels work with."""

    settings: Settings
    database: Database
    clock: Clock
    snapshot: SnapshotHolder
    ask: AskService
    consult: ConsultService
    watch: CorpusWatch

    @property
    def corpus_version(self) -> int:
        """The version of the corpus that answers now."""
        return self.snapshot.current.version


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Database]:
    """The database, brought to this release's schema. Raises StoreError."""
    from bot.store.database import open_database

    database = await open_database(settings.database)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def open_services(
    settings: Settings, clock: Clock | None = None, progress: Progress = quiet
) -> AsyncIterator[Services]:
    """Everything that answers questions, ready; a release's first start publishes its corpus. Raises StoreError.

    `progress` is told how far the index is when it has to be built.
    """
    clock = clock or SystemClock()
    async with open_store(settings) as database:
        published = await corpus_in_force(database, clock, bundled())
        index = IndexShelf(settings.home / "index")
        holder = SnapshotHolder(Snapshot.build(*published, index, progress))
        watch = CorpusWatch(database, holder, index)
        consult = ConsultService(holder, _schedule(settings), _policy(settings))
        yield Services(settings, database, clock, holder, AskService(database, holder, clock), consult, watch)


@dataclass(frozen=True, slots=True)
class Editing:
    """What editors of the corpus work with."""

    database: Database
    clock: Clock
    drafting: Drafting
    publisher: Publisher
    adopting: Adopting
    recall: Recall


def editing(settings: Settings, database: Database, clock: Clock) -> Editing:
    """The services for editing and publishing the corpus. Raises SettingsError for golden questions that cannot be read."""
    publisher = Publisher(
        database,
        clock,
        second_person=settings.second_person,
        golds=_golds(settings.home / GOLDEN_FILE),
        shelf=IndexShelf(settings.home / "index"),
    )
    drafting = Drafting(database, clock)
    return Editing(database, clock, drafting, publisher, Adopting(database, drafting), Recall(database, clock))


def telegram_courier(clock: Clock) -> Courier:
    """What takes corrections to citizens in Telegram; `serve` sends them."""
    from bot.channels.telegram.noticing import TelegramCourier

    return TelegramCourier(clock)


@asynccontextmanager
async def open_editing(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Editing]:
    """The editors' services by themselves, beside a running bot or without one. Raises SettingsError, StoreError."""
    clock = clock or SystemClock()
    async with open_store(settings) as database:
        await corpus_in_force(database, clock, bundled())
        yield editing(settings, database, clock)


def open_terminal(services: Services, screen: "Screen", *, desk: bool) -> "Terminal":
    """A conversation in the shell; with `desk` also the staff's side of it."""
    from bot.channels.terminal.conversation import Conversation
    from bot.channels.terminal.delivery import TerminalDelivery
    from bot.channels.terminal.desk import TerminalDesk
    from bot.channels.terminal.history import HISTORY_FILE
    from bot.channels.terminal.own_data import CHANNEL, OwnData
    from bot.channels.terminal.three_way import Terminal

    database, clock, consult = services.database, services.clock, services.consult
    delivery, browse = TerminalDelivery(consult, screen, desk=desk), BrowseService(services.snapshot, clock)
    own = OwnData(ForgetService(retention(services.settings)), database, services.settings.home / HISTORY_FILE)
    conversation = Conversation(services.ask, browse, consult, delivery, database, clock, screen, own)
    if not desk:
        return Terminal(conversation, delivery)
    staff = TerminalDesk(StaffDesk(consult, delivery, CHANNEL), delivery, database, clock)
    return Terminal(conversation, delivery, staff, Sweeper(database, consult, delivery, clock, CHANNEL))


@asynccontextmanager
async def open_telegram(settings: Settings, progress: Progress = quiet) -> AsyncIterator["TelegramBot"]:
    """The bot in Telegram, the only one on its data directory. Raises AlreadyRunningError, StoreError."""
    from bot.channels.telegram.runner import TelegramBot
    from bot.store.data_directory import pseudonym_key, serving

    with serving(settings.home):
        async with (
            open_services(settings, progress=progress) as services,
            services.watch.running(),
            _purger(services).running(),
        ):
            token, root, key = settings.telegram_token, settings.telegram_base_url, pseudonym_key(settings.home)
            database, ask, clock, consult = services.database, services.ask, services.clock, services.consult
            async with TelegramBot(
                token, root, database, ask, clock, key, consult, services.snapshot, retention(settings),
                settings.admins, settings.quiet_seconds,
            ) as bot:  # fmt: skip
                if not settings.console:
                    yield bot
                    return
                async with _running_console(services, bot.wake):
                    yield bot


@asynccontextmanager
async def open_console(settings: Settings, progress: Progress = quiet) -> AsyncIterator[str]:
    """The staff's console, running; gives its address. Raises SettingsError, StoreError."""
    async with (
        open_services(settings, progress=progress) as services,
        services.watch.running(),
        _running_console(services) as url,
    ):
        yield url


@asynccontextmanager
async def _running_console(services: Services, wake: Callable[[], None] = lambda: None) -> AsyncIterator[str]:
    from bot.console.server import serving_console
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
    from bot.console.assets import Assets
    from bot.console.console import Console
    from bot.console.templating import Templates
    from bot.service.accounts import AccountKeeper
    from bot.service.past_corpus import PastCorpus
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
        reviewing=Reviewing(database, clock, edit.drafting),
        past=PastCorpus(database, services.snapshot),
        drafting=edit.drafting,
        publisher=edit.publisher,
        watch=services.watch,
        desks=desks,
        wake=wake,
    )
    return build_app(console, assets)


def console_address(settings: Settings) -> "Address":
    """Where the console is. Raises SettingsError when it would be reached from elsewhere without encryption."""
    from bot.console.address import LOOPBACK, Address

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


def retention(settings: Settings) -> Retention:
    """How long words and delivery records are kept."""
    return Retention(settings.text_days, settings.traffic_days)


def _purger(services: Services) -> Purger:
    return Purger(services.database, services.clock, retention(services.settings))


def _golds(file: Path) -> tuple[Gold, ...]:
    """The office's own golden questions, if it has written any down. Raises SettingsError."""
    try:
        return read_golds(file.read_text(encoding="utf-8-sig").splitlines()) if file.exists() else ()
    except (OSError, UnicodeDecodeError, GoldFormatError) as error:
        raise SettingsError(f"读不了标准题文件 {file}（{error}），请检查权限，并存成 UTF-8 的 JSONL。") from None


def _schedule(settings: Settings) -> Schedule:
    """The office's own hours, if it has written them down, else the usual ones. Raises SettingsError."""
    file = settings.home / HOURS_FILE
    try:
        return parse_schedule(file.read_text(encoding="utf-8-sig")) if file.exists() else bundled_schedule()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"读不了办公时间文件 {file}，请检查权限，并存成 UTF-8 文本。") from None


def _policy(settings: Settings) -> Policy:
    """The steps of calling somebody for an unclaimed case, and for words without a reply."""
    claim = _steps(settings.claim_minutes, Level.DEPUTY, Level.LEAD, Level.CITIZEN)
    return Policy(claim=claim, reply=_steps(settings.reply_minutes, Level.HOLDER, Level.LEAD))


def _steps(minutes: Sequence[int], *levels: Level) -> tuple[Escalation, ...]:
    return tuple(Escalation(timedelta(minutes=each), level) for each, level in zip(minutes, levels, strict=True))
