"""Rows as a reader's table: titles and values in the reader's language, provenance included."""

from collections.abc import Mapping

import pandas as pd

from analysis import disclosure, identity, view
from analysis.fleeing import ADDED_UP, ADDED_UP_PER_1000, PER_1000
from analysis.headlines import as_rows
from analysis.provisional import is_provisional
from analysis.wording import Wording
from ledger import crisis
from ledger.declaration import Column
from ledger.tables import TABLES

TOTAL_COLUMNS = (
    "location_iso3",
    "count",
    "origin",
    "unit",
    "since",
    "as_of",
    "published_at",
    "source",
    "note",
)
COLUMNS = (
    "location_iso3",
    "nationality_iso3",
    "count",
    "origin",
    "unit",
    "as_of",
    "since",
    "published_at",
    "source",
    "note",
)


def origin(row: dict, table: str = "counts") -> str:
    """What a link to where a row comes from asks for; see the page `provenance`."""
    asked = {"table": "" if table == "counts" else table}
    asked["count"] = identity.code(TABLES[table], row)
    asked["made"] = row["how"] if row.get("how") == ADDED_UP else ""
    return view.query_string(asked)


def rate_origin(row: dict) -> str:
    """What a link to how a rate was made asks for; nothing where there is no rate."""
    if row["rate"] == "":
        return ""
    made = ADDED_UP_PER_1000 if row.get("how") == ADDED_UP else PER_1000
    return view.query_string({"count": identity.code(TABLES["counts"], row), "made": made})


ORIGINS = {"origin": origin, "made": rate_origin}


def listed(
    counts: pd.DataFrame, sources: pd.DataFrame, words: Wording, columns: tuple
) -> pd.DataFrame:
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
        case "count" | "rate":
            return _number(name, row, words)
        case "as_of":
            return words.short_day(row["reference_period_end"])
        case "since":
            return words.short_day(row["reference_period_start"])
        case "published_at":
            return words.moment(row[name]) if row[name] else words.say("unknown")
        case "origin" | "made":
            return ORIGINS[name](row)
        case "source":
            return publishers.get(row["source_id"], row["source_id"])
        case "location_iso3":
            return row["place_as_reported"] or words.countries(row[name])
        case "nationality_iso3":
            return words.country(row[name]) if row[name] else ""
        case "population_type" | "measure" | "unit" | "method" | "freshness":
            return _choice(name, row, words)
        case _:
            return row[name]


def _choice(name: str, row: dict, words: Wording) -> str:
    if name == "measure" and row.get("how") == ADDED_UP:
        return words.say("measure.added_up")
    return words.name(name, row[name]) if row[name] else ""


def _number(name: str, row: dict, words: Wording) -> str:
    if is_withheld(row):
        return withheld(row, words)
    if row[name] == "":
        return ""
    say = words.count if name == "count" else words.rate
    said = say(row[name], row["qualifier"] or "exact")
    return words.say("said.provisional", said=said) if is_provisional(row) else said


def is_withheld(row: Mapping) -> bool:
    """Whether a count is not shown, by its publisher's choice or by our rule."""
    return bool(row.get("withheld")) or row.get("status") == "suppressed"


def withheld(row: Mapping, words: Wording) -> str:
    """What stands for a count that is not shown: below the threshold, or one that protects it."""
    match row.get("withheld"):
        case disclosure.SMALL:
            threshold = disclosure.rule(crisis.read()).threshold
            return words.say("count.suppressed", threshold=threshold)
        case disclosure.PROTECTS:
            return words.say("count.withheld")
        case _:
            return words.say("count.withheld_by_publisher")


def movements(rows: pd.DataFrame, words: Wording) -> pd.DataFrame:
    """Assisted movements: who, how many, on what way, by what means, in which state, by whom."""
    columns = ("who", "count", "way", "mode", "status", "date", "assisted_by")
    columns += ("note", "source_url", "origin")
    titles = {name: words.say(f"label.{name}") for name in columns}
    cells = [
        {titles[name]: _movement(name, row, words) for name in columns} for row in as_rows(rows)
    ]
    return pd.DataFrame(cells, columns=list(titles.values()))


def way(row: dict, words: Wording) -> str:
    """From where through where to where an assisted movement goes."""
    places = (row["from_iso3"], row["via_iso3"], row["to_iso3"])
    return " → ".join(words.countries(place) for place in places if place)


def _movement(name: str, row: dict, words: Wording) -> object:
    match name:
        case "who":
            nationality = row["nationality_iso3"]
            return words.country(nationality) if nationality else row["place_as_reported"]
        case "count":
            if row.get("withheld"):
                return withheld(row, words)
            if row["count"] == "":
                return words.say("count.none")
            return words.count(row["count"], row["qualifier"] or "exact")
        case "way":
            return way(row, words)
        case "mode" | "status":
            return words.name(name, row[name]) if row[name] else ""
        case "date":
            return words.short_day(row["date"])
        case "origin":
            return origin(row, "assisted_movements")
        case _:
            return row[name]


def search(rows: pd.DataFrame, text: str, table: str, words: Wording) -> pd.DataFrame:
    """The rows in which a column holds the words looked for, as code or as name, in any case."""
    wanted = text.strip().casefold()
    if not wanted:
        return rows
    found = pd.Series(False, index=rows.index)
    for column in TABLES[table].columns:
        if isinstance(rows[column.name].dtype, pd.CategoricalDtype):
            values = [str(value) for value in rows[column.name].cat.categories]
            holds = [
                value
                for value in values
                if wanted in f"{value} {_named(column, value, words)}".casefold()
            ]
            found |= rows[column.name].isin(holds)
    return rows[found]


def with_provenance(
    rows: pd.DataFrame, files: dict[str, str], table: str, words: Wording
) -> pd.DataFrame:
    """The rows with names for codes, and the file, sheet and row that each came from."""
    shown = {
        words.say(f"label.{column.name}"): _shown(column, rows[column.name], words)
        for column in TABLES[table].columns
        if rows[column.name].notna().any()
    }
    origins = {words.say("label.origin"): _origins(table, rows)}
    shown |= _why_withheld(rows, words)
    return pd.DataFrame({**origins, **shown}, index=rows.index).assign(
        **{
            words.say("label.received_file"): rows["received_file"].astype(object).map(files),
            words.say("label.received_sheet"): rows["received_sheet"].astype(object).fillna(""),
            words.say("label.received_row"): rows["received_row"],
        }
    )


def _origins(table: str, rows: pd.DataFrame) -> list[str]:
    asked = {"table": "" if table == "counts" else table}
    codes = identity.codes(TABLES[table], rows)
    return [view.query_string({**asked, "count": code}) for code in codes]


def _why_withheld(rows: pd.DataFrame, words: Wording) -> dict[str, pd.Series]:
    """A column that says why a count is not shown, where one is not."""
    if "withheld" not in rows or rows["withheld"].isna().all():
        return {}
    said = {why: words.say(f"withheld.{why}") for why in rows["withheld"].cat.categories}
    return {words.say("label.withheld"): rows["withheld"].astype(object).map(said).fillna("")}


def _shown(column: Column, values: pd.Series, words: Wording) -> pd.Series:
    match column.kind:
        case "day":
            return values.dt.date
        case "moment" | "whole" | "decimal":
            return values
        case _:
            texts = values.astype(object).fillna("")
            return texts.map({text: _named(column, text, words) for text in texts.unique()})


def _named(column: Column, value: str, words: Wording) -> str:
    match column.kind if value else "text":
        case "choice":
            return words.name(column.name, value)
        case "country" | "countries":
            return words.countries(value)
        case _:
            return value
