"""What a format made of a file's cells, judged against the declaration of a table of ours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from ledger import columns as whole_columns
from ledger.checks import Problem, check
from ledger.decisions import Decisions
from ledger.tables import TABLES
from loaders.bodies import Body
from loaders.cells import Cells, constant

# In which column of its row a count stands: beside our columns, only where it is asked for.
COUNT_IN = "count_in"

Judged = tuple[dict[str, pa.Table], list[Problem]]


@dataclass(frozen=True)
class Asked:
    """What a reader is asked with: the hash of the file, today, and what people decided.

    `with_cells`: whether the column COUNT_IN is wanted too, by somebody who looks into a file again
    and does not publish it.
    """

    received: str
    today: date
    decisions: Decisions
    with_cells: bool = False


def judged(
    table: str,
    body: Body,
    columns: Mapping[str, Cells | str],
    asked: Asked,
    places: Iterable[str] = (),
) -> Judged:
    """The rows in the schema of a table of ours, and every problem. A text is for every row.

    `places` are columns that hold names of places and never of persons.
    """
    cells = {
        name: constant(cell, len(body)) if isinstance(cell, str) else cell
        for name, cell in columns.items()
        if cell != ""
    }
    raw = pa.table({**{name: cell.texts for name, cell in cells.items()}, "row": body.rows})
    letters = {name: cell.letters or cell.letter for name, cell in cells.items()}
    named = {name: cells[name].distinct for name in places if name in cells}
    cleared = {**asked.decisions.persons_not, **named}
    rows, problems = check(
        table,
        raw,
        body.sheet,
        letters,
        asked.today,
        asked.received,
        body.header_row,
        replace(asked.decisions, persons_not=cleared),
    )
    if asked.with_cells and "count" in cells:
        rows = rows.append_column(COUNT_IN, _letters(cells["count"], len(rows)))
    return {table: rows}, problems


def _letters(count: Cells, rows: int) -> pa.Array:
    """The letter of the column of each count; blank where it is not told, or stands in no cell.

    It is not told where counts of several columns are under each other and some were taken once.
    """
    if count.letters is None or not count.letter and len(count.letters) != rows:
        return pa.array([count.letter] * rows, pa.string())
    return count.letters.cast(pa.string())


def united(pieces: Iterable[Judged], problems: Iterable[Problem] = ()) -> Judged:
    """Several judged pieces as one: rows of one table under each other, in order of the file."""
    rows: dict[str, list[pa.Table]] = {}
    found = list(problems)
    for tables, more in pieces:
        for name, table in tables.items():
            rows.setdefault(name, []).append(table)
        found += more
    return {name: whole_columns.joined(tables) for name, tables in rows.items()}, found


def once_in_sheets(read: Judged, table: str = "counts") -> Judged:
    """The same without rows that repeat another sheet's; rows that contradict one are errors."""
    tables, problems = read
    rows = tables.get(table)
    if rows is None or not len(rows):
        return read
    keys, contents = (
        whole_columns.numbered(rows, names) for names in (TABLES[table].key, TABLES[table].names)
    )
    sheets = np.array(rows["received_sheet"].to_pylist(), object)
    first = pd.Series(np.arange(len(rows))).groupby(keys).transform("first").to_numpy()
    again = np.flatnonzero(sheets != sheets[first])
    same = contents[again] == contents[first[again]]
    told = [
        _said_twice(rows.slice(int(at), 1), rows.slice(int(first[at]), 1), bool(repeats))
        for at, repeats in zip(again, same, strict=True)
    ]
    kept = rows.take(np.delete(np.arange(len(rows)), again[same])) if same.any() else rows
    return {**tables, table: kept}, [*problems, *told]


def _said_twice(here: pa.Table, there: pa.Table, repeats: bool) -> Problem:
    (row,), (other,) = here.to_pylist(), there.to_pylist()
    rule = "repeated_in_sheets" if repeats else "duplicate_key_in_sheets"
    params = {"other_sheet": other["received_sheet"], "other_row": str(other["received_row"])}
    place = (row["received_sheet"], "", row["received_row"], "count", str(row["count"]))
    return Problem("warning" if repeats else "error", rule, *place, params)


def nothing(table: str = "counts") -> dict[str, pa.Table]:
    """A table without rows."""
    return {table: TABLES[table].schema.empty_table()}
