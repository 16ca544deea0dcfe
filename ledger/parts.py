"""Parts: immutable pieces of a table, sorted by key, kept as Parquet under their hash.

A part belongs to a slot: one table, one source, one bucket. Counts go into buckets by month of
publication (`2022-03`, or `unknown`), of at most MOST_ROWS rows (`2022-03/1`); other tables have one
bucket. Everything works on whole columns: a million rows are never touched one by one.
"""

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ledger.tables import ORIGIN_OF_ROW, TABLES, Table

MOST_ROWS = 250_000
UNKNOWN_MONTH = "unknown"
LARGEST_RANK = 2**62


def write(rows: pa.Table) -> tuple[str, bytes]:
    """Rows as Parquet, and the hash that names them."""
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd")
    content = sink.getvalue().to_pybytes()
    return hashlib.sha256(content).hexdigest(), content


def read(table: Table, contents: Sequence[bytes]) -> pa.Table:
    """The rows of parts of one table, in its schema; a column younger than a part is blank."""
    pieces = [_in_schema(table, pq.read_table(pa.BufferReader(content))) for content in contents]
    return pa.concat_tables([table.schema.empty_table(), *pieces]).unify_dictionaries()


def _in_schema(table: Table, rows: pa.Table) -> pa.Table:
    # Parquet has no timestamps in seconds: they come back in milliseconds.
    columns = [
        rows[field.name].cast(field.type)
        if field.name in rows.column_names
        else pa.nulls(len(rows), field.type)
        for field in table.schema
    ]
    return pa.table(columns, schema=table.schema)


def buckets(table: Table, rows: pa.Table) -> Iterator[tuple[str, str, pa.Table]]:
    """Rows by source and month of publication: (source_id, month, rows)."""
    frame = pd.DataFrame({"source_id": rows["source_id"].to_pandas().astype(str)})
    frame["month"] = _months(rows) if table.name == "counts" else ""
    for (source, month), positions in frame.groupby(["source_id", "month"]).indices.items():
        yield source, month, rows.take(pa.array(positions))


def chunks(rows: pa.Table, month: str) -> Iterator[tuple[str, pa.Table]]:
    """A month's rows in buckets of at most MOST_ROWS: (bucket, rows)."""
    for n, start in enumerate(range(0, len(rows), MOST_ROWS)):
        yield (f"{month}/{n}" if n else month), rows.slice(start, MOST_ROWS)


def merge(table: Table, old: pa.Table, new: pa.Table, withdrawn: pa.Table | None) -> pa.Table:
    """Old rows with new ones laid over them by key, and without those withdrawn, sorted by key.

    A row whose values do not change keeps the file, sheet and row that first gave it. A key that
    stands twice in `new` is taken once, from its first row.
    """
    pieces = [old, new, withdrawn if withdrawn is not None else old.slice(0, 0)]
    every = sort_dictionaries(pa.concat_tables(pieces).unify_dictionaries())
    keys, values = ranks(every, table.key), ranks(every, table.names)
    rows = pd.DataFrame({"key": keys, "value": values, "piece": np.repeat([0, 1, 2], [*map(len, pieces)])})
    first = rows.drop_duplicates(["key", "piece"])
    before, after = (first[first["piece"] == piece] for piece in (0, 1))
    known = after["key"].map(before.set_index("key")["value"])
    laid_over = after[~(known == after["value"])]
    kept = before[~before["key"].isin(laid_over["key"])]
    result = pd.concat([kept, laid_over]).sort_values("key", kind="stable")
    gone = rows.loc[rows["piece"] == 2, "key"]
    positions = result.index[~result["key"].isin(gone)]
    return sort_dictionaries(every.take(pa.array(positions.to_numpy())))


def same_values(table: Table, one: pa.Table, other: pa.Table) -> bool:
    """Whether two sorted parts say the same, wherever their rows were received."""
    if len(one) != len(other):
        return False
    both = sort_dictionaries(pa.concat_tables([one, other]).unify_dictionaries())
    values = ranks(both, table.names)
    return bool((values[: len(one)] == values[len(one) :]).all())


def sort_dictionaries(rows: pa.Table) -> pa.Table:
    """The same rows with each dictionary in order and without values that no row has."""
    for i, field in enumerate(rows.schema):
        if pa.types.is_dictionary(field.type):
            labels = rows.column(i).combine_chunks().to_pandas()
            used = labels.cat.remove_unused_categories()
            ordered = used.cat.reorder_categories(sorted(used.cat.categories))
            coded = pa.DictionaryArray.from_arrays(
                pa.array(ordered.cat.codes.astype("int32"), mask=ordered.isna().to_numpy()),
                pa.array(ordered.cat.categories, pa.string()),
            )
            rows = rows.set_column(i, field, coded)
    return rows


def ranks(rows: pa.Table, columns: Sequence[str]) -> np.ndarray:
    """A number for each row: equal when the columns are equal, ordered as they order rows.

    Blanks come before every value.
    """
    rank = np.zeros(len(rows), dtype=np.int64)
    largest = 1
    for name in columns:
        codes = _codes(rows[name])
        different = int(codes.max(initial=0)) + 1
        if largest * different > LARGEST_RANK:
            rank, unique = pd.factorize(rank, sort=True)
            largest = len(unique)
        rank = rank * different + codes
        largest *= different
    return rank


def _codes(column: pa.ChunkedArray) -> np.ndarray:
    """0 for a blank, then 1, 2 ... in the order of the values."""
    if pa.types.is_dictionary(column.type):
        return column.combine_chunks().to_pandas().cat.codes.to_numpy().astype(np.int64) + 1
    blank = column.is_null().to_numpy()
    zero = pa.scalar(0, pa.int64()).cast(column.type) if not pa.types.is_date(column.type) else None
    filled = column.fill_null(zero) if zero is not None else column.cast(pa.int32()).fill_null(0)
    codes, _ = pd.factorize(filled.to_numpy(), sort=True)
    return np.where(blank, 0, codes.astype(np.int64) + 1)


def _months(rows: pa.Table) -> list[str]:
    moments = rows["published_at"].to_pandas()
    return moments.dt.strftime("%Y-%m").fillna(UNKNOWN_MONTH).tolist()


def to_pandas(table: Table, rows: pa.Table) -> pd.DataFrame:
    """Rows as pages read them: categories, Int64, datetime64[s]."""
    days = [column.name for column in table.columns if column.kind == "day"]
    for name in days:
        i = rows.schema.get_field_index(name)
        rows = rows.set_column(i, name, rows[name].cast(pa.timestamp("s")))
    whole = {pa.int64(): pd.Int64Dtype()}
    return rows.to_pandas(types_mapper=whole.get)


def empty(name: str) -> pd.DataFrame:
    """A table without rows."""
    return to_pandas(TABLES[name], TABLES[name].schema.empty_table())


PROVENANCE = ORIGIN_OF_ROW.names
