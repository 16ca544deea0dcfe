"""Shapes of countries, cut to the part of the world that a crisis is about.

The whole world is data/reference/world.geojson; see data/reference/build_world.py for its source.
Coordinates are degrees, longitude first. Neighbours share one border.
"""

import json
import operator
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ledger import crisis

WORLD = Path(__file__).parent.parent / "data" / "reference" / "world.geojson"
STEPS = 30_000
# What plotly asks of a map beside countries and land; we draw none of these.
NOT_DRAWN = ("coastlines", "ocean", "lakes", "rivers", "subunits")

KOSOVO = "XKX"
KOSOVO_NOTE = (
    "References to Kosovo shall be understood to be in the context of UN Security Council "
    "resolution 1244 (1999)"
)

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
Shapes = dict[str, list[Polygon]]
# West, south, east, north.
Window = tuple[float, float, float, float]


def window() -> Window:
    """What maps of the crisis may show: its `window`, else as much again on every side."""
    view = crisis.read().map_view
    if chosen := view.get("window"):
        west, south, east, north = map(float, chosen)
        return west, south, east, north
    (west, east), (south, north) = view["longitudes"], view["latitudes"]
    across, up = east - west, north - south
    return west - across, max(south - up, -85.0), east + across, min(north + up, 85.0)


def here() -> Shapes:
    """The shapes of the crisis."""
    return within(window())


@cache
def within(part: Window) -> Shapes:
    """The polygons of every country that has some there, by ISO 3166-1 alpha-3 code."""
    features = json.loads(WORLD.read_text(encoding="utf-8"))["features"]
    found = {
        feature["properties"]["iso3"]: [
            rings
            for polygon in feature["geometry"]["coordinates"]
            if (rings := [ring for ring in (cut(one, part) for one in polygon) if len(ring) > 3])
        ]
        for feature in features
    }
    return {code: polygons for code, polygons in found.items() if polygons}


def cut(ring: Ring, part: Window) -> Ring:
    """The part of a ring inside a part of the world (Sutherland and Hodgman, 1974)."""
    west, south, east, north = part
    sides: list[tuple[int, float, Callable[[float, float], bool]]] = [
        (0, west, operator.ge),
        (0, east, operator.le),
        (1, south, operator.ge),
        (1, north, operator.le),
    ]
    for axis, edge, inside in sides:
        kept: Ring = []
        for before, after in pairwise([*ring, *ring[:1]]):
            if inside(before[axis], edge):
                kept.append(before)
            if inside(before[axis], edge) != inside(after[axis], edge):
                kept.append(_crossing(before, after, axis, edge))
        ring = kept
    closed = [*ring, ring[0]] if ring and ring[0] != ring[-1] else ring
    return [point for i, point in enumerate(closed) if i == 0 or point != closed[i - 1]]


def turned(ring: Ring, *, clockwise: bool) -> Ring:
    """The ring in one sense of rotation, as seen on a map with north above."""
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))
    return ring if (area < 0) == clockwise else ring[::-1]


def geojson(shapes: Shapes) -> dict[str, Any]:
    """The shapes as GeoJSON (RFC 7946: outer rings counter-clockwise)."""
    features = []
    for code, polygons in shapes.items():
        note = {"note": KOSOVO_NOTE} if code == KOSOVO else {}
        rounded = [
            [
                [[round(x, 3), round(y, 3)] for x, y in turned(ring, clockwise=hole > 0)]
                for hole, ring in enumerate(polygon)
            ]
            for polygon in polygons
        ]
        shape = {"type": "MultiPolygon", "coordinates": rounded}
        features.append(
            {"type": "Feature", "properties": {"iso3": code, **note}, "geometry": shape}
        )
    return {"type": "FeatureCollection", "features": features}


def topojson(shapes: Shapes, part: Window) -> dict[str, Any]:
    """The shapes as plotly wants them: TopoJSON, each ring an arc, outer rings clockwise."""
    arcs: list[list[list[int]]] = []
    geometries = []
    for code, polygons in shapes.items():
        indices = []
        for polygon in polygons:
            rings = [turned(ring, clockwise=hole == 0) for hole, ring in enumerate(polygon)]
            indices.append([[len(arcs) + n] for n in range(len(rings))])
            arcs += [_steps(ring, part) for ring in rings]
        label = {"ct": _middle(polygons)}
        geometries.append(
            {"type": "MultiPolygon", "arcs": indices, "id": code, "properties": label}
        )
    land = {"type": "MultiPolygon", "arcs": [part for g in geometries for part in g["arcs"]]}
    drawn = {"countries": geometries, "land": [land]} | {name: [] for name in NOT_DRAWN}
    objects = {
        name: {"type": "GeometryCollection", "geometries": parts} for name, parts in drawn.items()
    }
    west, south, east, north = part
    scale = [(east - west) / STEPS, (north - south) / STEPS]
    transform = {"scale": scale, "translate": [west, south]}
    return {"type": "Topology", "transform": transform, "objects": objects, "arcs": arcs}


def _crossing(before: Point, after: Point, axis: int, edge: float) -> Point:
    share = (edge - before[axis]) / (after[axis] - before[axis])
    across = before[1 - axis] + share * (after[1 - axis] - before[1 - axis])
    return (edge, across) if axis == 0 else (across, edge)


def _steps(ring: Ring, part: Window) -> list[list[int]]:
    west, south, east, north = part
    placed = [
        (round((x - west) / (east - west) * STEPS), round((y - south) / (north - south) * STEPS))
        for x, y in ring
    ]
    moves = [[x1 - x0, y1 - y0] for (x0, y0), (x1, y1) in pairwise(placed)]
    return [list(placed[0]), *(move for move in moves if move != [0, 0])]


def _middle(polygons: list[Polygon]) -> list[float]:
    largest = max((polygon[0] for polygon in polygons), key=len)
    return [round(sum(point[axis] for point in largest) / len(largest), 2) for axis in (0, 1)]
