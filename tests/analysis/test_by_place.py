"""Counts found by place and day are those that looking at all of them finds, in the same order."""

from datetime import date, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import counts
from analysis.by_place import CHOSEN_BY, ByPlace

FIRST = date(2030, 1, 1)
PLACES = ["POL", "MDA", "SVK", "MDA+SVK", None]
LABELS = pd.CategoricalDtype(sorted(PLACES[:-1]))
days = st.integers(0, 6).map(lambda number: FIRST + timedelta(number))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PLACES), days), max_size=12),
    st.lists(st.sampled_from(["POL", "MDA", "SVK", "MDA+SVK", "ROU"]), max_size=2),
    days,
    days,
)
def test_the_same_counts_are_found_in_the_same_order(held, places, start, end):
    frame = pd.DataFrame(
        {
            "location_iso3": pd.Categorical([place for place, _ in held], dtype=LABELS),
            "reference_period_end": pd.to_datetime([day for _, day in held]).as_unit("s"),
            "count": range(len(held)),
        }
    )
    frame = frame.assign(**dict.fromkeys({*CHOSEN_BY} - {*frame}, "made up"))
    expected = counts.until(frame, start, end)
    expected = counts.of_places(expected, places) if places else expected

    pd.testing.assert_frame_equal(ByPlace(frame).until(start, end, places), expected)
