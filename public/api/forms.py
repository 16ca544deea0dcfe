"""The forms in which a table is given: CSV and its metadata, JSON, Parquet, XLSX, GeoJSON."""

from collections.abc import Callable
from dataclasses import replace

import orjson

from analysis import citation, exported, hxl, points, selection, view, workbook
from analysis.citation import Extract
from analysis.shown import NotShown, Refused, Shown
from ledger.tables import TABLES
from public.answers import Made
from public.api import companion

START = "/api/v1/"
COMPANION = "csv-metadata.json"
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    COMPANION: "application/csvm+json",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
}
# Public figures may be read by the pages of anybody.
FOR_ALL = (("access-control-allow-origin", "*"),)


def of(table: str) -> tuple[str, ...]:
    """The forms of a table; none where there is no such table."""
    if table not in TABLES:
        return ()
    return tuple(form for form in FORMS if form != "geojson" or table == "assistance_points")


def extract(shown: Shown, table: str, form: str) -> Extract:
    """The rows of a view of a table, and what has to be said of them."""
    page = shown.asked.get("page", "")
    fixed = view.query_string({**shown.asked, "as_known": str(shown.version.number)})
    what = f"menu.{page}" if page else f"table.{table}"
    return Extract(
        what=shown.words.say(what),
        rows=selection.of(shown, table),
        columns=selection.columns(table, page),
        asked=shown.asked,
        days=shown.days if "time" in view.PARAMETERS[shown.page] else None,
        tables=shown.tables,
        version=shown.version,
        address=f"{START}{table}.{form}?{fixed}",
        words=shown.words,
    )


def csv(shown: Shown, table: str) -> Made:
    """A table as CSV; a link leads to its metadata."""
    names = [column.name for column in selection.columns(table, shown.asked.get("page", ""))]
    content = selection.as_csv(shown, table, _tags(shown, names))
    query = f"?{shown.query}" * bool(shown.query)
    about = f'<{table}.{COMPANION}{query}>; rel="describedby"; type="{MEDIA_TYPES[COMPANION]}"'
    return _made(shown, table, "csv", content, ("link", about))


def metadata(shown: Shown, table: str) -> Made:
    """What is said of the CSV of the same query, as CSV on the Web has it."""
    content = orjson.dumps(companion.of(shown, table, extract(shown, table, "csv")))
    return Made(content, MEDIA_TYPES[COMPANION], headers=FOR_ALL)


def json(shown: Shown, table: str) -> Made:
    """A table as JSON: metadata and rows."""
    asked = extract(shown, table, "json")
    names = [column.name for column in asked.columns]
    content = exported.as_json(asked.rows, names, _told(shown, asked))
    return Made(content, MEDIA_TYPES["json"], headers=FOR_ALL)


def parquet(shown: Shown, table: str) -> Made:
    """A table as Parquet, its metadata in the schema."""
    asked = extract(shown, table, "parquet")
    content = exported.as_parquet(asked.rows, asked.columns, _told(shown, asked))
    return _made(shown, table, "parquet", content)


def xlsx(shown: Shown, table: str) -> Made:
    """A table as a workbook. Raises NotShown when it has more rows than a workbook is made for."""
    asked = extract(shown, table, "xlsx")
    names = [column.name for column in asked.columns]
    told = citation.metadata(asked)
    try:
        content = workbook.written(asked.rows, names, told, shown.words, _tags(shown, names))
    except workbook.TooManyRows as error:
        others = ("csv", "parquet", "json")
        raise NotShown([Refused("xlsx", str(error.rows), "too_many_rows", others)]) from error
    return _made(shown, table, "xlsx", content)


def geojson(shown: Shown, table: str) -> Made:
    """The assistance points that have a place."""
    asked = extract(shown, table, "geojson")
    asked = replace(asked, rows=points.placed(asked.rows))
    content = points.geojson(asked.rows, metadata=_told(shown, asked)).encode()
    return _made(shown, table, "geojson", content)


def _made(shown: Shown, table: str, form: str, content: bytes, *more: tuple[str, str]) -> Made:
    name = shown.asked.get("page") or table
    file = f"{name}_version_{shown.version.number}.{form}"
    return Made(content, MEDIA_TYPES[form], file, (*FOR_ALL, *more))


def _told(shown: Shown, asked: Extract) -> dict:
    """The metadata, with a tag for each column if they are asked for."""
    told = citation.metadata(asked)
    tags = _tags(shown, [column["name"] for column in told["columns"]])
    for column, tag in zip(told["columns"], tags, strict=False):
        column["hxl"] = tag
    return told


def _tags(shown: Shown, names: list[str]) -> list[str]:
    return [hxl.tag(name) for name in names] if shown.asked.get("hxl") == "on" else []


FORMS: dict[str, Callable[[Shown, str], Made]] = {
    "csv": csv,
    COMPANION: metadata,
    "json": json,
    "parquet": parquet,
    "xlsx": xlsx,
    "geojson": geojson,
}
