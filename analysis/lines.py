"""Series of counts made ready to be drawn: lines and bars with their names, colours and words."""

import pandas as pd

from analysis import charts, fleeing
from analysis.headlines import as_rows
from analysis.wording import Wording

MOST_LINES = 5


def largest(series: pd.DataFrame, words: Wording, most: int = MOST_LINES) -> list[charts.Line]:
    """Lines of the countries with the largest counts, each in a colour of its own."""
    ranked = fleeing.newest_by_country(series)["location_iso3"].astype(str).tolist()
    return of_places(series, ranked[:most], words)


def of_places(
    series: pd.DataFrame, places: list[str], words: Wording, *, rate: bool = False
) -> list[charts.Line]:
    """The series of each place: dotted where it was added up, solid where it was published."""
    drawn = []
    for place, colour in zip(places, _colours(len(places)), strict=True):
        of_place = series[series["location_iso3"] == place]
        for how, dash in ((fleeing.ADDED_UP, "dot"), (fleeing.PUBLISHED, "solid")):
            part = of_place[of_place["how"] == how]
            if len(part):
                drawn.append(_line(part, place, colour, dash, words, rate=rate))
    return drawn


def _line(
    part: pd.DataFrame, place: str, colour: str, dash: str, words: Wording, *, rate: bool
) -> charts.Line:
    added = dash == "dot"
    name = words.country(place)
    says = [
        words.rate(count) if rate else words.count(count, qualifier)
        for count, qualifier in zip(part["count"], part["qualifier"], strict=True)
    ]
    return charts.Line(
        words.say("line.added_up", name=name) if added else name,
        list(part["reference_period_end"]),
        [float(count) for count in part["count"]],
        [
            words.on_day(said, day)
            for said, day in zip(says, part["reference_period_end"], strict=True)
        ],
        colour,
        dash,
        labelled=not added,
    )


def _colours(n: int) -> list[str]:
    palette = charts.THEME_COLOURS
    return [palette[i] if i < len(palette) else charts.FAINT for i in range(n)]


def marks(tables: dict[str, pd.DataFrame], words: Wording) -> list[charts.Mark]:
    """Days on which a way of counting people fleeing changed, for a chart of countries."""
    breaks = _breaks_of_countries(tables)
    return [charts.Mark(row["date"].date(), words.say("mark.method")) for row in as_rows(breaks)]


def axis(series: pd.DataFrame, words: Wording) -> str:
    """What the counts of a chart are counts of."""
    units = [str(unit) for unit in series["unit"].unique()] or ["people"]
    return words.listed(words.say(f"axis.{unit}") for unit in units)


def dots(series: pd.DataFrame, name: str, words: Wording) -> charts.Line:
    """A series that is reported on irregular days: a dot for each count."""
    rows = as_rows(series)
    return charts.Line(
        name,
        [row["reference_period_end"] for row in rows],
        [float(row["count"]) for row in rows],
        [
            words.on_day(words.count(row["count"], row["qualifier"]), row["reference_period_end"])
            for row in rows
        ],
        charts.THEME_COLOURS[0],
        labelled=False,
        dot=8,
    )


def nationality_bars(group: pd.DataFrame, words: Wording) -> tuple[list[str], list[str]]:
    """Names and counts in words of a breakdown by nationality."""
    rows = as_rows(group)
    names = [words.country(row["nationality_iso3"]) for row in rows]
    return names, [words.count(row["count"], row["qualifier"]) for row in rows]


def _breaks_of_countries(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    counts = tables["counts"]
    fleeing_sources = counts.loc[
        counts["population_type"] == "people_fleeing", "source_id"
    ].unique()
    breaks = tables["breaks"]
    return breaks[breaks["source_id"].isin(fleeing_sources) & breaks["location_iso3"].notna()]
