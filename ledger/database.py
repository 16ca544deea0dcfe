"""The one SQL database in which versions, parts, files received and everything about them live.

SQLite by default; DATABASE_URL names another. What differs between databases is in `connect`:
SQLite writes ahead (WAL) with full synchronisation, and a transaction that writes takes the
write lock at its start, so that it sees no other publication half-way.
"""

import os
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    inspect,
    select,
)

HEAD = "0001"
DATA = Path(__file__).parent.parent / "data"
METADATA = MetaData()
# Times are UTC in ISO 8601 with microseconds, which sorts as text in every database.
MOMENT = String(32)

versions = Table(
    "versions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("published_at", MOMENT, nullable=False),
    Column("published_by", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("reverts", Integer, nullable=True),
)
parts = Table(
    "parts",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
slot_versions = Table(
    "slot_versions",
    METADATA,
    Column("table_name", String(40), primary_key=True),
    Column("source_id", String(100), primary_key=True),
    Column("bucket", String(20), primary_key=True),
    Column("version", Integer, ForeignKey("versions.number"), primary_key=True),
    Column("part_hash", String(64), ForeignKey("parts.hash"), nullable=True),
    Index("slot_versions_by_version", "version"),
)
received = Table(
    "received",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("name", String(500), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("received_at", MOMENT, nullable=False),
    Column("received_by", String(200), nullable=False),
)
drafts = Table(
    "drafts",
    METADATA,
    Column("draft_id", String(32), primary_key=True),
    Column("created_at", MOMENT, nullable=False),
    Column("created_by", String(200), nullable=False),
    Column("received_hash", String(64), ForeignKey("received.hash"), nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("note", Text, nullable=False),
)
links = Table(
    "links",
    METADATA,
    Column("code", String(16), primary_key=True),
    Column("view", Text, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("state", String(20), nullable=False),
)
roles = Table(
    "roles",
    METADATA,
    Column("account", String(200), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("granted_at", MOMENT, nullable=False),
    Column("granted_by", String(200), nullable=False),
)
audit = Table(
    "audit",
    METADATA,
    Column("entry", Integer, primary_key=True, autoincrement=True),
    Column("at", MOMENT, nullable=False),
    Column("who", String(200), nullable=False),
    Column("what", String(40), nullable=False),
    Column("version", Integer, nullable=True),
    Column("received_hash", String(64), nullable=True),
    Column("note", Text, nullable=False),
)


def default_url() -> str:
    """DATABASE_URL, or a SQLite file in the data folder (DISPLACEMENT_DATA moves it)."""
    folder = Path(os.environ.get("DISPLACEMENT_DATA", DATA))
    folder.mkdir(parents=True, exist_ok=True)
    return os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'ledger.sqlite'}"


def connect(url: str) -> Engine:
    """An engine for a ledger database, migrated to the current schema."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    _migrate(engine)
    return engine


def _set_up_sqlite(connection, _record) -> None:
    connection.isolation_level = None
    for setting in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine) -> None:
    """Bring the schema to HEAD; Alembic is only loaded when it is not there yet."""
    if _revision(engine) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.execution_options(writes=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def _revision(engine: Engine) -> str | None:
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.scalar(select(Column("version_num")).select_from(Table("alembic_version", MetaData())))
