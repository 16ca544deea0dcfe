"""What the tables are: every column, its kind, its allowed values and its key, declared once.

Checks, the types in frames, the template for analysts and its help all derive from this file.
What a column means is said to analysts by the catalogue entry `Column.meaning`.

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

from ledger import vocabulary as words

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


COUNTS = Table(
    "counts",
    (
        Column("source_id", "code", required=True, key=True),
        Column("population_type", "choice", words.POPULATION_TYPES, required=True, key=True),
        Column("measure", "choice", words.MEASURES, required=True, key=True),
        Column("unit", "choice", words.UNITS, required=True, key=True),
        Column("reference_period_start", "day", required=True, key=True),
        Column("reference_period_end", "day", required=True, key=True),
        Column("origin_iso3", "country", key=True),
        Column("location_iso3", "countries", key=True),
        Column("admin1_code", key=True),
        Column("place_as_reported", key=True),
        Column("nationality_iso3", "country", key=True),
        Column("sex", "choice", words.SEXES, key=True),
        Column("age_range", key=True),
        Column("count", "whole", low=0),
        Column("count_max", "whole", low=0),
        Column("qualifier", "choice", words.QUALIFIERS, required=True),
        Column("status", "choice", words.COUNT_STATUSES, says="counts.status"),
        Column("method", "choice", words.METHODS),
        Column("operation"),
        Column("round"),
        Column("published_at", "moment", key=True),
        Column("source_url", "url", required=True),
        Column("note"),
    ),
)

ASSISTANCE_POINTS = Table(
    "assistance_points",
    (
        Column("source_id", "code", required=True),
        Column("point_id", "code", required=True, key=True),
        Column("name", required=True),
        Column("kind", "choice", words.POINT_KINDS, required=True),
        Column("country_iso3", "country", required=True),
        Column("admin1_code"),
        Column("locality"),
        Column("latitude", "decimal", low=-90, high=90),
        Column("longitude", "decimal", low=-180, high=180),
        Column("services", "choices", words.SERVICES),
        Column("languages"),
        Column("phone", "phone"),
        Column("phone_note"),
        Column("url", "url"),
        Column("other_contact"),
        Column("opening_hours"),
        Column("for_whom"),
        Column("status", "choice", words.POINT_STATUSES, says="assistance_points.status"),
        Column("public", "choice", words.YES_NO),
        Column("last_verified", "day"),
        Column("verified_by"),
        Column("source_url", "url", required=True),
        Column("note"),
    ),
)

NEEDS = Table(
    "needs",
    (
        Column("source_id", "code", required=True),
        Column("need_id", "code", required=True, key=True),
        Column("point_id", "code", says="needs.point_id"),
        Column("country_iso3", "country"),
        Column("locality"),
        Column("item", "choice", words.ITEMS, required=True),
        Column("unit", "choice", words.ITEM_UNITS, required=True, says="item_unit"),
        Column("quantity", "whole", low=1, required=True),
        Column("priority", "choice", words.PRIORITIES, required=True),
        Column("needed_by", "day"),
        Column("status", "choice", words.NEED_STATUSES, says="needs.status"),
        Column("last_verified", "day"),
        Column("source_url", "url"),
        Column("note"),
    ),
)

OFFERS = Table(
    "offers",
    (
        Column("source_id", "code", required=True),
        Column("offer_id", "code", required=True, key=True),
        Column("provider", required=True),
        Column("item", "choice", words.ITEMS, required=True),
        Column("unit", "choice", words.ITEM_UNITS, required=True, says="item_unit"),
        Column("quantity", "whole", low=1, required=True),
        Column("country_iso3", "country", required=True),
        Column("locality"),
        Column("available_from", "day"),
        Column("available_until", "day"),
        Column("last_verified", "day"),
        Column("source_url", "url"),
        Column("note"),
    ),
)

ASSISTED_MOVEMENTS = Table(
    "assisted_movements",
    (
        Column("source_id", "code", required=True),
        Column("movement_id", "code", required=True, key=True),
        Column("nationality_iso3", "country"),
        Column("count", "whole", low=0, says="assisted_movements.count"),
        Column("qualifier", "choice", words.QUALIFIERS),
        Column("from_iso3", "country", required=True),
        Column("via_iso3", "countries"),
        Column("to_iso3", "country"),
        Column("place_as_reported", says="assisted_movements.place_as_reported"),
        Column("mode", "choice", words.MOVEMENT_MODES),
        Column("status", "choice", words.MOVEMENT_STATUSES, True, says="assisted_movements.status"),
        Column("date", "day", required=True),
        Column("assisted_by", required=True),
        Column("source_url", "url", required=True),
        Column("note"),
    ),
)

UPDATES = Table(
    "updates",
    (
        Column("source_id", "code", required=True),
        Column("update_id", "code", required=True, key=True),
        Column("date", "day", required=True),
        Column("country_iso3", "country"),
        Column("place"),
        Column("kind", "choice", words.UPDATE_KINDS, required=True, says="updates.kind"),
        Column("sector", "choices", words.SECTORS),
        Column("title_en", required=True),
        Column("title_fr"),
        Column("text_en"),
        Column("text_fr"),
        Column("organisation", required=True),
        Column("source_url", "url", required=True),
    ),
)

SOURCES = Table(
    "sources",
    (
        Column("source_id", "code", required=True, key=True),
        Column("publisher", required=True),
        Column("title", required=True),
        Column("url", "url"),
        Column("licence", required=True),
        Column("citation", required=True),
        Column("cadence_days", "whole", low=1),
        Column("method", says="sources.method"),
        Column("covers"),
        Column("known_gaps"),
        Column("recommended_for"),
    ),
)

BREAKS = Table(
    "breaks",
    (
        Column("source_id", "code", required=True, key=True),
        Column("location_iso3", "countries", key=True),
        Column("date", "day", required=True, key=True),
        Column("text_en", required=True),
        Column("text_fr", required=True),
        Column("source_url", "url"),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        COUNTS,
        ASSISTANCE_POINTS,
        NEEDS,
        OFFERS,
        ASSISTED_MOVEMENTS,
        UPDATES,
        SOURCES,
        BREAKS,
    )
}
