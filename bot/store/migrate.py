"""Bringing a database to the schema of this release."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.core.errors import NewerSchemaError
from bot.store.schema import metadata

HEAD = "0011"
SCRIPTS = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 4_713_225


def migrate(connection: Connection) -> None:
    """Bring the tables to this release inside the connection's transaction. Raises NewerSchemaError.

    An empty database gets them at once; alembic, which takes its time, is imported only for one that has older ones.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
    if not inspect(connection).get_table_names():
        _create(connection)
    elif schema_revision(connection) != HEAD:
        upgrade(connection)


def schema_revision(connection: Connection) -> str | None:
    """The revision the database is at, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def upgrade(connection: Connection) -> None:
    """Run the missing migrations. Raises NewerSchemaError."""
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
