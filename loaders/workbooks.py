"""Excel workbooks (.xlsx), read by python-calamine into texts as a person would write them.

Whole numbers have no ".0", dates are ISO, formulas give the value they had when saved. A workbook
is a zip: loaders.packing measures what it unfolds to before it is unpacked for good.
"""

import functools
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pyarrow as pa
import pyarrow.compute as pc
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, ZipError

from ledger.checks import Problem
from loaders.files import Grid, Rows, Sheet, letter_of, refuse
from loaders.packing import failed_formulas, has_macros

ROWS_LOOKED_AT = 30
LONGEST_TITLE = 80
Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook; `failed` are the cells (B12) whose formula gives an error.

    `merged` are the first and last (row, column), from 0, of cells that were made one.
    """

    name: str
    head: list[list[str]]
    cells: list[list[Cell]]
    failed: list[str]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    has_records: bool = field(default=False, init=False)

    def below(self, header_row: int, without: Collection[int] = ()) -> Rows:
        """Every row below the header that is not blank; a value beside the table is a problem."""
        header = self.head[header_row - 1]
        columns = [_texts(cells) for cells in zip(*self.cells[header_row:], strict=True)]
        columns = columns or [pa.array([], pa.string()) for _ in header]
        filled = [pc.not_equal(pc.utf8_trim_whitespace(column), "") for column in columns]
        numbers = pa.array(range(header_row + 1, header_row + 1 + len(columns[0])), pa.int32())
        beside = [
            self._beside(numbers[at].as_py(), place, columns[place][at].as_py())
            for place in range(len(header), len(columns))
            for at in pc.indices_nonzero(filled[place]).to_pylist()
        ]
        named = {str(place): column for place, column in enumerate(columns[: len(header)])}
        rows = pa.table({**named, "row": numbers})
        has_something = functools.reduce(pc.or_, filled)
        failed = [self._failed(cell, header) for cell in self.failed]
        beside.sort(key=lambda problem: problem.row)
        return Rows(rows.filter(has_something), beside + failed)

    def grid(self, most: int | None = None) -> Grid:
        """Every row with its number, the text of merged cells in each of them."""
        rows = [[_text(cell).strip() for cell in row] for row in self.cells[:most]]
        for (top, left), (bottom, right) in self.merged:
            # A note across many cells is one note, and no title of many columns.
            if top >= len(rows) or len(rows[top][left]) > LONGEST_TITLE:
                continue
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
        return list(enumerate(rows, start=1))

    def _beside(self, row: int, place: int, text: str) -> Problem:
        cell = f"{letter_of(place)}{row}"
        return Problem("error", "beside_table", self.name, cell, row, "", text)

    def _failed(self, cell: str, header: list[str]) -> Problem:
        letters = cell.rstrip("0123456789")
        named = {letter_of(place): name for place, name in enumerate(header)}
        row, column = int(cell.removeprefix(letters)), named.get(letters, "")
        return Problem("error", "formula_error", self.name, cell, row, column)


def open_workbook(content: bytes) -> tuple[tuple[Sheet, ...], list[Problem]]:
    """The sheets of a workbook. Raises UnknownFormat when it is none, damaged or too large."""
    failed = failed_formulas(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = [
            workbook.get_sheet_by_name(sheet.name)
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        cells = {sheet.name: sheet.to_python(skip_empty_area=False) for sheet in found}
        merged = {sheet.name: sheet.merged_cell_ranges or [] for sheet in found}
    except (CalamineError, ZipError) as error:
        raise refuse("damaged_workbook") from error
    sheets = (
        WorkbookSheet(name, _head(rows), rows, failed.get(name, []), merged[name])
        for name, rows in cells.items()
    )
    return tuple(sheets), [Problem("warning", "has_macros")] if has_macros(content) else []


def _head(rows: list[list[Cell]]) -> list[list[str]]:
    """The first rows as texts, without the blank cells at their ends."""
    texts = [[_text(cell) for cell in row] for row in rows[:ROWS_LOOKED_AT]]
    return [
        row[: max((at + 1 for at, cell in enumerate(row) if cell.strip()), default=0)]
        for row in texts
    ]


def _texts(cells: Sequence[Cell]) -> pa.Array:
    """The texts of a column, most of which are texts already."""
    texts = [cell if type(cell) is str else _text(cell) for cell in cells]
    return pa.array(texts, pa.string())


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
