"""Adding up: what may be added, what may not, and which vintage of a count is the newest."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import counts
from ledger.vocabulary import QUALIFIERS


def test_the_newest_vintage_of_a_count_replaces_the_earlier_ones(made_up_counts):
    frame = made_up_counts(
        {"at": "POL", "end": "2030-01-03", "count": 100, "published": "2030-01-04"},
        {"at": "POL", "end": "2030-01-03", "count": 80, "published": "2030-01-09"},
        {"at": "POL", "end": "2030-01-03", "count": 90, "published": None},
    )

    assert counts.newest(frame)["count"].tolist() == [80]


def test_as_published_goes_back_to_what_the_publisher_had_said_by_the_end_of_that_day(
    made_up_counts,
):
    frame = made_up_counts(
        {"at": "POL", "end": "2030-01-03", "count": 100, "published": "2030-01-04T23:00:00Z"},
        {"at": "POL", "end": "2030-01-03", "count": 80, "published": "2030-01-05T00:00:00Z"},
    )

    assert counts.newest(frame, date(2030, 1, 4))["count"].tolist() == [100]


def test_a_count_its_publisher_withdrew_is_not_shown(made_up_counts):
    frame = made_up_counts(
        {"at": "POL", "end": "2030-01-03", "count": 100, "published": "2030-01-04"},
        {"at": "POL", "end": "2030-01-03", "published": "2030-01-05", "status": "withdrawn"},
    )

    assert counts.newest(frame).empty


def test_countries_of_one_source_measure_and_unit_can_be_added(made_up_counts):
    frame = made_up_counts(
        {"at": "POL", "end": "2030-01-03", "count": 100},
        {"at": "MDA", "end": "2030-01-02", "count": 5, "qualifier": "about"},
    )

    total = counts.total(frame)

    assert (total.count, total.qualifier, total.parts) == (105, "about", 2)
    assert (total.first_day, total.last_day) == (date(2030, 1, 2), date(2030, 1, 3))


@pytest.mark.parametrize(
    "other",
    [
        {"source_id": "made_up_b"},
        {"population_type": "refugees"},
        {"measure": "stock"},
        {"unit": "people"},
        {"at": "POL"},
        {"at": "MDA+SVK"},
        {"at": None},
    ],
    ids=lambda other: "-".join(map(str, *other.items())),
)
def test_what_must_not_be_mixed_is_refused(made_up_counts, other):
    frame = made_up_counts(
        {"at": "POL", "end": "2030-01-03", "count": 100},
        {"at": "MDA", "end": "2030-01-03", "count": 5} | other,
    )

    with pytest.raises(counts.MixedError):
        counts.total(frame)


def test_a_running_sum_stops_where_a_day_is_missing(made_up_counts):
    flow = {"at": "POL", "measure": "flow"}
    frame = made_up_counts(
        flow | {"end": "2030-01-01", "count": 3},
        flow | {"end": "2030-01-02", "count": 4},
        flow | {"end": "2030-01-04", "count": 5},
    )

    assert counts.running(frame)["count"].tolist() == [3, 7]


def test_a_published_total_stands_beside_what_was_then_known_of_its_countries(made_up_counts):
    frame = made_up_counts(
        {"at": "POL", "end": "2030-01-02", "count": 60, "published": "2030-01-02"},
        {"at": "MDA", "end": "2030-01-01", "count": 10, "published": "2030-01-02"},
        {"at": None, "end": "2030-01-02", "count": 80, "published": "2030-01-03"},
        {"at": "POL", "end": "2030-01-02", "count": 70, "published": "2030-01-04"},
        {"at": None, "end": "2030-01-02", "count": 80, "published": "2030-01-05"},
    )

    beside = counts.totals_beside_countries(frame)

    assert beside[["total", "sum", "difference"]].values.tolist() == [[80, 70, 10], [80, 80, 0]]


def test_the_first_source_in_the_order_leads_and_others_follow_when_it_is_silent(made_up_counts):
    frame = made_up_counts(
        {"at": "POL", "end": "2030-01-02", "count": 60, "source_id": "made_up_b"},
        {"at": "POL", "end": "2030-01-02", "count": 50, "source_id": "made_up_a"},
    )

    assert counts.preferred(frame, ["made_up_a"])["count"].tolist() == [50]
    assert counts.preferred(frame, ["absent", "made_up_b"])["count"].tolist() == [60]
    assert counts.preferred(frame, ["absent"])["count"].tolist() == [50]


@given(st.lists(st.sampled_from(QUALIFIERS), min_size=1))
def test_the_qualifier_of_a_total_is_never_more_certain_than_any_of_its_parts(qualifiers):
    weakest = counts.weakest(pd.Series(qualifiers))

    assert all(QUALIFIERS.index(weakest) >= QUALIFIERS.index(part) for part in qualifiers)
    assert weakest in qualifiers
