"""The metadata of a CSV file in the form of CSV on the Web (W3C, tabular metadata)."""

from typing import Any

from analysis import citation, hxl
from analysis.citation import Extract
from analysis.shown import Shown
from ledger.declaration import Column
from ledger.tables import TABLES

CONTEXT = "http://www.w3.org/ns/csvw"
DATATYPES = {
    "whole": {"base": "integer"},
    "decimal": {"base": "decimal"},
    "day": {"base": "date", "format": "yyyy-MM-dd"},
    "moment": {"base": "dateTime"},
    "url": {"base": "anyURI"},
}
SEPARATORS = {"choices": ";", "countries": "+"}


def of(shown: Shown, table: str, asked: Extract) -> dict[str, Any]:
    """What the columns of a CSV mean, and all that is said of its rows."""
    told = citation.metadata(asked)
    tagged = shown.asked.get("hxl") == "on"
    means = {column["name"]: column for column in told.pop("columns")}
    return {
        "@context": [CONTEXT, {"@language": shown.words.language}],
        "url": f"{table}.csv?{shown.query}" if shown.query else f"{table}.csv",
        "dc:title": told["title"],
        "dc:bibliographicCitation": told["citation"],
        "dc:license": told["licences"],
        "dc:source": [card["url"] for card in told["sources"]],
        "dialect": {"encoding": "utf-8", "header": True, "headerRowCount": 2 if tagged else 1},
        "tableSchema": {
            "columns": [_column(one, means[one.name], tagged) for one in asked.columns],
            "primaryKey": TABLES[table].key,
        },
        "notes": [told],
    }


def _column(column: Column, means: dict[str, Any], tagged: bool) -> dict[str, Any]:
    datatype: dict[str, Any] = {**DATATYPES.get(column.kind, {"base": "string"})}
    if column.kind == "choice":
        datatype["format"] = f"^({'|'.join(column.choices)})$"
    if column.low is not None:
        datatype["minimum"] = column.low
    if column.high is not None:
        datatype["maximum"] = column.high
    described = {
        "name": column.name,
        "titles": [column.name, hxl.tag(column.name)] if tagged else column.name,
        "dc:title": means["title"],
        "dc:description": means["meaning"],
        "datatype": datatype,
        "required": column.required,
    }
    if column.kind in SEPARATORS:
        described["separator"] = SEPARATORS[column.kind]
    if means["values"]:
        described["dc:values"] = means["values"]
    return described
