"""What a reader is told about late counts: under a figure, beside a map, in a list of all series.

Words carry it, never a colour alone; what is current says nothing.
"""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from analysis import freshness, identity
from analysis.headlines import Headline, Row, as_rows
from analysis.wording import Wording, plain
from ledger.tables import COUNTS

MOST_LATE = 8
NOT_CURRENT = (*freshness.LATE, "carried_on", "ended")
DOWNLOADED = (*freshness.SERIES, "as_of", "cadence_days", "next_by", "state")
ICONS = {
    "due": ":material/schedule:",
    "overdue": ":material/hourglass_bottom:",
    "out_of_date": ":material/event_busy:",
}


def of_headline(lead: Headline, judged: pd.DataFrame) -> Row:
    """How the series of a headline count was judged: the columns freshness.JUDGED."""
    return as_rows(freshness.of(lead.series.tail(1), judged))[0]


def of_places(counts: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    """Counts with the state of their series, `freshness`, and `is_expired`; blank if not known."""
    known = freshness.of(counts, judged)
    return counts.assign(freshness=known["state"], is_expired=known["is_expired"])


def is_expired(judged: Row) -> bool:
    """Whether a figure is past its expiry."""
    return judged["is_expired"] is True


def said(judged: Row, words: Wording) -> str:
    """That the next count of a figure's series is late, or that the figure is out of date.

    Blank when neither is so.
    """
    if is_expired(judged):
        expected = "" if judged["next_by"] == "" else words.day(judged["next_by"])
        entry = "freshness.out_of_date" if expected else "freshness.out_of_date_irregular"
        return words.say(entry, day=words.day(judged["as_of"]), expected=expected)
    if judged["state"] in ("due", "overdue"):
        return words.say(f"freshness.{judged['state']}", expected=words.day(judged["next_by"]))
    return ""


def with_icon(judged: Row, words: Wording) -> str:
    """The same with a sign before it, as Markdown."""
    text = said(judged, words)
    kind = "out_of_date" if is_expired(judged) else judged["state"]
    return f"{ICONS[kind]} {text}" if text else ""


def word(row: Row, words: Wording) -> str:
    """One word for a count of which no newer one came, as of_places has it; else nothing."""
    late = row["freshness"] in NOT_CURRENT
    return words.name("freshness", row["freshness"]) if late else ""


def places_in_words(of_places: pd.DataFrame, words: Wording) -> str:
    """Which places of a map or chart have no current count, with their last days; or nothing.

    `of_places` are the newest counts of each, as of_places gives them.
    """
    late = of_places[of_places["freshness"].isin(NOT_CURRENT)]
    told = [
        words.say(
            "freshness.place",
            place=words.countries(row["location_iso3"]),
            state=words.name("freshness", row["freshness"]),
            day=words.day_and_month(row["reference_period_end"]),
        )
        for row in as_rows(late)
    ]
    return words.say("freshness.places", places=words.listed(told)) if told else ""


def in_words(late: pd.DataFrame, publishers: Mapping[str, str], words: Wording) -> str:
    """Which series have no current count, as a Markdown list; says so when there is none."""
    if late.empty:
        return words.say("late.none")
    items = [
        told(row, plain(publishers.get(row["source_id"], row["source_id"])), words)
        for row in as_rows(late.head(MOST_LATE))
    ]
    rest = len(late) - len(items)
    more = words.say("late.more", n=rest) if rest else ""
    return "\n".join([*(f"- {item}" for item in items), more])


def told(row: Row, publisher: str, words: Wording) -> str:
    """How late a series is, with its last day, as Markdown."""
    return words.say(
        f"late.{row['state']}",
        what=words.name("population_type", row["population_type"]),
        measure=words.name("measure", row["measure"]),
        place=_where(row, words),
        source=publisher,
        day=words.day(row["as_of"]),
    )


def table(
    judged: pd.DataFrame, publishers: Mapping[str, str], day: date, words: Wording
) -> pd.DataFrame:
    """Every series as a reader's table, with a link to where its newest count comes from."""
    late = freshness.days_since(judged["next_by"], day).clip(lower=0)
    sources = judged["source_id"].astype(object)
    columns = {
        "state": judged["state"].astype(object).map(words.named("freshness")),
        "source": sources.map(lambda source: publishers.get(source, source)),
        "population_type": _named("population_type", judged, words),
        "measure": _named("measure", judged, words),
        "place": judged["location_iso3"].astype(object).fillna("").map(words.countries),
        "broken_down": judged["level"].map(lambda level: _broken_down(level, words)),
        "as_of": judged["as_of"].dt.date,
        "cadence_days": judged["cadence_days"].astype("Int64"),
        "next_by": judged["next_by"].dt.date,
        "days_late": late.astype("Int64"),
    }
    origins = [f"count={code}" for code in identity.codes(COUNTS, judged)]
    told = {words.say(f"label.series.{name}"): values for name, values in columns.items()}
    return pd.DataFrame({**told, words.say("label.origin"): origins})


def to_download(judged: pd.DataFrame) -> pd.DataFrame:
    """Every series by its codes, without the count."""
    broken_down = [";".join(freshness.broken_down_by(level)) for level in judged["level"]]
    return judged[list(DOWNLOADED)].assign(broken_down_by=broken_down)


def rules(words: Wording) -> list[str]:
    """How counts are judged, with the numbers that decide, as paragraphs in Markdown."""
    graces = [
        words.say("methodology.grace", n=longest, overdue=overdue, delinquent=delinquent)
        for longest, overdue, delinquent in freshness.GRACE_DAYS
    ]
    overdue, delinquent = freshness.GRACE_DAYS_WHEN_SLOWER
    slower = words.say("methodology.grace_slower", overdue=overdue, delinquent=delinquent)
    numbers = {
        "often": freshness.LAG_COUNTS_ABOVE_DAYS,
        "most": freshness.MOST_LAG_DAYS,
        "silence": freshness.LONG_SILENCE_DAYS,
        "cadences": freshness.ENDED_AFTER_CADENCES,
    }
    bullets = "\n".join(f"- {grace}" for grace in (*graces, slower))
    told = [
        words.say(f"methodology.freshness_{rule}", **numbers)
        for rule in ("lag", "expired", "carried_on", "day")
    ]
    return [words.say("methodology.freshness_text"), bullets, *told]


def _named(column: str, judged: pd.DataFrame, words: Wording) -> pd.Series:
    return judged[column].astype(object).map(words.named(column))


def _where(row: Row, words: Wording) -> str:
    place = words.countries(row["location_iso3"])
    by = _broken_down(row["level"], words)
    return words.say("freshness.place_by", place=place, by=by) if by else place


def _broken_down(level: int, words: Wording) -> str:
    return words.listed(
        words.say(f"freshness.by.{column}") for column in freshness.broken_down_by(level)
    )
