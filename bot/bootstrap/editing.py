"""The wiring: what editors of the corpus work with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap.store import SystemClock, open_store
from bot.config import Settings
from bot.core.errors import SettingsError
from bot.core.ports import Clock, Database
from bot.service.index_shelf import IndexShelf
from bot.service.judge import Gold, GoldFormatError, read_golds
from bot.service.notices import Courier
from bot.service.publishing import Adopting, Drafting, Publisher, Recall
from bot.service.release import corpus_in_force
from corpus.folder import bundled

GOLDEN_FILE = "golden.jsonl"


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


def _golds(file: Path) -> tuple[Gold, ...]:
    """The office's own golden questions, if it has written any down. Raises SettingsError."""
    try:
        return read_golds(file.read_text(encoding="utf-8-sig").splitlines()) if file.exists() else ()
    except (OSError, UnicodeDecodeError, GoldFormatError) as error:
        raise SettingsError(f"读不了标准题文件 {file}（{error}），请检查权限，并存成 UTF-8 的 JSONL。") from None
