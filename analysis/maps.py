"""The map of where people went: circles by count, lines from the country they left.

Circles have the area of their count (absolute numbers are never shown by colour). Shapes come
from the server's own /geo; see data/reference/.
"""

import math

import pandas as pd
import plotly.graph_objects as go

from analysis import lateness, provisional
from analysis.rows import as_rows
from analysis.wording import Wording
from ledger.crisis import Crisis

CONFIG = {"displaylogo": False, "displayModeBar": False, "topojsonURL": "/geo/plotly/"}
LARGEST_CIRCLE = 56
WIDEST_LINE = 9
# Seen on light and dark pages alike; blue and text are stand-ins for colours of the theme.
LAND, BORDER, CLEAR = "rgba(140,155,170,0.25)", "rgba(140,155,170,0.8)", "rgba(0,0,0,0)"
BLUE, TEXT, GREY = "#000001", "#000037", "#7F8B97"


def flows(of_countries: pd.DataFrame, crisis: Crisis, words: Wording) -> go.Figure:
    """One circle and line for each country's count, a grey circle for one that is out of date.

    `of_countries` is that of lateness.of_places. Joint counts cannot be placed.
    """
    rows = [row for row in as_rows(of_countries) if row["location_iso3"] in crisis.places]
    most = max((row["count"] for row in rows), default=1) or 1
    figure = go.Figure([_line(row, most, crisis) for row in rows])
    figure.add_trace(_circles(rows, most, crisis, words))
    figure.add_trace(_origin(crisis, words))
    view = crisis.map_view
    figure.update_geos(
        scope="world",
        resolution=50,
        projection_type="mercator",
        bgcolor=CLEAR,
        lonaxis_range=view["longitudes"],
        lataxis_range=view["latitudes"],
        showland=True,
        landcolor=LAND,
        showcountries=True,
        countrycolor=BORDER,
        countrywidth=1,
        showcoastlines=False,
        showframe=False,
        showlakes=False,
        showocean=False,
    )
    figure.update_layout(
        height=340,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        dragmode=False,
        paper_bgcolor=CLEAR,
    )
    return figure


def _line(row: dict, most: float, crisis: Crisis) -> go.Scattergeo:
    (x0, y0), (x1, y1) = crisis.places[crisis.origin_iso3], crisis.places[row["location_iso3"]]
    return go.Scattergeo(
        lon=[x0, x1],
        lat=[y0, y1],
        mode="lines",
        hoverinfo="skip",
        opacity=0.55,
        line={"color": BLUE, "width": max(1, WIDEST_LINE * row["count"] / most)},
    )


def _circles(rows: list[dict], most: float, crisis: Crisis, words: Wording) -> go.Scattergeo:
    places = [crisis.places[row["location_iso3"]] for row in rows]
    labels = [
        f"<b>{words.country(row['location_iso3'])}</b><br>"
        + words.count(row["count"], row["qualifier"])
        for row in rows
    ]
    return go.Scattergeo(
        lon=[x for x, _ in places],
        lat=[y for _, y in places],
        text=labels,
        mode="markers+text",
        textposition=[_beside(x, crisis) for x, _ in places],
        textfont={"color": TEXT, "size": 12},
        marker={
            "size": [max(6, LARGEST_CIRCLE * math.sqrt(row["count"] / most)) for row in rows],
            "color": [GREY if lateness.is_expired(row) else BLUE for row in rows],
            "opacity": 0.75,
            "line": {"color": "white", "width": 1},
        },
        customdata=[_in_words(row, words) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _in_words(row: dict, words: Wording) -> str:
    """What a circle says: the place, the count in words, its day, whether a newer one is late."""
    said = words.count_in_words(row["count"], row["qualifier"])
    as_of = words.say("map.as_of", day=words.day(row["reference_period_end"]))
    if provisional.is_provisional(row):
        as_of = words.say("said.provisional", said=as_of)
    place = f"<b>{words.country(row['location_iso3'])}</b>"
    return "<br>".join(filter(None, (place, said, as_of, lateness.word(row, words))))


def _beside(longitude: float, crisis: Crisis) -> str:
    """Where a label has room: under a circle near the right edge, to the right of others."""
    west, east = crisis.map_view["longitudes"]
    return "bottom center" if longitude > west + 0.7 * (east - west) else "middle right"


def _origin(crisis: Crisis, words: Wording) -> go.Scattergeo:
    x, y = crisis.places[crisis.origin_iso3]
    return go.Scattergeo(
        lon=[x],
        lat=[y],
        mode="markers+text",
        text=[f"<b>{words.country(crisis.origin_iso3)}</b>"],
        textposition="top center",
        textfont={"color": TEXT, "size": 13},
        hoverinfo="skip",
        marker={"symbol": "square", "size": 9, "color": TEXT},
    )
