"""The short name of a row in links: `unhcr_odp_ukraine.k3j2q5m7a2b4c`.

It is made of the source and of everything that tells the row from others, its day of publication
included, so that it names the same row in every version, language and copy of the ledger. What is
blank adds nothing: a column that a table gets later leaves the names of older rows as they are.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.rows import as_text
from ledger.declaration import Table

WIDTH = 8  # bytes: among a million rows two share a name once in thirty million ledgers
ORIGIN = ("received_file", "received_sheet", "received_row")


def code(table: Table, row: Mapping[str, Any]) -> str:
    """The name of one row, given as analysis.headlines.as_rows gives it."""
    number = sum(_mark(name, as_text(row[name])) for name in table.key) % 2 ** (8 * WIDTH)
    return f"{row['source_id']}.{_short(number)}"


def codes(table: Table, rows: pd.DataFrame) -> list[str]:
    """The names of several rows."""
    numbers = marks(rows, table.key)
    sources = rows["source_id"].astype(str)
    return [f"{s}.{_short(n)}" for s, n in zip(sources, numbers.tolist(), strict=True)]


def find(table: Table, rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """The row of that name; no row when there is none."""
    source, number = split(name)
    of_source = rows[rows["source_id"] == source]
    return of_source[marks(of_source, table.key) == np.uint64(number)].head(1)


def split(name: str) -> tuple[str, int]:
    """The source and the number that a name stands for; a number that no row has if it is none."""
    source, _, short = name.rpartition(".")
    try:
        number = int.from_bytes(base64.b32decode(f"{short.upper()}==="))
    except ValueError:
        return "", 0
    return (source, number) if number < 2 ** (8 * WIDTH) else ("", 0)


def same(rows: pd.DataFrame, row: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The rows that say the same as one row (a table of one) in the named columns."""
    return rows[marks(rows, names) == marks(row, names)[0]]


def marks(rows: pd.DataFrame, names: Iterable[str]) -> np.ndarray:
    """A number for each row, equal where the named columns are; each distinct value is read once.

    It is the sum of the marks of the values, modulo 2 ** 64.
    """
    added = np.zeros(len(rows), np.uint64)
    for name in names:
        places, distinct = pd.factorize(rows[name])
        of_values = np.array([_mark(name, as_text(value)) for value in distinct] + [0], np.uint64)
        added += of_values[places]  # -1, a blank, takes the last: 0
    return added


@lru_cache(100_000)
def _mark(name: str, text: str) -> int:
    if text == "":
        return 0
    return int.from_bytes(hashlib.sha256(f"{name}={text}".encode()).digest()[:WIDTH])


def _short(number: int) -> str:
    return base64.b32encode(number.to_bytes(WIDTH)).decode().rstrip("=").lower()
