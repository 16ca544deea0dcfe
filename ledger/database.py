"""The one SQL database of a ledger: SQLite unless DATABASE_URL says otherwise.

All that is particular to SQLite stands here: it writes ahead (WAL) and waits until the disk has
what was committed, and a transaction that publishes takes the write lock when it begins.
"""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    column,
    create_engine,
    event,
    inspect,
    make_url,
    select,
    table,
)

HEAD = "0006"
DATA = Path(__file__).parent.parent / "data"
MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE_SETTINGS = (
    "busy_timeout = 60000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
)

# SQLite keeps with each statement what was last put into it: a file of 200 MB, with an insertion.
_SETTINGS: dict[str, dict[str, Any]] = {"sqlite": {"connect_args": {"cached_statements": 0}}}


def default_url() -> str:
    """DATABASE_URL, or a SQLite file in the data folder (DISPLACEMENT_DATA moves it)."""
    folder = Path(os.environ.get("DISPLACEMENT_DATA", DATA))
    return os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'ledger.sqlite'}"


def connect(name: str) -> Engine:
    """The database of that URL, its schema brought up to HEAD."""
    url = make_url(name)
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url, **_SETTINGS.get(url.get_backend_name(), {}))
    if engine.dialect.name == "sqlite":
        _make_folder(url)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    if _revision(engine) != HEAD:
        _migrate(engine)
    return engine


def writing(engine: Engine) -> Engine:
    """The engine for transactions that publish: on SQLite one at a time from their beginning."""
    return engine.execution_options(writing=True)


def _make_folder(url: URL) -> None:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for setting in SQLITE_SETTINGS:
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.scalar(
            select(column("version_num")).select_from(table("alembic_version"))
        )


def _migrate(engine: Engine) -> None:
    # Alembic takes as long to import as the ledger to open, and is needed once.
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
