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
Host communities are not displaced people and are left out.
"""

from loaders.bodies import FROM, STACKED, Body, body_of, note
from loaders.cards import Card
from loaders.cells import Cells
from loaders.headers import Found, Header
from loaders.judging import Asked, Judged, judged
from loaders.meanings import country, first_day, is_nothing, last_day

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
SOURCES = (SOURCE,)

# What each column of numbers counts: population type, measure, and the note for readers.
OF_API = {
    "refugees": ("refugees", "stock", ""),
    "asylum_seekers": ("asylum_seekers", "stock", ""),
    "returned_refugees": ("returnees", "flow", "Refugees who returned"),
    "idps": ("idps", "stock", ""),
    "returned_idps": ("returnees", "flow", "IDPs who returned"),
    "stateless": ("stateless", "stock", ""),
}
OF_DATA_FINDER = {
    "Refugees under UNHCR's mandate": "refugees",
    "Refugees under UNHCR’s mandate": "refugees",
    "Refugees": "refugees",
    "Asylum-seekers": "asylum_seekers",
    "Asylum seekers": "asylum_seekers",
    "Returned refugees": "returned_refugees",
    "IDPs of concern to UNHCR": "idps",
    "IDPs": "idps",
    "Returned IDPs": "returned_idps",
    "Returned IDPss": "returned_idps",
    "Stateless persons": "stateless",
    "Stateless people": "stateless",
}
NOT_READ = (
    "ooc",
    "oip",
    "hst",
    "Others of concern",
    "Others of concern to UNHCR",
    "Host Community",
    "Other people in need of international protection",
)
COUNTED = {**OF_API, **{title: OF_API[name] for title, name in OF_DATA_FINDER.items()}}
API = Header(
    ("year", "coo_iso", "coa_iso", "refugees"),
    tuple(OF_API),
    unread=("coo_name", "coo", "coo_id", "coa_name", "coa", "coa_id", *NOT_READ),
)
DATA_FINDER = Header(
    ("Year", "Country of origin (ISO)", "Country of asylum (ISO)"),
    tuple(OF_DATA_FINDER),
    unread=("Country of origin", "Country of asylum", *NOT_READ),
)
NAMED = Header(
    ("Year", "Country of origin", "Country of asylum", "Refugees under UNHCR's mandate"),
    tuple(OF_DATA_FINDER),
    unread=NOT_READ,
)
HEADERS = (API, DATA_FINDER, NAMED)
UNKNOWN, STATELESS = {"UNK", "UKN", "Unknown"}, {"XXA", "STA", "Stateless"}
# Origins that UNHCR counts and ISO has no code for.
WITHOUT_CODE = {"TIB": "Tibetan (origin)", "Tibetan": "Tibetan (origin)"}
PUBLISHED_ROUNDED = "UNHCR publishes values of 1 to 4 as 0 or 5"


def read(found: Found, asked: Asked) -> Judged:
    """Counts of each population type, from the columns that the file has."""
    body = body_of(found)
    origin, asylum = (body[title] for title in found.header.needed[1:3])
    totals = origin.where(is_nothing) | asylum.where(is_nothing)
    problems = [*body.problems]
    if totals.any():
        problems.append(note("totals_left_out", body, n=int(totals.sum())))
    rows = body.only(~totals)
    numbers = {title: rows[title].whole() for title in rows.by_title if title in COUNTED}
    counted = rows.stacked(numbers, lambda cells: ~cells.is_in("", "0"))
    tables, more = judged("counts", counted, _columns(counted, found.header), asked)
    return tables, [*problems, *more]


def _columns(rows: Body, header: Header) -> dict[str, Cells | str]:
    year, origin, asylum = header.needed[:3]
    measure = rows[FROM].named({title: kind[1] for title, kind in COUNTED.items()}, "")
    exactness = rows[STACKED].named({"5": "about"}, "exact")
    return {
        "source_id": SOURCE.source_id,
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
    return "" if none else country(code)


def _asylum(code: str) -> str:
    return "" if code in UNKNOWN else country(code)


def _without_code(rows: Body, origin: str, asylum: str) -> Cells:
    """What is said of countries that have no code."""
    unknown = dict.fromkeys(UNKNOWN, "Unknown")
    said = (rows[origin].named(WITHOUT_CODE, ""), rows[asylum].named(unknown, ""))
    return rows.joined(said, lambda known, other: known or other)
