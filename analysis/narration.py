"""What tables say, made ready for a page: lines to draw, marks on them, updates, what is late."""

from datetime import date

import pandas as pd

from analysis import charts, fleeing
from analysis.headlines import as_rows
from analysis.wording import Wording, plain

MOST_LINES = 5
MOST_LATE = 8


def largest(series: pd.DataFrame, words: Wording, most: int = MOST_LINES) -> list[charts.Line]:
    """Lines of the countries with the largest counts, each in a colour of its own."""
    ranked = fleeing.newest_by_country(series)["location_iso3"].astype(str).tolist()
    return lines(series, ranked[:most], words)


def lines(series: pd.DataFrame, places: list[str], words: Wording, *, rate: bool = False) -> list[charts.Line]:
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
        [f"{said}, {words.short_day(day)}" for said, day in zip(says, part["reference_period_end"], strict=True)],
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


def breaks_in_words(tables: dict[str, pd.DataFrame], words: Wording) -> list[str]:
    """Every change in a way of counting, with its day and places."""
    return [
        words.say(
            "break.in_words",
            day=words.day(row["date"]),
            place=words.countries(row["location_iso3"]),
            text=plain(row[f"text_{words.language}"]),
        )
        for row in as_rows(tables["breaks"].sort_values("date"))
    ]


def updates(reported: pd.DataFrame, until: date, words: Wording) -> list[str]:
    """Measures and events up to a day, the newest first, as Markdown in the reader's language."""
    known = reported[reported["date"] <= pd.Timestamp(until)]
    ordered = known.sort_values("date", ascending=False, kind="stable")
    return [
        words.say(
            "update.line",
            day=words.short_day(row["date"]),
            title=plain(row[f"title_{words.language}"] or row["title_en"]),
            text=plain(row[f"text_{words.language}"] or row["text_en"]),
            organisation=plain(row["organisation"]),
            url=row["source_url"],
        )
        for row in as_rows(ordered)
    ]


def late_in_words(late: pd.DataFrame, publishers: dict[str, str], words: Wording) -> str:
    """Which series have no current count, as a Markdown list; says so when there is none."""
    if late.empty:
        return words.say("late.none")
    items = [
        words.say(
            f"late.{row['state']}",
            what=words.name("population_type", row["population_type"]),
            measure=words.name("measure", row["measure"]),
            place=words.countries(row["location_iso3"]),
            source=publishers.get(row["source_id"], row["source_id"]),
            day=words.day(row["as_of"]),
        )
        for row in as_rows(late)
    ]
    more = words.say("late.more", n=len(items) - MOST_LATE) if len(items) > MOST_LATE else ""
    return "\n".join([*(f"- {item}" for item in items[:MOST_LATE]), more])


def _breaks_of_countries(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    counts = tables["counts"]
    fleeing_sources = counts.loc[counts["population_type"] == "people_fleeing", "source_id"].unique()
    breaks = tables["breaks"]
    return breaks[breaks["source_id"].isin(fleeing_sources) & breaks["location_iso3"].notna()]


TOTAL_COLUMNS = ("location_iso3", "count", "unit", "since", "as_of", "published_at", "source", "note")
FIRST_DAYS = 5


def first_and_newest(totals: pd.DataFrame) -> pd.DataFrame:
    """Of published totals: those about the first days, and the newest of each source."""
    first = totals["reference_period_start"].min() + pd.Timedelta(days=FIRST_DAYS)
    newest = totals.sort_values("reference_period_end").drop_duplicates("source_id", keep="last")
    early = totals[totals["reference_period_end"] < first]
    return pd.concat([early, newest]).drop_duplicates().sort_values("reference_period_end")


def totals_table(beside: pd.DataFrame, words: Wording) -> pd.DataFrame:
    """Published totals beside the sum of countries as a reader's table, the newest first."""
    rows = [
        {
            words.say("label.as_of"): words.short_day(row["as_of"]),
            words.say("label.published_at"): words.moment(row["published_at"]),
            words.say("totals.published"): words.number(row["total"]),
            words.say("totals.sum"): words.number(row["sum"]),
            words.say("totals.difference"): words.change(row["difference"]),
            words.say("label.note"): row["note"],
        }
        for row in as_rows(beside.iloc[::-1])
    ]
    return pd.DataFrame(rows)


def side_by_side_table(
    pairs: pd.DataFrame, publishers: dict[str, str], words: Wording
) -> pd.DataFrame:
    """What two sources say of one place and time, each with its unit and last day."""
    return pd.DataFrame(
        {
            words.say("label.location_iso3"): words.countries(row["location_iso3"]),
            words.say("side_by_side.first"): _said(row, "", publishers, words),
            words.say("side_by_side.other"): _said(row, "_other", publishers, words),
        }
        for row in as_rows(pairs)
    )


def _said(row: dict, which: str, publishers: dict[str, str], words: Wording) -> str:
    return words.say(
        "side_by_side.said",
        count=words.count(row[f"count{which}"], row[f"qualifier{which}"]),
        unit=words.name("unit", row[f"unit{which}"]),
        source=publishers.get(row[f"source_id{which}"], row[f"source_id{which}"]),
        day=words.short_day(row[f"as_of{which}"]),
    )


def dots(series: pd.DataFrame, name: str, words: Wording) -> charts.Line:
    """A series that is reported on irregular days: a dot for each count."""
    rows = as_rows(series)
    return charts.Line(
        name,
        [row["reference_period_end"] for row in rows],
        [float(row["count"]) for row in rows],
        [
            f"{words.count(row['count'], row['qualifier'])}, {words.short_day(row['reference_period_end'])}"
            for row in rows
        ],
        charts.THEME_COLOURS[0],
        dot=8,
    )


def nationality_bars(group: pd.DataFrame, words: Wording) -> tuple[list[str], list[str]]:
    """Names and counts in words of a breakdown by nationality."""
    rows = as_rows(group)
    names = [words.country(row["nationality_iso3"]) for row in rows]
    return names, [words.count(row["count"], row["qualifier"]) for row in rows]
