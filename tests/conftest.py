"""What tests of every kind share: the ledger of the seed, made once, and files read right here."""

import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

import loaders
from analysis.published import Published
from ledger.ledger import Ledger
from loaders import reader, reading


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder whose ledger holds the seed, with what to withhold of it decided: for reading.

    Made by the process of a run that needs it first; the others copy it.
    """
    base = tmp_path_factory.getbasetemp()
    made = (base if worker_id == "master" else base.parent) / "seeded.sqlite"
    folder = tmp_path_factory.mktemp("seeded")
    with FileLock(f"{made}.lock"):
        if not made.exists():
            ledger = Ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
            loaders.seed(ledger)
            Published(ledger).decided(ledger.newest())
            # Closed, or what was written may still stand in the log beside the file.
            ledger.close()
            (folder / "ledger.sqlite").rename(made)
    shutil.copyfile(made, folder / "ledger.sqlite")
    return folder


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory) -> Path:
    """The file of a ledger in which nothing was published."""
    path = tmp_path_factory.mktemp("empty") / "ledger.sqlite"
    # Closed, or what was written may still stand in the log beside the file.
    Ledger(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, told as a process of their own tells them.

    To start one takes longer than to read a small file; tests/loaders/test_apart.py starts them.
    """

    def done(job: dict[str, Any], content: bytes, folder: str) -> bytes:
        tasks: dict[str, Callable[..., None]] = {"load": reader._load, "mark": reader._mark}
        with redirect_stdout(StringIO()) as told:
            tasks[job["task"]](json.loads(json.dumps(job)), content, Path(folder))
        return told.getvalue().encode()

    monkeypatch.setattr(reading, "_done", done)
