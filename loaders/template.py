"""Our own template: one sheet (or one plain file) for each table, columns named as declared.

A sheet's table is told by the sheet's name or by its header. HXL tags in the row below the header
are skipped. Sheets that explain (README, countries) are left out.
"""

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from ledger.checks import Problem, check
from ledger.tables import TABLES
from loaders.files import File, Rows, Sheet, letter_of

EXPLAINING_SHEETS = ("readme", "countries")
UNUSABLE_LINES = ("row_short", "row_long", "quote")


def knows(file: File) -> bool:
    """Whether a sheet of the file has a header of ours."""
    return any(_table_of(sheet) for sheet in file.sheets)


def read(file: File, today: date) -> tuple[dict[str, pa.Table], list[Problem]]:
    """The rows of each table in the file, in its schema, and every problem."""
    tables: dict[str, pa.Table] = {}
    problems: list[Problem] = []
    for sheet in file.sheets:
        table_name = _table_of(sheet)
        if not table_name:
            problems += _left_out(sheet)
        elif table_name in tables:
            params: dict[str, object] = {"table": table_name}
            problems.append(Problem("error", "second_sheet_of_table", sheet.name, params=params))
        else:
            tables[table_name], found = _read_sheet(sheet, table_name, file.received, today)
            problems += found
    filled = {name: rows for name, rows in tables.items() if len(rows)}
    if not filled and not any(problem.rule in UNUSABLE_LINES for problem in problems):
        problems.append(Problem("error", "no_rows"))
    return filled or dict(list(tables.items())[:1]), problems


def _read_sheet(
    sheet: Sheet, table_name: str, received: str, today: date
) -> tuple[pa.Table, list[Problem]]:
    header_row = _header_row(sheet)
    rows = sheet.below(header_row)
    header = [name.strip() for name in sheet.head[header_row - 1]]
    letters, problems = _letters(sheet.name, header, header_row, rows)
    raw = _declared(rows.columns, header, table_name)
    raw = raw.filter(pc.not_equal(raw["row"], _tag_row(sheet, header_row)))
    checked, found = check(table_name, raw, sheet.name, letters, today, received, header_row)
    return checked, rows.problems + problems + found


def _table_of(sheet: Sheet) -> str:
    """The table whose name the sheet has, or whose columns make up half of its header; else ""."""
    if sheet.name.strip().lower() in EXPLAINING_SHEETS or not _header_row(sheet):
        return ""
    if sheet.name.strip().lower() in TABLES:
        return sheet.name.strip().lower()
    header = {name.strip() for name in sheet.head[_header_row(sheet) - 1]} - {""}
    missing = {
        name: (len(header - set(table.names)), _required_missing(name, header))
        for name, table in TABLES.items()
    }
    best = min(missing, key=lambda name: missing[name])
    return best if missing[best][0] * 2 <= len(header) - 1 else ""


def _required_missing(table_name: str, header: set[str]) -> int:
    columns = TABLES[table_name].columns
    return sum(column.required and column.name not in header for column in columns)


def _header_row(sheet: Sheet) -> int:
    """The first row that is not blank, from 1; 0 when there is none."""
    return next(_filled_rows(sheet, 0), 0)


def _tag_row(sheet: Sheet, header_row: int) -> int:
    """The first row below the header if it holds HXL tags only; else 0."""
    first = next(_filled_rows(sheet, header_row), 0)
    tags = [cell.strip() for cell in sheet.head[first - 1] if cell.strip()] if first else []
    return first if tags and all(tag.startswith("#") for tag in tags) else 0


def _filled_rows(sheet: Sheet, below: int) -> Iterator[int]:
    rows = enumerate(sheet.head, start=1)
    return (row for row, cells in rows if row > below and any(cell.strip() for cell in cells))


def _letters(
    sheet: str, header: list[str], header_row: int, rows: Rows
) -> tuple[dict[str, str], list[Problem]]:
    """The spreadsheet letter of each column; a problem for a repeated or missing name."""
    letters: dict[str, str] = {}
    problems: list[Problem] = []
    for position, name in enumerate(header):
        letter = letter_of(position)
        cell = f"{letter}{header_row}"
        if name in letters:
            params: dict[str, object] = {"first": f"{letters[name]}{header_row}"}
            place = (sheet, cell, header_row, name, name, params)
            problems.append(Problem("error", "duplicate_column", *place))
        elif name:
            letters[name] = letter
        elif _has_values(rows.columns[str(position)]):
            problems.append(Problem("error", "header_blank", sheet, cell, header_row))
    return letters, problems


def _has_values(texts: pa.ChunkedArray) -> bool:
    return any(text and text.strip() for text in texts.unique().to_pylist())


def _declared(columns: pa.Table, header: list[str], table_name: str) -> pa.Table:
    """The columns that the table declares, by name; of one that is twice there, the first."""
    names = [name for name in TABLES[table_name].names if name in header]
    chosen = [columns[str(header.index(name))] for name in names]
    return pa.table([*chosen, columns["row"]], names=[*names, "row"])


def _left_out(sheet: Sheet) -> list[Problem]:
    explains = sheet.name.strip().lower() in EXPLAINING_SHEETS
    if explains or not _header_row(sheet):
        return []
    return [Problem("warning", "sheet_left_out", sheet.name)]
