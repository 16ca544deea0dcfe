"""Counts side by side as a picture. The interactive ones are analysis.charts.bars."""

from collections.abc import Sequence

import altair as alt

from analysis.printed.frame import EDGE, Caption, framed
from analysis.printed.vega import COLOURS, LETTER, LETTER_WIDTH, TEXT, rows_of, svg_of
from analysis.wording import Wording

BAR = 26


def bars_svg(
    names: Sequence[str],
    values: Sequence[float],
    says: Sequence[str],
    words: Wording,
    alternative: str,
    width: int = 640,
    caption: Caption | None = None,
) -> str:
    """Counts side by side, as charts.bars draws them, each with its count at its end."""
    inner = width - 2 * EDGE if caption else width
    told = zip(names, values, says, strict=True)
    rows = [{"name": name, "value": value, "said": said} for name, value, said in told]
    left = 24 + LETTER_WIDTH * max(map(len, names), default=0)
    right = 12 + LETTER_WIDTH * max(map(len, says), default=0)
    base = alt.Chart(rows_of(rows)).encode(
        x=alt.X("value:Q", axis=None),
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=400, labelColor=TEXT)),
    )
    layers = [
        base.mark_bar(color=COLOURS[0], height={"band": 0.7}),
        base.mark_text(align="left", dx=5, fontSize=LETTER, color=TEXT).encode(
            text=alt.Text("said:N")
        ),
    ]
    size = {"width": max(80, inner - left - right), "height": BAR * max(1, len(rows))}
    svg = svg_of(layers, words, alternative, **size)
    return framed(svg, caption, width) if caption else svg
