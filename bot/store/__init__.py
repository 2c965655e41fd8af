"""The database: the ports of `bot.core.ports` on SQLAlchemy Core, for SQLite and PostgreSQL."""
