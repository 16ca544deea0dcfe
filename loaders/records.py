"""JSON as services answer: every list of objects in it becomes a sheet of records.

A record's values are texts under dotted titles (`name.en`, `contacts.0.phone`). Row 1 is the first
record. What stands beside the list (an envelope) is in `about`.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from ledger.checks import Problem
from loaders.encodings import as_utf8
from loaders.files import Grid, Rows, Sheet, refuse

RECORDS_LOOKED_AT = 30
DEEPEST = 100
LONGEST_SAID = 300


@dataclass(frozen=True)
class RecordSheet:
    """A list of records; its only header is row 0, before the first record."""

    name: str
    head: list[list[str]]
    records: list[dict[str, str]]
    about: Mapping[str, str]
    has_records: bool = field(default=True, init=False)

    def below(self, header_row: int, without: Collection[int] = ()) -> Rows:
        """Every record, with a column for each title; a value that is not there is blank."""
        columns = {
            str(place): pa.array([record.get(title, "") for record in self.records], pa.string())
            for place, title in enumerate(self.head[header_row - 1])
        }
        numbers = pa.array(range(1, len(self.records) + 1), pa.int32())
        return Rows(pa.table({**columns, "row": numbers}))

    def grid(self, most: int | None = None) -> Grid:
        """The titles as row 0, then each record."""
        titles = self.head[0]
        rows = [[record.get(title, "") for title in titles] for record in self.records[:most]]
        return list(enumerate([titles, *rows]))


def open_records(content: bytes) -> tuple[tuple[Sheet, ...], list[Problem]]:
    """The lists of records of a JSON file. Raises UnknownFormat when it is damaged."""
    text, problems = as_utf8(content)
    try:
        whole = json.loads(text, parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        raise refuse("damaged_json", line=error.lineno, place=error.colno) from error
    except RecursionError as error:
        raise refuse("damaged_json", line=1, place=1) from error
    sheets = [_sheet(path, found, whole) for path, found in _lists(whole, "")]
    if not sheets:
        raise refuse("no_records", said=_said(whole))
    return tuple(sheets), problems


def _in_one(value: Any) -> Any:
    """The records of several pages as one list, where a list holds an API's answers."""
    if not isinstance(value, list) or not all(isinstance(page, dict) for page in value):
        return value
    pages = [page.get("items") for page in value]
    if not all(isinstance(items, list) for items in pages):
        return value
    return [record for items in pages for record in items]


def _lists(value: Any, path: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every list of objects that is not inside another one, with its dotted path."""
    value = _in_one(value)
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        yield path, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _lists(inner, f"{path}.{name}".strip("."))


def _said(whole: Any) -> str:
    """What an answer without records says instead, such as why there are none."""
    if not isinstance(whole, dict):
        return _text(whole)[:LONGEST_SAID] if not isinstance(whole, list) else "[]"
    texts = (
        f"{name}: {', '.join(map(_text, value)) or '[]'}"
        if isinstance(value, list)
        else f"{name}: {_text(value) or 'null'}"
        for name, value in whole.items()
        if not isinstance(value, dict)
    )
    return "; ".join(texts)[:LONGEST_SAID] or "{}"


def _sheet(path: str, found: list[dict[str, Any]], whole: Any) -> RecordSheet:
    records = [dict(_flat(record, "", 0)) for record in found]
    titles = list(dict.fromkeys(title for record in records for title in record))
    some = records[:RECORDS_LOOKED_AT]
    first = [[record.get(title, "") for title in titles] for record in some]
    about = dict(whole) if isinstance(whole, dict) else {}
    scalars = {name: value for name, value in about.items() if not isinstance(value, list | dict)}
    texts = {name: _text(value) for name, value in scalars.items()}
    return RecordSheet(path, [titles, *first], records, texts)


def _flat(value: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        raise refuse("damaged_json", line=1, place=1)
    if isinstance(value, dict | list):
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in inside:
            yield from _flat(inner, f"{path}.{name}".strip("."), depth + 1)
    else:
        yield path, _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
