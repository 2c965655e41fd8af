"""The bot as its operator runs it: a process of its own, stopped, killed and started again on the same data."""

import asyncio
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from bot.core.pseudonym import pseudonym
from bot.faults import VARIABLE
from bot.store.data_directory import KEY_FILE
from tests.conftest import Sanfang
from tests.forking import Forked, start
from tests.telegram_server import TelegramServer, User

TOKEN = "123456:TEST-token-of-the-strict-server"  # noqa: S105 (made up)
START_SECONDS = 120
RUNNING = "已在 Telegram 上运行"


class Bot:
    """`sanfang serve` against the strict server; its output is kept in `log`."""

    def __init__(self, sanfang: Sanfang, server: TelegramServer) -> None:
        self.home, self._server, self._sanfang = sanfang.home, server, sanfang
        self.log = sanfang.home / "output.log"
        self._process: Forked | None = None

    async def start(self, fault: str = "", **settings: str) -> None:
        """Start; with `fault` it kills itself at that crash point."""
        root = self._server.base_url.removesuffix("/bot")
        own = {"telegram_token": TOKEN, "telegram_base_url": root, "quiet_seconds": "0"}
        environment = self._sanfang.environment(**own | settings)
        started = self.log.read_text().count(RUNNING) if self.log.exists() else 0
        with self.log.open("ab") as output:
            streams = (0, output.fileno(), output.fileno())
            self._process = start("bot", "serve", env=environment | {VARIABLE: fault}, streams=streams)
        if not fault:
            await self._until(lambda: self.log.read_text().count(RUNNING) > started)

    async def until_rows(self, query: str, count: int) -> None:
        """Wait until a query on its database has so many rows."""
        await self._until(lambda: len(self.rows(query)) == count)

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(START_SECONDS):
            while not holds() and self._process is not None and self._process.returncode is None:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert holds(), self.log.read_text()

    async def ended(self) -> int:
        """The exit code, when it ends by itself; minus the signal's number if by one."""
        assert self._process is not None
        return await asyncio.to_thread(self._process.wait)

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Signal it to end; the exit code."""
        assert self._process is not None
        self._process.send_signal(how)
        return await self.ended()

    async def end(self) -> None:
        """Make sure that it runs no more."""
        if self._process is not None:
            await asyncio.to_thread(self._process.end)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query on its database."""
        with closing(sqlite3.connect(self.home / "sanfang.db")) as connection:
            return connection.execute(query).fetchall()

    def asked(self) -> list[str]:
        """The questions in the log, in order."""
        return [text for (text,) in self.rows("SELECT masked_text FROM question_log ORDER BY seq")]

    def replies(self, citizen: User) -> list[str]:
        """What the bot decided to say to a citizen's questions, in order."""
        name = pseudonym((self.home / KEY_FILE).read_bytes(), "telegram", str(citizen.id))
        return [
            reply
            for citizen, reply in self.rows("SELECT citizen, reply FROM question_log ORDER BY seq")
            if citizen == name
        ]

    def check(self) -> None:
        """What must hold after every story: a sound database, every update done, every call made, no token in the log."""
        assert self.rows("PRAGMA integrity_check") == [("ok",)]
        assert self.rows("PRAGMA foreign_key_check") == []
        received = {update["update_id"] for update in self._server.injected}
        assert {number for (number,) in self.rows("SELECT update_id FROM inbox")} == received
        assert {state for (state,) in self.rows("SELECT DISTINCT state FROM inbox")} <= {"done"}
        assert {state for (state,) in self.rows("SELECT DISTINCT state FROM outbox")} <= {"sent"}
        assert TOKEN not in self.log.read_text()

    def bytes_on_disk(self) -> bytes:
        """Everything it has written: database, its side files, logs."""
        return b"".join(path.read_bytes() for path in sorted(self.home.rglob("*")) if path.is_file())
