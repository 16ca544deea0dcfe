"""A file as received, opened: its sheets as texts, whatever its encoding, delimiter or packing.

What a file is, is told by its content, never by its name. A sheet keeps the row numbers and
cells that a spreadsheet shows; every value is text, exactly as written ("NA" is Namibia's
code, not a gap).
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa

from ledger.checks import Problem

# Rows as texts, each with the number that a spreadsheet shows.
Grid = list[tuple[int, list[str]]]


class UnknownFormat(Exception):
    """No loader knows the file; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


@dataclass(frozen=True)
class Rows:
    """The rows below a header, as texts.

    `columns` has a column of strings (plain or dictionary) for each header, by position ("0",
    "1" ...) and `row` (int32). A line that does not fit the header is a problem and no row.
    """

    columns: pa.Table
    problems: list[Problem] = field(default_factory=list)


class Sheet(Protocol):
    """One table of cells."""

    @property
    def name(self) -> str:
        """The name that people see; "" in a plain file."""
        ...

    @property
    def head(self) -> Sequence[Sequence[str]]:
        """The first rows, from row 1."""
        ...

    @property
    def has_records(self) -> bool:
        """Whether its rows are records that have no cells, as in JSON."""
        ...

    def below(self, header_row: int, without: Collection[int] = ()) -> Rows:
        """Every row below that one which is not blank, as wide as that one.

        The columns at the positions `without` may be left out, which is faster; blank rows may
        then be there.
        """
        ...

    def grid(self, most: int | None = None) -> Grid:
        """Every row, blank ones too, as wide as each is; the first `most` of them if given."""
        ...


@dataclass(frozen=True)
class File:
    """A file as received: its name, the hash (sha256, hex) of its bytes, and its sheets."""

    name: str
    received: str
    sheets: tuple[Sheet, ...]
    problems: list[Problem] = field(default_factory=list)


def letter_of(position: int) -> str:
    """The letters that a spreadsheet shows for a column: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def digest(content: bytes) -> str:
    """The hash by which a file as received is known."""
    return hashlib.sha256(content).hexdigest()


def refuse(rule: str, **params: object) -> UnknownFormat:
    """The error for a file that cannot be read at all."""
    return UnknownFormat(Problem("error", rule, params=params))
