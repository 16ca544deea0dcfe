"""Rows of a table as dictionaries, the form in which one count is looked at."""

from typing import Any

import pandas as pd

Row = dict[str, Any]


def as_rows(frame: pd.DataFrame) -> list[Row]:
    """The rows as dictionaries, blanks as an empty string."""
    if frame.empty:
        return []
    names = list(frame.columns)
    columns = [_values(column) for _, column in frame.items()]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def as_text(value: Any) -> str:
    """A value as it is written, whatever it is held in; a moment in UTC to the second."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}" if value.tzinfo else f"{value:%Y-%m-%d}"
    return "" if value is None or value is pd.NA else str(value)


def _values(column: pd.Series) -> list[Any]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _labels(column)
    values, blank = column.tolist(), column.isna()
    if not blank.any():
        return values
    return ["" if gone else value for value, gone in zip(values, blank.tolist(), strict=True)]


def _labels(column: pd.Series) -> list[Any]:
    """Each label is read once, and of many labels only those of these rows; -1 is a blank."""
    codes, labels = column.cat.codes.tolist(), column.cat.categories
    used = set(codes) - {-1} if len(labels) > len(codes) else range(len(labels))
    named = {code: labels[code] for code in used} | {-1: ""}
    return [named[code] for code in codes]
