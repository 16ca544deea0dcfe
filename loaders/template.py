"""Our own template: one sheet (or one plain file) for each table, columns named as declared.

A sheet's table is told by the sheet's name or by its header. HXL tags in the row below the header
are skipped. Sheets that explain (README, countries) are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from ledger.checks import Problem, check
from ledger.decisions import Decisions
from ledger.tables import TABLES
from loaders.files import File, Rows, Sheet, letter_of
from loaders.recipes import is_marking, titles

EXPLAINING_SHEETS = ("readme", "countries")
UNUSABLE_LINES = ("row_short", "row_long", "quote")


def knows(file: File) -> bool:
    """Whether a sheet of the file has a header of ours."""
    return any(_table_of(sheet) for sheet in file.sheets)


def nearest(file: File) -> tuple[str, float, tuple[str, ...]]:
    """The table of ours that comes nearest, how much of what it needs is there, and what is not."""
    found = [("counts", 0.0, tuple(_required("counts")))]
    for sheet in file.sheets:
        header = {title for row in sheet.head for title in titles(row)}
        for name in TABLES:
            missing = tuple(column for column in _required(name) if column not in header)
            found.append((name, 1 - len(missing) / len(_required(name)), missing))
    return max(found, key=lambda one: one[1])


def read(
    file: File, today: date, decisions: Decisions
) -> tuple[dict[str, pa.Table], list[Problem]]:
    """The rows of each table in the file, in its schema, and every problem."""
    tables: dict[str, pa.Table] = {}
    problems: list[Problem] = []
    for sheet in file.sheets:
        plan = _plan(sheet)
        if not plan:
            problems += _left_out(sheet)
        elif plan.table in tables:
            params: dict[str, object] = {"table": plan.table}
            problems.append(Problem("error", "second_sheet_of_table", sheet.name, params=params))
        else:
            tables[plan.table], found = _read_sheet(sheet, plan, file.received, today, decisions)
            problems += found
    filled = {name: rows for name, rows in tables.items() if len(rows)}
    if not filled and not any(problem.rule in UNUSABLE_LINES for problem in problems):
        problems.append(Problem("error", "no_rows"))
    return filled or dict(list(tables.items())[:1]), problems


@dataclass(frozen=True)
class _Plan:
    """How a sheet is read: into which table, from which header row."""

    table: str
    header_row: int

    def names(self, sheet: Sheet) -> list[str]:
        """Our name for each column of the sheet; blank for those that are left out."""
        header = titles(sheet.head[self.header_row - 1])
        return ["" if is_marking(title) else title for title in header]


def _plan(sheet: Sheet) -> _Plan | None:
    table_name = _table_of(sheet)
    return _Plan(table_name, _header_row(sheet)) if table_name else None


def _read_sheet(
    sheet: Sheet, plan: _Plan, received: str, today: date, decisions: Decisions
) -> tuple[pa.Table, list[Problem]]:
    rows = sheet.below(plan.header_row)
    header = plan.names(sheet)
    letters, problems = _letters(sheet, header, plan, rows)
    raw = _declared(rows.columns, header, plan.table)
    if tag_row := _tag_row(sheet, plan.header_row):
        raw = raw.filter(pc.not_equal(raw["row"], tag_row))
    checked, found = check(
        plan.table, raw, sheet.name, letters, today, received, plan.header_row, decisions
    )
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
    return sum(name not in header for name in _required(table_name))


def _required(table_name: str) -> list[str]:
    return [column.name for column in TABLES[table_name].columns if column.required]


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
    sheet: Sheet, header: list[str], plan: _Plan, rows: Rows
) -> tuple[dict[str, str], list[Problem]]:
    """The spreadsheet letter of each column; a problem for a repeated or missing name."""
    letters: dict[str, str] = {}
    problems: list[Problem] = []
    written = titles(sheet.head[plan.header_row - 1])
    for position, name in enumerate(header):
        letter = letter_of(position)
        cell = f"{letter}{plan.header_row}"
        if name in letters:
            params: dict[str, object] = {"first": f"{letters[name]}{plan.header_row}"}
            place = (sheet.name, cell, plan.header_row, name, name, params)
            problems.append(Problem("error", "duplicate_column", *place))
        elif name:
            letters[name] = letter
        elif not written[position] and _has_values(rows.columns[str(position)]):
            place = (sheet.name, cell, plan.header_row)
            problems.append(Problem("error", "header_blank", *place))
    return letters, problems


def _has_values(texts: pa.ChunkedArray) -> bool:
    return any(text and text.strip() for text in texts.unique().to_pylist())


def _declared(columns: pa.Table, header: list[str], table_name: str) -> pa.Table:
    """The columns that the table declares, by name; of one that is twice there, the first."""
    names = [name for name in TABLES[table_name].names if name in header]
    chosen = [columns[str(header.index(name))] for name in names]
    return pa.table([*chosen, columns["row"]], names=[*names, "row"])


def _left_out(sheet: Sheet) -> list[Problem]:
    explains = sheet.name.strip().lower() in EXPLAINING_SHEETS or is_marking(sheet.name)
    if explains or not _header_row(sheet):
        return []
    return [Problem("warning", "sheet_left_out", sheet.name)]
