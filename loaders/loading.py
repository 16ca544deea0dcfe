"""A file as received becomes tables and problems, through the loader that knows its format.

A loader module has `knows(file) -> bool`, which looks at the content only, and
`read(file, today) -> (tables, problems)`, which converts what it understands and has everything
judged by ledger.checks. To add a format, write its module and put it into LOADERS; a format that
looks like ours in part stands before the template.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa

from ledger.checks import Problem
from ledger.tables import TABLES
from loaders import template
from loaders.files import refuse
from loaders.opening import open_file

LOADERS = (template,)


@dataclass(frozen=True)
class Loaded:
    """What a file holds: its loader, its tables in the ledger's schemas, and every problem.

    `received` is the hash (sha256, hex) of the file's bytes. Cells that have an error are null.
    """

    loader: str
    tables: dict[str, pa.Table]
    problems: list[Problem]
    received: str

    @property
    def has_errors(self) -> bool:
        """Whether a problem forbids publishing the file."""
        return any(problem.severity == "error" for problem in self.problems)


def load(name: str, content: bytes, today: date | None = None) -> Loaded:
    """Read a file with the loader that knows it, and judge every value.

    Dates after `today` are errors; by default it is the date where it is latest on earth, so that
    nobody's today is refused. Raises UnknownFormat when no loader knows the file.
    """
    file = open_file(name, content)
    for loader in LOADERS:
        if loader.knows(file):
            tables, problems = loader.read(file, today or latest_date_on_earth())
            loader_name = loader.__name__.rpartition(".")[2]
            return Loaded(loader_name, tables, file.problems + problems, file.received)
    raise refuse("unknown_format", tables=", ".join(TABLES))


def latest_date_on_earth() -> date:
    """Today at UTC+14."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()
