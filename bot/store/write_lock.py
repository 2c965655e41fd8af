"""One writer at a time on a SQLite file, over all processes.

SQLite releases before 3.51.3 can damage a database when two connections write or checkpoint at the very same time
(https://sqlite.org/wal.html#walresetbug). Within a process there is one writing connection; between processes, such as
`serve` and `corpus publish`, this lock stands around every writing transaction, and the end of the connection.
"""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.core.errors import StoreError

WAIT = 0.005
"""Seconds between two attempts; flock itself would hold up the event loop."""
PATIENCE = 60.0
"""Seconds after which the other process counts as stuck."""


class WriteLock:
    """An advisory lock on a file beside the database; released by the system when the process dies."""

    def __init__(self, database: Path) -> None:
        self._file = database.with_name(f"{database.name}-writer")

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Hold the lock. Raises StoreError when another process does not give it back."""
        try:
            descriptor = os.open(self._file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreError(f"不能写 {self._file}：{error.strerror}。请检查数据目录的权限。") from error
        try:
            await _take(descriptor)
            yield
        finally:
            os.close(descriptor)


async def _take(descriptor: int) -> None:
    waited = 0.0
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waited > PATIENCE:
                raise StoreError("另一个三方进程一直占着数据库，请看看它是不是卡住了。") from None
        await asyncio.sleep(WAIT)
        waited += WAIT
