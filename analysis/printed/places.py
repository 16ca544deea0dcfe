"""Places where people get help as a picture. The interactive map is analysis.assistance_map."""

import altair as alt
import pandas as pd

from analysis.printed.frame import EDGE, Caption, framed
from analysis.printed.land import AT, View, names_on_land, on_land, view_of
from analysis.printed.vega import COLOURS, LETTER, MUTED, rows_of
from analysis.wording import Wording
from ledger.crisis import Crisis

# Degrees around the outermost points, and at least shown: they are seen among their surroundings.
AROUND, LEAST = 0.8, 4.0
# Half of what the name of a country takes of the width of a map.
ROOM = 0.1


def points_svg(
    points: pd.DataFrame,
    crisis: Crisis,
    words: Wording,
    alternative: str,
    size: tuple[int, int] = (560, 380),
    caption: Caption | None = None,
) -> str:
    """A dot for each point of a table of assistance_points, all of which have a place."""
    width, height = size
    inner = width - 2 * EDGE if caption else width
    xs, ys = points["longitude"].astype(float), points["latitude"].astype(float)
    view = _around(xs, ys) if len(points) else view_of(crisis)
    dots = alt.Chart(rows_of({"x": x, "y": y} for x, y in zip(xs, ys, strict=True)))
    dots = dots.mark_circle(size=90, opacity=0.7, color=COLOURS[0], stroke="white").encode(**AT)
    layers = [*_names(view, crisis, words), dots]
    svg = on_land(layers, view, (inner, height), words, alternative)
    return framed(svg, caption, width) if caption else svg


def _around(xs: pd.Series, ys: pd.Series) -> View:
    """A view that shows all places, to a tenth of a degree."""
    edges = []
    for values in (xs, ys):
        wider = max(AROUND, (LEAST - (values.max() - values.min())) / 2)
        edges += [round(values.min() - wider, 1), round(values.max() + wider, 1)]
    west, east, south, north = edges
    return west, east, south, north


def _names(view: View, crisis: Crisis, words: Wording) -> list[alt.Chart]:
    """The names of countries that have room for them within the view."""
    west, east, south, north = view
    edge = (east - west) * ROOM
    rows = [
        {"x": x, "y": y, "name": words.country(code)}
        for code, (x, y) in crisis.places.items()
        if west + edge < x < east - edge and south < y < north
    ]
    names = alt.Chart(rows_of(rows)).mark_text(color=MUTED, fontSize=LETTER)
    return names_on_land(names.encode(**AT, text=alt.Text("name:N")))
