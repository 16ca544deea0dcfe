"""What two states of a table differ in, told by the newest vintage of everything counted."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from ledger import columns
from ledger.declaration import Table
from ledger.frames import to_pandas

BEFORE = "_before"
# A file is given again when it repeats at least this share of an earlier one.
REPEATED = 0.5
# What a vintage states; its address and note are its own, even when it repeats the last one.
STATED = ("count", "count_max", "qualifier", "status")


@dataclass(frozen=True)
class Changes:
    """Rows that differ. Subject: what is counted; the key of a table without `published_at`.

    added      newest vintages of subjects that were not there before
    revised    newest vintages that state something else than the newest one before; in a table
               without vintages, rows that say something else
    corrected  newest vintages of the same `published_at` as before that say something else
    withdrawn  newest vintages of subjects that are no longer there
    unchanged  how many subjects stayed as they were

    Frames have the columns of the table; in `revised` and `corrected` each column outside the
    subject stands a second time with its old value, under its name and `_before`.
    """

    added: pd.DataFrame
    revised: pd.DataFrame
    corrected: pd.DataFrame
    withdrawn: pd.DataFrame
    unchanged: int

    @property
    def counted(self) -> dict[str, int]:
        """How many rows were added, revised, corrected, withdrawn; kinds without any left out."""
        kinds = ("added", "revised", "corrected", "withdrawn")
        return {kind: len(rows) for kind in kinds if len(rows := getattr(self, kind))}


def compare(table: Table, before: pa.Table, after: pa.Table) -> Changes:
    """The changes from one state of a table to another."""
    subjects = columns.numbered(columns.joined([before, after]), table.subject)
    old, old_subjects = _newest(table, before, subjects[: len(before)])
    new, new_subjects = _newest(table, after, subjects[len(before) :])
    stood = pd.Index(old_subjects).get_indexer(new_subjects)
    stays = pd.Index(new_subjects).get_indexer(old_subjects)
    was, now = old.take(stood[stood >= 0]), new.filter(pa.array(stood >= 0))
    revised, corrected = _differing(table, was, now)
    return Changes(
        added=to_pandas(new.filter(pa.array(stood < 0))),
        revised=_beside(table, was, now, revised),
        corrected=_beside(table, was, now, corrected),
        withdrawn=to_pandas(old.filter(pa.array(stays < 0))),
        unchanged=int((~revised & ~corrected).sum()),
    )


def left_out(table: Table, before: pa.Table, new: pa.Table) -> pa.Table:
    """Newest vintages from earlier files that `new` repeats for at least half, but for these.

    Whoever gives a file again with rows left out may have meant to take them out, or not: they
    stay unless somebody withdraws them.
    """
    subjects = columns.numbered(columns.joined([before, new]), table.subject)
    newest, of_newest = _newest(table, before, subjects[: len(before)])
    repeated = np.isin(of_newest, subjects[len(before) :])
    files, _ = columns.encoded(newest["received_file"])
    rows_of_file = np.maximum(np.bincount(files + 1), 1)
    share = np.bincount(files + 1, weights=repeated, minlength=len(rows_of_file)) / rows_of_file
    return newest.filter(pa.array((share[files + 1] >= REPEATED) & ~repeated))


def _newest(table: Table, rows: pa.Table, subjects: np.ndarray) -> tuple[pa.Table, np.ndarray]:
    """The newest vintage of each subject, and the subjects in order."""
    vintages = np.zeros(len(rows), np.int64)
    if "published_at" in table.names:
        vintages, _ = columns.encoded(rows["published_at"])
    order = np.lexsort((vintages, subjects))
    ordered = subjects[order]
    last = np.append(ordered[1:] != ordered[:-1], True)[: len(rows)]
    return rows.take(order[last]), ordered[last]


def _differing(table: Table, was: pa.Table, now: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    """Which rows were revised, and which corrected."""
    differs = ~columns.equal(was, now, table.names)
    if "published_at" not in table.names:
        return differs, np.zeros(len(was), bool)
    same_vintage = columns.equal(was, now, ["published_at"])
    return ~same_vintage & ~columns.equal(was, now, STATED), same_vintage & differs


def _beside(table: Table, was: pa.Table, now: pa.Table, chosen: np.ndarray) -> pd.DataFrame:
    mask = pa.array(chosen)
    old = to_pandas(was.filter(mask)).drop(columns=table.subject)
    return pd.concat([to_pandas(now.filter(mask)), old.add_suffix(BEFORE)], axis=1)
