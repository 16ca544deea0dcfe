"""Read a file in a process of its own, with a limit on memory and time.

What a stranger's file does to a parser, it does to that process only. One process is kept waiting
with everything imported, so that nobody waits for Python to start; each reads one file and ends,
and the memory it took ends with it. Decisions go in and problems come out as JSON, tables as
Arrow files: nothing that could run is handed over.
"""

import ctypes
import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, cast

import pyarrow as pa

from ledger.checks import Problem
from ledger.decisions import UNDECIDED, Decisions
from loaders.files import digest
from loaders.loading import Loaded
from loaders.mapped import Proposal
from loaders.recipes import Recipe

ROOT = Path(__file__).parent.parent
SECONDS = 120
MARKED = "marked"


class TooMuch(Exception):
    """A file took more time or memory than a process may have; the first argument is a rule."""


_waiting: list[subprocess.Popen[bytes]] = []
_lock = threading.Lock()


def keep_one_waiting() -> None:
    """Start the process that will read the next file, unless one waits already."""
    with _lock:
        if not _waiting:
            _waiting.append(_start())


def let_go() -> None:
    """End the process that waits; for a server that stops."""
    with _lock:
        while _waiting:
            _waiting.pop().kill()


def give_memory_back() -> None:
    """Let the system have what large tables and files took and nobody holds any more.

    Arrow keeps freed memory for the next table, and glibc's heap keeps it for ever.
    """
    pa.default_memory_pool().release_unused()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def load_apart(
    name: str,
    content: bytes,
    decisions: Decisions = UNDECIDED,
    today: date | None = None,
    received: str = "",
    with_cells: bool = False,
) -> Loaded:
    """The same as loading.load_or_say_why; a file that takes too much is refused.

    Its problem is `too_long_to_read` or `too_large_to_read`.
    """
    day = today.isoformat() if today else None
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        job: dict[str, Any] = {
            "task": "load",
            "name": name,
            "decisions": asdict(decisions),
            "today": day,
        }
        job["received"], job["with_cells"] = received, with_cells
        try:
            return _read(json.loads(_done(job, content, folder)), Path(folder))
        except TooMuch as too_much:
            params: dict[str, object] = {"seconds": SECONDS}
            problem = Problem("error", too_much.args[0], params=params)
            return Loaded("", {}, [problem], received or digest(content))


def mark_apart(name: str, content: bytes, problems: Sequence[Problem], language: str) -> bytes:
    """The same as marking.mark: the file as a workbook that says what is wrong where.

    Raises TooMuch.
    """
    listed = [asdict(problem) for problem in problems]
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        job = {"task": "mark", "name": name, "problems": listed, "language": language}
        _done(job, content, folder)
        return Path(folder, MARKED).read_bytes()


def _done(job: dict[str, Any], content: bytes, folder: str) -> bytes:
    """What a process of its own says to a job about a file. Raises TooMuch."""
    process = _take()
    try:
        with suppress(BrokenPipeError):  # it ended before it had read everything
            pipe = cast(IO[bytes], process.stdin)
            pipe.write(json.dumps({**job, "folder": folder}).encode() + b"\n")
            pipe.write(content)
        said, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as late:
        process.kill()
        process.communicate()
        raise TooMuch("too_long_to_read") from late
    finally:
        keep_one_waiting()
    if process.returncode != 0:
        raise TooMuch("too_large_to_read")
    return said


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "loaders.reader"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _take() -> subprocess.Popen[bytes]:
    with _lock:
        waiting = _waiting.pop() if _waiting else None
    return waiting if waiting and waiting.poll() is None else _start()


def _read(said: dict, folder: Path) -> Loaded:
    """What the process found. A table is mapped from its file, which is unlinked but stays open."""
    tables = {
        table: pa.ipc.open_file(pa.memory_map(str(folder / table))).read_all()
        for table in said["tables"]
    }
    problems = [Problem(**problem) for problem in said["problems"]]
    proposals = [Proposal(**made) for made in said["proposals"]]
    proposals = [replace(made, recipe=Recipe(**vars(made)["recipe"])) for made in proposals]
    heads, records = said["heads"], said["has_records"]
    return Loaded(said["loader"], tables, problems, said["received"], heads, proposals, records)
