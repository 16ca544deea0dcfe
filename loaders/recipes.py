"""How a file that is not in our template is read: an analyst maps its columns once.

A recipe belongs to a header, whatever the file is called: the next file with the same header is
read the same way. Columns that it does not name are left out.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import pyarrow as pa
from rapidfuzz import fuzz, process

from ledger.check_countries import folded
from ledger.decisions import Decisions
from ledger.declaration import LABELS, Table
from ledger.words import LANGUAGES, say
from loaders.files import Sheet

NEAR = 86
START, END = "reference_period_start", "reference_period_end"


@dataclass(frozen=True)
class Recipe:
    """The table; our column for each of the file's, by title; what is the same in every row."""

    table: str
    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)

    def columns_of(self, titles: Sequence[str]) -> list[str]:
        """Our name for each of the file's columns; blank for one that is left out."""
        return [self.columns.get(title, "") for title in titles]

    @property
    def has_same_start(self) -> bool:
        """Whether the day on which a stock ends is also written as the day on which it starts."""
        found = {*self.columns.values(), *self.constants}
        return self.constants.get("measure") == "stock" and END in found and START not in found

    @property
    def filled(self) -> set[str]:
        """The columns that every row has something in."""
        found = {*self.columns.values(), *self.constants}
        return found | ({START} if self.has_same_start else set())

    def also_for_starts(self, decisions: Decisions) -> Decisions:
        """The decisions, with what is known of days of an end said of those of the start too."""
        if not self.has_same_start:
            return decisions
        corrections = dict(decisions.corrections)
        return replace(decisions, corrections=corrections | {START: corrections.get(END, {})})

    def with_constants(self, rows: pa.Table) -> pa.Table:
        """The rows with a column for each value that is the same in all of them."""
        for name, value in self.constants.items():
            if name not in rows.column_names:
                same = pa.DictionaryArray.from_arrays(
                    pa.array([0] * len(rows), pa.int32()), pa.array([value], LABELS.value_type)
                )
                rows = rows.append_column(name, same)
        if self.has_same_start:
            rows = rows.append_column(START, rows[END])
        return rows


def is_marking(title: str) -> bool:
    """Whether we added a column or sheet when we gave a workbook back, in any language."""
    ours = ("marking.column", "marking.sheet")
    return title.strip() in {say(entry, language) for entry in ours for language in LANGUAGES}


def titles(cells: Sequence[str]) -> list[str]:
    """The titles of a header row, trimmed; those without words are named by their letter."""
    return [cell.strip() for cell in cells]


def fingerprint(cells: Sequence[str]) -> str:
    """The hash by which a header is known."""
    return hashlib.sha256(json.dumps(titles(cells)).encode()).hexdigest()


def header_with_recipe(
    sheet: Sheet, recipes: Mapping[str, Mapping[str, object]]
) -> tuple[int, Recipe] | None:
    """The row of the first header (from 1) that a recipe is known for, and the recipe."""
    if recipes:
        for row, cells in enumerate(sheet.head, start=1):
            if found := recipes.get(fingerprint(cells)):
                return row, Recipe(**found)  # ty: ignore[invalid-argument-type]
    return None


def likely_header(head: Sequence[Sequence[str]]) -> int:
    """The row (from 1) that looks most like a header: the first with most titles in words."""
    filled = [sum(_is_title(cell) for cell in cells) for cells in head]
    return filled.index(max(filled)) + 1 if any(filled) else 1


def suggested(table: Table, file_titles: Sequence[str]) -> dict[str, str]:
    """For each title of a file the column that it probably means; each column at most once."""
    known = _known_titles(table)
    found: dict[str, str] = {}
    for title in file_titles:
        wanted = folded(title.replace("_", " "))
        near = process.extractOne(wanted, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        column = known.get(near[0], "") if near else ""
        if column and column not in found.values():
            found[title] = column
    return found


def _is_title(cell: str) -> bool:
    return bool(cell.strip()) and not cell.strip().replace(".", "").isdigit()


def _known_titles(table: Table) -> dict[str, str]:
    """How people title each column: its name, its label, and usual words for it."""
    return dict(_titles_of(tuple(column.name for column in table.columns)))


@cache
def _titles_of(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        usual = [line.split(":", 1) for line in say("mapping.usual_titles", language).split("\n")]
        for column, title in [
            *((name, name.replace("_", " ")) for name in names),
            *((name, say(f"label.{name}", language)) for name in names),
            *(
                (column.strip(), title)
                for column, listed in usual
                for title in listed.split(",")
                if column.strip() in names
            ),
        ]:
            found.setdefault(folded(title), column)
    return tuple(found.items())
