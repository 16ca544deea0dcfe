"""Whole columns as numbers: what sorting, merging and comparing a million rows is made of.

Rows are `pa.Table` in the schema of one of our tables. A blank comes before every value, and two
blanks are equal: a blank is a value of a key.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

LARGEST_NUMBER = 2**62


def joined(pieces: Sequence[pa.Table]) -> pa.Table:
    """Tables of one schema under each other, every dictionary shared by all rows."""
    filled = [piece for piece in pieces if len(piece)] or pieces[:1]
    return pa.concat_tables(filled).unify_dictionaries().combine_chunks()


def encoded(column: pa.ChunkedArray) -> tuple[np.ndarray, pa.Array]:
    """A code for each row and the sorted values that codes stand for; -1 stands for a blank."""
    whole = column.combine_chunks()
    if not pa.types.is_dictionary(whole.type):
        whole = whole.dictionary_encode()
    values = whole.dictionary
    ordered = values.sort().unique().drop_null()
    ranks = pc.call_function("index_in", [values], pc.SetLookupOptions(ordered)).fill_null(-1)
    return np.append(ranks, -1)[whole.indices.fill_null(len(values))], ordered


def numbered(rows: pa.Table, names: Sequence[str]) -> np.ndarray:
    """A number for each row: equal where the named columns are equal, and in their order."""
    numbers = np.zeros(len(rows), np.int64)
    size = 1
    for name in names:
        codes, values = encoded(rows[name])
        width = len(values) + 1
        if size * width > LARGEST_NUMBER:
            distinct, numbers = np.unique(numbers, return_inverse=True)
            size = len(distinct)
        numbers = numbers * width + codes + 1
        size *= width
    return numbers


def equal(one: pa.Table, other: pa.Table, names: Sequence[str]) -> np.ndarray:
    """Whether each row says the same in the named columns as the row beside it in the other."""
    both = joined([one, other])
    same = np.ones(len(one), bool)
    for name in names:
        codes, _ = encoded(both[name])
        same &= codes[: len(one)] == codes[len(one) :]
    return same


def labelled(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """A column of text with its dictionary sorted, and without values that no row has."""
    codes, values = encoded(column)
    known = codes >= 0
    used = np.bincount(codes[known], minlength=len(values)) > 0
    shorter = np.where(known, (np.cumsum(used) - 1)[codes] if len(values) else 0, 0)
    indices = pa.array(shorter.astype(np.int32), mask=~known)
    return pa.DictionaryArray.from_arrays(indices, values.filter(pa.array(used)))


def with_sorted_labels(rows: pa.Table) -> pa.Table:
    """The same rows; two tables with equal rows become equal to the byte."""
    columns = [
        labelled(rows[field.name]) if pa.types.is_dictionary(field.type) else rows[field.name]
        for field in rows.schema
    ]
    return pa.table(columns, schema=rows.schema)
