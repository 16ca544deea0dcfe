import subprocess
import sys

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from ledger import database, schema
from ledger.ledger import Ledger


def test_a_fresh_migration_makes_the_declared_tables(url):
    database.connect(url)
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.METADATA) == []
        made = inspect(connection)
        for table in schema.METADATA.sorted_tables:
            found = made.get_columns(table.name)
            columns = {column["name"]: column["nullable"] for column in found}
            assert columns == {column.name: column.nullable for column in table.columns}
            key = made.get_pk_constraint(table.name)["constrained_columns"]
            assert key == [column.name for column in table.primary_key]
            assert len(made.get_foreign_keys(table.name)) == len(table.foreign_key_constraints)


def test_the_head_that_a_start_looks_for_is_that_of_the_migrations():
    settings = Config()
    settings.set_main_option("script_location", str(database.MIGRATIONS))
    assert ScriptDirectory.from_config(settings).get_heads() == [database.HEAD]


def test_a_second_start_does_not_even_load_alembic(url):
    code = (
        "import sys; from ledger.ledger import Ledger; "
        f"Ledger({url!r}); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_commit_is_on_the_disk_and_waits_for_others(ledger):
    settings = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 60000, "foreign_keys": 1}
    with ledger._engine.connect() as connection:
        for name, value in settings.items():
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value


def test_the_database_stands_in_the_data_folder_unless_another_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DISPLACEMENT_DATA", raising=False)
    assert database.default_url() == f"sqlite:///{database.DATA / 'ledger.sqlite'}"
    monkeypatch.setenv("DISPLACEMENT_DATA", str(tmp_path))
    assert database.default_url() == f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", "postgresql://example.org/ledger")
    assert database.default_url() == "postgresql://example.org/ledger"


def test_a_ledger_of_the_first_release_keeps_its_files_and_versions(tmp_path):
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    settings = Config()
    settings.set_main_option("script_location", str(database.MIGRATIONS))
    engine = create_engine(url)
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0001")
        file = "'abc', 'made_up.csv', x'6d616465207570', '2026-01-01 00:00:00', 'anna'"
        connection.execute(text(f"INSERT INTO received VALUES ({file})"))
        entry = "1, '2026-01-01 00:00:00', 'anna', 'keep', NULL, '[\"abc\"]', 'made_up.csv'"
        connection.execute(text(f"INSERT INTO audit VALUES ({entry})"))
    engine.dispose()
    ledger = Ledger(url)

    assert ledger.received("abc").content == b"made up"
    assert ledger.received("abc").quarantined_at is None
    assert [(entry.who, entry.received) for entry in ledger.trail()] == [("anna", ["abc"])]
