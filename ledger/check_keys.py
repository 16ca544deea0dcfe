"""Rows that say the same thing twice within a file, and rows that contradict each other.

Every row gets one whole number for its key columns: equal keys, equal numbers.
"""

import numpy as np
import pandas as pd
import pyarrow as pa

from ledger.check_findings import Findings
from ledger.check_kinds import Fault
from ledger.declaration import Table

LARGEST = 2**62


def without_repeats(table: Table, rows: pa.Table, findings: Findings) -> pa.Table:
    """The rows without exact repeats, which are warnings; contradictions are errors and stay.

    Rows with an error are left out of the comparison: their key may not be what was meant.
    """
    sound = np.flatnonzero(~findings.in_error)
    keys = _numbered(rows, table.key)[sound]
    if not pd.Series(keys).duplicated().any():
        return rows
    first = pd.Series(sound).groupby(keys).transform("first").to_numpy()
    contents = _numbered(rows, table.names)
    repeats = []
    for position, original in zip(sound.tolist(), first.tolist(), strict=True):
        if position == original:
            continue
        same = contents[position] == contents[original]
        fault = Fault(
            "repeated_row" if same else "duplicate_key",
            params={"other_row": str(findings.row(original))},
            severity="warning" if same else "error",
        )
        column = "count" if "count" in table.names else table.key[0]
        findings.at(position, column, fault)
        repeats += [position] if same else []
    return rows.take(np.delete(np.arange(len(rows)), repeats)) if repeats else rows


def _numbered(rows: pa.Table, columns: list[str]) -> np.ndarray:
    """One whole number a row, the same for rows that are equal in these columns."""
    numbers, size = np.zeros(len(rows), dtype=np.int64), 1
    for name in columns:
        if _is_the_same_everywhere(rows[name]):
            continue
        codes, distinct = _codes(rows[name])
        if size * distinct > LARGEST:
            numbers, known = pd.factorize(numbers)
            size = len(known)
        numbers, size = numbers * distinct + codes, size * distinct
    return numbers


def _is_the_same_everywhere(column: pa.ChunkedArray) -> bool:
    few = pa.types.is_dictionary(column.type) and len(column.combine_chunks().dictionary) < 2
    return few and column.null_count in (0, len(column))


def _codes(column: pa.ChunkedArray) -> tuple[np.ndarray, int]:
    """The number of each row's value among the distinct ones, the last for blank, and how many."""
    encoded = column.combine_chunks()
    if not isinstance(encoded, pa.DictionaryArray):
        encoded = encoded.dictionary_encode()
    blank = len(encoded.dictionary)
    codes = encoded.indices.fill_null(blank) if encoded.null_count else encoded.indices
    return codes.to_numpy(zero_copy_only=False), blank + 1
