"""The wiring: the bot in Telegram."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.bootstrap.asking import Services, open_services
from bot.bootstrap.store import retention
from bot.config import Settings
from bot.service.purging import Purger
from retrieval.indexing import Progress, quiet

if TYPE_CHECKING:
    from bot.channels.telegram.runner import TelegramBot


@asynccontextmanager
async def open_telegram(settings: Settings, progress: Progress = quiet) -> AsyncIterator["TelegramBot"]:
    """The bot in Telegram, the only one on its data directory. Raises AlreadyRunningError, StoreError."""
    from bot.bootstrap.console import running_console
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
                async with running_console(services, bot.wake):
                    yield bot


def _purger(services: Services) -> Purger:
    return Purger(services.database, services.clock, retention(services.settings))
