"""A process killed while it publishes: the version before is whole, or the new one is."""

import os
import shutil
import signal
import sqlite3
import time
from collections import Counter
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import pytest

from ledger.ledger import Draft, Ledger
from tests.ledger import publisher
from tests.ledger.made_up import counts, many_counts, said

MOMENTS = 60
ROWS = 20_000
SHOWN = ["source_id", "place_as_reported", "count", "received_row"]

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'ledger.sqlite'}"


@pytest.fixture
def base(tmp_path) -> Path:
    """A ledger with one version, its file complete without a log beside it."""
    folder = tmp_path / "base"
    ledger = Ledger(url(folder))
    first = ledger.draft({"counts": many_counts(ROWS, seed=1)})
    ledger.publish(first, "Made-up analyst", "first")
    ledger.close()
    assert [path.name for path in folder.iterdir()] == ["ledger.sqlite"]
    return folder


def start(context, folder: Path, draft: Draft):
    """A process that is ready to publish, and the pipe on which it tells how far it is."""
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=publisher.publish_and_tell, args=(url(folder), draft, send))
    process.start()
    send.close()
    assert receive.recv() == "ready"
    return process, receive


def kill(process) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL


def killed_after(context, folder: Path, draft: Draft, delay: float) -> str:
    """Kill a publication after some seconds; the last stage that it told of."""
    process, told = start(context, folder, draft)
    time.sleep(delay)
    kill(process)
    stages = ["ready"]
    with suppress(EOFError):
        while True:
            stages.append(told.recv())
    return stages[-1]


def duration(context, base: Path, folder: Path, draft: Draft) -> float:
    """How many seconds a publication takes that nobody stops."""
    shutil.copytree(base, folder)
    process, told = start(context, folder, draft)
    started = time.perf_counter()
    while told.recv() != "done":
        pass
    seconds = time.perf_counter() - started
    kill(process)
    return seconds


def test_a_publication_killed_at_any_moment_leaves_a_whole_version(base, tmp_path):
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.ledger.publisher", "ledger.ledger"])
    ledger = Ledger(url(base))
    draft = ledger.draft({"counts": many_counts(ROWS, seed=2)})
    before = said(ledger.tables()["counts"], SHOWN)
    ledger.close()
    whole = sorted(duration(context, base, tmp_path / f"timed{n}", draft) for n in range(3))[1]
    done = Ledger(url(tmp_path / "timed0"))
    after = said(done.tables()["counts"], SHOWN)
    done.close()
    assert before != after

    stages: Counter[str] = Counter()
    for moment in range(MOMENTS):
        folder = tmp_path / f"killed{moment}"
        shutil.copytree(base, folder)
        stage = killed_after(context, folder, draft, whole * moment / MOMENTS)
        stages[stage] += 1
        check(folder, stage, before, after)
        shutil.rmtree(folder)
    inside = stages["begun"] + stages["committing"]
    assert inside >= MOMENTS // 3, stages
    assert stages["begun"] > 0, stages


def check(folder: Path, stage: str, before: list, after: list) -> None:
    """The ledger holds the first version or both, says just that, and can be published to."""
    ledger = Ledger(url(folder))
    newest = ledger.newest()
    allowed = {"ready": {1}, "begun": {1}, "committing": {1, 2}, "done": {2}}
    assert newest in allowed[stage]
    assert said(ledger.tables()["counts"], SHOWN) == (before if newest == 1 else after)
    assert said(ledger.tables(1)["counts"], SHOWN) == before
    assert [version.number for version in ledger.versions()] == list(range(1, newest + 1))
    next_one = ledger.draft({"counts": counts({"source_id": "next"})})
    assert ledger.publish(next_one, "Made-up analyst", "next").number == newest + 1
    ledger.close()
    with sqlite3.connect(folder / "ledger.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
