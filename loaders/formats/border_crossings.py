"""OCHA: border crossing points of a country in crisis, as GeoJSON or a workbook.

Published   now and then; spelling and columns change from list to list.
Measures    points, not people.
Covers      crossings on all borders of the country.
Known gaps  the first lists have no status and no day: nothing is said then of whether a crossing
            was open. The country of a row is the one on the other side. One name holds both sides.
"""

from ledger import crisis
from loaders.bodies import Body, body_of
from loaders.cards import Card
from loaders.cells import Cells
from loaders.headers import Found, Header
from loaders.judging import Asked, Judged, judged, united
from loaders.meanings import among, coordinate, country, day, slug

SOURCE = Card(
    "ocha_border_crossings",
    "OCHA",
    "Border crossings",
    "https://data.humdata.org/search?q=border+crossings",
    "CC BY",
    "OCHA, Border Crossings",
    "90",
    "Compiled by OCHA",
    "Border crossing points with coordinates",
    "Status only from 2023; spelling and columns change from version to version",
    "assistance_points",
)
SOURCES = (SOURCE,)

PROPERTIES, GEOMETRY = "properties.", "geometry.coordinates."
NAME = ("Name_ENG", "Name - English", "Name_EN", "NAME_ENG", "Name (English)", "Border crossing")
LOCAL_NAME = ("Name_UKR", "Name - Ukrainian", "Name_UA", "NAME_UKR", "Name (Ukrainian)")
COUNTRY = ("Country", "COUNTRY", "Border country", "Neighbouring country")
STATUS, KIND = ("Status", "STATUS", "Operational status"), ("Type", "TYPE", "Crossing type")
AS_OF = ("StatusAsOf", "Status as of", "Status_As_Of", "Date", "As of")
LATITUDE, LONGITUDE = ("Lat", "LAT", "Latitude", "Y"), ("Lon", "Long", "LON", "Longitude", "X")


def _titles(*spellings: str) -> str:
    """The title in every spelling, in a table or as a property of a feature."""
    return "|".join((*spellings, *(PROPERTIES + spelling for spelling in spellings)))


HEADER = Header(
    (_titles(*NAME), _titles(*COUNTRY), _titles(*LATITUDE) + f"|{GEOMETRY}1"),
    (
        *(_titles(*title) for title in (LOCAL_NAME, STATUS, KIND, AS_OF, LATITUDE, LONGITUDE)),
        *("type", "id", "geometry.type", f"{GEOMETRY}0", f"{GEOMETRY}1", f"{GEOMETRY}2"),
        *("Oblast", "Comments", "No", "#"),
    ),
)
HEADERS = (HEADER,)
STATUSES = {
    "operational": "open",
    "open": "open",
    "closed": "closed",
    "non-operational": "closed",
    "not operational": "closed",
    "suspended": "suspended",
    "temporarily closed": "suspended",
}


def read(found: Found, asked: Asked) -> Judged:
    """One point for each crossing."""
    body = body_of(found)
    return united([judged("assistance_points", body, _columns(body), asked)], body.problems)


def _columns(body: Body) -> dict[str, Cells | str]:
    origin = crisis.read().origin_iso3
    name, other = _titles(*NAME), _titles(*COUNTRY)
    return {
        "source_id": SOURCE.source_id,
        "point_id": body.joined((other, name), lambda c, n: _id(origin, c, n)),
        "name": body[name].read(lambda text: text.replace(" - ", " – ")),
        "kind": "border_crossing_point",
        "country_iso3": body[other].read(country),
        "locality": body[name].read(lambda text: text.partition(" - ")[2].strip()),
        "latitude": _coordinate(body, LATITUDE, 1),
        "longitude": _coordinate(body, LONGITUDE, 0),
        "status": body[_titles(*STATUS)].read(lambda text: among(STATUSES)(text.lower())),
        "last_verified": body[_titles(*AS_OF)].read(day),
        "verified_by": "OCHA",
        "source_url": SOURCE.url,
        "note": body.joined((_titles(*LOCAL_NAME), _titles(*KIND)), _note),
    }


def _coordinate(body: Body, spellings: tuple[str, ...], place: int) -> Cells:
    """The point's own geometry, which is more exact than the columns beside it."""
    geometry = f"{GEOMETRY}{place}"
    cells = body[geometry if body.has(geometry) else _titles(*spellings)]
    return cells.read(coordinate)


def _id(origin: str, other: str, name: str) -> str:
    parts = ("bcp", origin, country(other), slug(name))
    return "-".join(parts).lower().replace("_", "-")


def _note(local_name: str, kind: str) -> str:
    said = (f"Name on the other side of the list: {local_name}" if local_name else "", kind)
    return "; ".join(part for part in said if part)
