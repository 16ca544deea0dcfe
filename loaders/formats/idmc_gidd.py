"""IDMC: Global Internal Displacement Database, internal displacement by country and year.

Published   once a year in May, one file for conflict and one for disasters; past years are
            corrected.
Measures    new displacements: a flow of movements during the year, in which one person may be
            counted several times. Total: a stock of people displaced on 31 December.
Covers      internal displacement only, in every country.
Known gaps  a blank is not a zero: it was not estimated. Rounded columns are for show and are not
            read. Disaster files give an event a row each: events are listed, never added.
"""

from loaders.bodies import Body, body_of
from loaders.cards import Card
from loaders.cells import Cells
from loaders.headers import Found, Header
from loaders.judging import Asked, Judged, judged, united
from loaders.meanings import country, day, first_day, is_nothing, last_day, whole

URL = "https://www.internal-displacement.org/database/displacement-data"
CONFLICT, DISASTER = (
    Card(
        f"idmc_gidd_{cause}",
        "IDMC",
        f"Global Internal Displacement Database, {cause}",
        URL,
        "CC BY-IGO",
        "Internal Displacement Monitoring Centre, Global Internal Displacement Database",
        "365",
        "Compiled by IDMC from governments, agencies and media; estimates",
        f"Internal displacement by {cause} in every country, by year",
        "Blank is not estimated; past years are corrected; movements are not people",
    )
    for cause in ("conflict", "disaster")
)
SOURCES = (CONFLICT, DISASTER)

SHORT = Header(
    ("iso3", "year", "new_displacement"),
    (
        "country_name",
        "total_displacement",
        "new_displacement_rounded",
        "total_displacement_rounded",
        *("event_name", "start_date", "end_date", "hazard_category", "hazard_sub_category"),
        *("hazard_type", "hazard_sub_type", "event_id", "figure_cause"),
    ),
)
NEWER = Header(
    ("ISO3", "Name", "Year"),
    (
        "Conflict Stock Displacement",
        "Conflict Stock Displacement (Raw)",
        "Conflict Internal Displacements",
        "Conflict Internal Displacements (Raw)",
        "Disaster Internal Displacements",
        "Disaster Internal Displacements (Raw)",
        "Disaster Stock Displacement",
        "Disaster Stock Displacement (Raw)",
    ),
)
EVENTS = Header(
    ("ISO3", "Year", "Event Name", "Disaster Internal Displacements"),
    (
        "Country / Territory",
        "Date of Event (start)",
        "Date of event (start)",
        "Disaster Internal Displacements (Raw)",
        *("Hazard Category", "Hazard Type", "Hazard Sub Type", "Hazard Sub Category"),
        *("Event Codes (Code:Type)", "Event Code Type", "Displacement occurred"),
    ),
)
HEADERS = (SHORT, NEWER, EVENTS)
# For each title of numbers: the source and the measure. Raw numbers lead where both are there.
MEANS = {
    "new_displacement": (CONFLICT, "flow"),
    "total_displacement": (CONFLICT, "stock"),
    "Conflict Internal Displacements": (CONFLICT, "flow"),
    "Conflict Stock Displacement": (CONFLICT, "stock"),
    "Disaster Internal Displacements": (DISASTER, "flow"),
    "Disaster Stock Displacement": (DISASTER, "stock"),
}
NAME = "country_name|Name|Country / Territory"
# Codes of IDMC's own, such as that of the Abyei Area.
WITHOUT_CODE = {"AB9"}
EVENT = "event_name|Event Name"
START = "start_date|Date of Event (start)|Date of event (start)"
OF_DISASTERS = "hazard_type|hazard_category|Hazard Type|event_name"


def read(found: Found, asked: Asked) -> Judged:
    """New displacements and totals of each row that has them."""
    body = body_of(found)
    pieces = [
        _counts(body, title, source, measure, asked)
        for title, (source, measure) in MEANS.items()
        if body.has(f"{title}|{title} (Raw)")
    ]
    return united(pieces, body.problems)


def _counts(body: Body, title: str, source: Card, measure: str, asked: Asked) -> Judged:
    titles = f"{title} (Raw)|{title}"
    rows = body.only(body[titles].where(lambda text: not is_nothing(text)))
    if body.has(OF_DISASTERS):
        source = DISASTER
    year = rows["year|Year"]
    columns = {
        "source_id": source.source_id,
        "population_type": "idps",
        "measure": measure,
        "unit": "people",
        "reference_period_start": _start(rows) if measure == "flow" else year.read(last_day),
        "reference_period_end": year.read(last_day),
        "origin_iso3": rows["iso3|ISO3"].read(_country),
        "location_iso3": rows["iso3|ISO3"].read(_country),
        "place_as_reported": rows.joined(("iso3|ISO3", NAME, EVENT), _place),
        "count": rows[titles].read(whole),
        "qualifier": "exact",
        "method": "estimate",
        "source_url": source.url,
        "note": "Movements, not people" if measure == "flow" else "",
    }
    return judged("counts", rows, columns, asked)


def _country(code: str) -> str:
    return "" if code in WITHOUT_CODE else country(code)


def _place(code: str, name: str, event: str) -> str:
    """The event, or the name of an area that ISO has no code for."""
    return event or (name if code in WITHOUT_CODE else "")


def _start(rows: Body) -> Cells:
    """The day an event began where the file says so, else the first day of the year."""
    if rows.has(START):
        return rows[START].read(day)
    return rows["year|Year"].read(first_day)
