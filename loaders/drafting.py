"""From files as received to a draft that can be published, with everything decided on the way.

Everything is worked out from the files and decisions that the ledger keeps, so that it is the
same after a restart, for a reviewer, and when the time of a scheduled publication comes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from ledger import columns, desk, memory, quarantine
from ledger.checks import Problem
from ledger.decisions import Decisions
from ledger.desk import Submission
from ledger.frames import to_pandas
from ledger.ledger import Draft, Ledger, Version
from ledger.tables import TABLES
from loaders.loading import Loaded
from loaders.reading import load_apart
from loaders.source_cards import with_cards


class Refused(Exception):
    """A draft still has errors, or an erased file, and cannot be published."""


class NotCompared(Exception):
    """Nobody has looked at the differences between the draft and what is public now."""


@dataclass(frozen=True)
class Prepared:
    """What a submission holds: each file's name and content as read, and all rows by table."""

    files: dict[str, Loaded]
    tables: dict[str, pa.Table]

    @property
    def problems(self) -> list[tuple[str, Problem]]:
        """Every problem with the name of its file."""
        return [(name, problem) for name, file in self.files.items() for problem in file.problems]

    @property
    def has_errors(self) -> bool:
        """Whether a problem forbids publication."""
        return any(problem.severity == "error" for _, problem in self.problems)

    @property
    def sources(self) -> list[str]:
        """The sources whose rows these are."""
        found = {s for rows in self.tables.values() for s in rows["source_id"].unique().to_pylist()}
        return sorted(source for source in found if source)


def receive(
    ledger: Ledger,
    files: Sequence[tuple[str, bytes]],
    by: str,
    reports: Mapping[str, Mapping[str, Any]] | None = None,
) -> Submission:
    """Keep files and open a draft of them, with all that is remembered of their sources.

    `reports` are those of the files that are reports, as in Decisions.
    """
    kept = [ledger.keep(name, content, by) for name, content in files]
    decisions = Decisions(recipes=memory.recipes(ledger), reports=reports or {})
    made = desk.start(ledger, dict.fromkeys(kept), by, decisions)
    known = _meanings(ledger, prepare(ledger, made).sources)
    return desk.decide(ledger, made, by, replace(decisions, corrections=known)) if known else made


def prepare(ledger: Ledger, submission: Submission) -> Prepared:
    """Read every file of a submission as its decisions say.

    A file with personal data is shut away on the spot.
    """
    files: dict[str, Loaded] = {}
    for digest in submission.files:
        received = ledger.received(digest)
        decisions, content = submission.decisions, received.content
        if content is None:
            loaded = Loaded("", {}, [Problem("error", "file_erased")], digest)
        else:
            loaded = load_apart(received.name, content, decisions, received=digest)
        if not received.quarantined_at and any(p.is_personal for p in loaded.problems):
            quarantine.shut_away(ledger, digest, submission.drafted_by)
        files[_unused(received.name, files)] = loaded
    return _joined(files)


def work_out(ledger: Ledger, prepared: Prepared, decisions: Decisions) -> Draft:
    """What the rows would change in the newest version, with the rows to be withdrawn.

    Raises Refused when there are errors.
    """
    if prepared.has_errors:
        raise Refused
    withdrawn = {
        name: _rows_of(name, rows, ledger.rows(name))
        for name, rows in decisions.withdrawn.items()
        if rows
    }
    return ledger.draft(with_cards(ledger, prepared.tables), withdrawn)


def publish(ledger: Ledger, submission: Submission, by: str, note: str) -> Version:
    """Publish a submission as it was compared with the ledger.

    Raises Refused, NotCompared, and what Ledger.publish raises.
    """
    if submission.decisions.base is None:
        raise NotCompared
    prepared = prepare(ledger, submission)
    draft = work_out(ledger, prepared, submission.decisions)
    compared = replace(draft, base=submission.decisions.base)
    return ledger.publish(compared, by, note, of=submission.id)


def subject_as_text(table_name: str, rows: pd.DataFrame) -> list[dict[str, str]]:
    """What each row is about, as Decisions.withdrawn keeps it: its key but for published_at."""
    subjects = rows[TABLES[table_name].subject].astype(object)
    texts = subjects.where(subjects.notna(), "").astype(str)
    return texts.to_dict("records")


def _rows_of(name: str, wanted: list[dict[str, str]], now: pa.Table) -> pa.Table:
    """Every vintage of what these are about."""
    subjects = {tuple(subject.values()) for subject in wanted}
    known = [tuple(s.values()) in subjects for s in subject_as_text(name, to_pandas(now))]
    return now.filter(pa.array(known, pa.bool_()))


def _meanings(ledger: Ledger, sources: Sequence[str]) -> memory.Meanings:
    known: memory.Meanings = {}
    for source in sources:
        for column, meanings in memory.meanings(ledger, source).items():
            known[column] = known.get(column, {}) | meanings
    return known


def _joined(files: dict[str, Loaded]) -> Prepared:
    """The rows of all files by table; rows of two files that contradict each other are errors."""
    tables: dict[str, pa.Table] = {}
    for name in TABLES:
        pieces = [file.tables[name] for file in files.values() if name in file.tables]
        if pieces:
            tables[name] = columns.joined(pieces) if len(pieces) > 1 else pieces[0]
        if len(pieces) > 1:
            _note_contradictions(name, tables[name], files)
    return Prepared(files, tables)


def _note_contradictions(name: str, rows: pa.Table, files: dict[str, Loaded]) -> None:
    table = TABLES[name]
    places = pd.Series(np.arange(len(rows)))
    first = places.groupby(columns.numbered(rows, table.key)).transform("first").to_numpy()
    contents = columns.numbered(rows, table.names)
    named = {file.received: label for label, file in files.items()}
    for at in np.flatnonzero(contents != contents[first]):
        here, there = (rows.slice(int(row), 1).to_pylist()[0] for row in (at, first[at]))
        label = named[here["received_file"]]
        params = {"other_file": named[there["received_file"]], "other_row": there["received_row"]}
        place = (here["received_sheet"], "", here["received_row"])
        problem = Problem("error", "duplicate_key_in_files", *place, params=params)
        files[label].problems.append(problem)


def _unused(name: str, files: dict[str, Loaded]) -> str:
    """The name, numbered where another file of the draft has it already."""
    number, unused = 1, name
    while unused in files:
        number += 1
        unused = f"{name} ({number})"
    return unused
