"""UNHCR: refugees and others of concern, by country of origin and country of asylum, year by year.

Published   twice a year, as CSV of the Refugee Data Finder and as JSON of its API; past years are
            corrected without notice.
Measures    a stock on 31 December of each year, except people who returned: a flow of the year.
Covers      everyone under UNHCR's mandate; Palestine refugees under UNRWA's are not included.
Known gaps  `-` stands for nothing, and as a country for all of them: a total row, which is not read
            because it repeats the others. Values of 1 to 4 are published as 0 or 5, and every pair
            of countries has a 0 where it has nobody: zeros are left out, and say neither that
            nobody was there nor that a few were.

Two columns hold codes of UNHCR that only look like ISO (AUS is Austria): they are never read.
Others of concern, other people in need of international protection and host communities have no
population type of ours and are left out. Of the table of solutions only returns are read; other
datasets of the Refugee Data Finder (applications, decisions, demographics) are refused by name.
"""

from dataclasses import replace

import pyarrow as pa

from ledger.checks import Problem
from loaders.bodies import FROM, STACKED, Body, body_of, note
from loaders.cards import Card
from loaders.cells import Cells
from loaders.headers import Found, Header, every, like
from loaders.judging import Asked, Judged, judged, united
from loaders.meanings import country, first_day, last_day
from loaders.records import RecordSheet
from loaders.unhcr_titles import COUNTED, GROUPS, HEADERS, NOT_COUNTED, absent

SOURCE = Card(
    "unhcr_popstats",
    "UNHCR",
    "Refugee population statistics database, year-end",
    "https://www.unhcr.org/refugee-statistics/",
    "CC BY 4.0",
    "UNHCR, Refugee Population Statistics Database",
    "182",
    "Registration by States and UNHCR",
    "Refugees, asylum-seekers, returns, IDPs and stateless people, since 1951",
    "Cells of 1-4 are published as 0 or 5; zeros are not read; past years are corrected",
)
# A series of its own: beside returned refugees of the same country it would be the same count.
RETURNED_IDPS = replace(
    SOURCE,
    source_id="unhcr_popstats_returned_idps",
    title="Refugee population statistics database, IDPs who returned",
    covers="Internally displaced people who returned in the year, since 1997",
)
SOURCES = (SOURCE, RETURNED_IDPS)

UNKNOWN = {"UNK", "UKN", "Unknown", "Various / unknown", "Various/Unknown"}
STATELESS = {"XXA", "STA", "Stateless"}
TOTAL = {"-", "–", "—"}
# In this database the Congo whose capital is Brazzaville; and no code of two letters is Namibia's.
COUNTRIES = {"Congo": "COG", "NA": "NA"}
# Origins that UNHCR counts and ISO has no code for.
WITHOUT_CODE = {"TIB": "Tibetan (origin)", "Tibetan": "Tibetan (origin)"}
OF_RETURNED_IDPS = [title for title, group in GROUPS.items() if group == "returned_idps"]
SOLUTIONS = {"resettlement", "Resettlement arrivals"}
PUBLISHED_ROUNDED = "UNHCR publishes values of 1 to 4 as 0 or 5"


def read(found: Found, asked: Asked) -> Judged:
    """Counts of each population type, from every sheet that has the table."""
    pieces = [_sheet(at, asked) for at in every(found.file, HEADERS) or [found]]
    return united(pieces, _one_of_pages(found))


def _sheet(found: Found, asked: Asked) -> Judged:
    known = {*found.header.needed, *found.header.also}
    counting = [t for t in dict.fromkeys(found.titles) if t in COUNTED and t in known]
    if counting and (renamed := _renamed(found, counting)):
        return {}, renamed
    body = body_of(found)
    said = [*body.problems, *_of_titles(found, body, counting)]
    if not counting:
        return {}, said
    origin, asylum = (body[title] for title in found.header.needed[1:3])
    totals = origin.where(TOTAL.__contains__) | asylum.where(TOTAL.__contains__)
    if totals.any():
        said.append(note("totals_left_out", body, n=int(totals.sum())))
    rows = body.only(~totals)
    blank = [*_blank(rows, found, 1, "origin_iso3"), *_blank(rows, found, 2, "location_iso3")]
    numbers = {title: rows[title].whole() for title in counting}
    counted = rows.stacked(numbers, lambda cells: ~cells.is_in("", "0"))
    tables, more = judged("counts", counted, _columns(counted, found.header), asked)
    return tables, [*said, *blank, *more]


def _renamed(found: Found, counting: list[str]) -> list[Problem]:
    """An error for each group without a column, if a title that is not known looks like it."""
    place = (found.sheet.name, "", found.row)
    return [
        Problem("error", "title_missing", *place, title, "", {"title": title}, near)
        for title in absent(found.header, counting)
        if (near := like(title, _unknown(found)))
    ]


def _unknown(found: Found) -> list[str]:
    return [title for title in found.titles if title and title not in found.known]


def _of_titles(found: Found, body: Body, counting: list[str]) -> list[Problem]:
    """What is to be said of columns that are there and not read, or not there."""
    others = [title for title in found.titles if title in NOT_COUNTED]
    told = [note("groups_unread", body, found.row, titles=", ".join(others))] if others else []
    missing = absent(found.header, counting)
    if not missing or any(title in SOLUTIONS for title in found.titles):
        return told
    unknown = ", ".join(_unknown(found)) or "–"
    params: dict[str, object] = {"titles": ", ".join(missing), "others": unknown}
    severity, rule = ("warning", "groups_absent") if counting else ("error", "no_groups")
    return [*told, Problem(severity, rule, body.sheet, "", found.row, missing[0], "", params)]


def _blank(rows: Body, found: Found, place: int, column: str) -> list[Problem]:
    """An error for each row without a country: it is neither a total nor a country not known."""
    cells = rows[found.header.needed[place]]
    empty = rows.rows.filter(pa.array(~cells.filled())).to_pylist()
    letter = cells.letter
    where = [(row, f"{letter}{row}" if letter else "") for row in empty]
    said: dict[str, object] = {"column": column}
    return [
        Problem("error", "blank", rows.sheet, cell, row, column, "", said) for row, cell in where
    ]


def _one_of_pages(found: Found) -> list[Problem]:
    """A note if an answer of the API is one page of several."""
    about = found.sheet.about if isinstance(found.sheet, RecordSheet) else {}
    pages = about.get("maxPages", "1")
    if pages in ("", "0", "1"):
        return []
    params: dict[str, object] = {"page": about.get("page", "?"), "pages": pages}
    return [Problem("note", "one_of_pages", found.sheet.name, params=params)]


def _columns(rows: Body, header: Header) -> dict[str, Cells | str]:
    year, origin, asylum = header.needed[:3]
    measure = rows[FROM].named({title: kind[1] for title, kind in COUNTED.items()}, "")
    apart = RETURNED_IDPS.source_id
    exactness = rows[STACKED].named({"5": "about"}, "exact")
    return {
        "source_id": rows[FROM].named(dict.fromkeys(OF_RETURNED_IDPS, apart), SOURCE.source_id),
        "population_type": rows[FROM].named({t: kind[0] for t, kind in COUNTED.items()}, ""),
        "measure": measure,
        "unit": "people",
        "reference_period_start": rows.joined(
            (measure, year), lambda kind, text: (first_day if kind == "flow" else last_day)(text)
        ),
        "reference_period_end": rows[year].read(last_day),
        "origin_iso3": rows[origin].read(_origin),
        "location_iso3": rows[asylum].read(_asylum),
        "place_as_reported": _without_code(rows, origin, asylum),
        "nationality_iso3": rows[origin].read(lambda code: "XXA" if code in STATELESS else ""),
        "count": rows[STACKED],
        "qualifier": exactness,
        "method": "registration",
        "source_url": SOURCE.url,
        "note": rows.joined(
            (exactness, FROM),
            lambda how, title: PUBLISHED_ROUNDED if how == "about" else COUNTED[title][2],
        ),
    }


def _origin(code: str) -> str:
    """The country of origin; blank where UNHCR does not know it or people have none."""
    none = code in UNKNOWN or code in STATELESS or code in WITHOUT_CODE
    return "" if none else COUNTRIES.get(code) or country(code)


def _asylum(code: str) -> str:
    return "" if code in UNKNOWN else COUNTRIES.get(code) or country(code)


def _without_code(rows: Body, origin: str, asylum: str) -> Cells:
    """What is said of countries that have no code."""
    unknown = dict.fromkeys(UNKNOWN, "Unknown")
    said = (rows[origin].named(WITHOUT_CODE, ""), rows[asylum].named(unknown, ""))
    return rows.joined(said, lambda known, other: known or other)
