"""Doubts about where assistance points are: outside the country that they are said to be in.

Shapes are those of ledger/shapes.py, which end at the edges of what maps of the crisis show.
"""

from functools import cache

import numpy as np
import pandas as pd

from ledger import shapes
from ledger.plausibility.rows import Doubt

# In degrees: crossing points lie on borders, and shapes are simplified.
NEAR_THE_BORDER = 0.1
AT_A_TIME = 500


def doubts(now: pd.DataFrame, new: pd.DataFrame) -> list[Doubt]:
    """Points outside their country; those inside it when latitude and longitude are exchanged."""
    stated = ["point_id", "country_iso3", "latitude", "longitude"]
    places = new[stated].astype({"point_id": object, "country_iso3": object})
    known = now[stated].astype({"point_id": object, "country_iso3": object})
    places = places.reset_index(drop=True).dropna()
    held = pd.MultiIndex.from_frame(known).intersection(pd.MultiIndex.from_frame(places))
    fresh = places[~pd.MultiIndex.from_frame(places).isin(held)]
    outside, swapped = _misplaced(fresh)
    return [_doubt("coordinates_swapped", swapped), _doubt("outside_the_country", outside)]


def _misplaced(places: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    outside, swapped = [places[:0]], [places[:0]]
    for country, points in places.groupby("country_iso3"):
        if country in _edges():
            x, y = points["longitude"].to_numpy(), points["latitude"].to_numpy()
            strange = ~_may_lie_in(str(country), x, y)
            exchanged = _edges()[str(country)]
            fits = strange & _holds(exchanged, y, x)
            outside.append(points[strange & ~fits])
            swapped.append(points[fits])
    return pd.concat(outside), pd.concat(swapped)


def _may_lie_in(country: str, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Whether points lie in a country, near its border, or where its shape was cut off."""
    edges, (low, high) = _edges()[country], _window()
    inside = _holds(edges, x, y)
    points = np.column_stack([x, y])
    beyond = ((points < low) | (points > high)).any(axis=1)
    is_cut = (edges.min(axis=(0, 1)) <= low).any() or (edges.max(axis=(0, 1)) >= high).any()
    return inside | (beyond & is_cut)


def _holds(edges: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Whether points lie inside edges or near one of them."""
    points = np.column_stack([x, y])
    pieces = [points[first : first + AT_A_TIME] for first in range(0, len(points), AT_A_TIME)]
    return np.concatenate([_inside(edges, piece) | _near(edges, piece) for piece in pieces])


def _inside(edges: np.ndarray, points: np.ndarray) -> np.ndarray:
    """A line from a point to the east crosses the rings around it an odd number of times."""
    (x0, y0), (x1, y1) = edges[:, 0].T, edges[:, 1].T
    x, y = points[:, :1], points[:, 1:]
    spans = (y0 > y) != (y1 > y)
    height = np.where(y1 == y0, 1, y1 - y0)
    return ((spans & (x < (x1 - x0) * (y - y0) / height + x0)).sum(axis=1) % 2) == 1


def _near(edges: np.ndarray, points: np.ndarray) -> np.ndarray:
    start, along = edges[:, 0], edges[:, 1] - edges[:, 0]
    length = np.maximum((along**2).sum(axis=1), np.finfo(float).tiny)
    away = points[:, None, :] - start
    share = np.clip((away * along).sum(axis=2) / length, 0, 1)
    distance = np.hypot(*np.moveaxis(away - share[..., None] * along, 2, 0))
    return (distance <= NEAR_THE_BORDER).any(axis=1)


def _doubt(rule: str, found: pd.DataFrame) -> Doubt:
    names = {"country": "country_iso3", "latitude": "latitude", "longitude": "longitude"}
    params = {name: found[column].astype(str).to_numpy(object) for name, column in names.items()}
    return Doubt(rule, "latitude", found.index.to_numpy(), params)


@cache
def _edges() -> dict[str, np.ndarray]:
    """The edges of each country: an array of (edge, start or end, longitude or latitude)."""
    return {
        code: np.concatenate(
            [
                np.stack([np.array(ring[:-1]), np.array(ring[1:])], axis=1)
                for polygon in polygons
                for ring in polygon
            ]
        )
        for code, polygons in shapes.here().items()
    }


@cache
def _window() -> tuple[np.ndarray, np.ndarray]:
    """The least and the greatest longitude and latitude that any shape reaches."""
    corners = np.concatenate(list(_edges().values())).reshape(-1, 2)
    return corners.min(axis=0), corners.max(axis=0)
