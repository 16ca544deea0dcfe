"""What tables say in sentences: changes of method, updates."""

from datetime import date

import pandas as pd

from analysis.headlines import as_rows
from analysis.wording import Wording, plain


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


def known(reported: pd.DataFrame, until: date) -> pd.DataFrame:
    """Measures and events up to a day, the newest first."""
    so_far = reported[reported["date"] <= pd.Timestamp(until)]
    return so_far.sort_values("date", ascending=False, kind="stable")


def updates(reported: pd.DataFrame, until: date, words: Wording) -> list[str]:
    """Measures and events up to a day, the newest first, as Markdown in the reader's language."""
    return [
        words.say(
            "update.line",
            day=words.short_day(row["date"]),
            title=plain(row[f"title_{words.language}"] or row["title_en"]),
            text=plain(row[f"text_{words.language}"] or row["text_en"]),
            organisation=plain(row["organisation"]),
            url=row["source_url"],
        )
        for row in as_rows(known(reported, until))
    ]
