"""A file as received becomes tables and problems, through the loader that knows its format.

Which loader that is, is told by the content only: a header that an analyst has mapped, else a
publisher's format whose titles are all there, else our template, else a publisher's format of
which some titles are missing, else any table that a sheet holds. To add a publisher's format,
write its module in loaders/formats and put it into FORMATS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import ModuleType

import pyarrow as pa

from ledger.check_personal import personal_titles
from ledger.checks import Problem
from ledger.decisions import UNDECIDED, Decisions
from ledger.tables import TABLES
from loaders import mapped, template
from loaders.files import File, UnknownFormat, digest, letter_of
from loaders.formats import (
    assistance_spots,
    border_crossings,
    eurostat,
    hdx_hapi,
    idmc_gidd,
    idmc_idu,
    iom_dtm,
    iom_dtm_survey,
    unhcr_population,
    unhcr_portal,
    unhcr_wide,
)
from loaders.headers import ENOUGH, Found, best
from loaders.judging import Asked, Judged
from loaders.mapped import Proposal
from loaders.opening import open_file
from loaders.recipes import likely_header
from loaders.reports import decided

FORMATS = (
    unhcr_population,
    unhcr_portal,
    unhcr_wide,
    iom_dtm,
    hdx_hapi,
    idmc_gidd,
    idmc_idu,
    eurostat,
    border_crossings,
    assistance_spots,
    iom_dtm_survey,
)
DECLARED = {name for table in TABLES.values() for name in table.names}
MOST_HEAD_ROWS, MOST_TITLES = 12, 80


@dataclass(frozen=True)
class Loaded:
    """What a file holds: its loader, its tables in the ledger's schemas, and every problem.

    `received` is the hash (sha256, hex) of the file's bytes. Cells that have an error are null.
    `heads` are the first rows of each sheet as written, by its name; `proposals` the tables of a
    file in no format of ours, and how each is read. `has_records`: its rows are records that have
    no cells.
    """

    loader: str
    tables: dict[str, pa.Table]
    problems: list[Problem]
    received: str
    heads: dict[str, list[list[str]]] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    has_records: bool = False

    @property
    def has_errors(self) -> bool:
        """Whether a problem forbids publishing the file."""
        return any(problem.severity == "error" for problem in self.problems)


def load(
    name: str, content: bytes, today: date | None = None, decisions: Decisions = UNDECIDED
) -> Loaded:
    """Read a file with the loader that knows it, and judge every value.

    Dates after `today` are errors; by default it is the date where it is latest on earth, so that
    nobody's today is refused. Raises UnknownFormat when no loader knows the file.
    """
    loaded = load_or_say_why(name, content, today, decisions)
    if not loaded.loader:
        raise UnknownFormat(loaded.problems[0])
    return loaded


def load_or_say_why(
    name: str,
    content: bytes,
    today: date | None = None,
    decisions: Decisions = UNDECIDED,
    received: str = "",
    with_cells: bool = False,
) -> Loaded:
    """The same; a file that no loader knows has no loader, and its first problem says why.

    `received` is the hash of the content, if it was worked out already; `with_cells` as in
    judging.Asked.
    """
    received = received or digest(content)
    day = today or latest_date_on_earth()
    asked = Asked(received, day, decisions, with_cells)
    if received in decisions.reports:
        return Loaded("report", *decided.judged(decisions.reports[received], asked), received)
    try:
        file = open_file(name, content, received)
    except UnknownFormat as unknown:
        return Loaded("", {}, [unknown.problem], received)
    heads = {
        sheet.name: [list(row[:MOST_TITLES]) for row in sheet.head[:MOST_HEAD_ROWS]]
        for sheet in file.sheets
    }
    personal = _personal_columns(heads)
    name_of_loader, (tables, problems), proposals = _read(file, asked)
    found = file.problems + personal + problems
    records = any(sheet.has_records for sheet in file.sheets)
    return Loaded(name_of_loader, tables, found, file.received, heads, proposals, records)


def _read(file: File, asked: Asked) -> tuple[str, Judged, list[Proposal]]:
    """The loader that knows a file, "" if none does, what it read, and what may be mapped."""
    if mapped.knows(file, asked.decisions):
        return "mapped", *mapped.read(file, asked)
    found: dict[ModuleType, Found] = {
        loader: at
        for loader in FORMATS
        if (at := best(file, loader.HEADERS)) and _may_be(loader, at)
    }
    loader = max(found, key=lambda loader: _likeness(found[loader]), default=None)
    if loader and not found[loader].missing:
        return _name(loader), _not_empty(loader.read(found[loader], asked)), []
    if template.knows(file):
        return "template", template.read(file, asked.today, asked.decisions), []
    if loader and found[loader].share >= ENOUGH:
        return _name(loader), ({}, found[loader].problems), []
    read, proposals = mapped.read(file, asked)
    if any(mapped.is_enough(proposal.recipe) for proposal in proposals):
        return "mapped", read, proposals
    unknown = Problem("error", "unknown_format", params=_nearest(file, found))
    return "", ({}, [*_open_quotes(file), unknown]), proposals


def _may_be(loader: ModuleType, found: Found) -> bool:
    """Whether a format whose titles many tables have takes this one for its own."""
    return loader.knows(found) if found.share == 1 and hasattr(loader, "knows") else True


def _nearest(file: File, found: Mapping[ModuleType, Found]) -> dict[str, object]:
    """Which format came nearest to a file that none knows, and what the file lacks of it."""
    formats = [(_name(loader), at.share, at.missing) for loader, at in found.items()]
    name, _, missing = max([template.nearest(file), *formats], key=lambda one: one[1])
    return {"nearest": name, "missing": ", ".join(title.split("|")[0] for title in missing)}


def _not_empty(read: Judged) -> Judged:
    """What was read, with an error where that is nothing at all."""
    tables, problems = read
    if any(map(len, tables.values())) or any(p.severity == "error" for p in problems):
        return read
    return tables, [*problems, Problem("error", "no_rows")]


def _likeness(found: Found) -> tuple[float, int]:
    """How well a file fits a format; of two that fit as well, the one that asks for more."""
    return found.share, len(found.header.needed)


def _name(loader: ModuleType) -> str:
    return loader.__name__.rpartition(".")[2]


def _open_quotes(file: File) -> list[Problem]:
    """Quotation marks left open may be why no header was found."""
    return [
        problem
        for sheet in file.sheets
        if sheet.head
        for problem in sheet.below(1).problems
        if problem.rule == "quote"
    ]


def _personal_columns(heads: dict[str, list[list[str]]]) -> list[Problem]:
    """Columns that announce one person a row, whether they would be read or left out."""
    return [
        Problem("error", "personal_column", sheet, f"{letter_of(place)}{row}", row, title, title)
        for sheet, head in heads.items()
        if head
        for row in [likely_header(head)]
        for place, title in enumerate(head[row - 1])
        if title.strip().lower() not in DECLARED and personal_titles([title])
    ]


def latest_date_on_earth() -> date:
    """Today at UTC+14."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()
