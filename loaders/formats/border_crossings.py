"""OCHA: border crossing points of a country in crisis, as GeoJSON or a workbook.

Published   now and then; spelling and columns change from list to list.
Measures    points, not people.
Covers      crossings on all borders of the country.
Known gaps  the first lists have no status and no day: nothing is said then of whether a crossing
            was open. The country of a row is the one on the other side. One name holds both sides.
"""

from collections import Counter

import pyarrow as pa

from ledger import crisis
from ledger.checks import Problem
from loaders.bodies import Body, body_of, warning
from loaders.cards import Card
from loaders.cells import Cells
from loaders.headers import Found, Header, every
from loaders.judging import Asked, Judged, judged, united
from loaders.left_out import sheets_left_out
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
# A MultiPoint has a list of points; its second one says that there are several.
OF_SEVERAL, SECOND = f"{GEOMETRY}0.", f"{GEOMETRY}1.0"
NAME = (
    "Name_ENG",
    "Name - ENG",
    "Name - English",
    "name _ eng",
    "name _ english",
    "Name_EN",
    "NAME_ENG",
    "Name (English)",
    "Border crossing",
)
LOCAL_NAME = (
    "Name_UKR",
    "Name - UKR",
    "Name - Ukrainian",
    "name _ ukr",
    "name _ ukrainian",
    "Name_UA",
    "NAME_UKR",
    "Name (Ukrainian)",
)
COUNTRY = ("Country", "COUNTRY", "country", "Border country", "Neighbouring country")
STATUS, KIND = ("Status", "STATUS", "Operational status"), ("Type", "TYPE", "Crossing type")
AS_OF = ("StatusAsOf", "Status as of", "Status_As_Of", "Date", "As of")
LATITUDE = ("Lat", "LAT", "lat", "Latitude", "Y")
LONGITUDE = ("Lon", "Long", "LON", "lon", "long", "Longitude", "X")


def _titles(*spellings: str) -> str:
    """The title in every spelling, in a table or as a property of a feature."""
    return "|".join((*spellings, *(PROPERTIES + spelling for spelling in spellings)))


HEADER = Header(
    (_titles(*NAME), _titles(*COUNTRY), _titles(*LATITUDE) + f"|{GEOMETRY}1|{OF_SEVERAL}1"),
    (
        *(_titles(*title) for title in (LOCAL_NAME, STATUS, KIND, AS_OF, LATITUDE, LONGITUDE)),
        *("type", "id", "geometry", "geometry.type", *(f"{GEOMETRY}{n}" for n in range(3))),
        *(f"{OF_SEVERAL}{n}" for n in range(3)),
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
    """One point for each crossing, from every sheet or layer that lists them."""
    pieces, told = [], []
    lists = every(found.file, HEADERS)
    for at in lists:
        body = body_of(at)
        pieces.append(judged("assistance_points", body, _columns(body), asked))
        told += body.problems + _nowhere(body)
    return united(pieces, told + sheets_left_out(found, body_of(found), _names(lists)))


def _names(lists: list[Found]) -> tuple[str, ...]:
    return tuple(at.sheet.name for at in lists)


def _nowhere(body: Body) -> list[Problem]:
    """A warning about each crossing without coordinates; a shape that is no point has none."""
    filled = _coordinate(body, LATITUDE, 1).filled() & _coordinate(body, LONGITUDE, 0).filled()
    rows = body.rows.filter(pa.array(~filled)).to_pylist()
    return [warning("place_without_coordinates", body, row) for row in rows]


def _columns(body: Body) -> dict[str, Cells | str]:
    name, other = _titles(*NAME), _titles(*COUNTRY)
    return {
        "source_id": SOURCE.source_id,
        "point_id": _ids(body, name, other),
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
    columns = body[_titles(*spellings)]
    if not any(title.startswith(GEOMETRY) for title in body.by_title):
        return columns.read(coordinate)
    cells = (f"{GEOMETRY}{place}", f"{OF_SEVERAL}{place}", SECOND, columns)
    return body.joined(cells, _of_point)


def _of_point(point: str, only: str, second: str, written: str) -> str:
    """A degree of the only point of a shape, or as the columns say it."""
    return coordinate(point or ("" if second else only) or written)


def _ids(body: Body, name: str, other: str) -> Cells:
    """An identifier for each crossing; of several with one name, with the kind of crossing."""
    origin = crisis.read().origin_iso3
    ids = body.joined((other, name), lambda country, name: _id(origin, country, name))
    times = Counter(ids.texts_of_rows())
    kinds = body[_titles(*KIND)]
    return body.joined(
        (ids, kinds), lambda one, kind: f"{one}-{slug(kind)}" if times[one] > 1 and kind else one
    )


def _id(origin: str, other: str, name: str) -> str:
    parts = ("bcp", origin, country(other), slug(name))
    return "-".join(parts).lower().replace("_", "-")


def _note(local_name: str, kind: str) -> str:
    said = (f"Name on the other side of the list: {local_name}" if local_name else "", kind)
    return "; ".join(part for part in said if part)
