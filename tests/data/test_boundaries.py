"""The shapes of countries: each place in its country, none across the map, small enough."""

import gzip
from itertools import pairwise

import orjson
import pytest

from ledger import crisis, shapes
from public import geo

PLACES = {
    "Simferopol": ("UKR", 34.10, 44.95),
    "Sevastopol": ("UKR", 33.60, 44.55),
    "Donetsk": ("UKR", 37.80, 48.00),
    "Izmail": ("UKR", 28.90, 45.37),
    "Kiruna": ("SWE", 20.22, 67.86),
    "Reykjavik": ("ISL", -21.80, 64.10),
    "Morphou": ("CYP", 33.00, 35.20),
    "Tiraspol": ("MDA", 29.60, 46.84),
    "Pristina": ("XKX", 21.16, 42.66),
    "Warsaw": ("POL", 21.01, 52.23),
    "Moscow": ("RUS", 37.62, 55.75),
}
MOST_BYTES = 60_000
Shapes = dict[str, list[list[list[list[float]]]]]


def from_geojson() -> Shapes:
    read = geo.MADE["boundaries.geojson"]()
    return {f["properties"]["iso3"]: f["geometry"]["coordinates"] for f in read["features"]}


def from_topojson(name: str) -> Shapes:
    read = geo.MADE[f"plotly/{name}"]()
    scale, move = read["transform"]["scale"], read["transform"]["translate"]
    arcs = []
    for steps in read["arcs"]:
        at, points = [0, 0], []
        for step in steps:
            at = [at[0] + step[0], at[1] + step[1]]
            points.append([at[axis] * scale[axis] + move[axis] for axis in (0, 1)])
        arcs.append(points)
    return {
        country["id"]: [[arcs[ring[0]] for ring in part] for part in country["arcs"]]
        for country in read["objects"]["countries"]["geometries"]
    }


SHAPES = {
    "boundaries.geojson": from_geojson(),
    "world_50m.json": from_topojson("world_50m.json"),
    "world_110m.json": from_topojson("world_110m.json"),
}
each_file = pytest.mark.parametrize("file", SHAPES)


def holds(ring: list[list[float]], x: float, y: float) -> bool:
    """Whether a point lies in a ring: a line from it to the east crosses the ring an odd number."""
    crossed = [
        x < (x1 - x0) * (y - y0) / (y1 - y0) + x0
        for (x0, y0), (x1, y1) in pairwise(ring)
        if (y0 > y) != (y1 > y)
    ]
    return sum(crossed) % 2 == 1


def countries_at(shapes: Shapes, x: float, y: float) -> set[str]:
    return {
        code
        for code, polygons in shapes.items()
        for outer, *holes in polygons
        if holds(outer, x, y) and not any(holds(hole, x, y) for hole in holes)
    }


@each_file
@pytest.mark.parametrize("place", PLACES)
def test_a_place_lies_in_its_country_and_in_no_other(file, place):
    code, x, y = PLACES[place]

    assert countries_at(SHAPES[file], x, y) == {code}


@each_file
def test_no_shape_is_stretched_across_the_map(file):
    for code, polygons in SHAPES[file].items():
        for outer, *_ in polygons:
            longitudes = [x for x, _ in outer]
            assert max(longitudes) - min(longitudes) < 60, code


@each_file
def test_every_country_that_the_crisis_names_has_a_shape_around_its_label(file):
    for code, (x, y) in crisis.read().places.items():
        assert countries_at(SHAPES[file], x, y) == {code}


@pytest.mark.parametrize("name", ["world_50m.json", "world_110m.json"])
def test_outer_rings_are_clockwise_as_plotly_draws_them(name):
    for code, polygons in SHAPES[name].items():
        for outer, *_ in polygons:
            area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(outer))
            assert area <= 0, code


@pytest.mark.parametrize("name", ["boundaries.geojson", "plotly/world_50m.json"])
def test_shapes_are_small_enough_for_a_poor_connection(name):
    assert len(gzip.compress(orjson.dumps(geo.MADE[name]()))) < MOST_BYTES


def test_kosovo_stands_apart_with_its_note():
    read = geo.MADE["boundaries.geojson"]()
    notes = {f["properties"]["iso3"]: f["properties"].get("note") for f in read["features"]}

    assert "resolution 1244 (1999)" in notes["XKX"]


@pytest.mark.parametrize(
    ("code", "x", "y"),
    [
        ("SDN", 32.53, 15.55),
        ("TCD", 20.83, 13.84),
        ("SSD", 31.60, 4.86),
        ("EGY", 31.24, 30.05),
        ("COD", 29.23, -1.66),
        ("BGD", 90.41, 23.81),
        ("COL", -72.50, 7.89),
        ("HTI", -72.34, 18.54),
        ("ARM", 44.51, 40.18),
    ],
)
def test_other_crises_have_shapes_too(code, x, y):
    part = (x - 15, y - 10, x + 15, y + 10)

    assert countries_at(shapes.within(part), x, y) == {code}
