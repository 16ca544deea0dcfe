"""Series of counts made ready to be drawn: lines and bars with their names, colours and words."""

from dataclasses import replace

import pandas as pd

from analysis import breaks as method_breaks
from analysis import charts, falls, fleeing, provisional
from analysis.rows import Row, as_rows
from analysis.traces import Line
from analysis.wording import Wording

MOST_LINES = 5
# A column of what each count was before: see analysis.ghosts.
EARLIER = "earlier"


def of_places(
    series: pd.DataFrame,
    places: list[str],
    breaks: pd.DataFrame,
    words: Wording,
    *,
    rate: bool = False,
) -> list[Line]:
    """The series of each place: dotted where it was added up, solid where it was published.

    A blank place stands for all countries together.
    """
    of_each: dict[tuple[str, str], list[Row]] = {}
    for row in as_rows(series):
        of_each.setdefault((row["location_iso3"], row["how"]), []).append(row)
    changes, drawn = as_rows(breaks), []
    for place, colour in zip(places, _colours(len(places)), strict=True):
        name = words.countries(place)
        titles = {fleeing.ADDED_UP: words.say("line.added_up", name=name), fleeing.PUBLISHED: name}
        made = [how for how in titles if (place, how) in of_each]
        for how in made:
            line = of_rows(of_each[place, how], titles[how], changes, words, rate=rate)
            dash = "dot" if how == fleeing.ADDED_UP else "solid"
            label = name if how == made[-1] else ""
            drawn.append(replace(line, colour=colour, dash=dash, label=label))
    return drawn


def of_rows(
    rows: list[Row], name: str, breaks: method_breaks.Breaks, words: Wording, *, rate: bool = False
) -> Line:
    """The counts of one series, in the order of their days, as a line."""
    return Line(
        name,
        [row["reference_period_end"] for row in rows],
        [float(row["count"]) for row in rows],
        [_said(row, words, rate=rate) for row in rows],
        [row["qualifier"] for row in rows],
        cuts=method_breaks.cuts(rows, breaks),
        provisional=[provisional.is_provisional(row) for row in rows],
        falls=[row.get(falls.COLUMN, "") for row in rows],
        revisions=[row.get(EARLIER, "") for row in rows],
    )


def _said(row: Row, words: Wording, *, rate: bool) -> str:
    """A count with its qualifier and its day in words, and whether it may still change."""
    in_words = words.rate_in_words if rate else words.count_in_words
    said = words.on_day(in_words(row["count"], row["qualifier"]), row["reference_period_end"])
    return words.say("said.provisional", said=said) if provisional.is_provisional(row) else said


def _colours(n: int) -> list[str]:
    palette = charts.THEME_COLOURS
    return [palette[i] if i < len(palette) else charts.FAINT for i in range(n)]


def marks(series: pd.DataFrame, breaks: pd.DataFrame, words: Wording) -> list[charts.Mark]:
    """Days on which the way of counting changed for some of the counts of a chart."""
    changes = method_breaks.about(series, breaks)
    return [charts.Mark(row["date"].date(), words.say("mark.method")) for row in as_rows(changes)]


def axis(series: pd.DataFrame, words: Wording) -> str:
    """What the counts of a chart are counts of."""
    units = [str(unit) for unit in series["unit"].unique()] or ["people"]
    return words.listed(words.say(f"axis.{unit}") for unit in units)


def dots(series: pd.DataFrame, name: str, breaks: pd.DataFrame, words: Wording) -> Line:
    """A series that is reported on irregular days: a dot for each count."""
    line = of_rows(as_rows(series), name, breaks, words)
    return replace(line, colour=charts.THEME_COLOURS[0], dot=8)


def nationality_bars(group: pd.DataFrame, words: Wording) -> tuple[list[str], list[str], list[str]]:
    """Names, and counts short and in words, of a breakdown by nationality."""
    rows = as_rows(group)
    return (
        [words.country(row["nationality_iso3"]) for row in rows],
        [words.count(row["count"], row["qualifier"]) for row in rows],
        [words.count_in_words(row["count"], row["qualifier"]) for row in rows],
    )
