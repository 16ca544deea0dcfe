"""Charts and maps drawn without a browser, for reports, cards and pages without script.

They say what the interactive ones say: gaps are gaps, lines are cut where the way of counting
changed, provisional days are dashed, falls are marked. Colours are those of the light theme, which
prints. With a caption the picture carries its title, sources, day and version with it.
"""

from analysis.printed.bars import bars_svg
from analysis.printed.flows import map_svg
from analysis.printed.frame import Caption, Picture, framed
from analysis.printed.lines import lines_svg
from analysis.printed.places import points_svg
from analysis.printed.vega import as_png, as_small_png, warm

__all__ = [
    "Caption",
    "Picture",
    "as_png",
    "as_small_png",
    "bars_svg",
    "framed",
    "lines_svg",
    "map_svg",
    "points_svg",
    "warm",
]
