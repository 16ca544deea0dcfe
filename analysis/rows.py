"""Rows of a table as dictionaries, the form in which one count is looked at."""

from typing import Any

import pandas as pd

Row = dict[str, Any]


def as_rows(frame: pd.DataFrame) -> list[Row]:
    """The rows as dictionaries, blanks as an empty string."""
    names = list(frame.columns)
    columns = [_values(frame[name]) for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _values(column: pd.Series) -> list[Any]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        # Each label is read once; a blank's code is -1, the last.
        labels = [*column.cat.categories, ""]
        return [labels[code] for code in column.cat.codes.tolist()]
    return column.astype(object).where(column.notna(), "").tolist()
