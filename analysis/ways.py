"""Ways home: assisted movements as bands from where people were through where to where.

Every band is one row as it was published, of one source at a time: several rows may be about the
same people, so nothing is added up and places show no totals.
"""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis import headlines, listing, printed
from analysis.maps import TEXT
from analysis.nationals import HELPED
from analysis.pictures import WIDTH
from analysis.printed import Picture
from analysis.rows import Row, as_rows
from analysis.wording import Wording

HEIGHT_OF_ROW, LEAST_HEIGHT, MOST_HEIGHT = 34, 220, 620
NODE = "#7F8B97"
# The brand's blue, the paler the less of it has happened.
COLOURS = {
    "completed": "rgba(0, 114, 188, 0.55)",
    "under_way": "rgba(0, 114, 188, 0.38)",
    "planned": "rgba(0, 114, 188, 0.2)",
}


def by_source(movements: pd.DataFrame) -> list[pd.DataFrame]:
    """The movements that can be drawn, those of each source apart, most people first.

    Only those with a number and a destination: a request has neither.
    """
    drawn = movements["count"].notna() & movements["to_iso3"].notna()
    rows = movements[drawn & movements["status"].isin(HELPED)]
    groups = [group for _, group in rows.groupby("source_id", observed=True) if len(group)]
    return sorted(groups, key=lambda group: -group["count"].max())


def figure(rows: pd.DataFrame, words: Wording) -> go.Figure:
    """Bands between places, as wide as their count; pointed at, each says its row in words."""
    steps = [step for row in as_rows(rows) for step in _steps(row)]
    places = list(dict.fromkeys(place for start, end, _ in steps for place in (start, end)))
    at = {place: number for number, place in enumerate(places)}
    drawn = go.Sankey(
        node={
            "label": [words.countries(code) for _, code in places],
            "color": NODE,
            "pad": 22,
            "thickness": 10,
            "line": {"width": 0},
            "hoverinfo": "none",
        },
        link={
            "source": [at[start] for start, _, _ in steps],
            "target": [at[end] for _, end, _ in steps],
            "value": [float(row["count"]) for *_, row in steps],
            "color": [COLOURS[row["status"]] for *_, row in steps],
            "customdata": [said(row, words) for *_, row in steps],
            "hovertemplate": "%{customdata}<extra></extra>",
            # Rows stay apart where their bands touch
            "line": {"color": "rgba(255, 255, 255, 0.7)", "width": 1},
        },
        textfont={"color": TEXT, "size": 13, "shadow": "none"},
    )
    height = min(max(HEIGHT_OF_ROW * len(rows) + 60, LEAST_HEIGHT), MOST_HEIGHT)
    layout = {"height": height, "margin": {"l": 4, "r": 4, "t": 8, "b": 8}}
    return go.Figure(drawn, layout)


def bars(rows: pd.DataFrame, words: Wording) -> tuple[list[str], list[str], list[str]]:
    """The ways with their counts short and in words, for a picture without bands."""
    names = [
        words.say("ways.way", who=_who(row, words), way=listing.way(row, words))
        for row in as_rows(rows)
    ]
    told = as_rows(rows)
    return (
        names,
        [words.count(row["count"], row["qualifier"] or "exact") for row in told],
        [words.count_in_words(row["count"], row["qualifier"] or "exact") for row in told],
    )


def said(row: Row, words: Wording) -> str:
    """A movement in words: how many of whom, on what way, in which state, by whom, when."""
    return words.say(
        "ways.said",
        count=words.count_in_words(row["count"], row["qualifier"] or "exact"),
        who=_who(row, words),
        way=listing.way(row, words),
        status=words.name("status", row["status"]),
        assisted_by=row["assisted_by"],
        day=words.short_day(row["date"]),
    )


def picture(rows: pd.DataFrame, title: str, sources: pd.DataFrame, words: Wording) -> Picture:
    """The same counts side by side, to give away: bands need a browser."""
    names, says, each = bars(rows, words)
    values = rows["count"].astype(float).tolist()
    publishers = headlines.publishers(sources)
    of_source = publishers.get(str(rows["source_id"].iloc[0]), str(rows["source_id"].iloc[0]))
    days = words.span(rows["date"].min(), rows["date"].max())
    credit = words.say("brief.whose", sources=of_source, days=days)
    alternative = words.listed(f"{n}: {one}" for n, one in zip(names, each, strict=True))
    return Picture(
        title,
        [credit, words.say("ways.not_a_total")],
        lambda caption: printed.bars_svg(names, values, says, words, alternative, WIDTH, caption),
    )


def in_words(rows: pd.DataFrame, words: Wording) -> str:
    """All movements in words, one sentence each."""
    return " ".join(f"{said(row, words)}." for row in as_rows(rows))


def _steps(row: Row) -> Sequence[tuple[tuple[int, str], tuple[int, str], Row]]:
    """The legs of a way. A place is one of departure, of passage or of arrival (0, 1, 2)."""
    stops = [(0, row["from_iso3"]), (1, row["via_iso3"]), (2, row["to_iso3"])]
    there = [stop for stop in stops if stop[1]]
    return [(start, end, row) for start, end in zip(there, there[1:], strict=False)]


def _who(row: Row, words: Wording) -> str:
    if row["nationality_iso3"]:
        return words.country(row["nationality_iso3"])
    return str(row["place_as_reported"] or words.say("ways.anybody"))
