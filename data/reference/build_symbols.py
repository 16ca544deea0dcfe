"""Draws the symbols of assistance points: symbols.png for the map, symbols/*.svg for its legend.

Run it from the project's folder after changing a drawing or the kinds:
`python -m data.reference.build_symbols`. In symbols.png each kind has a column, in the order of
vocabulary.POINT_KINDS; the lower row is hollow, for points that are closed. A drawing is an
outline and the lines of a mark, as points in a cell of 64 by 64.
"""

import math
from pathlib import Path

from PIL import Image, ImageDraw

from ledger.vocabulary import POINT_KINDS

CELL = 64
FINER = 4
BLUE, GREY, WHITE = "#0072BC", "#6B7785", "#FFFFFF"
FOLDER = Path(__file__).parent
Points = list[tuple[float, float]]

CIRCLE: Points = [
    (32 + 26 * math.sin(turn * math.pi / 18), 32 + 26 * math.cos(turn * math.pi / 18))
    for turn in range(36)
]
OUTLINES: dict[str, Points] = {
    "hotline": [(6, 8), (58, 8), (58, 46), (34, 46), (20, 60), (20, 46), (6, 46)],
    "online_service": [(18, 7), (46, 7), (60, 32), (46, 57), (18, 57), (4, 32)],
    "border_crossing_point": [(32, 4), (60, 32), (32, 60), (4, 32)],
    "reception_centre": [(32, 5), (59, 28), (59, 58), (5, 58), (5, 28)],
    "transit_centre": [(5, 14), (59, 14), (59, 50), (5, 50)],
    "information_point": CIRCLE,
    "registration_point": [(12, 5), (52, 5), (52, 59), (12, 59)],
    "medical_point": [
        *[(22, 5), (42, 5), (42, 22), (59, 22), (59, 42), (42, 42)],
        *[(42, 59), (22, 59), (22, 42), (5, 42), (5, 22), (22, 22)],
    ],
    "consular_point": [(8, 6), (58, 6), (48, 22), (58, 38), (16, 38), (16, 60), (8, 60)],
    "distribution_point": [(5, 20), (32, 5), (59, 20), (59, 46), (32, 60), (5, 46)],
}
MARKS: dict[str, list[Points]] = {
    "hotline": [[(18, 22), (46, 22)], [(18, 34), (38, 34)]],
    "online_service": [[(20, 32), (44, 32)], [(32, 20), (32, 44)]],
    "border_crossing_point": [[(18, 32), (46, 32)], [(38, 24), (46, 32), (38, 40)]],
    "reception_centre": [[(25, 58), (25, 38), (39, 38), (39, 58)]],
    "transit_centre": [[(16, 32), (48, 32)], [(40, 24), (48, 32), (40, 40)]],
    "information_point": [[(32, 29), (32, 47)], [(32, 17), (32, 20)]],
    "registration_point": [[(21, 32), (29, 40), (43, 24)]],
    "medical_point": [[(32, 20), (32, 44)], [(20, 32), (44, 32)]],
    "consular_point": [[(22, 22), (38, 22)]],
    "distribution_point": [[(5, 20), (32, 34), (59, 20)], [(32, 34), (32, 60)]],
}


def on_map() -> Image.Image:
    """All symbols in one picture, drawn finer and made smaller for smooth edges."""
    width, height = CELL * len(POINT_KINDS), CELL * 2
    picture = Image.new("RGBA", (width * FINER, height * FINER))
    pen = ImageDraw.Draw(picture)
    for column, kind in enumerate(POINT_KINDS):
        for row, (fill, edge, mark) in enumerate([(BLUE, WHITE, WHITE), (WHITE, GREY, GREY)]):
            corner = column * CELL, row * CELL
            outline = _moved(OUTLINES[kind], corner)
            pen.polygon(outline, fill=fill)
            pen.line([*outline, *outline[:2]], fill=edge, width=4 * FINER, joint="curve")
            for line in MARKS[kind]:
                pen.line(_moved(line, corner), fill=mark, width=5 * FINER, joint="curve")
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def in_legend(kind: str) -> str:
    """One symbol as an SVG picture."""
    outline = " ".join(f"{x:.1f},{y:.1f}" for x, y in OUTLINES[kind])
    lines = "".join(
        f'<polyline points="{" ".join(f"{x},{y}" for x, y in line)}"/>' for line in MARKS[kind]
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="20" height="20">'
        f'<polygon points="{outline}" fill="{BLUE}"/>'
        f'<g fill="none" stroke="{WHITE}" stroke-width="5">{lines}</g></svg>\n'
    )


def _moved(line: Points, corner: tuple[int, int]) -> Points:
    return [((x + corner[0]) * FINER, (y + corner[1]) * FINER) for x, y in line]


if __name__ == "__main__":
    on_map().save(FOLDER / "symbols.png", optimize=True)
    (FOLDER / "symbols").mkdir(exist_ok=True)
    for name in POINT_KINDS:
        (FOLDER / "symbols" / f"{name}.svg").write_text(in_legend(name), encoding="utf-8")
