"""Counts found by place and day without looking at all of them: for a million, in microseconds."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from analysis import counts
from analysis.exported import Cells

# The columns by which rows of a place are chosen further.
CHOSEN_BY = (
    "source_id",
    "population_type",
    "measure",
    "nationality_iso3",
    "reference_period_start",
    "reference_period_end",
)


class ByPlace:
    """A table of counts, and where the counts of each place stand in it, in the order of days.

    Rows are numbered from 0; `cells` has each by its number as CSV writes it, `chosen_by` those of
    their columns by which they are chosen. A count takes 8 bytes beside the table, which is never
    changed, and its cells as exported.Cells says.
    """

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows = rows.reset_index(drop=True)
        self.cells = Cells(self.rows)
        self.chosen_by = self.rows[[*CHOSEN_BY]]
        places = rows["location_iso3"].cat
        days = _numbers(rows["reference_period_end"].to_numpy())
        self._order = np.lexsort((days, places.codes)).astype(np.int32)
        self._days = days[self._order]
        self._labels = list(places.categories)
        # A blank place has the code -1; place `code` stands from `starts[code + 1]` on.
        codes = np.arange(-1, len(self._labels) + 1)
        self._starts = np.searchsorted(places.codes.to_numpy()[self._order], codes)

    def until(self, start: date, end: date, places: Iterable[str] = ()) -> pd.DataFrame:
        """What counts.until finds, and counts.of_places where places are named; in their order."""
        return self.rows.take(self.at(start, end, places))

    def at(self, start: date, end: date, places: Iterable[str] = ()) -> np.ndarray:
        """The numbers of these rows."""
        wanted = [*places]
        known = self._labels
        chosen = range(-1, len(known))
        if wanted:
            labels = set(counts.labels_of(known, wanted))
            chosen = [code for code, label in enumerate(known) if label in labels]
        found = [self._between(code, start, end) for code in chosen]
        return np.sort(np.concatenate(found)) if found else np.array([], np.int32)

    def _between(self, code: int, start: date, end: date) -> np.ndarray:
        first, last = self._starts[code + 1], self._starts[code + 2]
        ends = _numbers(np.array([start, end], "datetime64[D]")) + np.array([0, 1])
        low, high = first + np.searchsorted(self._days[first:last], ends)
        return self._order[low:high]


def _numbers(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[D]").astype(np.int32)
