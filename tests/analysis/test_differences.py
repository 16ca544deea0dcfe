"""What a draft would change, in words and numbers."""

import pandas as pd
import pytest

from analysis import differences
from analysis.wording import Wording
from ledger.changes import Changes, compare
from ledger.ledger import Ledger
from ledger.tables import COUNTS
from tests.analysis.conftest import table
from tests.ledger.made_up import counts, points

# All counts are made up.
EN = Wording("en")
LATER = {"published_at": pd.Timestamp("2022-03-02", tz="UTC").to_pydatetime()}


@pytest.fixture
def changed() -> Changes:
    before = counts(
        {"location_iso3": "POL", "count": 1000},
        {"location_iso3": "MDA", "count": 10},
        {"location_iso3": "SVK", "count": 7},
    )
    after = counts(
        {"location_iso3": "POL", "count": 1000},
        {"location_iso3": "POL", "count": 1500, **LATER},
        {"location_iso3": "MDA", "count": 10},
        {"location_iso3": "MDA", "count": 9, **LATER},
        {"location_iso3": "HUN", "count": 5},
    )
    return compare(COUNTS, before, after)


def test_the_largest_revision_comes_first_with_its_difference_and_share(changed):
    rows = differences.revisions(changed)

    assert rows["location_iso3"].tolist() == ["POL", "MDA"]
    assert rows["change"].tolist() == [500, -1]
    assert rows["share"].tolist() == [0.5, -0.1]


def test_a_revision_is_told_as_old_and_new_absolute_and_in_per_cent(changed):
    (row,) = differences.listed("counts", differences.revisions(changed).head(1), EN).to_dict(
        "records"
    )

    assert row[EN.say("differences.before")] == "1,000"
    assert row[EN.say("label.count")] == "1,500"
    assert row[EN.say("differences.change")] == "+500"
    assert row[EN.say("differences.share")] == "+50%"
    assert "Poland" in row[EN.say("differences.about_row")]


def test_the_qualifier_of_a_count_is_told_with_it():
    at_least = compare(COUNTS, counts(), counts({"count": 600, "qualifier": "at_least"}))
    (row,) = differences.listed("counts", at_least.added, EN).to_dict("records")

    assert row[EN.say("label.count")] == "600+"


def test_a_growth_from_nothing_has_no_per_cent():
    grown = compare(COUNTS, counts({"count": 0}), counts({"count": 5, **LATER}))
    rows = differences.revisions(grown)

    assert rows["change"].tolist() == [5]
    assert rows["share"].isna().all()
    assert differences.listed("counts", rows, EN)[EN.say("differences.share")].tolist() == [""]


def test_every_other_value_that_changes_is_told(tmp_path):
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    ledger.publish(ledger.draft({"assistance_points": points({"phone": "527"})}), "a", "made up")
    draft = ledger.draft({"assistance_points": points({"phone": "528"})})
    revised = differences.revisions(ledger.would_change(draft)["assistance_points"])
    (row,) = differences.listed("assistance_points", revised, EN).to_dict("records")

    assert "527 → 528" in row[EN.say("differences.others")]


def test_the_series_that_change_most_are_drawn_as_they_are_and_as_they_would_be(changed):
    series = differences.changed_series(changed).to_dict("records")
    now = pd.concat([changed.revised.assign(count=changed.revised["count_before"])])
    then = changed.revised
    drawn = differences.before_and_after(now, then, series[0], table("breaks", []), EN)

    assert [each["location_iso3"] for each in series] == ["POL", "MDA", "HUN"]
    assert [line.values for line in drawn] == [[1000.0], [1500.0]]
    assert "Poland" in differences.series_name(series[0], EN)
