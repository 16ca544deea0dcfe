"""How a publisher's format is known by its titles, whatever the file is called.

A file is of a format when its titles are there; when only some are, the format still reads it and
says which are missing, so that a renamed or lost column gets a name and not a shrug.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ledger.check_kinds import nearest
from ledger.checks import Problem
from loaders.files import File, Sheet

ENOUGH = 0.6


@dataclass(frozen=True)
class Header:
    """One version of a format's titles.

    `needed` have to be there, each in one of its spellings (`Oblast|Region`), and a title like
    `series` if there is one: a pattern for titles such as years, of which a file has any number,
    with an example to name it by. `also` may be there, and `unread`, of which we count nothing;
    other titles are told of.
    """

    needed: tuple[str, ...]
    also: tuple[str, ...] = ()
    series: str = ""
    example: str = ""
    unread: tuple[str, ...] = ()

    def missing(self, titles: Sequence[str]) -> tuple[str, ...]:
        """What is needed and not among the titles of a row."""
        known = set(titles)
        wanted = [title for title, spelled in self._spelled if known.isdisjoint(spelled)]
        return (*wanted, self.example) if self.series and not self.numbers(titles) else (*wanted,)

    def numbers(self, titles: Iterable[str]) -> list[str]:
        """The titles that are like `series`."""
        found = (title for title in titles if self.series and re.fullmatch(self.series, title))
        return list(dict.fromkeys(found))

    @cached_property
    def _spelled(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((title, tuple(title.split("|"))) for title in self.needed)

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Every spelling of the titles that are needed."""
        return frozenset("|".join(self.needed).split("|"))

    @property
    def size(self) -> int:
        """How many titles it asks for."""
        return len(self.needed) + bool(self.series)


@dataclass(frozen=True)
class Found:
    """Where in a file a format's titles stand, and which of those it needs are missing."""

    file: File
    sheet: Sheet
    row: int
    header: Header
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        """How much of what is needed is there, from 0 to 1."""
        return 1 - len(self.missing) / self.header.size

    @property
    def titles(self) -> list[str]:
        """The titles of the sheet, as they are compared."""
        return [plain(title) for title in self.sheet.head[self.row - 1]]

    @property
    def known(self) -> set[str]:
        """Every title that the format knows, in each of its spellings."""
        titles = "|".join((*self.header.needed, *self.header.also, *self.header.unread)).split("|")
        return {*titles, *self.header.numbers(self.titles)}

    @property
    def problems(self) -> list[Problem]:
        """An error for each title that is missing, with the one that may stand in its place."""
        others = [title for title in self.titles if title not in self.known]
        return [
            Problem(
                "error",
                "title_missing",
                self.sheet.name,
                row=self.row,
                column=spelled[0],
                params={"title": spelled[0]},
                suggestion=next(filter(None, (like(one, others) for one in spelled)), ""),
            )
            for spelled in (title.split("|") for title in self.missing)
        ]


def like(title: str, others: Iterable[str]) -> str:
    """The title spelled most like this one, whatever its case; "" if none is near."""
    folded = {re.sub(r"[\s\-]+", "_", other.lower()): other for other in others if len(other) > 3}
    return folded.get(nearest(title, list(folded)), "")


def best(file: File, headers: Iterable[Header]) -> Found | None:
    """The sheet and row with most of the titles of one of the headers; None if none has any."""
    found = max(_all_found(file, headers), key=lambda found: found.share, default=None)
    return found if found and found.share else None


def every(file: File, headers: Iterable[Header]) -> list[Found]:
    """In each sheet the first row that has all titles of one of the headers."""
    found: dict[str, Found] = {}
    for at in _all_found(file, headers):
        if not at.missing:
            found.setdefault(at.sheet.name, at)
    return list(found.values())


@lru_cache(10_000)  # every format looks at the same first rows
def plain(title: str) -> str:
    """A title as it is compared: without a mark at its beginning, with single spaces."""
    return " ".join(title.lstrip("\ufeff").split())


def _all_found(file: File, headers: Iterable[Header]) -> Iterator[Found]:
    headers = tuple(headers)
    for sheet in file.sheets:
        for row, cells in enumerate(sheet.head, start=1):
            titles = [plain(cell) for cell in cells if cell]
            known = set(titles)
            for header in headers:
                if header.series or not known.isdisjoint(header.spellings):
                    yield Found(file, sheet, row, header, header.missing(titles))
