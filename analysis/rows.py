"""Rows of a table as dictionaries, the form in which one count is looked at."""

from typing import Any

import pandas as pd

Row = dict[str, Any]


def as_rows(frame: pd.DataFrame) -> list[Row]:
    """The rows as dictionaries, blanks as an empty string."""
    names = list(frame.columns)
    columns = [_values(frame[name]) for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def as_text(value: Any) -> str:
    """A value as it is written, whatever it is held in; a moment in UTC to the second."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}" if value.tzinfo else f"{value:%Y-%m-%d}"
    return "" if value is None or value is pd.NA else str(value)


def _values(column: pd.Series) -> list[Any]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        # Each label is read once; a blank's code is -1, the last.
        labels = [*column.cat.categories, ""]
        return [labels[code] for code in column.cat.codes.tolist()]
    return column.astype(object).where(column.notna(), "").tolist()
