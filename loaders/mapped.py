"""Any table that is in no format we know: read as an analyst has said, or as its titles suggest.

An analyst says once which column is which (loaders.recipes); tables with the same titles are then
read the same way. Before anybody has said it, what the titles and values suggest is read so that it
can be looked at, with an error that asks for confirmation: nothing of it can be published.

Names of countries and days that can mean one thing only are converted; everything else stays as
written. `>500`, `about 500` and `500+` say how exact a count is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

from ledger.checks import Problem
from ledger.decisions import Decisions
from ledger.tables import TABLES
from loaders.bodies import Body
from loaders.cells import Cells
from loaders.files import File, Sheet, letter_of
from loaders.finding import FoundTable, tables_in
from loaders.judging import Asked, Judged, judged, nothing, united
from loaders.meanings import blank, country, day, is_nothing, last_of, nationality, whole
from loaders.proposing import proposed
from loaders.recipes import END, START, Recipe, fingerprint, is_marking

EXPLAINING_SHEETS = ("readme", "countries", "notes", "metadata", "about")
ROWS_LOOKED_AT = 100
STARRED = {"*", "**", "<5", "< 5"}
QUALIFIERS: tuple[tuple[str, str], ...] = (
    (r"(?:≥|>=|at least|au moins|щонайменше|co najmniej|al menos)\s*(.+)", "at_least"),
    (r"(?:>|more than|over|plus de|понад|ponad|más de)\s*(.+)", "more_than"),
    (r"(?:~|≈|ca?\.|about|around|approx\.?|environ|близько|około|ok\.|unos)\s*(.+)", "about"),
    (r"(?:≤|<=|up to|jusqu'à|до|do|hasta)\s*(.+)", "up_to"),
    (r"(?:nearly|almost|près de|майже|prawie|casi)\s*(.+)", "nearly"),
    (r"(.+)\+", "at_least"),
)


@dataclass(frozen=True)
class Proposal:
    """A table of a file and how it is read: as confirmed, or as its titles suggest.

    `header_row` is the row of its titles, `below` the first rows of values as written.
    """

    sheet: str
    header_row: int
    titles: list[str]
    below: list[list[str]]
    recipe: Recipe
    confirmed: bool


@dataclass(frozen=True)
class _Plan:
    body: Body
    proposal: Proposal


def knows(file: File, decisions: Decisions) -> bool:
    """Whether an analyst has said how a table of the file is read."""
    if not decisions.recipes:
        return False
    grids = [sheet.grid(ROWS_LOOKED_AT) for sheet in file.sheets]
    titles = [table.titles for grid in grids for table in tables_in(grid)]
    titles += [cells for grid in grids for _, cells in grid if any(cells)]
    return any(fingerprint(found) in decisions.recipes for found in titles)


def read(file: File, asked: Asked) -> tuple[Judged, list[Proposal]]:
    """The tables of a file, and how they were read.

    Where some are confirmed, only these are read; sheets without one are warned of.
    """
    plans = list(_plans(file, asked.decisions))
    confirmed = [plan for plan in plans if plan.proposal.confirmed]
    chosen = confirmed or [plan for plan in plans if plan.proposal.recipe.columns][:1]
    pieces = [_read(plan, asked) for plan in chosen]
    before = [problem for plan in chosen for problem in _before(plan, bool(confirmed))]
    tables, problems = united(pieces, before)
    left_out = _left_out(file, {plan.body.sheet for plan in chosen})
    return (tables or nothing(), problems + left_out), [plan.proposal for plan in plans]


def _plans(file: File, decisions: Decisions) -> Iterator[_Plan]:
    for sheet in file.sheets:
        if sheet.name.strip().lower() in EXPLAINING_SHEETS or is_marking(sheet.name):
            continue
        found = tables_in(sheet.grid())
        for table in [*found, *_said_to_be(sheet, found, decisions)]:
            yield _plan(sheet, table, decisions)


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


def _plan(sheet: Sheet, table: FoundTable, decisions: Decisions) -> _Plan:
    known = decisions.recipes.get(fingerprint(table.titles))
    recipe = Recipe(**known) if known else proposed(table)
    below = [cells for _, cells in table.rows[:10]]
    found = (sheet.name, table.header_row, table.titles, below, recipe, bool(known))
    return _Plan(_body(sheet, table), Proposal(*found))


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


def _before(plan: _Plan, is_confirmed: bool) -> list[Problem]:
    """What is to be said of a table before its values: who confirmed it, or nobody; notes."""
    recipe = plan.proposal.recipe
    place = (plan.proposal.sheet, "", plan.proposal.header_row)
    if is_confirmed:
        source = recipe.constants.get("source_id", "–")
        said = Problem("note", "read_as_confirmed", *place, params={"source": source})
    else:
        params: dict[str, object] = {"table": recipe.table, "missing": recipe.missing}
        said = Problem("error", "not_confirmed", *place, params=params)
    return [said, *plan.body.problems]


def _read(plan: _Plan, asked: Asked) -> Judged:
    """The counts of each title that holds some, or the rows of another table."""
    recipe = plan.proposal.recipe
    given = asked.decisions.corrections
    starts = {START: given.get(END, {}), **given} if END in given else given
    decided = replace(asked, decisions=replace(asked.decisions, corrections=starts))
    pieces = [_series(plan, title, same, decided) for title, same in recipe.counts]
    tables, problems = united(pieces)
    if not plan.proposal.confirmed:
        problems = [p for p in problems if p.rule != "missing_column"]
    return tables, problems


def _series(plan: _Plan, title: str, same: Mapping[str, str], asked: Asked) -> Judged:
    recipe, body = plan.proposal.recipe, plan.body
    if title:
        body = body.only(body[title].where(lambda text: not is_nothing(text)))
    columns: dict[str, Cells | str] = {
        ours: body[theirs].read(_meaning(ours))
        for theirs, ours in recipe.columns.items()
        if body.has(theirs)
    }
    if title:
        columns["count"] = body[title]
    columns = {**{name: text for name, text in same.items() if name not in columns}, **columns}
    if recipe.ends_alone(same):
        columns[START] = columns[END]
    tables, problems = judged(recipe.table, body, _counted(columns), asked)
    if START in columns and recipe.ends_alone(same):
        problems = [problem for problem in problems if problem.column != START]
    return tables, problems


def _counted(columns: dict[str, Cells | str]) -> dict[str, Cells | str]:
    """The number of each count, and beside it its qualifier and whether it was suppressed."""
    number = columns.get("count", "")
    if isinstance(number, str):
        return columns
    found = {
        "qualifier": number.read(lambda text: _qualified(text)[0]),
        "status": number.read(lambda text: "suppressed" if text in STARRED else ""),
    }
    given = {name: columns.get(name) or cells for name, cells in found.items()}
    return {**columns, **given, "count": number.read(lambda text: _qualified(text)[1])}


def _qualified(text: str) -> tuple[str, str]:
    """How exact a count is said to be, and its number."""
    if text in STARRED:
        return "exact", ""
    for pattern, qualifier in QUALIFIERS:
        if found := re.fullmatch(pattern, text, re.IGNORECASE):
            number = whole(found[1].strip())
            return (qualifier, number) if re.fullmatch(r"[\d.,]+", number) else ("exact", text)
    return "exact", whole(text)


def _meaning(column: str) -> Callable[[str], str]:
    """How texts of a column are meant: names of countries, days in words, nothing at all."""
    if column == "count":
        return str
    if column == "nationality_iso3":
        return lambda text: nationality(blank(text))
    if column in ("origin_iso3", "location_iso3", "country_iso3"):
        return _countries
    kind = TABLES["counts"].column(column).kind if column in TABLES["counts"].names else ""
    if kind == "day":
        return lambda text: last_of(blank(text))
    if kind == "whole":
        return whole
    return blank


def _countries(text: str) -> str:
    """A country, or several joined by +."""
    return "+".join(country(part.strip()) for part in blank(text).split("+"))


def _left_out(file: File, read_sheets: set[str]) -> list[Problem]:
    """A warning for each sheet with something in it that no table was read from."""
    return [
        Problem("warning", "sheet_left_out", sheet.name)
        for sheet in file.sheets
        if sheet.name not in read_sheets
        and sheet.name.strip().lower() not in EXPLAINING_SHEETS
        and not is_marking(sheet.name)
        and any(cell.strip() for row in sheet.head for cell in row)
    ]
