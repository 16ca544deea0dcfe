"""The map of where people went as a picture. The interactive one is analysis.maps."""

from typing import Any

import altair as alt
import pandas as pd

from analysis import headlines, lateness
from analysis.maps import LARGEST_CIRCLE, WIDEST_LINE
from analysis.printed.frame import EDGE, Caption, framed
from analysis.printed.land import AT, names_on_land, on_land, view_of
from analysis.printed.vega import COLOURS, LETTER, TEXT, rows_of
from analysis.rows import as_rows
from analysis.wording import Wording
from ledger.crisis import Crisis

GREY = "#7F8B97"


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
                "name": [words.country(row["location_iso3"]), headlines.value(row, words)],
            }
        )
    origin = {"x": x0, "y": y0, "name": words.country(crisis.origin_iso3)}
    layers = [*_flows(values), *_origin(origin)]
    svg = on_land(layers, view_of(crisis), (inner, height), words, alternative)
    return framed(svg, caption, width) if caption else svg


def _flows(values: list[dict[str, Any]]) -> list[alt.Chart]:
    if not values:
        return []
    base = alt.Chart(rows_of(values))
    colour = alt.Color("colour:N", scale=None)
    ways = base.mark_rule(opacity=0.55).encode(
        longitude=alt.Longitude("x0:Q"),
        latitude=alt.Latitude("y0:Q"),
        longitude2=alt.Longitude2("x:Q"),
        latitude2=alt.Latitude2("y:Q"),
        color=alt.ColorValue(COLOURS[0]),
        strokeWidth=alt.StrokeWidth("width:Q", scale=None),
    )
    circles = base.mark_circle(opacity=0.75, stroke="white", strokeWidth=1).encode(
        **AT, color=colour, size=alt.Size("area:Q", scale=None)
    )
    names = base.mark_text(
        align={"expr": "datum.under ? 'center' : 'left'"},
        dx={"expr": "datum.under ? 0 : sqrt(datum.area) / 2 + 4"},
        dy={"expr": "datum.under ? sqrt(datum.area) / 2 + 10 : -3"},
        color=TEXT,
        fontSize=LETTER,
        fontWeight="bold",
        lineHeight=14,
    )
    return [ways, circles, *names_on_land(names.encode(**AT, text=alt.Text("name:N")))]


def _origin(origin: dict[str, Any]) -> list[alt.Chart]:
    base = alt.Chart(rows_of([origin])).encode(**AT)
    name = base.mark_text(dy=-12, fontSize=LETTER + 1, fontWeight="bold", color=TEXT)
    square = base.mark_square(size=80, color=TEXT, opacity=1)
    return [square, *names_on_land(name.encode(text=alt.Text("name:N")))]


def _is_near_the_edge(longitude: float, crisis: Crisis) -> bool:
    west, east = crisis.map_view["longitudes"]
    return longitude > west + 0.7 * (east - west)
