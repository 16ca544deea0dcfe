"""Which rows of a sheet are the titles of a table, and the one title of each column.

Nothing is known but the texts. Titles are words (or years, or days) with numbers below them; rows
above may span several of them: days over countries, women and men under each.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ledger.check_days import read_day
from loaders.exactness import STARRED, qualified
from loaders.files import Grid
from loaders.meanings import is_nothing

NUMBER = re.compile(r"[<>~≈≥≤±]?\s*[-+−]?\d[\d\s\u00a0\u202f.,'’]*\s*%?")
DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})")
YEAR = re.compile(r"(?:19|20)\d{2}")
MOST_ROWS_OF_TITLES, ROWS_BELOW = 3, 4
BETWEEN = " / "


@lru_cache(100_000)
def is_number(text: str) -> bool:
    """Whether a text is a number, whatever stands between its digits or says how exact it is."""
    if NUMBER.fullmatch(text):
        return not DAY.fullmatch(text)
    return bool(text) and qualified(text)[0] != "exact"


def is_tags(row: Sequence[str]) -> bool:
    """Whether a row holds HXL tags; a note beside the table may stand in it too."""
    filled = [text for text in row if text]
    tags = sum(bool(re.match(r"#[a-z]", text)) for text in filled)
    return tags > 0 and 2 * tags > len(filled)


def is_numbering(row: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 ..."""
    filled = [text for text in row if text]
    return len(filled) > 2 and filled == [str(at) for at in range(1, len(filled) + 1)]


def next_titles(grid: Grid, start: int) -> tuple[int, int] | None:
    """The positions of the first and last row of the next titles; None when there are none."""
    for at in range(start, len(grid) - 1):
        if is_titles(grid, at):
            first = at
            while first > start and at - first < MOST_ROWS_OF_TITLES - 1:
                if not _spans(grid[first - 1][1], grid[first][1]):
                    break
                first -= 1
            return first, at
    return None


def is_titles(grid: Grid, at: int) -> bool:
    """Whether a row has two titles or more, and values below of which one is a number."""
    row = grid[at][1]
    titles = [place for place, text in enumerate(row) if _is_title(text)]
    filled = [text for text in row if text]
    if len(titles) < 2 or len(titles) < len(filled) or is_tags(row):
        return False
    below = _below(grid, at, titles)
    values = [place for place in titles if _is_value(below[place])] if below else []
    texts = [place for place in titles if below and below[place] and place not in values]
    years_only = all(YEAR.fullmatch(below[place]) for place in values) if below else True
    if years_only and not texts and len(values) > 1 and not YEAR.fullmatch(row[values[0]]):
        return False
    return bool(values) and (not years_only or len(values) + len(texts) > 1)


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """One title for each column; what an upper row says goes before what a lower one does."""
    titles = list(rows[-1])
    for upper in reversed(rows[:-1]):
        titles = _under(upper, titles)
    return titles


def told_apart(titles: Sequence[str]) -> list[str]:
    """The titles, those that stand again with a number behind them: no column hides another."""
    often: Counter[str] = Counter()
    found = []
    for title in titles:
        often[title] += 1
        again = title and often[title] > 1
        found.append(f"{title} ({often[title]})" if again else title)
    return found


def _under(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Titles below those that span them; one with nothing below it spans nothing."""
    titles, spanning = [], ""
    for over, title in zip(upper, lower, strict=True):
        spanning = over or (spanning if title else "")
        is_same = title == spanning or title.startswith(spanning + BETWEEN)
        parts = [title] if is_same else [spanning, title]
        titles.append(BETWEEN.join(part for part in parts if part))
        spanning = spanning if title else ""
    return titles


def _below(grid: Grid, at: int, titles: list[int]) -> list[str] | None:
    """The first row of values below titles: no tags, no numbers of columns, no name of a part."""
    following = [row for _, row in grid[at + 1 : at + 1 + 2 * ROWS_BELOW] if any(row)]
    for row in following[:ROWS_BELOW]:
        filled = [place for place, text in enumerate(row) if text]
        is_part = len(set(map(row.__getitem__, filled))) == 1 and filled[0] == titles[0]
        if is_tags(row) or is_numbering(row) or (is_part and not _is_value(row[filled[0]])):
            continue
        return row
    return None


def _is_value(text: str) -> bool:
    """Whether a text stands where numbers do: a number, or a sign that there is none."""
    return is_number(text) or text in STARRED or bool(text and is_nothing(text))


def _is_title(text: str) -> bool:
    """Whether a text can be a title: words, or a year or day as the title of a column."""
    return bool(text) and (not is_number(text) or bool(YEAR.fullmatch(text)))


def _spans(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row spans the titles below it: words only, not the heading of the whole sheet."""
    filled = [place for place, text in enumerate(upper) if text]
    words = [upper[place] for place in filled]
    below = [text for text in lower if text]
    if not filled or any(is_number(text) and not YEAR.fullmatch(text) for text in words):
        return False
    first = next(place for place, text in enumerate(lower) if text)
    spans = len(set(words)) < len(words) or filled[0] > first or "" in lower[: filled[-1] + 1]
    explains = len(set(below)) < len(below) or _are_units(below) or _are_days(below[1:])
    several = len(set(words)) > 1 or filled[0] > first
    return (spans or explains) and several and not is_tags(upper)


def _are_units(texts: Sequence[str]) -> bool:
    return sum(text.startswith("(") for text in texts) * 2 > len(texts)


def _are_days(texts: Sequence[str]) -> bool:
    return len(texts) > 1 and all(any(read_day(text)) for text in texts)
