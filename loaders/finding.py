"""Where in a sheet its tables stand: below titles, beside notes, one under another.

Nothing is known of the sheet but its texts. A table is a row of titles with rows of values below
it, some of which are numbers. Titles may take two rows, the upper ones spanning several columns.
Notes, rows of tags and rows of totals are told from rows of values and kept apart, never lost.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loaders.files import Grid

NUMBER = re.compile(r"[<>~≈≥≤±]?\s*[-+−]?\d[\d\s\u00a0\u202f.,'’]*\s*%?")
YEAR = re.compile(r"(?:19|20)\d{2}")
TOTAL = re.compile(
    r"(?i)(?:grand |sub-?|all |overall )?total(?:s|es|en|ul|ität)?\b.*|totaux|всього|усього|разом"
    r"|всего|итого|razem|ogółem|suma|łącznie|ensemble|en todo|general total|overall|sum"
)
MOST_NOTES_BESIDE = 0.3


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


def tables_in(grid: Grid) -> list[FoundTable]:
    """Every table of a sheet, from the top; those side by side from the left."""
    width = max((len(row) for _, row in grid), default=0)
    square = [(number, row + [""] * (width - len(row))) for number, row in grid]
    found: list[FoundTable] = []
    start = 0
    while (header := _next_header(square, start)) is not None:
        first, last = header
        tables, start = _tables_at(square, first, last)
        found += tables
    return found


def is_number(text: str) -> bool:
    """Whether a text is a number, whatever stands between its digits."""
    return bool(NUMBER.fullmatch(text))


def _next_header(grid: Grid, start: int) -> tuple[int, int] | None:
    """The positions of the first and last row of the next titles; None when there are none."""
    for at in range(start, len(grid) - 1):
        if _is_header(grid, at):
            upper = at - 1 > start - 1 and at > 0 and _is_upper(grid[at - 1][1], grid[at][1])
            return (at - 1 if upper else at), at
    return None


def _is_header(grid: Grid, at: int) -> bool:
    """Two titles or more, and values below them of which one is a number."""
    row = grid[at][1]
    titles = [place for place, text in enumerate(row) if _is_title(text)]
    filled = [text for text in row if text]
    if len(titles) < 2 or len(titles) < len(filled) or _is_tags(row):
        return False
    below = next((r for _, r in grid[at + 1 : at + 4] if any(r) and not _is_tags(r)), None)
    if below is None:
        return False
    values = [place for place in titles if is_number(below[place])]
    texts = [place for place in titles if below[place] and not is_number(below[place])]
    years_only = all(YEAR.fullmatch(below[place]) for place in values)
    if years_only and not texts and len(values) > 1 and not YEAR.fullmatch(row[values[0]]):
        return False
    return bool(values) and (not years_only or len(values) + len(texts) > 1)


def _is_title(text: str) -> bool:
    """Whether a text can be a title: words, or a year or day as the title of a column."""
    return bool(text) and (not is_number(text) or bool(YEAR.fullmatch(text)))


def _is_upper(upper: list[str], lower: list[str]) -> bool:
    """Whether a row spans the titles below it: words only, not the heading of the whole sheet."""
    filled = [place for place, text in enumerate(upper) if text]
    words = [upper[place] for place in filled]
    if not filled or any(is_number(text) and not YEAR.fullmatch(text) for text in words):
        return False
    spans = len(set(words)) < len(words) or filled[0] > 0 or "" in lower[: filled[-1] + 1]
    return spans and (len(set(words)) > 1 or filled[0] > 0) and not _is_tags(upper)


def _is_tags(row: Sequence[str]) -> bool:
    """Whether a row holds HXL tags; a note beside the table may stand in it too."""
    filled = [text for text in row if text]
    tags = sum(bool(re.match(r"#[a-z]", text)) for text in filled)
    return tags > 0 and 2 * tags > len(filled)


def _tables_at(grid: Grid, first: int, last: int) -> tuple[list[FoundTable], int]:
    """The tables below titles, and the position after the last of their rows."""
    titles = _titles(grid[first][1] if first < last else [], grid[last][1])
    end = _end(grid, last + 1)
    body = [row for row in grid[last + 1 : end] if any(row[1]) and not _is_tags(row[1])]
    tables = [
        _table(body, titles, left, right, grid[last][0])
        for left, right in _groups(titles, body)
        if right - left > 1
    ]
    return [table for table in tables if table.rows], end


def _titles(upper: list[str], lower: list[str]) -> list[str]:
    """One title for each column; of two rows, what the upper says goes before the lower."""
    if not upper:
        return list(lower)
    titles, spanning = [], ""
    for over, title in zip(upper, lower, strict=True):
        spanning = over or (spanning if title else "")
        parts = [spanning, title] if spanning != title else [title]
        titles.append(" / ".join(part for part in parts if part))
    return titles


def _end(grid: Grid, start: int) -> int:
    """Where the rows end: at the next titles, or where the sheet does."""
    for at in range(start + 1, len(grid)):
        blank_before = not any(grid[at - 1][1]) or len([t for t in grid[at - 1][1] if t]) == 1
        if blank_before and _is_header(grid, at):
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
    for number, row in body:
        cells = row[left:right]
        filled = [text for text in cells if text]
        if not filled:
            continue
        if len(filled) == 1 and not is_number(filled[0]):
            notes.append(number)
        elif TOTAL.fullmatch(next((t for t in filled if not is_number(t)), "")):
            totals.append(number)
        else:
            rows.append((number, cells))
    return FoundTable(titles[left:right], header_row, left, rows, totals, notes)
