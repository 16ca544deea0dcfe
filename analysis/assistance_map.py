"""The map of assistance points: our own boundaries, a symbol for each kind, no outside request."""

import math

import pandas as pd
import pydeck as pdk

from analysis import points
from analysis.headlines import as_rows
from analysis.wording import Wording
from ledger.crisis import Crisis
from ledger.vocabulary import POINT_KINDS

# A String, because pydeck would open a plain text that ends in .png as a file of this machine.
SYMBOLS = pdk.types.String("/geo/symbols.png")
BOUNDARIES = "/geo/boundaries.geojson"
CELL = 64
POINTS = "points"
HEIGHT = 460
# Pixels a map is at least wide, of which the points should fill most.
NARROWEST = 330
CLOSEST, WIDEST = 12, 3
# Degrees shown around a single point, so that it is seen among its surroundings.
SMALLEST_SPAN = 1.5


def deck(
    shown: pd.DataFrame, selected: str, closer: float, crisis: Crisis, words: Wording
) -> pdk.Deck:
    """A map of points; `selected` is a point_id or blank, `closer` steps of zoom on top."""
    placed = points.placed(shown)
    at = placed[placed["point_id"] == selected]
    return pdk.Deck(
        layers=[_land(), _names(crisis, words), _ring(at), _symbols(placed, words)],
        initial_view_state=view(at if len(at) else placed, closer, crisis),
        # Any provider or style would fetch a map from someone else's server.
        map_provider=None,
        height=HEIGHT,
        tooltip={"text": "{title}\n{kind}\n{status}"},
    )


def view(shown: pd.DataFrame, closer: float, crisis: Crisis) -> pdk.ViewState:
    """Where the map looks: at all the points, or at the crisis when there are none."""
    home = crisis.map_view
    if shown.empty:
        latitude, longitude, zoom = home["latitude"], home["longitude"], home["zoom"]
    else:
        west, east = shown["longitude"].min(), shown["longitude"].max()
        south, north = shown["latitude"].min(), shown["latitude"].max()
        latitude, longitude = (south + north) / 2, (west + east) / 2
        degrees = max(east - west, (north - south) * 1.6, SMALLEST_SPAN)
        zoom = math.log2(NARROWEST * 360 / (512 * degrees))
    zoom = min(max(zoom + closer, WIDEST), CLOSEST)
    return pdk.ViewState(latitude=latitude, longitude=longitude, zoom=round(zoom, 2))


def symbol(kind: str, status: str) -> str:
    """The name of a point's symbol: hollow when it is closed."""
    return f"{kind}_closed" if status == points.CLOSED else kind


def symbol_places() -> dict[str, dict]:
    """Where each symbol stands in the picture of them all: open above, closed below."""
    return {
        symbol(kind, status): {
            "x": column * CELL,
            "y": row * CELL,
            "width": CELL,
            "height": CELL,
            "anchorY": CELL // 2,
        }
        for row, status in enumerate(("open", points.CLOSED))
        for column, kind in enumerate(POINT_KINDS)
    }


def _land() -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id="land",
        data=BOUNDARIES,
        pickable=False,
        stroked=True,
        filled=True,
        get_fill_color=[140, 155, 170, 60],
        get_line_color=[110, 125, 140, 200],
        line_width_min_pixels=1,
    )


def _names(crisis: Crisis, words: Wording) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        id="names",
        data=[{"name": words.country(code), "place": at} for code, at in crisis.places.items()],
        get_text="name",
        get_position="place",
        get_size=13,
        get_color=[120, 132, 145],
        # Without it, letters beyond ASCII are left out.
        character_set=pdk.types.String("auto"),
        pickable=False,
    )


def _symbols(placed: pd.DataFrame, words: Wording) -> pdk.Layer:
    rows = [
        {
            "point_id": row["point_id"],
            "title": row["name"],
            "kind": words.name("kind", row["kind"]),
            "status": points.status(row, words) if row["last_verified"] else "",
            "symbol": symbol(row["kind"], row["status"]),
            "place": [row["longitude"], row["latitude"]],
        }
        for row in as_rows(placed)
    ]
    return pdk.Layer(
        "IconLayer",
        id=POINTS,
        data=rows,
        icon_atlas=SYMBOLS,
        icon_mapping=symbol_places(),
        get_icon="symbol",
        get_position="place",
        get_size=26,
        pickable=True,
        auto_highlight=True,
    )


def _ring(at: pd.DataFrame) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        id="selected",
        data=[{"place": [row["longitude"], row["latitude"]]} for row in as_rows(at)],
        get_position="place",
        get_radius=20,
        radius_units="'pixels'",
        stroked=True,
        filled=False,
        get_line_color=[239, 74, 96],
        line_width_min_pixels=4,
        pickable=False,
    )
