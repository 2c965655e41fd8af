"""The database behind the ports, in SQLAlchemy Core: SQLite by default, PostgreSQL when one machine is outgrown."""
