import shutil
from pathlib import Path

import pytest

from ledger.ledger import Ledger


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory) -> Path:
    """The file of a ledger in which nothing was published."""
    path = tmp_path_factory.mktemp("empty") / "ledger.sqlite"
    # Closed, or what was written may still stand in the log beside the file.
    Ledger(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def url(empty_database: Path, tmp_path: Path) -> str:
    path = tmp_path / "ledger.sqlite"
    shutil.copyfile(empty_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def ledger(url: str) -> Ledger:
    return Ledger(url)
