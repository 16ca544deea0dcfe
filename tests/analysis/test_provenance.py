"""What names a row in links, what a total was made of, and which file everybody may have."""

import pandas as pd
import pytest

from analysis import (
    comparison,
    counts,
    disclosure,
    fleeing,
    headlines,
    identity,
    listing,
    making,
    provenance,
    qualifiers,
)
from analysis.headlines import as_rows
from analysis.leading import Leads
from analysis.wording import Wording
from ledger import populations
from ledger.checks import Problem
from ledger.tables import COUNTS, TABLES
from ledger.tracing import Written, held
from tests.analysis.conftest import table

NO_BREAKS = table("breaks", [])


@pytest.fixture
def three_days(made_up_counts):
    """A total and its countries, with a revision between: the newest known then makes the sum."""
    return made_up_counts(
        {"at": "POL", "end": "2030-01-02", "count": 10, "published": "2030-01-03"},
        {"at": "MDA", "end": "2030-01-02", "count": 5, "published": "2030-01-03"},
        {"end": "2030-01-02", "count": 16, "published": "2030-01-03"},
        {"at": "POL", "end": "2030-01-02", "count": 11, "published": "2030-01-04"},
        {"at": "POL", "end": "2030-01-03", "count": 20, "published": "2030-01-05"},
        {"end": "2030-01-03", "count": 25, "published": "2030-01-05", "qualifier": "about"},
    )


def test_a_row_and_a_table_name_it_alike_and_it_is_found_again(three_days):
    names = identity.codes(COUNTS, three_days)

    assert names == [identity.code(COUNTS, row) for row in as_rows(three_days)]
    assert len(set(names)) == len(three_days)
    for place, name in enumerate(names):
        assert identity.find(COUNTS, three_days, name).index.tolist() == [place]


def test_a_name_stays_the_same_for_ever(made_up_counts):
    row = made_up_counts({"at": "POL", "end": "2030-01-02", "count": 1, "published": "2030-01-03"})

    assert identity.codes(COUNTS, row) == ["made_up_a.ywwqkpo7fy27g"]


def test_a_name_does_not_depend_on_the_count_its_qualifier_or_its_note(made_up_counts):
    rows = made_up_counts(
        {"at": "POL", "end": "2030-01-02", "count": 1},
        {"at": "POL", "end": "2030-01-02", "count": 2, "qualifier": "about", "note": "x"},
        {"at": "POL", "end": "2030-01-02", "count": 2, "published": "2030-01-03"},
    )
    first, second, later = identity.codes(COUNTS, rows)

    assert first == second != later


@pytest.mark.parametrize("name", ["", "x", "made_up_a.", "made_up_a.1", "made_up_a.é", "a.b.c.d"])
def test_what_is_no_name_finds_no_row(three_days, name):
    assert identity.find(COUNTS, three_days, name).empty


def test_the_parts_of_every_sum_add_up_to_it(three_days):
    beside = comparison.differing_totals(three_days, Leads())
    assert beside["sum"].tolist() == [15, 25]
    for place, added in beside["sum"].items():
        total = three_days.loc[[place]]
        made = making.total("sum_of_countries", total, three_days, three_days, NO_BREAKS)

        assert made is not None
        assert made.count == added == made.parts["count"].sum()
        assert identity.find(COUNTS, three_days, beside["origin"][place]).index[0] == place


def test_nothing_is_made_of_a_count_of_a_country(three_days):
    for made in ("sum_of_countries", "added_up", "no such thing"):
        country = three_days.loc[[0]]
        assert making.total(made, country, three_days, three_days, NO_BREAKS) is None


def test_days_added_up_are_listed_to_the_last_and_end_at_a_gap(made_up_counts):
    days = ("2030-01-01", "2030-01-02", "2030-01-04")
    flows = made_up_counts(
        *(
            {"at": "POL", "end": day, "reference_period_start": day, "measure": "flow"}
            | {"count": 3, "qualifier": "about"}
            for day in days
        )
    )
    series = fleeing.cumulative(flows)
    assert series["count"].tolist() == [3, 6]
    assert "made=added_up" in listing.origin(as_rows(series)[1])
    made = making.total("added_up", flows.loc[[1]], flows, flows, NO_BREAKS)

    assert made is not None
    assert (made.count, made.qualifier, len(made.parts)) == (6, "about", 2)
    assert making.total("added_up", flows.loc[[2]], flows, flows, NO_BREAKS) is None


def test_a_change_is_made_of_a_count_and_the_one_before_it_in_its_series(made_up_counts):
    series = made_up_counts(
        {"at": "POL", "end": "2030-01-02", "count": 5},
        {"at": "POL", "end": "2030-01-03", "count": 7},
        {"at": "POL", "end": "2030-01-04", "count": 8, "unit": "people"},
        {"at": "MDA", "end": "2030-01-04", "count": 1},
        {"at": "POL", "end": "2030-01-04", "count": 9, "reference_period_start": "2030-01-02"},
        {"at": "POL", "end": "2030-01-05", "count": 4, "qualifier": "about"},
    )
    made = making.total("change", series.loc[[5]], series, series, NO_BREAKS)

    assert made is not None
    assert made.parts.index.tolist() == [1, 5]
    assert (made.count, made.qualifier) == (-3, "about")
    assert making.value(made, Wording("en")) == "about \u22123"
    assert making.total("change", series.loc[[0]], series, series, NO_BREAKS) is None
    hidden = series.loc[[5]].assign(count=pd.array([pd.NA], "Int64"))
    assert making.total("change", hidden, series, series, NO_BREAKS) is None


def test_the_change_of_a_headline_is_made_of_what_the_page_says(three_days, words):
    newest = counts.newest(three_days)
    lead = headlines.people_fleeing(newest, Leads())
    assert lead is not None
    made = making.total("change", lead.series.tail(1), newest, three_days, NO_BREAKS)

    assert made is not None
    assert making.value(made, words) in headlines.change(lead, NO_BREAKS, words)


def test_a_rate_says_its_count_and_its_inhabitants(made_up_counts, monkeypatch):
    known = {"population": "2000", "year": "2029", "source": "made up", "source_url": "x:"}
    monkeypatch.setattr(populations, "rows", lambda *_: {"POL": known})
    monkeypatch.setattr(populations, "read", lambda *_: {"POL": 2000})
    days = ("2030-01-01", "2030-01-02")
    flows = made_up_counts(
        *(
            {"at": "POL", "end": day, "reference_period_start": day, "measure": "flow", "count": 3}
            for day in days
        ),
        {"at": "SVK", "end": "2030-01-02", "count": 5},
    )
    for made, rate in (("per_1000", 1.5), ("added_up_per_1000", 3.0)):
        total = making.total(made, flows.loc[[1]], flows, flows, NO_BREAKS)
        assert total is not None
        assert total.count == rate
        assert "2,000 in 2029" in making.why(total, Wording("en"))
        assert making.total(made, flows.loc[[2]], flows, flows, NO_BREAKS) is None
    series = fleeing.with_rates(fleeing.cumulative(fleeing.by_country(flows, Leads())))
    asked = {row["location_iso3"]: listing.rate_origin(row) for row in as_rows(series)}
    assert asked["SVK"] == ""
    assert asked["POL"].endswith("made=added_up_per_1000")


def test_a_withheld_count_says_neither_its_number_nor_its_note(made_up_counts, words):
    few = made_up_counts(
        {"at": "POL", "nationality_iso3": "TUN", "end": "2030-01-02"}
        | {"count": 3, "count_max": 4, "note": "three of them"}
    )
    blank = {name: table(name, []) for name in TABLES}
    hidden = disclosure.suppress({**blank, "counts": few}, disclosure.Rule())["counts"]
    (row,) = as_rows(hidden)
    said = dict(provenance.facts("counts", row, words))

    assert said[words.say("label.count")] == words.say("count.suppressed", threshold=5)
    assert words.say("label.note") not in said
    assert words.say("label.count_max") not in said
    assert provenance.vintages(hidden, hidden)["note"].isna().all()


def test_a_file_is_public_when_all_of_it_was_read_and_nothing_of_it_is_withheld(made_up_counts):
    none = made_up_counts()
    large = made_up_counts({"at": "POL", "end": "2030-01-02", "count": 500})
    few = made_up_counts({"at": "POL", "nationality_iso3": "TUN", "end": "2030-01-02", "count": 3})
    hidden = table("assistance_points", [{"point_id": "a", "source_id": "b", "public": "no"}])
    left_out = Problem("warning", "sheet_left_out")
    unusual = Problem("warning", "published_before_as_of")

    assert provenance.may_be_public({"counts": large}, [], none, disclosure.Rule())
    assert provenance.may_be_public({"counts": large}, [unusual], none, disclosure.Rule())
    assert not provenance.may_be_public({"counts": large}, [left_out], none, disclosure.Rule())
    assert not provenance.may_be_public({"counts": few}, [], none, disclosure.Rule())
    assert not provenance.may_be_public({"assistance_points": hidden}, [], none, disclosure.Rule())


def test_a_file_with_a_number_that_is_withheld_because_of_others_is_not_public(made_up_counts):
    rows = {"at": "POL", "end": "2030-01-02", "nationality_iso3": "TUN"}
    given = made_up_counts({**rows, "count": 500})
    withheld = made_up_counts({**rows, "count": None, "status": "suppressed"})

    assert not provenance.may_be_public({"counts": given}, [], withheld, disclosure.Rule())


def test_versions_that_had_a_row_are_told_whatever_part_it_moved_to():
    first, second = ("2030-01", 0), ("2030-01", 1)
    entries = [
        Written(1, first, "with"),
        Written(2, first, "with too"),
        Written(3, first, "without"),
        Written(3, second, "with"),
        Written(5, second, None),
        Written(8, second, "with"),
    ]
    changes = held(entries, lambda part: part.startswith("with ") or part == "with")

    assert changes == [(1, True), (5, False), (8, True)]
    assert provenance.gone_since(changes) is None
    assert provenance.gone_since(changes[:2]) == (4, 5)
    assert held([], lambda part: True) == []


def test_the_number_of_a_total_is_never_more_certain_than_its_parts(three_days):
    weaker = three_days.assign(
        qualifier=pd.Categorical(["about", *["exact"] * 5], categories=["exact", "about"])
    )
    made = making.total("sum_of_countries", weaker.loc[[2]], weaker, weaker, NO_BREAKS)

    assert made is not None
    assert made.qualifier == qualifiers.weakest(made.parts["qualifier"]) == "about"
