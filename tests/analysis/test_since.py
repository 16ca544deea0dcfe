"""What changed in a frozen view since: its own rows only, old and new, and nothing withheld."""

from datetime import date

import pandas as pd
import pytest

from analysis import behind, identity, since
from analysis.published import Published
from analysis.rows import as_rows
from analysis.shown import of as shown_of
from analysis.since import Since
from analysis.view import READING
from analysis.wording import Wording
from ledger.tables import COUNTS

# All counts are made up.
EN = Wording("en")
TODAY = date(2026, 1, 1)


def changed(two_versions: Published, page: str = "people_fleeing", **asked: str) -> Since:
    address = {"as_known": ["1"], **{name: [value] for name, value in asked.items()}}
    return since.of(shown_of(page, address, EN, two_versions, TODAY))


def told(made: Since, kind: str, table: str = "counts") -> list[tuple]:
    """Where, before, now."""
    rows = made.rows(table, kind)
    numbers = ["count_before", "count"] if kind == "revised" else ["count"]
    return [tuple(row) for row in rows[["location_iso3", *numbers]].astype(object).to_numpy()]


def test_every_count_of_the_view_that_differs_is_told_largest_first(two_versions):
    made = changed(two_versions, time="2022-03-01")

    assert told(made, "revised") == [("POL", 1000, 1500), ("MDA", 100, 90), ("ROU", 50, 50)]
    assert told(made, "added") == [("HUN", 400)]
    assert told(made, "withdrawn") == [("SVK", 700)]
    assert made.counted == {"counts": {"added": 1, "revised": 2, "corrected": 1, "withdrawn": 1}}
    words = "Counts: 1 added, 2 revised, 1 corrected, 1 withdrawn"
    assert since.in_words(made, EN) == words


def test_days_that_the_view_did_not_have_are_no_change_of_it(two_versions):
    frozen, every_day = changed(two_versions), changed(two_versions, time="2022-02-24..2022-03-02")

    # The last day that version 1 knows is 1 March.
    assert told(frozen, "added") == [("HUN", 400)]
    assert told(every_day, "added") == [("HUN", 400)]
    assert frozen.now.days.end == date(2022, 3, 1)


def test_a_view_of_some_countries_has_only_their_changes(two_versions):
    assert told(changed(two_versions, country="MDA"), "revised") == [("MDA", 100, 90)]
    assert changed(two_versions, country="BLR").counted == {}


def test_counts_given_together_belong_to_the_view_of_each_of_their_countries(two_versions):
    view = shown_of("people_fleeing", {"country": ["MDA"]}, EN, two_versions, TODAY)
    places = behind.rows(view)["counts"]["location_iso3"].astype(object)

    assert set(places.dropna()) == {"MDA", "MDA+ROU"}
    assert places.isna().any()


def test_a_count_that_was_and_is_withheld_tells_nothing(two_versions):
    made = changed(two_versions, "third_country_nationals")
    indians = made.rows("counts", "revised")

    assert told(made, "revised") == []
    assert made.counted == {}
    assert not indians["count"].notna().any()
    rows = behind.rows(made.now)["counts"]
    assert rows["status"].tolist() == ["suppressed", "suppressed"]


def test_a_point_that_closed_or_came_or_went_is_told_with_its_fields(two_versions):
    made = changed(two_versions, "assistance")
    listed = since.listed(made, "assistance_points", "revised", 10, EN)

    assert made.counted == {"assistance_points": {"added": 1, "revised": 1}}
    assert listed[EN.say("differences.others")].tolist() == ["Status: open → closed"]
    assert made.rows("assistance_points", "added")["point_id"].tolist() == ["p3"]


def test_the_same_is_said_for_a_reader_with_where_each_number_comes_from(two_versions):
    made = changed(two_versions, country="MDA")
    (row,) = since.listed(made, "counts", "revised", 10, EN).to_dict("records")

    assert [*row][:2] == [EN.say("label.location_iso3"), EN.say("label.as_of")]
    assert [*row].index("Version 1") == [*row].index("Version 2") - 1
    assert row[EN.say("changed.version", version=1)] == "100+"
    assert row[EN.say("changed.version", version=2)] == "90"
    assert row[EN.say("differences.change")].endswith("−10")
    assert row[EN.say("label.origin_then")].startswith("as_known=1&count=made_up.")
    assert row[EN.say("label.origin_now")].startswith("as_known=2&count=made_up.")
    assert row[EN.say("label.origin_then")][10:] != row[EN.say("label.origin_now")][10:]


def test_what_changed_can_be_downloaded_with_both_versions(two_versions):
    frame = since.to_download(changed(two_versions, time="2022-03-01"))

    assert frame["changed"].tolist() == ["revised"] * 3 + ["withdrawn", "added"]
    assert set(frame["version_before"]) == {1}
    assert set(frame["version"]) == {2}
    assert frame["count_before"].tolist()[:2] == [1000, 100]


def test_a_live_view_and_the_newest_version_have_no_changes(two_versions):
    for asked in ({}, {"as_known": ["2"]}):
        view = shown_of("people_fleeing", asked, EN, two_versions, TODAY)
        assert since.of(view).counted == {}


@pytest.mark.parametrize("page", READING)
def test_every_page_says_what_stands_behind_it(two_versions, page):
    made = changed(two_versions, page)

    assert made.changes
    assert isinstance(since.to_download(made), pd.DataFrame)


def test_the_page_of_one_number_is_about_that_number(two_versions):
    first = changed(two_versions).before
    (row,) = as_rows(behind.rows(first)["counts"].query("location_iso3 == 'POL'"))
    made = changed(two_versions, "provenance", count=identity.code(COUNTS, row))

    assert told(made, "revised") == [("POL", 1000, 1500)]
