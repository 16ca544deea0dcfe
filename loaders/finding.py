"""Where in a sheet its tables stand: below titles, beside notes, one under another.

Nothing is known of the sheet but its texts. A table is a row of titles with rows of values below
it, some of which are numbers. Notes, rows of tags and rows of totals are told from rows of values
and kept apart, never lost.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loaders.bodies import BEGINNINGS_OF_NOTES
from loaders.files import Grid
from loaders.meanings import is_nothing
from loaders.table_titles import (
    is_number,
    is_numbering,
    is_tags,
    is_titles,
    joined,
    next_titles,
    told_apart,
)

TOTAL = re.compile(
    r"(?i)(?:grand |gran |sub-?|sous-|all |overall )?total(?:s|es|en|ul|ität)?\b.*|overall|sum"
    r"|(?:totaux|ensemble|всього|усього|разом|загалом|підсумок|всего|итого|razem|ogółem|suma|łącznie"
    r"|w sumie|insgesamt|en todo|general total)(?:\b.*)?"
)
MOST_NOTES_BESIDE = 0.3
ROWS_LOOKED_AT, ROWS_OF_VALUES = 500, 3


@dataclass(frozen=True)
class FoundTable:
    """A table: its titles, their column and row, and its rows of values with their numbers.

    `notes` and `totals` are the rows that are none, by number. `place` is the first column, from 0.
    """

    titles: list[str]
    header_row: int
    place: int
    rows: Grid
    totals: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)

    def column(self, at: int) -> list[str]:
        """The texts of one column, by position in the table."""
        return [cells[at] for _, cells in self.rows]

    @property
    def last_row(self) -> int:
        """The number of the last row that belongs to it."""
        return max([self.header_row, *(n for n, _ in self.rows[-1:]), *self.totals, *self.notes])


def tables_in(grid: Grid) -> list[FoundTable]:
    """Every table of a sheet, from the top; those side by side from the left."""
    width = max((len(row) for _, row in grid), default=0)
    square = [(number, row + [""] * (width - len(row))) for number, row in grid]
    found: list[FoundTable] = []
    start = 0
    while (header := next_titles(square, start)) is not None:
        first, last = header
        tables, start = _tables_at(square, first, last)
        found += tables
    return found


def is_total(text: str) -> bool:
    """Whether a text says that what it names is the sum of others."""
    return bool(TOTAL.fullmatch(text.strip()))


def _tables_at(grid: Grid, first: int, last: int) -> tuple[list[FoundTable], int]:
    """The tables below titles, and the position after the last of their rows."""
    titles = joined([row for _, row in grid[first : last + 1]])
    end = _end(grid, last + 1)
    body = [row for row in grid[last + 1 : end] if any(row[1]) and not is_tags(row[1])]
    tables = [
        _table(body, titles, left, right, grid[last][0])
        for left, right in _groups(titles, body)
        if right - left > 1
    ]
    return [table for table in tables if table.rows], end


def _end(grid: Grid, start: int) -> int:
    """Where the rows end: at the next titles, or where the sheet does."""
    for at in range(start + 1, len(grid)):
        blank_before = not any(grid[at - 1][1]) or len({t for t in grid[at - 1][1] if t}) == 1
        if blank_before and is_titles(grid, at):
            return at
    return len(grid)


def _groups(titles: list[str], body: Grid) -> Iterator[tuple[int, int]]:
    """Columns with titles that stand next to each other; a lone untitled one among them stays."""
    left = None
    for place in range(len(titles) + 1):
        titled = place < len(titles) and bool(titles[place] or _is_used(place, body))
        if titled and left is None:
            left = place
        elif not titled and left is not None:
            yield left, place
            left = None


def _is_used(place: int, body: Grid) -> bool:
    """Whether a column without a title has a value in most rows: notes beside a table do not."""
    filled = sum(bool(row[place]) for _, row in body)
    return filled > MOST_NOTES_BESIDE * len(body) and len(body) > 1


def _table(body: Grid, titles: list[str], left: int, right: int, header_row: int) -> FoundTable:
    rows: Grid = []
    totals: list[int] = []
    notes: list[int] = []
    cut = [(number, row[left:right]) for number, row in body if any(row[left:right])]
    places = _number_places(cut, right - left)
    before = header_row
    for number, cells in cut:
        is_apart = number > before + 1 or before in notes
        before = number
        if _is_note(cells, places, is_apart=is_apart and bool(rows)):
            notes.append(number)
        elif is_total(next((text for text in cells if text and not is_number(text)), "")):
            totals.append(number)
        else:
            rows.append((number, cells))
    return FoundTable(told_apart(titles[left:right]), header_row, left, rows, totals, notes)


def _number_places(rows: Grid, width: int) -> list[int]:
    """The columns that hold numbers in most of the rows that are filled there, or of the first."""
    seen = rows[:ROWS_LOOKED_AT]
    columns = [[cells[place] for _, cells in seen if cells[place]] for place in range(width)]
    return [
        at for at, texts in enumerate(columns) if _are_numbers(texts) or _are_numbers(texts[:3])
    ]


def _are_numbers(texts: Sequence[str]) -> bool:
    return 2 * sum(map(is_number, texts)) > len(texts)


def _is_note(cells: Sequence[str], places: Sequence[int], *, is_apart: bool) -> bool:
    """Whether a row is a remark: words only; apart from the rows above, or begun as notes are."""
    filled = [text for text in cells if text]
    if is_numbering(cells) or (len(set(filled)) == 1 and not is_number(filled[0])):
        return True
    has_value = any(is_number(cells[at]) or is_nothing(cells[at] or "0") for at in places)
    begins = filled[0].casefold().startswith(BEGINNINGS_OF_NOTES)
    return bool(places) and not has_value and (is_apart or begins)
