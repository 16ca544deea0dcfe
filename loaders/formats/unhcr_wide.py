"""UNHCR: time series of the old statistics database, one column or one row for each year.

Published   no longer; files extracted from the database are still passed around, with lines before
            the table that say when.
Measures    a stock on 31 December of each year, except people who returned: a flow of the year.
Covers      persons of concern by country of residence and of origin.
Known gaps  `*` stands for 1 to 4 people and is read as suppressed; a blank is no count. A
            negative number is a slip: left out with a warning. Not every
            small number is starred. `Various` and states that are no more have no code:
            they are named as the place. Others of concern are not read.
"""

import re
from datetime import UTC, datetime

from ledger.checks import Problem
from loaders.bodies import Body, body_of, note
from loaders.cards import Card
from loaders.headers import Found, Header
from loaders.judging import Asked, Judged, judged, united
from loaders.meanings import among, country, first_day, is_nothing, last_day, whole

SOURCE = Card(
    "unhcr_popstats_until_2013",
    "UNHCR",
    "Population statistics reference database, time series until 2013",
    "https://www.unhcr.org/refugee-statistics/",
    "Not stated in the file",
    "UNHCR Population Statistics Reference Database",
    "",
    "Registration by States and UNHCR",
    "Persons of concern by country of residence and origin, one column a year",
    "Values of 1-4 are mostly starred; replaced by the Refugee Data Finder",
)
SOURCES = (SOURCE,)

RESIDENCE = "Country / territory of residence|Country / territory of asylum/residence"
ORIGIN = "Origin / Returned from|Origin"
KIND = "Population type"
HEADER = Header((RESIDENCE, ORIGIN, KIND), series=r"(?:19|20)\d{2}(?:\.0)?", example="2013")
# The same database, one row a year.
VALUE = "Value"
LONG = Header(("Year", RESIDENCE, ORIGIN, KIND, VALUE))
HEADERS = (HEADER, LONG)
KINDS = {
    "Refugees": "refugees",
    "Refugees (incl. refugee-like situations)": "refugees",
    "Asylum seekers": "asylum_seekers",
    "Asylum-seekers": "asylum_seekers",
    "Asylum-seekers (pending cases)": "asylum_seekers",
    "Internally displaced": "idps",
    "Internally displaced persons": "idps",
    "Stateless": "stateless",
    "Stateless persons": "stateless",
}
RETURNED = {"Returned refugees": "returnees", "Returned IDPs": "returnees"}
NOT_READ = {"Others of concern", "Others of concern to UNHCR", "Venezuelans displaced abroad"}
STATELESS = "Stateless"
# No country, or one that is no more and has no code: its name goes into the place.
WITHOUT_CODE = {
    *("Various", "Various/Unknown", "Unknown", "Tibetan", "Tibetans", STATELESS),
    *("Federal Republic of Yugoslavia", "Serbia and Montenegro", "Czechoslovakia"),
}
# In this database the Congo whose capital is Brazzaville.
COUNTRIES = {"Congo": "COG"}
STARRED = "*"
EXTRACTED = re.compile(r"Date extracted:\s*(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? [+-]\d\d:\d\d)")
NEGATIVE = re.compile(r"-\s*\d.*")


def read(found: Found, asked: Asked) -> Judged:
    """A count for each row and year that has one; a star is a suppressed count."""
    body = body_of(found)
    others = body[KIND].where(NOT_READ.__contains__)
    told = [note("groups_left_out", body, n=int(others.sum()))] if others.any() else []
    rows = body.only(~others)
    published = _extracted(found)
    numbers = found.header.numbers(found.titles) or [VALUE]
    pieces = [_of_column(rows, title, published, asked) for title in numbers]
    return united(pieces, body.problems + told)


def _of_column(body: Body, title: str, published: str, asked: Asked) -> Judged:
    negative = body[title].where(lambda text: bool(NEGATIVE.fullmatch(text)))
    minus = body.only(negative)
    slips = [
        _slip(body, title, row, text)
        for row, text in zip(minus.rows.to_pylist(), minus[title].texts_of_rows(), strict=True)
    ]
    rows = body.only(~body[title].where(is_nothing) & ~negative)
    years = rows["Year"] if title == VALUE else rows.all(title)
    starts = rows.joined(
        (KIND, years), lambda kind, year: (first_day if kind in RETURNED else last_day)(year)
    )
    columns = {
        "source_id": SOURCE.source_id,
        "population_type": rows[KIND].read(among(KINDS | RETURNED)),
        "measure": rows[KIND].read(lambda kind: "flow" if kind in RETURNED else "stock"),
        "unit": "people",
        "reference_period_start": starts,
        "reference_period_end": years.read(last_day),
        "origin_iso3": rows[ORIGIN].read(_country),
        "location_iso3": rows[RESIDENCE].read(_country),
        "place_as_reported": rows.joined((RESIDENCE, ORIGIN), _place),
        "nationality_iso3": rows[ORIGIN].read(lambda name: "XXA" if name == STATELESS else ""),
        "count": rows[title].read(lambda text: "" if text == STARRED else whole(text)),
        "qualifier": "exact",
        "status": rows[title].read(lambda text: "suppressed" if text == STARRED else "reported"),
        "method": "registration",
        "published_at": published,
        "source_url": SOURCE.url,
        "note": rows[KIND].read(lambda kind: kind if kind in RETURNED else ""),
    }
    tables, problems = judged("counts", rows, columns, asked)
    return tables, slips + problems


def _slip(body: Body, year: str, row: int, text: str) -> Problem:
    """A warning about a cell with a negative number, which is left out."""
    place = (body.sheet, f"{body[year].letter}{row}", row, "count", text)
    return Problem("warning", "negative_left_out", *place)


def _country(name: str) -> str:
    return "" if name in WITHOUT_CODE else COUNTRIES.get(name) or country(name)


def _place(residence: str, origin: str) -> str:
    """What has no code, named."""
    said = (("residence", residence), ("origin", origin))
    return "; ".join(f"{what}: {name}" for what, name in said if name in WITHOUT_CODE)


def _extracted(found: Found) -> str:
    """When the file was extracted, which is the best that is known of its publication."""
    before = " ".join(cell for row in found.sheet.head[: found.row] for cell in row)
    told = EXTRACTED.search(before)
    if not told:
        return ""
    try:
        return datetime.fromisoformat(told[1]).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return ""
