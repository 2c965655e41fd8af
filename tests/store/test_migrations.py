"""The schema is brought up to date from code."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.core.errors import NewerSchemaError
from bot.store.database import open_database
from bot.store.migrate import HEAD, SCRIPTS, migrate, schema_revision, upgrade
from bot.store.schema import metadata


def test_head_is_the_newest_migration() -> None:
    """The revision that counts as current is the last migration there is."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


async def test_migrations_build_the_declared_tables(database_url: str) -> None:
    """An empty database that ran every migration has exactly the tables of the schema."""

    def differences(connection: Connection) -> list[object]:
        upgrade(connection)
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()
    assert found == []


async def test_a_new_database_is_as_if_it_had_been_brought_up_to_date(tmp_path: Path) -> None:
    """Tables made at once have the columns, keys and indexes of those that every migration has been through."""

    def described(connection: Connection) -> dict[str, object]:
        known = inspect(connection)
        indexes = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL"))
        tables = {
            name: (
                {column["name"]: (str(column["type"]), column["nullable"]) for column in known.get_columns(name)},
                known.get_pk_constraint(name)["constrained_columns"],
                {tuple(key["constrained_columns"]): key["referred_table"] for key in known.get_foreign_keys(name)},
                {tuple(sorted(unique["column_names"])) for unique in known.get_unique_constraints(name)},
            )
            for name in known.get_table_names()
        }
        return {**tables, **{f"index {name}": " ".join(sql.split()) for name, sql in indexes}}

    found = []
    for build in (migrate, upgrade):
        engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / build.__name__}.db")
        async with engine.begin() as connection:
            await connection.run_sync(build)
            found.append((await connection.run_sync(described), await connection.run_sync(schema_revision)))
        await engine.dispose()

    assert found[0] == found[1]


async def test_a_newer_database_is_refused(database_url: str) -> None:
    """A database at a revision this release does not know is left alone, with advice to upgrade."""
    await (await open_database(database_url)).close()
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()

    with pytest.raises(NewerSchemaError, match="升级"):
        await open_database(database_url)


async def test_a_current_database_opens_without_alembic(database_url: str) -> None:
    """Opening a database that is up to date does not pay for the migration library."""
    await (await open_database(database_url)).close()
    code = (
        "import asyncio, sys\nfrom bot.store.database import open_database\n"
        "async def main(): await (await open_database(sys.argv[1])).close()\n"
        "asyncio.run(main()); print('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", code, database_url]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    output, _ = await process.communicate()

    assert (process.returncode, output) == (0, b"False\n")
