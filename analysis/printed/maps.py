"""The map of where people went as a picture. The interactive one is analysis.maps."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import lateness
from analysis.maps import LARGEST_CIRCLE, WIDEST_LINE
from analysis.printed.frame import EDGE, Caption, framed
from analysis.printed.lines import COLOURS
from analysis.printed.vega import LETTER, TEXT, Spec, as_is, layer, number, svg_of, text
from analysis.rows import as_rows
from analysis.wording import Wording
from ledger.crisis import Crisis

BOUNDARIES = Path(__file__).parents[2] / "data" / "reference" / "boundaries.geojson"
# West, east, south, north, in degrees.
View = tuple[float, float, float, float]
AT = {"longitude": number("x"), "latitude": number("y")}
LAND, BORDER, GREY = "#E6EBF0", "#A9B5C0", "#7F8B97"


def map_svg(
    of_countries: pd.DataFrame,
    crisis: Crisis,
    words: Wording,
    alternative: str,
    size: tuple[int, int] = (560, 380),
    caption: Caption | None = None,
) -> str:
    """One circle and line for each country's count, as analysis.maps.flows draws them."""
    width, height = size
    inner = width - 2 * EDGE if caption else width
    rows = [row for row in as_rows(of_countries) if row["location_iso3"] in crisis.places]
    most = max((row["count"] for row in rows), default=1) or 1
    x0, y0 = crisis.places[crisis.origin_iso3]
    values = []
    for row in rows:
        x, y = crisis.places[row["location_iso3"]]
        said = words.count(row["count"], row["qualifier"])
        values.append(
            {
                "x": x,
                "y": y,
                "x0": x0,
                "y0": y0,
                "area": max(36, LARGEST_CIRCLE**2 * row["count"] / most),
                "width": max(1, WIDEST_LINE * row["count"] / most),
                "colour": GREY if lateness.is_expired(row) else COLOURS[0],
                "under": _is_near_the_edge(x, crisis),
                "name": [words.country(row["location_iso3"]), said],
            }
        )
    origin = {"x": x0, "y": y0, "name": words.country(crisis.origin_iso3)}
    svg = _on_land([*_flows(values), *_origin(origin)], crisis, (inner, height), words, alternative)
    return framed(svg, caption, width) if caption else svg


def points_svg(
    points: pd.DataFrame,
    crisis: Crisis,
    words: Wording,
    alternative: str,
    size: tuple[int, int] = (560, 380),
) -> str:
    """A dot for each point with a place: a table of assistance_points."""
    places = zip(points["longitude"].astype(float), points["latitude"].astype(float), strict=True)
    style = {"size": 90, "opacity": 0.7, "color": COLOURS[0], "stroke": "white"}
    dots = layer([{"x": x, "y": y} for x, y in places], "circle", style, **AT)
    return _on_land([dots], crisis, size, words, alternative)


def _on_land(
    layers: list[Spec],
    crisis: Crisis,
    size: tuple[int, int],
    words: Wording,
    alternative: str,
) -> str:
    west, east = crisis.map_view["longitudes"]
    south, north = crisis.map_view["latitudes"]
    view = (west, east, south, north)
    start, _, rest = _drawn(layers, view, size, words, alternative).partition(">")
    return f"{start}>{_land(view, size)}{rest}"


def _drawn(
    layers: list[Spec], view: View, size: tuple[int, int], words: Wording, alternative: str
) -> str:
    west, east, south, north = view
    corners = {"type": "MultiPoint", "coordinates": [[west, south], [east, north]]}
    made = {
        "layer": layers,
        "projection": {
            "type": "mercator",
            "fit": {"type": "Feature", "geometry": corners, "properties": {}},
            "size": list(size),
            "clipExtent": [[0, 0], list(size)],
        },
        "width": size[0],
        "height": size[1],
        # Without room around it the same place is at the same point, whatever else is drawn.
        "autosize": "none",
        "padding": 0,
    }
    return svg_of(made, words, alternative)


@lru_cache(maxsize=8)
def _land(view: View, size: tuple[int, int]) -> str:
    """What stands under every map of a crisis, drawn once: the inside of an SVG picture."""
    style = {"fill": LAND, "stroke": BORDER, "strokeWidth": 0.7}
    land = layer(_shapes(*view), "geoshape", style)
    drawn = _drawn([land], view, size, Wording("en"), "")
    return drawn.partition(">")[2].removesuffix("</svg>")


def _flows(values: list[dict[str, Any]]) -> list[Spec]:
    if not values:
        return []
    ends = {"longitude": number("x0"), "latitude": number("y0")}
    ends |= {"longitude2": {"field": "x"}, "latitude2": {"field": "y"}}
    width = as_is("width", "quantitative")
    way = {"opacity": 0.55, "color": COLOURS[0]}
    circle = {"opacity": 0.75, "stroke": "white", "strokeWidth": 1}
    size = as_is("area", "quantitative")
    name = {
        "align": {"expr": "datum.under ? 'center' : 'left'"},
        "dx": {"expr": "datum.under ? 0 : sqrt(datum.area) / 2 + 4"},
        "dy": {"expr": "datum.under ? sqrt(datum.area) / 2 + 10 : -3"},
        "color": TEXT,
        "fontSize": LETTER,
        "fontWeight": "bold",
        "lineHeight": 14,
    }
    return [
        layer(values, "rule", way, **ends, strokeWidth=width),
        layer(values, "circle", circle, **AT, color=as_is("colour"), size=size),
        layer(values, "text", name, **AT, text=text("name")),
    ]


def _origin(origin: dict[str, Any]) -> list[Spec]:
    square = {"size": 80, "color": TEXT, "opacity": 1}
    name = {"dy": -12, "fontSize": LETTER + 1, "fontWeight": "bold", "color": TEXT}
    return [
        layer([origin], "square", square, **AT),
        layer([origin], "text", name, **AT, text=text("name")),
    ]


def _is_near_the_edge(longitude: float, crisis: Crisis) -> bool:
    west, east = crisis.map_view["longitudes"]
    return longitude > west + 0.7 * (east - west)


def _shapes(west: float, east: float, south: float, north: float) -> list[dict[str, Any]]:
    """The land within a view, its rings clockwise: others are read as their outside."""
    features = json.loads(BOUNDARIES.read_text(encoding="utf-8"))["features"]
    kept = []
    for feature in features:
        shape = feature["geometry"]
        several = shape["type"] == "MultiPolygon"
        for rings in shape["coordinates"] if several else [shape["coordinates"]]:
            xs, ys = zip(*rings[0], strict=True)
            if max(xs) > west and min(xs) < east and max(ys) > south and min(ys) < north:
                land = {"type": "Polygon", "coordinates": [ring[::-1] for ring in rings]}
                kept.append({"type": "Feature", "geometry": land, "properties": {}})
    return kept
