"""Bringing a database to the schema of this release."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.core.errors import NewerSchemaError

HEAD = "0009"
SCRIPTS = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 4_713_225


def migrate(connection: Connection) -> None:
    """Run the missing migrations inside the connection's transaction. Raises NewerSchemaError.

    alembic is imported only when there is something to do: a current database opens without its cost.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
    if schema_revision(connection) != HEAD:
        _upgrade(connection)


def schema_revision(connection: Connection) -> str | None:
    """The revision the database is at, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if schema_revision(connection) not in known | {None}:
        raise NewerSchemaError(
            "数据库是更新版本的三方写的，这个版本读不懂它。请升级三方，或换一个数据目录（SANFANG_HOME）。"
        )
    command.upgrade(config, "head")
