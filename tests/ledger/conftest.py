import shutil
from pathlib import Path

import pytest

from ledger.ledger import Ledger


@pytest.fixture
def url(empty_database: Path, tmp_path: Path) -> str:
    path = tmp_path / "ledger.sqlite"
    shutil.copyfile(empty_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def ledger(url: str) -> Ledger:
    return Ledger(url)
