"""Draws symbols.svg: one symbol for each kind of assistance point, and a hollow one for closed.

Run it after changing a drawing or the kinds: `python data/reference/build_symbols.py`.
Each drawing is an SVG path in a cell of 64 by 64; the order is that of vocabulary.POINT_KINDS.
"""

from pathlib import Path

from ledger.vocabulary import POINT_KINDS

CELL = 64
BLUE, CLOSED = "#0072BC", "#6B7785"
SHAPES = {
    "border_crossing_point": "M32 6 58 32 32 58 6 32Z",
    "reception_centre": "M32 6 58 28V58H6V28Z",
    "transit_centre": "M6 12H58V52H6Z",
    "information_point": "M32 6A26 26 0 1 1 31.9 6Z",
    "registration_point": "M12 6H52V58H12Z",
    "medical_point": "M22 6H42V22H58V42H42V58H22V42H6V22H22Z",
    "consular_point": "M10 6H56L46 20 56 34H16V58H10Z",
    "distribution_point": "M6 20 32 6 58 20V48L32 60 6 48Z",
    "hotline": "M8 10H56V46H34L20 60V46H8Z",
    "online_service": "M18 6H46L60 32 46 58H18L4 32Z",
}
MARKS = {
    "border_crossing_point": "M20 32H44M36 24 44 32 36 40",
    "reception_centre": "M26 58V40H38V58",
    "transit_centre": "M16 32H48M40 24 48 32 40 40",
    "information_point": "M32 28V46M32 18V20",
    "registration_point": "M22 32 30 40 44 24",
    "medical_point": "M32 20V44M20 32H44",
    "consular_point": "M24 20H38",
    "distribution_point": "M6 20 32 34 58 20M32 34V60",
    "hotline": "M20 22H44M20 34H36",
    "online_service": "M32 14V50M14 32H50",
}


def draw(column: int, row: int, kind: str) -> str:
    """One symbol in its cell: filled with a white mark, or hollow when the point is closed."""
    fill, line, mark = (BLUE, "white", "white") if row == 0 else ("white", CLOSED, CLOSED)
    return (
        f'<g transform="translate({column * CELL} {row * CELL})" stroke-width="4" '
        f'stroke-linejoin="round" stroke-linecap="round">'
        f'<path d="{SHAPES[kind]}" fill="{fill}" stroke="{line}"/>'
        f'<path d="{MARKS[kind]}" fill="none" stroke="{mark}" stroke-width="5"/></g>'
    )


def main() -> None:
    """Write the picture of all symbols beside this script."""
    width = CELL * len(POINT_KINDS)
    symbols = [draw(i, row, kind) for row in (0, 1) for i, kind in enumerate(POINT_KINDS)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{2 * CELL}">'
    picture = "\n".join([head, *symbols, "</svg>\n"])
    Path(__file__).with_name("symbols.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
