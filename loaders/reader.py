"""The process that reads or marks one file for loaders.reading and ends.

Standard input: one line of JSON with the task and a folder for what comes of it, then the file.
Standard output: for a file that is read, one JSON object with the loader, problems, heads, and the
names of the tables, which stand in the folder as Arrow files.
"""

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import phonenumbers
import pyarrow as pa

from ledger.checks import Problem
from ledger.decisions import Decisions
from ledger.names import near_country
from loaders.loading import load_or_say_why
from loaders.reading import MARKED
from loaders.recipes import is_marking

MOST_MEMORY = 6 * 2**30
MOST_SECONDS_OF_WORK = 240


def main() -> None:
    """Wait for a task, do it, end."""
    _limit()
    _import_what_loads_late()
    asked = sys.stdin.buffer.readline()
    if not asked:
        return
    job, content = json.loads(asked), sys.stdin.buffer.read()
    (_load if job["task"] == "load" else _mark)(job, content, Path(job["folder"]))
    sys.stdout.flush()
    # Taking a million rows apart again takes longer than ending without.
    os._exit(0)


def _load(job: dict[str, Any], content: bytes, folder: Path) -> None:
    today = date.fromisoformat(job["today"]) if job["today"] else None
    decisions = Decisions(**job["decisions"])
    loaded = load_or_say_why(
        job["name"], content, today, decisions, job["received"], job["with_cells"]
    )
    for name, table in loaded.tables.items():
        path = str(folder / name)
        with pa.OSFile(path, "wb") as file, pa.ipc.new_file(file, table.schema) as written:
            written.write_table(table.unify_dictionaries().combine_chunks())
    said = {
        "loader": loaded.loader,
        "received": loaded.received,
        "heads": loaded.heads,
        "has_records": loaded.has_records,
        "proposals": [asdict(proposal) for proposal in loaded.proposals],
        "tables": list(loaded.tables),
        "problems": [asdict(problem) for problem in loaded.problems],
    }
    sys.stdout.write(json.dumps(said))


def _mark(job: dict[str, Any], content: bytes, folder: Path) -> None:
    from loaders.marking import mark  # only here: it imports what writes workbooks

    problems = [Problem(**problem) for problem in job["problems"]]
    (folder / MARKED).write_bytes(mark(job["name"], content, problems, job["language"]))


def _limit() -> None:
    """On systems that can, memory and processor time end the process instead of the machine."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS_OF_WORK, MOST_SECONDS_OF_WORK))


def _import_what_loads_late() -> None:
    near_country("somewhere")
    is_marking("")
    phonenumbers.is_possible_number(phonenumbers.parse("+41227398111"))


if __name__ == "__main__":
    main()
