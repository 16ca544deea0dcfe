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

from loaders.bodies import body_of
from loaders.cards import Card
from loaders.cells import Asked, Body, Judged, judged, note, united
from loaders.headers import Found, Header
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
)
OTHERS_IN_NEED = "Other people in need of international protection"
API = Header(
    ("year", "coo_iso", "coa_iso", "refugees"),
    ("coo_name", "coo", "coo_id", "coa_name", "coa", "coa_id", *OF_API, *NOT_READ),
)
DATA_FINDER = Header(
    ("Year", "Country of origin (ISO)", "Country of asylum (ISO)"),
    ("Country of origin", "Country of asylum", *OF_DATA_FINDER, *NOT_READ, OTHERS_IN_NEED),
)
NAMED = Header(
    ("Year", "Country of origin", "Country of asylum", "Refugees under UNHCR's mandate"),
    (*OF_DATA_FINDER, *NOT_READ, OTHERS_IN_NEED),
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
    known = OF_API if found.header is API else OF_DATA_FINDER
    titles = [title for title in body.by_title if title in known]
    return united((_counts(rows, title, found.header, asked) for title in titles), problems)


def _counts(body: Body, title: str, header: Header, asked: Asked) -> Judged:
    """The rows that have a number in one column."""
    year, origin, asylum = header.needed[:3]
    rows = body.only(~body[title].whole().is_in("", "0"))
    population_type, measure, said = OF_API[OF_DATA_FINDER.get(title, title)]
    number = rows[title].whole()
    columns = {
        "source_id": SOURCE.source_id,
        "population_type": population_type,
        "measure": measure,
        "unit": "people",
        "reference_period_start": rows[year].read(first_day if measure == "flow" else last_day),
        "reference_period_end": rows[year].read(last_day),
        "origin_iso3": rows[origin].read(_origin),
        "location_iso3": rows[asylum].read(_asylum),
        "place_as_reported": rows.joined((origin, asylum), _without_code),
        "nationality_iso3": rows[origin].read(lambda code: "XXA" if code in STATELESS else ""),
        "count": number,
        "qualifier": number.named({"5": "about"}, "exact"),
        "method": "registration",
        "source_url": SOURCE.url,
        "note": number.named({"5": PUBLISHED_ROUNDED}, said),
    }
    return judged("counts", rows, columns, asked)


def _origin(code: str) -> str:
    """The country of origin; blank where UNHCR does not know it or people have none."""
    none = code in UNKNOWN or code in STATELESS or code in WITHOUT_CODE
    return "" if none else country(code)


def _asylum(code: str) -> str:
    return "" if code in UNKNOWN else country(code)


def _without_code(origin: str, asylum: str) -> str:
    """What is said of a country that has no code."""
    return WITHOUT_CODE.get(origin, "Unknown" if asylum in UNKNOWN else "")
