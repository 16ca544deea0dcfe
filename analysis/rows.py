"""Rows of a table as dictionaries, the form in which one count is looked at."""

from typing import Any

import pandas as pd

Row = dict[str, Any]


def as_rows(frame: pd.DataFrame) -> list[Row]:
    """The rows as dictionaries, blanks as an empty string."""
    blank = frame.astype(object).where(frame.notna(), "")
    return blank.to_dict("records")
