"""The tables that are found in a file, each with how it is read: as confirmed, or as proposed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from ledger import crisis
from ledger.checks import Problem
from ledger.decisions import Decisions
from loaders.around import said_around
from loaders.bodies import Body
from loaders.cells import Cells
from loaders.files import File, Sheet, letter_of
from loaders.finding import FoundTable, tables_in
from loaders.proposing import proposed
from loaders.recipes import END, Recipe, fingerprint, is_marking

EXPLAINING_SHEETS = frozenset(
    {"readme", "read me", "readme first", "countries", "notes", "metadata", "about", "legend"}
    | {"lisez-moi", "à lire", "métadonnées", "czytaj to", "opis", "uwagi", "примітки", "опис"}
    | {"пояснення", "описание", "примечания", "leame", "léame", "notas", "citește-mă"}
)
ROWS_LOOKED_AT, MOST_TEXTS_OF_A_LINE = 100, 2


@dataclass(frozen=True)
class Proposal:
    """A table of a file and how it is read: as confirmed, or as its titles suggest.

    `header_row` is the row of its titles, `below` the first rows of values as written. `day` is the
    one that the file says of all rows, outside them.
    """

    sheet: str
    header_row: int
    titles: list[str]
    below: list[list[str]]
    recipe: Recipe
    confirmed: bool
    day: str = ""


@dataclass(frozen=True)
class Plan:
    """A table, read column by column, and how its columns are meant."""

    body: Body
    proposal: Proposal


def explains(sheet: Sheet) -> bool:
    """Whether a sheet is there to be read by people, or was added by us."""
    return sheet.name.strip().casefold() in EXPLAINING_SHEETS or is_marking(sheet.name)


def plans_of(file: File, decisions: Decisions) -> Iterator[Plan]:
    """Every table that is found in a file, and how it is read."""
    for sheet in file.sheets:
        if explains(sheet):
            continue
        grid, row = sheet.grid(), 0
        found = tables_in(grid)
        for table in [*found, *_said_to_be(sheet, found, decisions)]:
            above = [text for n, cells in grid[row : table.header_row - 1] for text in _line(cells)]
            said = said_around(file.name, sheet.name, above, crisis.read().origin_iso3)
            yield _plan(sheet, table, decisions, said)
            row = max(row, table.last_row) if table.place == 0 else row


def _line(cells: Sequence[str]) -> set[str]:
    """The texts of a row that has a line or two about a table and is none of it."""
    texts = {text for text in cells if text}
    return texts if len(texts) <= MOST_TEXTS_OF_A_LINE else set()


def _said_to_be(sheet: Sheet, found: list[FoundTable], decisions: Decisions) -> list[FoundTable]:
    """A table below titles that an analyst mapped, though it does not look like one."""
    seen = {fingerprint(table.titles) for table in found}
    for row, titles in sheet.grid(ROWS_LOOKED_AT):
        known = fingerprint(titles)
        if known in decisions.recipes and known not in seen:
            below = [(n, cells) for n, cells in sheet.grid() if n > row and any(cells)]
            width = len(titles)
            rows = [(n, (cells + [""] * width)[:width]) for n, cells in below]
            return [FoundTable(titles, row, 0, rows)]
    return []


def _plan(sheet: Sheet, table: FoundTable, decisions: Decisions, said: Mapping[str, str]) -> Plan:
    known = decisions.recipes.get(fingerprint(table.titles))
    recipe = Recipe(**known).about(said) if known else proposed(table, said)
    below = [cells for _, cells in table.rows[:10]]
    proposal = Proposal(
        sheet.name, table.header_row, table.titles, below, recipe, bool(known), said.get(END, "")
    )
    return Plan(_body(sheet, table), proposal)


def _body(sheet: Sheet, table: FoundTable) -> Body:
    numbers = pa.array([number for number, _ in table.rows], pa.int32())
    by_title: dict[str, Cells] = {}
    for at, title in enumerate(table.titles):
        letter = "" if sheet.has_records else letter_of(table.place + at)
        texts = pa.array(table.column(at), pa.string()).dictionary_encode()
        by_title.setdefault(title or letter, Cells(texts, letter))
    said = [("note_left_out", row) for row in table.notes]
    said += [("total_left_out", row) for row in table.totals]
    problems = [Problem("note", rule, sheet.name, row=row) for rule, row in said]
    return Body(sheet.name, table.header_row, by_title, numbers, problems)
