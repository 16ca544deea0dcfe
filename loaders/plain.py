"""Plain text tables: comma, semicolon, tab or bar between values, in any usual encoding.

pyarrow parses on every core. Only a file with lines that do not fit is read again, on one and as
one block, because only then does pyarrow know the number of a line, and lines may be long.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from ledger.checks import Problem
from ledger.declaration import LABELS
from loaders.encodings import as_utf8
from loaders.files import Grid, Rows, Sheet
from loaders.quotes import first_stray_quote, spans_lines

# Large enough that few dictionaries are to be united, small enough for every core.
BLOCK = 4 << 20
DELIMITERS = (",", ";", "\t", "|")
ROWS_LOOKED_AT = 30
BYTES_LOOKED_AT = 100_000
BYTES_OF_A_GRID = 20_000_000


# A value may be as long as a file: how long files may be is decided elsewhere.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class PlainSheet:
    """A plain text table, parsed when its rows are asked for.

    `last_lines` are the lines on which the rows of the head end: a quoted value may hold several.
    """

    content: bytes
    delimiter: str
    head: list[list[str]]
    last_lines: list[int]
    name: str = field(default="", init=False)
    has_records: bool = field(default=False, init=False)

    def below(self, header_row: int, without: Collection[int] = ()) -> Rows:
        """Every row below the header that is not blank; lines that do not fit are problems."""
        stray = first_stray_quote(self.content, self.delimiter.encode())
        if stray:
            problem = Problem("error", "quote", cell=f"A{stray}", row=stray)
            return Rows(_empty(len(self.head[header_row - 1])), [problem])
        width = len(self.head[header_row - 1])
        invalid: list[arrow_csv.InvalidRow] = []
        try:
            table = _parsed(self.content, self.delimiter, width, header_row, without)
        except pa.ArrowInvalid:
            table = _parsed(self.content, self.delimiter, width, header_row, without, invalid)
        problems = [_misfit(line, header_row) for line in invalid]
        table = _combined(table)
        numbers = _row_numbers(header_row, len(table), [problem.row for problem in problems])
        table = table.append_column("row", pa.array(numbers, pa.int32()))
        return Rows(table if without else _without_blank_rows(table), problems)

    def grid(self, most: int | None = None) -> Grid:
        """Every line with its number, as csv reads it; of a very long file the first part."""
        text = self.content[:BYTES_OF_A_GRID].decode("utf-8", errors="ignore")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter)
        rows, number = [], 1
        for row in islice(reader, most):
            rows.append((number, [cell.strip() for cell in row]))
            number = reader.line_num + 1
        return rows


def open_plain(content: bytes) -> tuple[tuple[Sheet, ...], list[Problem]]:
    """The only sheet of a plain file. Raises UnknownFormat when its encoding is not known."""
    text, problems = as_utf8(content)
    if not text.endswith((b"\n", b"\r")):
        text += b"\n"
    beginning = text[:BYTES_LOOKED_AT].decode("utf-8", errors="ignore")
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(beginning, newline=""), delimiter=delimiter)
    rows = [(row, reader.line_num) for row in islice(reader, ROWS_LOOKED_AT)]
    head, lines = [row for row, _ in rows], [line for _, line in rows]
    return (PlainSheet(text, delimiter, head, lines),), problems


def delimiter_of(text: bytes) -> str:
    """The delimiter that cuts the first lines into most parts, if it cuts them alike.

    A tab that most lines have as often as the first is it, however many commas there are beside:
    the last line of half a file has fewer.
    """
    beginning = text[:BYTES_LOOKED_AT].decode("utf-8", errors="ignore")
    unquoted = re.sub(r'"[^"]*"', "", beginning).splitlines()
    lines = [line for line in unquoted if line.strip()][:ROWS_LOOKED_AT]
    tabs = [line.count("\t") for line in lines]
    if tabs and tabs[0] and 2 * tabs.count(tabs[0]) >= len(tabs):
        return "\t"
    return max(DELIMITERS, key=lambda mark: _parts(lines, mark))


def _parts(lines: list[str], mark: str) -> int:
    """How often the mark stands in all lines that have it as often as most of them do."""
    often = Counter(line.count(mark) for line in lines if mark in line)
    return max((number * lines_ for number, lines_ in often.items()), default=0)


def _parsed(
    content: bytes,
    delimiter: str,
    width: int,
    header_row: int,
    without: Collection[int],
    invalid: list[arrow_csv.InvalidRow] | None = None,
) -> pa.Table:
    """The table below the header. Raises pa.ArrowInvalid for a line that does not fit, unless
    `invalid` is there to take it.
    """

    def take(line: arrow_csv.InvalidRow) -> str:
        cast(list[arrow_csv.InvalidRow], invalid).append(line)
        return "skip"

    names = [str(position) for position in range(width)]
    return arrow_csv.read_csv(
        pa.BufferReader(content),
        read_options=arrow_csv.ReadOptions(
            column_names=names,
            skip_rows=header_row,
            use_threads=invalid is None,
            block_size=BLOCK if invalid is None else max(BLOCK, len(content)),
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=spans_lines(content),
            ignore_empty_lines=False,
            invalid_row_handler=None if invalid is None else take,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, LABELS),
            strings_can_be_null=False,
            include_columns=[name for name in names if int(name) not in without],
        ),
    )


def _misfit(line: arrow_csv.InvalidRow, header_row: int) -> Problem:
    row = cast(int, line.number)
    params: dict[str, object] = {"columns": line.expected_columns, "found": line.actual_columns}
    rule = "row_short" if line.actual_columns < line.expected_columns else "row_long"
    return Problem("error", rule, "", f"A{row}", row, "", line.text[:200], params)


def _combined(table: pa.Table) -> pa.Table:
    """The same with one dictionary a column; columns side by side, Arrow leaves Python free."""
    with ThreadPoolExecutor() as workers:
        whole = workers.map(lambda c: c.unify_dictionaries().combine_chunks(), table.columns)
    return pa.table(dict(zip(table.column_names, whole, strict=True)))


def _row_numbers(header_row: int, rows: int, skipped: list[int]) -> np.ndarray:
    numbers = np.arange(header_row + 1, header_row + 1 + rows + len(skipped))
    return np.delete(numbers, np.array(skipped, dtype=np.int64) - header_row - 1)


def _without_blank_rows(table: pa.Table) -> pa.Table:
    blank = np.ones(len(table), dtype=bool)
    for name in table.column_names[:-1] if len(table) else ():
        column = table[name].chunk(0)
        empty = pc.equal(pc.utf8_trim_whitespace(column.dictionary), "")
        blank &= empty.take(column.indices).to_numpy(zero_copy_only=False)
        if not blank.any():
            return table
    return table.filter(pa.array(~blank))


def _empty(width: int) -> pa.Table:
    names = [str(position) for position in range(width)]
    schema = pa.schema([*((name, pa.string()) for name in names), ("row", pa.int32())])
    return schema.empty_table()
