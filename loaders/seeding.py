"""The first content of an empty ledger: the files of received/ beside the crisis, one by one.

A file's name begins with the day its publisher released it, so name order is the order in which
the world learned of it. Who published each and why stands in notes.csv (file, by, note).
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from ledger import crisis
from ledger.checks import Problem
from ledger.ledger import Conflict, Ledger, NothingToPublish
from loaders.loading import load

RECEIVED = crisis.PATH.parent / "received"
NOTES = "notes.csv"


class SeedRefused(Exception):
    """A seed file has errors, or no line in the notes; `problems` says which errors."""

    def __init__(self, name: str, problems: list[Problem] | None = None) -> None:
        super().__init__(name, *(f"{problem.rule} {problem.cell}" for problem in problems or []))
        self.problems = problems or []


@dataclass(frozen=True)
class SeedFile:
    """One file to publish, and the line of the notes about it."""

    path: Path
    by: str
    note: str


def seed(ledger: Ledger, folder: Path = RECEIVED) -> None:
    """Publish the seed files that are not yet in the ledger; nothing if others have published.

    A process that was stopped in between is carried on by the next one. Two processes may do this
    at once: each file is published by one of them, in order. Raises SeedRefused.
    """
    files = seed_files(folder)
    while (done := _published(ledger, files)) < len(files):
        try:
            _publish_next(ledger, files[done], done)
        except (Conflict, NothingToPublish):
            if _published(ledger, files) == done:
                raise


def seed_files(folder: Path = RECEIVED) -> list[SeedFile]:
    """The files in order of publication; none where there is no such folder.

    Raises SeedRefused for a file without a line in the notes.
    """
    if not folder.is_dir():
        return []
    with (folder / NOTES).open(encoding="utf-8-sig", newline="") as lines:
        notes = {line["file"]: line for line in csv.DictReader(lines)}
    files = []
    for path in sorted(folder.iterdir()):
        if path.name == NOTES or path.name.startswith("."):
            continue
        if path.name not in notes:
            raise SeedRefused(path.name)
        files.append(SeedFile(path, notes[path.name]["by"], notes[path.name]["note"]))
    return files


def _published(ledger: Ledger, files: list[SeedFile]) -> int:
    """How many seed files the ledger has; all, as soon as it holds a version of anyone else's."""
    if ledger.newest() >= len(files):
        return len(files)
    versions = ledger.versions()
    ours = [
        (version.published_by, version.note) == (file.by, file.note)
        for version, file in zip(versions, files, strict=False)
    ]
    return len(versions) if all(ours) and len(versions) <= len(files) else len(files)


def _publish_next(ledger: Ledger, file: SeedFile, version: int) -> None:
    content = file.path.read_bytes()
    loaded = load(file.path.name, content)
    if loaded.has_errors:
        raise SeedRefused(file.path.name, loaded.problems)
    ledger.keep(file.path.name, content, file.by)
    draft = ledger.draft(loaded.tables)
    if draft.base == version:
        ledger.publish(draft, file.by, file.note)
