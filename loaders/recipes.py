"""How a file that is not in our template is read: an analyst maps its columns once.

A recipe belongs to a header, whatever the file is called: the next file with the same header is
read the same way. Columns that it does not name are left out.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ledger.tables import TABLES
from ledger.words import LANGUAGES, say

START, END = "reference_period_start", "reference_period_end"


@dataclass(frozen=True)
class Recipe:
    """The table; our column for each of the file's, by title; what is the same in every row.

    `series` are further titles that hold a count, each with what it counts (its own constants):
    {"Women": {"sex": "female"}, "2013": {"reference_period_end": "2013-12-31"}}.
    `around` are the constants that each file says anew, outside its rows (loaders.around).
    """

    table: str
    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    series: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    around: Sequence[str] = ()

    def ends_alone(self, constants: Mapping[str, str]) -> bool:
        """Whether a stock's day is written only as the one on which it ends."""
        found = {*self.columns.values(), *constants}
        return constants.get("measure") == "stock" and END in found and START not in found

    @property
    def counts(self) -> list[tuple[str, dict[str, str]]]:
        """Each title that holds a count with all its constants; one blank title if none does."""
        if self.series:
            return [(title, {**self.constants, **own}) for title, own in self.series.items()]
        return [("", dict(self.constants))]

    @property
    def says_something(self) -> bool:
        """Whether it has a column for anything."""
        return bool(self.columns or self.series)

    def about(self, said: Mapping[str, str]) -> "Recipe":
        """The same for a file that says something outside its rows."""
        kept = {name: text for name, text in self.constants.items() if name not in self.around}
        told = {name: said[name] for name in self.around if name in said}
        return replace(self, constants={**kept, **told})

    @property
    def missing(self) -> list[str]:
        """The columns that every row needs and this recipe has nothing for.

        A count whose text says nothing of how exact it is was published as exact.
        """
        needed = [column.name for column in TABLES[self.table].columns if column.required]
        lacking = dict.fromkeys(
            name
            for _, constants in self.counts
            for name in needed
            if name not in {*self.columns.values(), *constants}
            and not (name == START and self.ends_alone(constants))
            and name != "qualifier"
        )
        return list(lacking)


def is_marking(title: str) -> bool:
    """Whether we added a column or sheet when we gave a workbook back, in any language."""
    ours = ("marking.column", "marking.sheet")
    return title.strip() in {say(entry, language) for entry in ours for language in LANGUAGES}


def titles(cells: Sequence[str]) -> list[str]:
    """The titles of a header row, trimmed; those without words are named by their letter."""
    return [cell.strip() for cell in cells]


def fingerprint(cells: Sequence[str]) -> str:
    """The hash by which a header is known."""
    known = [title for title in titles(cells) if title]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()


def likely_header(head: Sequence[Sequence[str]]) -> int:
    """The row (from 1) that looks most like a header: the first with most titles in words."""
    filled = [sum(_is_title(cell) for cell in cells) for cells in head]
    return filled.index(max(filled)) + 1 if any(filled) else 1


def _is_title(cell: str) -> bool:
    return bool(cell.strip()) and not cell.strip().replace(".", "").isdigit()
