"""Take back the workbook: the same file, with what is wrong written where it is wrong.

Cells are marked and a column says in each row what was expected. A workbook of usual size keeps
its formats, lists and formulas; a large one and a plain file are written anew, as texts. Nothing
written here becomes a formula.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl
import xlsxwriter
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ledger.checks import Problem
from ledger.words import say
from loaders.encodings import as_utf8
from loaders.files import UnknownFormat, letter_of
from loaders.opening import ZIP, open_file
from loaders.plain import delimiter_of
from loaders.recipes import likely_header
from loaders.workbooks import WorkbookSheet

LARGEST_KEPT = 3 * 2**20
MOST_ROWS = 100_000
LONGEST_TEXT = 32_000
FILL, INK = "FDE2C8", "8A2C0D"
DAMAGED = (
    *(AttributeError, BadZipFile, IndexError, InvalidFileException, KeyError),
    *(ParseError, TypeError, ValueError),
)
ByRow = dict[int, list[Problem]]


def mark(name: str, content: bytes, problems: Sequence[Problem], language: str) -> bytes:
    """The file as an .xlsx with its problems in it, after a first sheet that lists them all.

    Of a file that nobody can open, that first sheet alone.
    """
    try:
        file = open_file(name, content)
    except UnknownFormat:
        return _written_anew([], problems, language)
    if content.startswith(ZIP) and len(content) <= LARGEST_KEPT:
        try:
            return _kept(content, problems, language)
        except DAMAGED:
            pass  # what one reader forgives another may not: then the cells are written anew
    title = PurePath(name).stem[:31] or "1"
    sheets = [
        (sheet.name, sheet.cells) if isinstance(sheet, WorkbookSheet) else (title, _lines(content))
        for sheet in file.sheets
    ]
    return _written_anew(sheets, problems, language)


def _kept(content: bytes, problems: Sequence[Problem], language: str) -> bytes:
    """The workbook itself, marked."""
    book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    fill = PatternFill("solid", fgColor=FILL)
    for sheet in book.worksheets:
        found = _by_row(problems, sheet.title)
        if not found:
            continue
        first_rows = sheet.iter_rows(max_row=12, values_only=True)
        head = [["" if value is None else str(value) for value in row] for row in first_rows]
        place = sheet.max_column + 1
        _put(sheet.cell(likely_header(head), place), say("marking.column", language)).font = Font(
            bold=True, color=INK
        )
        for row, of_row in found.items():
            _put(sheet.cell(row, place), _said(of_row, language)).fill = fill
            for problem in of_row:
                if problem.cell and problem.column:
                    cell = sheet[problem.cell]
                    cell.fill = fill
                    cell.comment = Comment(_clean(problem.expected(language)), "", width=360)
    _list_all(book.create_sheet(say("marking.sheet", language), 0), problems, language)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _list_all(sheet, problems: Sequence[Problem], language: str) -> None:
    for row, line in enumerate(_lines_of(problems, language), start=1):
        for place, text in enumerate(line, start=1):
            cell = _put(sheet.cell(row, place), text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if row == 1:
                cell.font = Font(bold=True)
    for letter, width in zip("ABCDEF", (12, 16, 10, 22, 30, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _put(cell: Cell, text: str) -> Cell:
    """Write a text that stays one, whatever it begins with."""
    cell.value = _clean(text)
    cell.data_type = "s"
    return cell


def _written_anew(
    sheets: Sequence[tuple[str, Sequence[Sequence[object]]]],
    problems: Sequence[Problem],
    language: str,
) -> bytes:
    """A new workbook with the cells as texts; of a long sheet, only the rows with problems."""
    made = io.BytesIO()
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, settings) as book:
        strong = book.add_format({"bold": True, "font_color": f"#{INK}"})
        marked = book.add_format({"bg_color": f"#{FILL}"})
        first = book.add_worksheet(say("marking.sheet", language))
        first.set_column(5, 6, 60)
        for row, line in enumerate(_lines_of(problems, language)):
            for place, text in enumerate(line):
                first.write_string(row, place, _clean(text), strong if row == 0 else None)
        for title, rows in sheets:
            # A plain file has one sheet, which its problems do not name.
            found = _by_row(problems, title) or _by_row(problems, "")
            _write_sheet(book.add_worksheet(title), rows, found, language, strong, marked)
    return made.getvalue()


def _write_sheet(
    sheet: Worksheet,
    rows: Sequence[Sequence[object]],
    found: ByRow,
    language: str,
    strong: Format,
    marked: Format,
) -> None:
    header = likely_header([[str(cell) for cell in row] for row in rows[:12]])
    beside = max((len(row) for row in rows[:12]), default=0)
    whole = len(rows) <= MOST_ROWS
    number = 0
    for at, row in enumerate(rows, start=1):
        if not whole and at > header and at not in found:
            continue
        cells = {p.cell.rstrip("0123456789") for p in found.get(at, ()) if p.column}
        for place, value in enumerate(row):
            style = marked if letter_of(place) in cells else None
            sheet.write_string(number, place, _clean(str(value)), style)
        if at == header:
            sheet.write_string(number, beside, say("marking.column", language), strong)
        elif at in found:
            sheet.write_string(number, max(beside, len(row)), _said(found[at], language), marked)
        number += 1


def _lines(content: bytes) -> list[list[str]]:
    """The records of a plain file, blank lines included, so that rows keep their numbers."""
    text, _ = as_utf8(content)
    decoded = io.StringIO(text.decode(), newline="")
    return list(csv.reader(decoded, delimiter=delimiter_of(text)))


def _lines_of(problems: Sequence[Problem], language: str) -> Iterator[tuple[str, ...]]:
    names = ("severity", "sheet_name", "cell", "name", "value", "expected", "suggestion")
    yield tuple(say(f"marking.{name}", language) for name in names)
    for problem in problems:
        yield (
            say(f"loaders.{problem.severity}", language),
            problem.sheet,
            problem.cell or (str(problem.row) if problem.row else ""),
            problem.column,
            problem.value,
            problem.expected(language),
            problem.suggestion,
        )


def _by_row(problems: Sequence[Problem], sheet: str) -> ByRow:
    found: ByRow = {}
    for problem in problems:
        if problem.row and problem.sheet == sheet:
            found.setdefault(problem.row, []).append(problem)
    return found


def _said(problems: Sequence[Problem], language: str) -> str:
    """All that is wrong in one row, as one text."""
    return _clean(
        "\n".join(
            " ".join(
                part
                for part in (
                    f"{problem.column}:" if problem.column else "",
                    problem.expected(language),
                    f"→ {problem.suggestion}" if problem.suggestion else "",
                )
                if part
            )
            for problem in problems
        )
    )


def _clean(text: str) -> str:
    """The text without what a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:LONGEST_TEXT]
