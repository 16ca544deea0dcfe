"""What a column and a table are: kinds of values, and what they become in Arrow tables.

A column's `kind` says how a value is written and what it becomes:

kind       written in a file               in an Arrow table
text       any text                        dictionary of string
code       lower-case identifier           dictionary of string
choice     one of `choices`                dictionary of string
choices    several of them, `;` between    dictionary of string
country    ISO 3166-1 alpha-3              dictionary of string
countries  several of them, `+` between    dictionary of string
url        http or https address           dictionary of string
phone      E.164 or a short number         dictionary of string
whole      0, 1, 2 ...                     int64
decimal    -12.5                           float64
day        2022-03-01                      date32
moment     a day, or 2022-03-01T09:30:00Z  timestamp[s, UTC]; a day stands for its 00:00
"""

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Kind = Literal[
    "text",
    "code",
    "choice",
    "choices",
    "country",
    "countries",
    "url",
    "phone",
    "whole",
    "decimal",
    "day",
    "moment",
]

LABELS = pa.dictionary(pa.int32(), pa.string())
ARROW_TYPES: dict[str, pa.DataType] = {
    "whole": pa.int64(),
    "decimal": pa.float64(),
    "day": pa.date32(),
    "moment": pa.timestamp("s", tz="UTC"),
}


@dataclass(frozen=True)
class Column:
    """One column. `key` columns together say which row it is; a blank is a value of a key."""

    name: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    required: bool = False
    key: bool = False
    low: float | None = None
    high: float | None = None
    says: str = ""

    @property
    def meaning(self) -> str:
        """The catalogue entry that tells an analyst what to write here."""
        return f"column.{self.says or self.name}"

    @property
    def arrow_type(self) -> pa.DataType:
        """The type of this column in Arrow tables and Parquet parts."""
        return ARROW_TYPES.get(self.kind, LABELS)


# Where a row stands in the file received: its hash (sha256, hex), sheet and row as a
# spreadsheet shows it (the header of a plain file is row 1).
ORIGIN_OF_ROW = pa.schema(
    [("received_file", LABELS), ("received_sheet", LABELS), ("received_row", pa.int32())]
)


@dataclass(frozen=True)
class Table:
    """One table. Rows with the same key are the same row; `published_at` tells vintages apart."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The columns of the table as written in files, in order."""
        return [column.name for column in self.columns]

    @property
    def key(self) -> list[str]:
        """The columns that identify a row, published_at included where the table has it."""
        return [column.name for column in self.columns if column.key]

    @property
    def subject(self) -> list[str]:
        """The key without published_at: what is counted, whatever the vintage."""
        return [name for name in self.key if name != "published_at"]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of a part: the columns, then where the row stands."""
        fields = [pa.field(column.name, column.arrow_type) for column in self.columns]
        return pa.schema([*fields, *ORIGIN_OF_ROW])

    def column(self, name: str) -> Column:
        """The declaration of one column. Raises KeyError when there is none."""
        return {column.name: column for column in self.columns}[name]
