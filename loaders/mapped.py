"""Any table that is in no format we know: read as an analyst has said, or as its titles suggest.

An analyst says once which column is which (loaders.recipes); tables with the same titles are then
read the same way. Before anybody has said it, what the titles and values suggest is read so that it
can be looked at, with an error that asks for confirmation: nothing of it can be published.

Names of countries and days that can mean one thing only are converted; everything else stays as
written. `>500`, `about 500` and `500+` say how exact a count is.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ledger.checks import Problem
from ledger.decisions import Decisions
from ledger.tables import TABLES
from loaders.cells import Cells
from loaders.exactness import STARRED, qualified
from loaders.files import File
from loaders.finding import tables_in
from loaders.judging import Asked, Judged, judged, nothing, united
from loaders.meanings import blank, country, is_nothing, last_of, nationality, whole
from loaders.plans import ROWS_LOOKED_AT, Plan, Proposal, explains, plans_of
from loaders.recipes import END, START, Recipe, fingerprint
from loaders.title_words import code_of


def knows(file: File, decisions: Decisions) -> bool:
    """Whether an analyst has said how a table of the file is read."""
    if not decisions.recipes:
        return False
    grids = [sheet.grid(ROWS_LOOKED_AT) for sheet in file.sheets]
    titles = [table.titles for grid in grids for table in tables_in(grid)]
    titles += [cells for grid in grids for _, cells in grid if any(cells)]
    return any(fingerprint(found) in decisions.recipes for found in titles)


def is_enough(recipe: Recipe) -> bool:
    """Whether a table is read as proposed, so that it can be looked at: counts or points."""
    said = bool(recipe.columns) or any(recipe.series.values())
    return (bool(recipe.series) and said) or recipe.table != "counts"


def read(file: File, asked: Asked) -> tuple[Judged, list[Proposal]]:
    """The tables of a file, and how they were read.

    Where some are confirmed, only these are read; sheets without one are warned of.
    """
    plans = list(plans_of(file, asked.decisions))
    confirmed = [plan for plan in plans if plan.proposal.confirmed]
    chosen = confirmed or [plan for plan in plans if plan.proposal.recipe.says_something][:1]
    pieces = [_read(plan, asked) for plan in chosen]
    before = [problem for plan in chosen for problem in _before(plan, bool(confirmed))]
    tables, problems = united(pieces, before)
    left_out = [_table_left_out(plan) for plan in plans if confirmed and plan not in confirmed]
    left_out += _left_out(file, {plan.body.sheet for plan in (plans if confirmed else chosen)})
    return (tables or nothing(), problems + left_out), [plan.proposal for plan in plans]


def _before(plan: Plan, is_confirmed: bool) -> list[Problem]:
    """What is to be said of a table before its values: who confirmed it, or nobody; notes."""
    recipe = plan.proposal.recipe
    place = (plan.proposal.sheet, "", plan.proposal.header_row)
    if is_confirmed:
        source = recipe.constants.get("source_id", "–")
        said = Problem("note", "read_as_confirmed", *place, params={"source": source})
    else:
        params: dict[str, object] = {"table": recipe.table, "missing": recipe.missing}
        said = Problem("error", "not_confirmed", *place, params=params)
    return [said, *_other_day(plan), *plan.body.problems]


def _other_day(plan: Plan) -> list[Problem]:
    """A warning where a day was confirmed for good, and this file says another."""
    found, day = plan.proposal, plan.proposal.recipe.constants.get(END, "")
    if not (found.confirmed and day and found.day and found.day != day):
        return []
    params: dict[str, object] = {"day": day, "said": found.day}
    return [Problem("warning", "other_day", found.sheet, row=found.header_row, params=params)]


def _table_left_out(plan: Plan) -> Problem:
    """A warning of a table that nobody has said how to read, beside one that somebody has."""
    return Problem("warning", "table_not_mapped", plan.body.sheet, row=plan.proposal.header_row)


def _read(plan: Plan, asked: Asked) -> Judged:
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


def _series(plan: Plan, title: str, same: Mapping[str, str], asked: Asked) -> Judged:
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
        "qualifier": number.read(lambda text: qualified(text)[0]),
        "status": number.read(lambda text: "suppressed" if text in STARRED else ""),
    }
    given = {name: columns.get(name) or cells for name, cells in found.items()}
    return {**columns, **given, "count": number.read(lambda text: qualified(text)[1])}


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
    if kind == "choice":
        return lambda text: code_of(column, blank(text))
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
        and not explains(sheet)
        and any(cell.strip() for row in sheet.head for cell in row)
    ]
