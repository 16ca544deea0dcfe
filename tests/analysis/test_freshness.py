"""A series is due, overdue or delinquent by how often its source publishes."""

from datetime import date, timedelta

import pytest

from analysis import freshness
from analysis.leading import Leads
from tests.analysis.conftest import table

DAY = date(2030, 3, 1)


@pytest.mark.parametrize(
    ("cadence", "days_ago", "state"),
    [
        (1, 1, "current"),
        (1, 2, "due"),
        (1, 3, "overdue"),
        (1, 4, "delinquent"),
        (7, 7, "current"),
        (7, 14, "due"),
        (7, 21, "overdue"),
        (7, 22, "delinquent"),
        (30, 44, "due"),
        (30, 60, "overdue"),
        (30, 61, "delinquent"),
    ],
)
def test_lateness_depends_on_the_cadence(cadence, days_ago, state):
    assert freshness.state(DAY - timedelta(days=days_ago), cadence, DAY) == state


def test_only_series_of_the_source_that_leads_can_be_late(made_up_counts):
    counts = made_up_counts(
        {"at": "POL", "end": "2030-01-02", "count": 1},
        {"at": "MDA", "end": "2030-03-01", "count": 1},
        {"at": "POL", "end": "2030-01-02", "count": 1, "source_id": "made_up_b"},
    )
    sources = table(
        "sources",
        [
            {"source_id": "made_up_a", "cadence_days": 1},
            {"source_id": "made_up_b", "cadence_days": 1},
        ],
    )
    order = Leads(order={"people_fleeing": ["made_up_a", "made_up_b"]})

    late = freshness.late_series(counts, sources, order, DAY)

    assert late[["source_id", "location_iso3", "state"]].values.tolist() == [
        ["made_up_a", "POL", "delinquent"]
    ]
