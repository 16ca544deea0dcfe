"""Write our template as a workbook, from the declaration of a table and the catalogues alone.

Sheets: README explains every column; the table's own sheet has the header, help on each column,
drop-down lists and formats that keep "527" and "0-17" as they are typed; countries lists codes.
"""

import io
from datetime import UTC, date, datetime, time

import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ledger.check_countries import country_names
from ledger.declaration import Column, Table
from ledger.tables import TABLES
from ledger.words import say

LAST_ROW = 1_048_575
LARGEST_EXACT_NUMBER = 2**53
NAVY, PALE = "#18375F", "#E6EEF6"
# Everything else is kept as typed, or Excel turns 0-17 into a day and +48 into a number.
NUMBER_FORMATS = {"whole": "0", "decimal": "General", "day": "yyyy-mm-dd"}


def write(table_name: str, language: str, rows: pa.Table | None = None) -> bytes:
    """The template for a table as an .xlsx file, filled with `rows` of its schema if given.

    Raises KeyError when there is no such table.
    """
    table = TABLES[table_name]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        title = workbook.add_format({"bold": True, "font_size": 14, "font_color": NAVY})
        strong = workbook.add_format({"bold": True, "font_color": "white", "bg_color": NAVY})
        plain = workbook.add_format({"bold": True, "bg_color": PALE})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        formats: dict[str, Format] = {
            kind: workbook.add_format({"num_format": NUMBER_FORMATS.get(kind, "@")})
            for kind in {column.kind for column in table.columns}
        }
        _write_readme(workbook.add_worksheet("README"), table, language, title, strong, wrapped)
        sheet = workbook.add_worksheet(table.name)
        for position, column in enumerate(table.columns):
            heading = strong if column.required else plain
            _write_column(sheet, position, column, language, heading, formats[column.kind])
        sheet.freeze_panes(1, 0)
        sheet.activate()
        _write_rows(sheet, table, rows, formats)
        _write_countries(workbook.add_worksheet("countries"), language, plain)
    return file.getvalue()


def how_to_write(column: Column, language: str) -> str:
    """How a value of the column is written, in the words of what is expected of it."""
    choices = "; ".join(
        f"{choice} ({say(f'value.{column.name}.{choice}', language)})" for choice in column.choices
    )
    return say(f"template.kind.{column.kind}", language, choices=choices)


def _write_readme(
    sheet: Worksheet, table: Table, language: str, title: Format, head: Format, wrapped: Format
) -> None:
    sheet.write_string(0, 0, say(f"table.{table.name}", language), title)
    sheet.write_string(1, 0, say("template.how", language, table=table.name))
    names = ("column", "title", "required", "key", "meaning", "how_to_write")
    for position, name in enumerate(names):
        sheet.write_string(3, position, say(f"template.{name}", language), head)
    for row, column in enumerate(table.columns, start=4):
        texts = (
            column.name,
            say(f"label.{column.name}", language),
            say("template.yes", language) if column.required else "",
            say("template.yes", language) if column.key else "",
            say(column.meaning, language),
            how_to_write(column, language),
        )
        for position, text in enumerate(texts):
            sheet.write_string(row, position, text, wrapped)
    for position, width in enumerate((24, 24, 11, 11, 70, 70)):
        sheet.set_column(position, position, width)
    sheet.freeze_panes(4, 1)


def _write_column(
    sheet: Worksheet, place: int, column: Column, language: str, heading: Format, format_: Format
) -> None:
    sheet.set_column(place, place, max(12, len(column.name) + 2), format_)
    sheet.write_string(0, place, column.name, heading)
    help_text = f"{say(column.meaning, language)}\n{how_to_write(column, language)}"
    sheet.write_comment(0, place, help_text, {"x_scale": 3, "y_scale": 3})
    if column.kind == "choice":
        choices = {"validate": "list", "source": list(column.choices)}
        sheet.data_validation(1, place, LAST_ROW, place, choices)
    elif column.kind == "country":
        countries = f"=countries!$A$2:$A${len(country_names(language)) + 1}"
        listed = {"validate": "list", "source": countries, "error_type": "warning"}
        sheet.data_validation(1, place, LAST_ROW, place, listed)
    elif column.kind == "whole":
        whole = {"validate": "integer", "criteria": ">=", "value": int(column.low or 0)}
        sheet.data_validation(1, place, LAST_ROW, place, whole)


def _write_countries(sheet: Worksheet, language: str, heading: Format) -> None:
    sheet.set_column(1, 1, 40)
    sheet.write_string(0, 0, say("template.code", language), heading)
    sheet.write_string(0, 1, say("template.country", language), heading)
    by_name = sorted(country_names(language).items(), key=lambda country: country[1])
    for row, (code, name) in enumerate(by_name, start=1):
        sheet.write_string(row, 0, code)
        sheet.write_string(row, 1, name)


def _write_rows(
    sheet: Worksheet, table: Table, rows: pa.Table | None, formats: dict[str, Format]
) -> None:
    for place, column in enumerate(table.columns if rows is not None else ()):
        values = rows[column.name].to_pylist() if rows is not None else []
        for row, value in enumerate(values, start=1):
            if value is not None:
                _write_cell(sheet, row, place, value, formats[column.kind])


def _write_cell(sheet: Worksheet, row: int, place: int, value: object, format_: Format) -> None:
    if isinstance(value, datetime):
        sheet.write_string(row, place, moment_as_text(value), format_)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, time()), format_)
    elif isinstance(value, int | float) and abs(value) < LARGEST_EXACT_NUMBER:
        sheet.write_number(row, place, value, format_)
    else:
        sheet.write_string(row, place, str(value), format_)


def moment_as_text(moment: datetime) -> str:
    """A moment as files have it: a day if it is 00:00 UTC, else with its time and Z."""
    moment = moment.astimezone(UTC)
    if moment.time() == time():
        return moment.date().isoformat()
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
