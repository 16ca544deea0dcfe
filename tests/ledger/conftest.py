import shutil
from pathlib import Path

import pytest

from ledger.ledger import Ledger


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory) -> Path:
    """The file of a ledger in which nothing was published."""
    path = tmp_path_factory.mktemp("empty") / "ledger.sqlite"
    Ledger(f"sqlite:///{path}")
    return path


@pytest.fixture
def url(empty_database: Path, tmp_path: Path) -> str:
    path = tmp_path / "ledger.sqlite"
    shutil.copyfile(empty_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def ledger(url: str) -> Ledger:
    return Ledger(url)
