"""A series is due, overdue or delinquent by how often its source publishes; figures expire."""

from datetime import date, timedelta

import pandas as pd
import pytest

from analysis import freshness
from analysis.leading import Leads
from analysis.view import Days
from tests.analysis.conftest import table

DAY = date(2030, 3, 1)
NO_ORDER = Leads()


def sources(**cadences: int | None) -> pd.DataFrame:
    """Cards of made-up sources."""
    return table("sources", [{"source_id": s, "cadence_days": n} for s, n in cadences.items()])


@pytest.fixture
def one_series(made_up_counts):
    """A series of one made-up count, judged on a day so many days later."""

    def judge(days_ago: int, cadence: int | None, published: str | None = None) -> dict:
        end = (DAY - timedelta(days=days_ago)).isoformat()
        counts = made_up_counts({"at": "POL", "end": end, "count": 1, "published": published})
        judged = freshness.series(counts, sources(made_up_a=cadence), NO_ORDER, DAY)
        return judged.to_dict("records")[0]

    return judge


@pytest.mark.parametrize(
    ("cadence", "days_ago", "state", "is_expired"),
    [
        (1, 1, "current", False),
        (1, 2, "due", False),
        (1, 3, "overdue", False),
        (1, 4, "delinquent", True),
        (1, 60, "delinquent", True),
        (1, 61, "ended", True),
        (7, 7, "current", False),
        (7, 14, "due", False),
        (7, 21, "overdue", False),
        (7, 22, "delinquent", True),
        (30, 44, "due", False),
        (30, 60, "overdue", False),
        (30, 61, "delinquent", True),
        (30, 90, "delinquent", True),
        (30, 91, "ended", True),
        (365, 400, "delinquent", True),
        (None, 60, "irregular", False),
        (None, 61, "ended", True),
    ],
)
def test_lateness_and_expiry_depend_on_the_cadence(
    one_series, cadence, days_ago, state, is_expired
):
    judged = one_series(days_ago, cadence)

    assert (judged["state"], judged["is_expired"]) == (state, is_expired)


def test_slow_statistics_are_given_as_long_to_come_out_as_the_last_ones_took(one_series):
    as_of = DAY - timedelta(days=80)
    published = (as_of + timedelta(days=60)).isoformat()

    assert one_series(80, 30)["state"] == "delinquent"
    assert one_series(80, 30, published)["state"] == "current"
    assert one_series(80, 30, published)["next_by"].date() == as_of + timedelta(days=90)


def test_a_daily_count_revised_later_is_judged_by_its_day(one_series):
    assert one_series(4, 1, DAY.isoformat())["state"] == "delinquent"


def test_a_breakdown_is_a_series_of_its_own(made_up_counts):
    counts = made_up_counts(
        {"at": "POL", "end": "2030-02-01", "count": 1, "nationality_iso3": "MAR"},
        {"at": "POL", "end": "2030-02-02", "count": 1, "nationality_iso3": "TUN"},
        {"at": "POL", "end": "2030-03-01", "count": 9},
    )
    judged = freshness.series(counts, sources(made_up_a=1), NO_ORDER, DAY)

    assert judged["as_of"].dt.day.tolist() == [2, 1]
    assert [freshness.broken_down_by(n) for n in judged["level"]] == [["nationality_iso3"], []]
    assert judged["state"].tolist() == ["delinquent", "current"]


def test_the_most_late_come_first_and_what_ended_last(made_up_counts):
    ends = {
        "AAA": "2030-03-01",
        "BBB": "2030-02-26",
        "CCC": "2030-02-20",
        "DDD": "2029-12-01",
        "EEE": "2030-02-10",
    }
    counts = made_up_counts(*({"at": at, "end": end, "count": 1} for at, end in ends.items()))
    counts = counts.sort_values("reference_period_end")
    judged = freshness.series(counts, sources(made_up_a=1), NO_ORDER, DAY)

    assert judged["location_iso3"].tolist() == ["EEE", "CCC", "BBB", "AAA", "DDD"]
    assert freshness.late(judged)["location_iso3"].tolist() == ["EEE", "CCC", "BBB"]


def test_what_another_source_carries_on_is_not_late_unless_it_leads(made_up_counts):
    counts = made_up_counts(
        {"at": "POL", "end": "2030-02-20", "count": 1},
        {"at": "MDA", "end": "2030-02-20", "count": 1, "source_id": "made_up_b"},
        {"at": "POL", "end": "2030-02-25", "count": 1, "source_id": "made_up_b"},
        {"at": "POL", "end": "2030-03-01", "count": 1, "source_id": "made_up_c"},
    )
    cards = sources(made_up_a=1, made_up_b=1, made_up_c=1)
    order = Leads(order={"people_fleeing": ["silent", "made_up_a"]})
    judged = freshness.series(counts, cards, order, DAY)

    assert judged[["source_id", "location_iso3", "state"]].values.tolist() == [
        ["made_up_a", "POL", "delinquent"],
        ["made_up_b", "MDA", "delinquent"],
        ["made_up_c", "POL", "current"],
        ["made_up_b", "POL", "carried_on"],
    ]
    assert judged["is_expired"].tolist() == [True, True, False, True]


def test_every_count_of_a_series_is_told_how_the_series_is_judged(made_up_counts):
    counts = made_up_counts(
        {"at": "POL", "end": "2030-02-01", "count": 1},
        {"end": "2030-02-20", "count": 1},
        {"at": "POL", "end": "2030-03-01", "count": 2},
    )
    judged = freshness.series(counts, sources(made_up_a=1), NO_ORDER, DAY)
    other = made_up_counts({"at": "SVK", "end": "2030-02-01", "count": 1})

    assert freshness.of(counts, judged)["state"].tolist() == ["current", "delinquent", "current"]
    assert freshness.of(other, judged)["state"].isna().all()


def test_nothing_is_late_without_counts(made_up_counts):
    judged = freshness.series(made_up_counts(), sources(made_up_a=1), NO_ORDER, DAY)

    assert judged.empty
    assert freshness.late(judged).empty


LAST = date(2030, 2, 18)


@pytest.mark.parametrize(
    ("follows", "frozen", "today", "day"),
    [
        (True, False, date(2030, 3, 1), date(2030, 3, 1)),
        (True, False, date(2030, 2, 17), LAST),
        (True, True, date(2030, 3, 1), LAST),
        (False, False, date(2030, 3, 1), LAST),
        (True, False, LAST + timedelta(days=60), LAST + timedelta(days=60)),
        (True, False, LAST + timedelta(days=61), LAST),
    ],
)
def test_only_a_live_page_that_follows_new_counts_is_judged_by_today(follows, frozen, today, day):
    days = Days(date(2030, 1, 1), LAST, follows)

    assert freshness.judged_on(days, LAST, today, frozen=frozen) == day
