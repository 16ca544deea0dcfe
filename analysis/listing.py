"""Rows as a reader's table: titles and values in the reader's language, provenance included."""

import pandas as pd

from analysis.headlines import as_rows
from analysis.wording import Wording
from ledger.tables import TABLES

COLUMNS = (
    "location_iso3",
    "nationality_iso3",
    "count",
    "unit",
    "as_of",
    "since",
    "published_at",
    "source",
    "note",
)


def listed(counts: pd.DataFrame, sources: pd.DataFrame, words: Wording, columns: tuple) -> pd.DataFrame:
    """One row for each count with the columns asked for, titles and values translated."""
    publishers = sources.set_index("source_id")["publisher"].astype(str).to_dict()
    titles = {name: words.say(f"label.{name}") for name in columns}
    rows = [
        {titles[name]: _cell(name, row, publishers, words) for name in columns}
        for row in as_rows(counts)
    ]
    return pd.DataFrame(rows, columns=list(titles.values()))


def _cell(name: str, row: dict, publishers: dict[str, str], words: Wording) -> object:
    match name:
        case "count":
            if row["status"] == "suppressed":
                return words.say("count.suppressed")
            return "" if row["count"] == "" else words.count(row["count"], row["qualifier"] or "exact")
        case "as_of":
            return words.short_day(row["reference_period_end"])
        case "since":
            return words.short_day(row["reference_period_start"])
        case "published_at":
            return words.moment(row[name]) if row[name] else words.say("unknown")
        case "source":
            return publishers.get(row["source_id"], row["source_id"])
        case "location_iso3":
            return row["place_as_reported"] or words.countries(row[name])
        case "nationality_iso3":
            return words.country(row[name]) if row[name] else ""
        case "population_type" | "measure" | "unit" | "method":
            return words.name(name, row[name]) if row[name] else ""
        case _:
            return row[name]


def search(rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """The rows in which some text column holds the words looked for, in any case."""
    if not text.strip():
        return rows
    found = pd.Series(False, index=rows.index)
    for name in rows.select_dtypes("category"):
        values = pd.Index(rows[name].cat.categories).astype(str)
        holds = values[values.str.contains(text.strip(), case=False, regex=False)]
        found |= rows[name].isin(holds)
    return rows[found]


def with_provenance(
    rows: pd.DataFrame, files: dict[str, str], table: str, words: Wording
) -> pd.DataFrame:
    """The rows as they were written, and the file, sheet and row each came from."""
    columns = [name for name in TABLES[table].names if rows[name].notna().any()]
    titled = rows[columns].rename(columns={name: words.say(f"label.{name}") for name in columns})
    return titled.assign(
        **{
            words.say("label.received_file"): rows["received_file"].astype(object).map(files),
            words.say("label.received_sheet"): rows["received_sheet"],
            words.say("label.received_row"): rows["received_row"],
        }
    )
