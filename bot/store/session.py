"""One database transaction, as the repositories see it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import StoreError
from bot.store.uninterrupted import uninterrupted

HINTS = (
    ("not a database", "这个文件不是数据库，请检查 SANFANG_DATABASE_URL，或换一个数据目录。"),
    ("disk is full", "磁盘已满，请腾出空间；三方会自己继续。"),
    ("locked", "另一个程序占着数据库，请先停掉它。"),
    ("readonly", "数据库文件不可写，请检查它和所在目录的权限。"),
)


def store_error(error: Exception) -> StoreError:
    """The error to show for one of the driver's; it holds no value of any row."""
    cause = getattr(error, "orig", None) or error
    text = str(cause).lower()
    hint = next((hint for sign, hint in HINTS if sign in text), "请检查数据库连接、磁盘空间和文件权限。")
    return StoreError(f"数据库操作没有成功（{type(cause).__name__}）：{hint}")


class Session:
    """Runs statements in one transaction; each is finished before a cancellation is raised."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable) -> CursorResult[*tuple[Any, ...]]:
        """The statement's result. Raises StoreError when the database refuses it."""
        try:
            result = await uninterrupted(self._connection.execute(statement))
        except SQLAlchemyError as error:
            raise store_error(error) from error
        assert isinstance(result, CursorResult)  # noqa: S101 (what Core statements return)
        return result

    async def insert_new(self, table: Table, rows: Sequence[dict[str, Any]]) -> int:
        """Insert those of `rows` that break no unique constraint; returns how many."""
        if not rows:
            return 0
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(table).values(list(rows)).on_conflict_do_nothing()
        inserted = await self.execute(statement.returning(*table.primary_key.columns))
        return len(inserted.all())

    async def lock(self, number: int) -> None:
        """Wait until no other transaction holds this lock; SQLite has one writer anyway."""
        if self._connection.dialect.name == "postgresql":
            await self.execute(select(func.pg_advisory_xact_lock(number)))
