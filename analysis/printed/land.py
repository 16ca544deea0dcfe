"""What stands under every printed map: land and borders, and names that lines do not strike out."""

from functools import lru_cache
from typing import Any

import altair as alt

from analysis.printed.vega import rows_of, svg_of
from analysis.wording import Wording
from ledger import shapes
from ledger.crisis import Crisis

# West, east, south, north, in degrees.
View = tuple[float, float, float, float]
LAND, BORDER = "#E6EBF0", "#A9B5C0"
AT = {"longitude": alt.Longitude("x:Q"), "latitude": alt.Latitude("y:Q")}


def view_of(crisis: Crisis) -> View:
    """What maps of a crisis show."""
    west, east = crisis.map_view["longitudes"]
    south, north = crisis.map_view["latitudes"]
    return west, east, south, north


def on_land(
    layers: list[alt.Chart], view: View, size: tuple[int, int], words: Wording, alternative: str
) -> str:
    """Layers of a map over land and borders, as SVG."""
    start, _, rest = _drawn(layers, view, size, words, alternative).partition(">")
    return f"{start}>{_land(view, size)}{rest}"


def names_on_land(names: alt.Chart) -> list[alt.Chart]:
    """Names on the colour of the land, so that no line strikes them out."""
    under = names.copy()
    under.mark = alt.MarkDef(**{**names.mark.to_dict(), "stroke": LAND, "strokeWidth": 3})
    return [under, names]


def _drawn(
    layers: list[alt.Chart], view: View, size: tuple[int, int], words: Wording, alternative: str
) -> str:
    west, east, south, north = view
    corners = {"type": "MultiPoint", "coordinates": [[west, south], [east, north]]}
    projection = {
        "type": "mercator",
        "fit": {"type": "Feature", "geometry": corners, "properties": {}},
        "size": list(size),
        "clipExtent": [[0, 0], list(size)],
    }
    # Without room around it the same place is at the same point, whatever else is drawn.
    shared = {"width": size[0], "height": size[1], "autosize": "none", "padding": 0}
    return svg_of(layers, words, alternative, projection=projection, **shared)


@lru_cache(maxsize=8)
def _land(view: View, size: tuple[int, int]) -> str:
    """Land and borders, drawn once for a view: the inside of an SVG picture."""
    west, east, south, north = view
    # A picture of another shape than the view shows more on two of its sides.
    across, up = east - west, north - south
    on_it = _shapes(west - across, east + across, south - up, north + up)
    land = alt.Chart(rows_of(on_it)).mark_geoshape(fill=LAND, stroke=BORDER, strokeWidth=0.7)
    drawn = _drawn([land], view, size, Wording("en"), "")
    return drawn.partition(">")[2].removesuffix("</svg>")


def _shapes(west: float, east: float, south: float, north: float) -> list[dict[str, Any]]:
    """The land within a view, its rings clockwise: others are read as their outside."""
    kept = []
    for polygons in shapes.here().values():
        for rings in polygons:
            xs, ys = zip(*rings[0], strict=True)
            if max(xs) > west and min(xs) < east and max(ys) > south and min(ys) < north:
                inward = [
                    shapes.turned(ring, clockwise=hole == 0) for hole, ring in enumerate(rings)
                ]
                land = {"type": "Polygon", "coordinates": inward}
                kept.append({"type": "Feature", "geometry": land, "properties": {}})
    return kept
