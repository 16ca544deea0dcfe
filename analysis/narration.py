"""What tables say in sentences: changes of method, updates, what is late."""

from datetime import date

import pandas as pd

from analysis.headlines import as_rows
from analysis.wording import Wording, plain

MOST_LATE = 8


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
