"""What answers hold, as JSON Schema: rows from the declarations of tables, and problems."""

from typing import Any

from analysis import selection, view
from analysis.wording import Wording
from ledger.declaration import Column
from ledger.tables import TABLES

TYPES = {"whole": "integer", "decimal": "number"}
FORMATS = {"day": "date", "moment": "date-time"}
TEXT = {"type": "string"}
WHOLE = {"type": "integer", "minimum": 0}
VERSION = {
    "type": "object",
    "required": ["number", "published_at"],
    "properties": {"number": WHOLE, "published_at": {"type": "string", "format": "date-time"}},
}


def named(words: Wording) -> dict[str, Any]:
    """The schemas that answers refer to, by name."""
    rows = {f"{table}_row": row(table, words) for table in TABLES}
    extracts = {table: _extract(table) for table in TABLES}
    return {
        **rows,
        **extracts,
        "metadata": _metadata(),
        "points_geojson": _collection(),
        "csv_metadata": _companion(),
        "problem": _problem(),
        "health": _health(),
        "description": {"type": "object", "required": ["openapi", "info", "paths"]},
    }


def ref(name: str) -> dict[str, str]:
    """A reference to a named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def row(table: str, words: Wording) -> dict[str, Any]:
    """One row of a table: every column is there, blanks are null."""
    columns = selection.columns(table)
    pages = view.PAGES_OF_COUNTS if table == "counts" else ()
    of_pages = (one for page in pages for one in selection.columns(table, page))
    described = dict.fromkeys((*columns, *of_pages))
    return {
        "type": "object",
        "description": words.say(f"table.{table}"),
        "required": [column.name for column in columns],
        "properties": {column.name: _cell(column, words) for column in described},
        "additionalProperties": False,
    }


def _cell(column: Column, words: Wording) -> dict[str, Any]:
    kind = TYPES.get(column.kind, "string")
    cell: dict[str, Any] = {
        "title": words.say(f"label.{column.name}"),
        "description": words.say(column.meaning),
        "type": kind if column.required else [kind, "null"],
    }
    if column.kind in FORMATS:
        cell["format"] = FORMATS[column.kind]
    if column.kind == "choice":
        cell["enum"] = [*column.choices, *([] if column.required else [None])]
    if column.low is not None:
        cell["minimum"] = column.low
    if column.high is not None:
        cell["maximum"] = column.high
    return cell


def _extract(table: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["metadata", "data"],
        "properties": {
            "metadata": ref("metadata"),
            "data": {"type": "array", "items": ref(f"{table}_row")},
        },
    }


def _metadata() -> dict[str, Any]:
    objects = {"type": "array", "items": {"type": "object"}}
    properties = {
        "title": TEXT,
        "address": TEXT,
        "language": TEXT,
        "rows": WHOLE,
        "as_of": {"type": ["string", "null"], "format": "date"},
        "version": VERSION,
        "citation": TEXT,
        "licences": {"type": "array", "items": TEXT},
        "filters": objects,
        "disclosure": {"type": "object"},
        "sources": objects,
        "columns": objects,
    }
    return {"type": "object", "required": list(properties), "properties": properties}


def _collection() -> dict[str, Any]:
    feature = {"type": "object", "required": ["type", "id", "geometry", "properties"]}
    return {
        "type": "object",
        "required": ["type", "metadata", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "metadata": ref("metadata"),
            "features": {"type": "array", "items": feature},
        },
    }


def _companion() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["@context", "url", "dc:title", "dialect", "tableSchema", "notes"],
        "properties": {"url": TEXT, "dc:title": TEXT, "tableSchema": {"type": "object"}},
    }


def _problem() -> dict[str, Any]:
    allowed = {"type": "array", "items": TEXT}
    properties = {
        "type": {"type": "string", "format": "uri-reference"},
        "title": TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": TEXT,
    }
    more = {"parameter": TEXT, "allowed": allowed, "errors": {"type": "array"}}
    return {
        "type": "object",
        "required": list(properties),
        "properties": {**properties, **more},
    }


def _health() -> dict[str, Any]:
    properties = {"status": TEXT, "version": WHOLE}
    return {"type": "object", "required": ["status"], "properties": properties}
