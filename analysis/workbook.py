"""Rows as an XLSX workbook that says by itself whose they are: data, sources, filters, citation.

Written row by row, so that a large one takes no memory. Every text is written as text: nothing in
the workbook is run or turned into a link.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.rows import as_text
from analysis.wording import Wording

# A hundred thousand rows take about ten seconds; more are for CSV and Parquet.
MOST_ROWS = 100_000
MOST_SIGNS = 32_767  # in a cell, by the format
LARGEST_EXACT_NUMBER = 2**53
NAVY = "#18375F"
OPTIONS = {
    "constant_memory": True,
    "in_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
OF_SOURCES = ("source_id", "publisher", "title", "licence", "citation", "url")
OF_SOURCES += ("covers", "method", "known_gaps")


class TooManyRows(Exception):
    """More rows than a workbook is made for; `rows` says how many."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self.rows = rows


def written(
    rows: pd.DataFrame,
    names: Sequence[str],
    told: dict[str, Any],
    words: Wording,
    tags: Sequence[str] = (),
) -> bytes:
    """The named columns of the rows and what citation.metadata tells of them.

    `tags` stand in a row under the header. Raises TooManyRows.
    """
    if len(rows) > MOST_ROWS:
        raise TooManyRows(len(rows))
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        # The same rows make the same bytes.
        workbook.set_properties({"created": datetime(2000, 1, 1), "title": told["title"]})
        strong = workbook.add_format({"bold": True, "font_color": "white", "bg_color": NAVY})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        data = workbook.add_worksheet("data")
        columns = [_cells(rows[name]) for name in names]
        _fill(data, [names, *([tags] if tags else ())], zip(*columns, strict=True), strong, day)
        sources = [[card[name] for name in OF_SOURCES] for card in told["sources"]]
        titles = [words.say(f"label.{name}") for name in OF_SOURCES]
        _fill(workbook.add_worksheet("sources"), [titles], sources, strong, day)
        chosen = [[one["title"], one["value"], one["in_words"]] for one in told["filters"]]
        titles = [words.say(f"workbook.{name}") for name in ("filter", "code", "in_words")]
        _fill(workbook.add_worksheet("filters"), [titles], chosen, strong, day)
        _fill(workbook.add_worksheet("citation"), [], _citation(told, words), strong, day)
    return file.getvalue()


def _citation(told: dict[str, Any], words: Wording) -> list[list[Any]]:
    """How to cite, the terms, the version, what is withheld, and what each column means."""
    version = told["version"]
    facts = {
        "citation": told["citation"],
        "licences": "; ".join(told["licences"]),
        "version": f"{version['number']} ({version['published_at']})",
        "as_of": told["as_of"] or "",
        "rows": told["rows"],
        "address": told["address"],
        "disclosure": told["disclosure"]["in_words"],
    }
    lines: list[list[Any]] = [[words.say(f"workbook.{name}"), said] for name, said in facts.items()]
    lines += [[], [words.say("workbook.columns")]] if told["columns"] else []
    return lines + [[one["name"], one["title"], one["meaning"]] for one in told["columns"]]


def _fill(
    sheet: Worksheet,
    head: Iterable[Sequence[str]],
    lines: Iterable[Sequence[Any]],
    strong: Format,
    day: Format,
) -> None:
    at = 0
    for titles in head:
        for place, title in enumerate(titles):
            sheet.set_column(place, place, min(60, max(14, len(title) + 2)))
            sheet.write_string(at, place, title, strong)
        at += 1
    if at:
        sheet.freeze_panes(at, 0)
    else:
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 2, 90)
    for line in lines:
        for place, value in enumerate(line):
            _write(sheet, at, place, value, day)
        at += 1


def _write(sheet: Worksheet, row: int, place: int, value: Any, day: Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, pd.Timestamp) and value.tzinfo is None:
        sheet.write_datetime(row, place, value.to_pydatetime(), day)
    elif isinstance(value, int | float) and abs(value) < LARGEST_EXACT_NUMBER:
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, as_text(value)[:MOST_SIGNS])


def _cells(column: pd.Series) -> list[Any]:
    return column.astype(object).where(column.notna(), None).tolist()
