"""Assistance points: found by what a reader asks for, told with their day, drawn where they are."""

import json

import pytest

from analysis import assistance_map, points
from analysis.wording import Wording
from tests.analysis.conftest import table

ALL = points.Asked([], [], [], [], [], "")
POINTS = [
    {"point_id": "line", "kind": "hotline", "country_iso3": "POL", "phone": "+48224902044"},
    {"point_id": "short", "kind": "hotline", "country_iso3": "UKR", "phone": "527"},
    {"point_id": "open", "kind": "reception_centre", "country_iso3": "POL", "status": "open"},
    {
        "point_id": "shut",
        "kind": "border_crossing_point",
        "country_iso3": "MDA",
        "status": "closed",
    },
]
PLACE = {"latitude": 50.0, "longitude": 23.0, "last_verified": "2030-01-03"}


@pytest.fixture
def made_up():
    rows = [
        {"name": f"Made-up {row['point_id']}", "source_url": "https://example.org"}
        | row
        | (PLACE if row["kind"] not in points.LINES else {})
        | ({"services": "food;medical", "languages": "pl;uk"} if row["point_id"] == "open" else {})
        for row in POINTS
    ]
    return table("assistance_points", rows)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (ALL, ["line", "short", "open"]),
        (points.Asked(["MDA"], [], [], [], ["closed"], ""), ["shut"]),
        (points.Asked(["POL"], [], [], [], [], ""), ["line", "open"]),
        (points.Asked([], ["hotline"], [], [], [], ""), ["line", "short"]),
        (points.Asked([], [], ["medical"], [], [], ""), ["open"]),
        (points.Asked([], [], [], ["uk"], [], ""), ["open"]),
        (points.Asked([], [], [], [], [points.NOT_REPORTED], ""), ["line", "short"]),
        (points.Asked([], [], [], [], [], "SHORT"), ["short"]),
    ],
)
def test_points_are_found_by_what_is_asked_for(made_up, asked, found):
    assert points.chosen(made_up, asked)["point_id"].tolist() == found


def test_a_number_is_written_as_people_dial_it_and_a_short_one_as_it_is():
    assert points.phone("+48224902044") == "+48 22 490 20 44"
    assert points.phone("527") == "527"


def test_a_card_dials_says_the_day_and_shows_no_markup_from_a_file(made_up):
    made_up["name"] = made_up["name"].cat.rename_categories({"Made-up open": "**[x](http://evil)"})
    cards = dict(zip(made_up["point_id"], points.cards(made_up, Wording("en")), strict=True))

    assert "[+48 22 490 20 44](tel:+48224902044)" in cards["line"]
    assert "[527](tel:527)" in cards["short"]
    assert "open, as of 3 January 2030" in cards["open"]
    assert "](http://evil)" not in cards["open"]
    assert "Services: food and " in cards["open"]


def test_points_with_a_place_become_geojson(made_up):
    made_up = made_up.assign(received_file="", received_sheet="", received_row=1)
    features = json.loads(points.geojson(made_up))["features"]

    assert [feature["id"] for feature in features] == ["open", "shut"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [23.0, 50.0]}


def test_the_map_asks_nobody_else_for_anything(made_up, a_crisis, words):
    deck = json.loads(assistance_map.deck(made_up, "open", 0, a_crisis, words).to_json())
    layers = {layer["id"]: layer for layer in deck["layers"]}

    assert "http" not in json.dumps(deck)
    assert not deck.get("mapProvider")
    assert layers["land"]["data"].startswith("/geo/")
    assert layers["points"]["iconAtlas"].startswith("/geo/")
    assert layers["land"]["pickable"] is False
    symbols = [row["symbol"] for row in layers["points"]["data"]]
    assert symbols == ["reception_centre", "border_crossing_point_closed"]
    assert len(layers["selected"]["data"]) == 1


def test_the_map_looks_at_the_crisis_when_there_is_nothing_to_see(made_up, a_crisis):
    home = dict(a_crisis.map_view, latitude=49.0, longitude=31.0, zoom=4.5)
    crisis = a_crisis.__class__(**{**vars(a_crisis), "map_view": home})
    view = assistance_map.view(points.placed(made_up).iloc[:0], 0, crisis)

    assert (view.latitude, view.longitude, view.zoom) == (49.0, 31.0, 4.5)
