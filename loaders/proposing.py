"""Which column of a found table is probably which of ours, by its title and by its values.

A proposal is only ever shown: an analyst confirms or corrects it before anything is published.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from ledger import crisis, names
from ledger.tables import TABLES
from loaders.around import days_in
from loaders.finding import FoundTable, is_total
from loaders.meanings import is_nothing, last_of
from loaders.recipes import END, Recipe
from loaders.table_titles import BETWEEN, YEAR, is_number
from loaders.title_words import code_of, is_left_out, meant, said_of_numbers, suggested

MOST = 0.6
COUNTS, POINTS = "counts", "assistance_points"
LOCATION, NATIONALITY = "location_iso3", "nationality_iso3"
FRACTION = re.compile(r"[-+]?\d+[.,](?:\d{1,2}|\d{4,})")
# A day whose day and month nobody can tell apart: an analyst says how the file means it.
DAY = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
FEWEST_LETTERS, MONTHS = 4, 12


def proposed(table: FoundTable, said: Mapping[str, str]) -> Recipe:
    """How the table would be read: points where it has coordinates and no people, else counts.

    `said` is what the file says of all rows outside them.
    """
    known = suggested(TABLES[POINTS], table.titles)
    counts_people = any("population_type" in said_of_numbers(title) for title in table.titles)
    if {"latitude", "longitude"} <= {*known.values()} and not counts_people:
        return Recipe(POINTS, known)
    return _counts(table, said)


def _counts(table: FoundTable, around: Mapping[str, str]) -> Recipe:
    by_place = {title: table.column(at) for at, title in enumerate(table.titles) if title}
    numbers = [title for title, texts in by_place.items() if _is_count(title, texts)]
    known = suggested(TABLES[COUNTS], [title for title in by_place if title not in numbers])
    columns = {
        title: name
        for title, name in known.items()
        if name != "count" and _fits(name, by_place[title])
    }
    nobody = {END} if _has_months(by_place, columns) else set()
    columns = {title: name for title, name in columns.items() if name not in nobody}
    for title, texts in by_place.items():
        name = "" if title in columns or title in numbers else _by_values(texts)
        if name and name not in {*columns.values(), *nobody}:
            columns[title] = name
    series = _series(numbers, {*columns.values()})
    given = {*columns.values(), *(name for own in series.values() for name in own)}
    told = {name: text for name, text in around.items() if name not in given}
    return Recipe(COUNTS, columns, {**_same(columns), **told}, series, list(told))


def _is_count(title: str, texts: Sequence[str]) -> bool:
    """Whether a column holds counts: whole numbers, and no years, shares or numbers of rows."""
    return (
        meant(TABLES[COUNTS], title) in ("", "count")
        and _share(texts, is_number) > MOST
        and not is_left_out(title)
        and not _are_years(title, texts)
        and not _are_row_numbers(title, texts)
        and not _share(texts, lambda text: bool(FRACTION.fullmatch(text))) > MOST
    )


def _series(numbers: Sequence[str], columns: set[str]) -> dict[str, dict[str, str]]:
    """What each title of numbers counts; a sum of columns that are countries is none of them."""
    series = {title: _said(title, columns) for title in numbers}
    letters = {title.rpartition(BETWEEN)[2].casefold() for title in numbers}
    for title, own in series.items():
        if title.rpartition(BETWEEN)[2].casefold() == "m" and (sex := _of_letter_m(letters)):
            own["sex"] = sex
    often = Counter(name for own in series.values() for name in own)
    crossed = {name for name in (LOCATION, NATIONALITY, END) if often[name] > 1}
    return {
        title: own
        for title, own in series.items()
        if not (crossed and is_total(title) and not crossed & {*own})
    }


def _of_letter_m(beside: set[str]) -> str:
    """Men beside f or k; mujeres beside h; by itself it says nothing."""
    return "male" if beside & {"f", "k"} else "female" if "h" in beside else ""


def _same(columns: Mapping[str, str]) -> dict[str, str]:
    """What the crisis says of every row."""
    return {} if "origin_iso3" in columns.values() else {"origin_iso3": crisis.read().origin_iso3}


def _said(title: str, columns: set[str]) -> dict[str, str]:
    """What a title of numbers says that they count: whom, when, and where."""
    said = said_of_numbers(title)
    for part in title.split(BETWEEN):
        days = {last_of(part)} if _is_day(part) else days_in([part])
        if len(days) == 1 and END not in columns:
            said[END] = days.pop()
        elif len(part) >= FEWEST_LETTERS and not said_of_numbers(part):
            said |= _of_whom(part, columns)
    return said


def _of_whom(part: str, columns: set[str]) -> dict[str, str]:
    """The country, or the people, that the title of a column of numbers names."""
    if (code := names.exact_country(part)) and LOCATION not in columns:
        return {LOCATION: code}
    if (code := names.exact_nationality(part)) and NATIONALITY not in columns:
        return {NATIONALITY: code}
    return {}


def _are_years(title: str, texts: Sequence[str]) -> bool:
    is_year = _share(texts, lambda text: bool(YEAR.fullmatch(text))) > MOST
    return is_year and not said_of_numbers(title)


def _are_row_numbers(title: str, texts: Sequence[str]) -> bool:
    """Whether numbers go up by one from row to row, under a title that says nothing of them."""
    filled = [text for text in texts if text]
    counted = all(text.isdecimal() for text in filled) and len(filled) > 2
    if not counted or said_of_numbers(title) or meant(TABLES[COUNTS], title):
        return False
    first = int(filled[0])
    return first in (0, 1) and [int(text) - first for text in filled] == list(range(len(filled)))


def _fits(name: str, texts: Sequence[str]) -> bool:
    """Whether values can be what their title says, where that is easily told."""
    if name == END:
        return _share(texts, lambda text: _is_day(text) or bool(DAY.fullmatch(text))) > MOST
    if name == "place_as_reported":
        return not _share(texts, lambda text: bool(names.exact_country(text))) > MOST
    if name in ("origin_iso3", LOCATION, NATIONALITY):
        return not _share(texts, is_number) > MOST
    return True


def _has_months(by_place: Mapping[str, Sequence[str]], columns: Mapping[str, str]) -> bool:
    """Whether months stand in a column beside the years: neither says a day alone."""
    return any(
        title not in columns
        and meant(TABLES[COUNTS], title) == END
        and all(text.isdecimal() and int(text) <= MONTHS for text in texts if text)
        for title, texts in by_place.items()
    )


def _by_values(texts: Sequence[str]) -> str:
    """The column that most of the values belong to, "" if to none."""
    if _share(texts, _is_day) > MOST:
        return END
    if _share(texts, lambda text: bool(names.exact_country(text))) > MOST:
        return LOCATION
    origin = crisis.read().origin_iso3
    if _share(texts, lambda text: bool(names.exact_place(text, origin))) > MOST:
        return "place_as_reported"
    if _share(texts, lambda text: bool(names.exact_nationality(text))) > MOST:
        return NATIONALITY
    for name in ("population_type", "sex"):
        if _share(texts, lambda text, name=name: code_of(name, text) != text) > MOST:
            return name
    return ""


def _is_day(text: str) -> bool:
    read = last_of(text)
    return len(read) == 10 and read[4] == "-" and read[7] == "-"


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    """For how much of the distinct texts that say something the test is true."""
    distinct = {text for text in texts if not is_nothing(text) and text != "*"}
    return sum(map(test, distinct)) / len(distinct) if distinct else 0.0
