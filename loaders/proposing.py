"""Which column of a found table is probably which of ours, by its title and by its values.

A proposal is only ever shown: an analyst confirms or corrects it before anything is published.
"""

from collections.abc import Callable, Sequence

from ledger import crisis, names
from ledger.tables import TABLES
from loaders.finding import YEAR, FoundTable, is_number
from loaders.meanings import is_nothing, last_of
from loaders.recipes import END, Recipe
from loaders.title_words import is_left_out, said_of_numbers, suggested

MOST = 0.6
COUNTS, POINTS = "counts", "assistance_points"


def proposed(table: FoundTable) -> Recipe:
    """How the table would be read: points where it has coordinates, else counts."""
    known = suggested(TABLES[POINTS], table.titles)
    if {"latitude", "longitude"} <= {*known.values()}:
        return Recipe(POINTS, known)
    return _counts(table)


def _counts(table: FoundTable) -> Recipe:
    known = suggested(TABLES[COUNTS], table.titles)
    by_place = {title: table.column(at) for at, title in enumerate(table.titles) if title}
    numbers = [
        title
        for title, texts in by_place.items()
        if known.get(title, "count") == "count"
        and _share(texts, is_number) > MOST
        and not is_left_out(title)
        and not _is_days(title, texts)
    ]
    columns = {title: name for title, name in known.items() if name != "count"}
    columns = {title: name for title, name in columns.items() if _fits(name, by_place[title])}
    for title, texts in by_place.items():
        name = "" if title in columns or title in numbers else _by_values(texts)
        if name and name not in columns.values():
            columns[title] = name
    return Recipe(COUNTS, columns, _same(columns), {title: _said(title) for title in numbers})


def _same(columns: dict[str, str]) -> dict[str, str]:
    """What the crisis says of every row."""
    return {} if "origin_iso3" in columns.values() else {"origin_iso3": crisis.read().origin_iso3}


def _said(title: str) -> dict[str, str]:
    """What a title of numbers says that they count; a year or a day is when."""
    said = said_of_numbers(title)
    last = title.rpartition(" / ")[2]
    on = last_of(last)
    return said | ({END: on} if on != last else {})


def _is_days(title: str, texts: Sequence[str]) -> bool:
    """Whether numbers are years, or days as spreadsheets count them."""
    is_year = _share(texts, lambda text: bool(YEAR.fullmatch(text))) > MOST
    return is_year and not said_of_numbers(title)


def _fits(name: str, texts: Sequence[str]) -> bool:
    """Whether values can be what their title says, where that is easily told."""
    if name == END:
        return _share(texts, _is_day) > MOST
    if name in ("origin_iso3", "location_iso3", "nationality_iso3"):
        return not _share(texts, is_number) > MOST
    return True


def _by_values(texts: Sequence[str]) -> str:
    """The column that most of the values belong to, "" if to none."""
    if _share(texts, _is_day) > MOST:
        return END
    if _share(texts, lambda text: bool(names.exact_country(text))) > MOST:
        return "location_iso3"
    origin = crisis.read().origin_iso3
    if _share(texts, lambda text: bool(names.exact_place(text, origin))) > MOST:
        return "place_as_reported"
    if _share(texts, lambda text: bool(names.exact_nationality(text))) > MOST:
        return "nationality_iso3"
    return ""


def _is_day(text: str) -> bool:
    read = last_of(text)
    return len(read) == 10 and read[4] == "-" and read[7] == "-"


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    """For how much of the distinct texts that say something the test is true."""
    distinct = {text for text in texts if not is_nothing(text) and text != "*"}
    return sum(map(test, distinct)) / len(distinct) if distinct else 0.0
