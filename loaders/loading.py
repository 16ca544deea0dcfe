"""A file as received becomes tables and problems, through the loader that knows its format.

A loader module has `knows(file, decisions) -> bool`, which looks at the content only, and
`read(file, today, decisions) -> (tables, problems)`, which converts what it understands and has
everything judged by ledger.checks. To add a format, write its module and put it into LOADERS; a
format that looks like ours in part stands before the template.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa

from ledger.check_personal import personal_titles
from ledger.checks import Problem
from ledger.decisions import UNDECIDED, Decisions
from ledger.tables import TABLES
from loaders import template
from loaders.files import UnknownFormat, digest, letter_of
from loaders.opening import open_file
from loaders.recipes import likely_header

LOADERS = (template,)
DECLARED = {name for table in TABLES.values() for name in table.names}
MOST_HEAD_ROWS, MOST_TITLES = 12, 80


@dataclass(frozen=True)
class Loaded:
    """What a file holds: its loader, its tables in the ledger's schemas, and every problem.

    `received` is the hash (sha256, hex) of the file's bytes. Cells that have an error are null.
    `heads` are the first rows of each sheet as written, by its name.
    """

    loader: str
    tables: dict[str, pa.Table]
    problems: list[Problem]
    received: str
    heads: dict[str, list[list[str]]] = field(default_factory=dict)

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
) -> Loaded:
    """The same; a file that no loader knows has no loader, and its first problem says why.

    `received` is the hash of the content, if it was worked out already.
    """
    received = received or digest(content)
    try:
        file = open_file(name, content, received)
    except UnknownFormat as unknown:
        return Loaded("", {}, [unknown.problem], received)
    heads = {
        sheet.name: [list(row[:MOST_TITLES]) for row in sheet.head[:MOST_HEAD_ROWS]]
        for sheet in file.sheets
    }
    personal = _personal_columns(heads)
    for loader in LOADERS:
        if loader.knows(file, decisions):
            day = today or latest_date_on_earth()
            tables, problems = loader.read(file, day, decisions)
            loader_name = loader.__name__.rpartition(".")[2]
            found = file.problems + personal + problems
            return Loaded(loader_name, tables, found, file.received, heads)
    params: dict[str, object] = {"tables": ", ".join(TABLES)}
    unknown = Problem("error", "unknown_format", params=params)
    # An open quotation mark may be why no header was found.
    quotes = [
        problem
        for sheet in file.sheets
        if sheet.head
        for problem in sheet.below(1).problems
        if problem.rule == "quote"
    ]
    return Loaded("", {}, quotes + [unknown, *personal], file.received, heads)


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
