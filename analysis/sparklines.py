"""Small drawings of a series beside its newest count, with what they show in words."""

import html
from base64 import b64encode
from collections.abc import Sequence

import pandas as pd

from analysis import breaks as method_breaks
from analysis.headlines import Headline
from analysis.rows import as_rows
from analysis.wording import Wording

LEAD_BLUE = "#2E8BD0"
WIDTH, HEIGHT, EDGE = 120, 28, 3

Points = list[tuple[float, float]]


def drawn(
    lead: Headline, title: str, breaks: pd.DataFrame, words: Wording, *, also: str = ""
) -> str:
    """A series as an HTML picture; see svg_of."""
    svg, label = svg_of(lead, title, breaks, words, also=also)
    source = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
    return f'<img src="{source}" width="{WIDTH}" height="{HEIGHT}" alt="{html.escape(label)}">'


def svg_of(
    lead: Headline, title: str, breaks: pd.DataFrame, words: Wording, *, also: str = ""
) -> tuple[str, str]:
    """A series as SVG, cut where its method changed, and its text alternative.

    That says where it starts and ends, and what there is to say `also`.
    """
    rows = as_rows(lead.series)
    cuts = method_breaks.cuts(rows, breaks)
    lines: list[Points] = []
    points = _points(
        [row["reference_period_end"] for row in rows], [float(row["count"]) for row in rows]
    )
    for point, cut in zip(points, cuts, strict=True):
        if cut or not lines:
            lines.append([])
        lines[-1].append(point)
    entry = "sparkline.cut" if any(cuts) else "sparkline.whole"
    first, last = (_said(row, words) for row in (rows[0], rows[-1]))
    label = words.say(entry, title=title, first=first, last=last)
    return _picture(lines), f"{label}. {also}" if also else label


def _points(days: Sequence[pd.Timestamp], values: Sequence[float]) -> Points:
    """Where each count is drawn: across by its day, for counts may be days or weeks apart."""
    low, high = min(values), max(values)
    across = (WIDTH - 2 * EDGE) / max((days[-1] - days[0]).days, 1)
    up = (HEIGHT - 2 * EDGE) / ((high - low) or 1)
    return [
        (EDGE + (day - days[0]).days * across, HEIGHT - EDGE - (value - low) * up)
        for day, value in zip(days, values, strict=True)
    ]


def _said(row: dict, words: Wording) -> str:
    said = words.count_in_words(row["count"], row["qualifier"])
    return words.on_day(said, row["reference_period_end"])


def _picture(lines: list[Points]) -> str:
    strokes = "".join(_stroke(points) for points in lines)
    x, y = lines[-1][-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'{strokes}<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{LEAD_BLUE}"/></svg>'
    )


def _stroke(points: Points) -> str:
    """A line through some points; a point alone is a dot."""
    if len(points) == 1:
        x, y = points[0]
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.5" fill="{LEAD_BLUE}"/>'
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{LEAD_BLUE}" stroke-width="2"/>'
