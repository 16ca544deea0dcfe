"""Rows as files for other programs: CSV, JSON, Parquet. Codes stay codes, days are ISO 8601.

What stands in many cells is written once, so that a thousand rows take a few milliseconds. A text
that a spreadsheet would run is marked in CSV, see ledger.exporting; other forms say it as it is.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.rows import as_text
from ledger.declaration import ARROW_TYPES, Column
from ledger.exporting import harmless

AT_ONCE = 50_000  # rows in memory as text at the same time
METADATA = b"metadata"
TO_QUOTE = re.compile('[",\n\r]')


class Cells:
    """The cells of a table as CSV has them, written once: any rows of it are joined in a moment.

    It takes 4 bytes for a number or a day beside the table, and its distinct values as text.
    """

    def __init__(self, rows: pd.DataFrame) -> None:
        self._columns = {str(name): _written_once(rows[name]) for name in rows}

    def as_csv(self, at: np.ndarray, names: Sequence[str], tags: Sequence[str] = ()) -> bytes:
        """What as_csv makes of the rows at these places."""
        pieces = [_head(names, tags)]
        for start in range(0, len(at), AT_ONCE):
            piece = at[start : start + AT_ONCE]
            columns = (self._columns[name] for name in names)
            cells = [written[codes[piece]] for codes, written in columns]
            pieces.append(_joined(cells, ",", "\n"))
        return b"".join(pieces)


def as_csv(
    rows: pd.DataFrame, names: Sequence[str] | None = None, tags: Sequence[str] = ()
) -> bytes:
    """Rows as a CSV file in UTF-8 that a spreadsheet can open without running anything in it.

    `names` are the columns to write, all when None; `tags` stand in a row under the header.
    """
    names = list(rows.columns) if names is None else names
    return _head(names, tags) + b"".join(_lines(rows, names, _in_csv, "", ",", "\n"))


def as_json(rows: pd.DataFrame, names: Sequence[str], metadata: dict[str, Any]) -> bytes:
    """An object with the metadata and with `data`: an object for each row, blanks as null."""
    prefixes = [f"{_in_json(name)}:" for name in names]
    lines = b"".join(_lines(rows, names, _in_json, "null", ",", "},\n{", prefixes))
    data = b"{" + lines.removesuffix(b",\n{") if lines else b""
    return b'{"metadata":' + orjson.dumps(metadata) + b',\n"data":[' + data + b"]}\n"


def as_parquet(rows: pd.DataFrame, columns: Iterable[Column], metadata: dict[str, Any]) -> bytes:
    """A Parquet file in the types of the declaration; its schema carries the metadata as JSON.

    Texts are written without their dictionaries, in which values of other rows would stand.
    """
    schema = pa.schema([(one.name, ARROW_TYPES.get(one.kind, pa.string())) for one in columns])
    schema = schema.with_metadata({METADATA: json.dumps(metadata, ensure_ascii=False)})
    table = pa.table([_in_arrow(rows[field.name], field.type) for field in schema], schema=schema)
    file = pa.BufferOutputStream()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue().to_pybytes()


def _lines(
    rows: pd.DataFrame,
    names: Sequence[str],
    say: Callable[[Any], str],
    blank: str,
    between: str,
    after: str,
    prefixes: Sequence[str] = (),
) -> Iterable[bytes]:
    """The cells of each row as text, a piece of the rows after the other."""
    for start in range(0, len(rows), AT_ONCE):
        piece = rows.iloc[start : start + AT_ONCE]
        cells = [
            texts(piece[name], say, blank, prefix)
            for name, prefix in zip(names, prefixes or [""] * len(names), strict=True)
        ]
        yield _joined(cells, between, after)


def _head(names: Sequence[str], tags: Sequence[str]) -> bytes:
    lines = [",".join(map(_in_csv, line)) for line in (names, tags) if line]
    return "\n".join([*lines, ""]).encode()


def _joined(cells: Sequence[np.ndarray], between: str, after: str) -> bytes:
    lines = map(between.join, zip(*cells, strict=True))
    return (after.join(lines) + after).encode()


def _coded(column: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """A code for each cell and the values that codes stand for; -1 stands for a blank."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), column.dtype.categories
    codes, values = pd.factorize(column)
    return codes.astype(np.int32), pd.Index(values)


def _written_once(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """A code for each cell and what is written for a code; -1, a blank, takes the last."""
    codes, values = _coded(column)
    return codes, np.array([*map(_in_csv, values.tolist()), ""], dtype=object)


def texts(
    column: pd.Series, say: Callable[[Any], str], blank: str = "", prefix: str = ""
) -> np.ndarray:
    """What stands in each cell of a column, as objects; each value is written once."""
    codes, values = _coded(column)
    used, places = np.unique(codes, return_inverse=True)
    known = used[used >= 0]
    said = [prefix + say(value) for value in values[known].tolist()]
    if len(known) < len(used):
        said.insert(0, prefix + blank)
    return np.array(said, dtype=object)[places]


def _in_csv(value: Any) -> str:
    if not isinstance(value, str):
        return as_text(value)
    text = harmless(value)
    return '"' + text.replace('"', '""') + '"' if TO_QUOTE.search(text) else text


def _in_json(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        value = as_text(value)
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY).decode()


def _in_arrow(column: pd.Series, kind: pa.DataType) -> pa.Array:
    plain = column.astype(object) if isinstance(column.dtype, pd.CategoricalDtype) else column
    return pa.array(plain, kind, from_pandas=True)
