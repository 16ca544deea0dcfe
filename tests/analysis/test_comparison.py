"""Sources side by side: shown when they disagree, and only then."""

import pytest

from analysis import comparison, disagreements, leading
from analysis.headlines import as_rows
from tests.analysis.conftest import table


def side_by_side(counts, crisis):
    return comparison.side_by_side(counts, leading.leads(table("sources", []), crisis))


def pairs(counts, crisis):
    beside = side_by_side(counts, crisis)
    return list(zip(beside["count"], beside["count_other"], strict=True))


def other(**row):
    return {"at": "MDA", "source_id": "made_up_b"} | row


def test_two_counts_of_one_day_that_differ_stand_side_by_side(made_up_counts, a_crisis):
    frame = made_up_counts(
        {"at": "MDA", "end": "2030-01-04", "count": 100}, other(end="2030-01-04", count=190)
    )

    assert pairs(frame, a_crisis) == [(100, 190)]


def test_two_counts_that_agree_are_not_shown(made_up_counts, a_crisis):
    frame = made_up_counts(
        {"at": "MDA", "end": "2030-01-04", "count": 100}, other(end="2030-01-04", count=100)
    )

    assert pairs(frame, a_crisis) == []


def test_between_two_days_of_the_first_source_another_may_lie_between_its_counts(
    made_up_counts, a_crisis
):
    first = [
        {"at": "MDA", "end": "2030-01-03", "count": 100},
        {"at": "MDA", "end": "2030-01-05", "count": 200},
    ]
    between = made_up_counts(*first, other(end="2030-01-04", count=150))
    beyond = made_up_counts(*first, other(end="2030-01-04", count=300))

    assert pairs(between, a_crisis) == []
    assert pairs(beyond, a_crisis) == [(100, 300)]


def test_a_source_that_speaks_of_other_days_is_not_compared(made_up_counts, a_crisis):
    frame = made_up_counts(
        {"at": "MDA", "end": "2030-01-04", "count": 100}, other(end="2030-01-20", count=300)
    )

    assert pairs(frame, a_crisis) == []


@pytest.mark.parametrize("measure", ["stock", "flow", "cumulative"])
@pytest.mark.parametrize(
    "about",
    [
        {"population_type": "idps"},
        {"nationality_iso3": "TUN"},
        {"sex": "female", "age_range": "0-17"},
        {"at": None, "place_as_reported": "Made-up district"},
        {"at": "MDA+SVK"},
    ],
    ids=str,
)
def test_whatever_two_sources_report_alike_is_compared(made_up_counts, a_crisis, measure, about):
    both = {"at": "MDA", "end": "2030-01-04", "measure": measure} | about
    frame = made_up_counts(
        both | {"count": 100}, both | {"count": 190, "source_id": "made_up_b", "unit": "crossings"}
    )
    (pair,) = as_rows(side_by_side(frame, a_crisis))

    assert (pair["difference"], pair["why_not"], pair["ratio"]) == (90, "", 1.9)


@pytest.mark.parametrize(
    "unlike",
    [
        {"population_type": "idps"},
        {"measure": "stock"},
        {"nationality_iso3": "TUN"},
        {"sex": "female"},
        {"origin_iso3": "BBB"},
        {"at": "POL"},
        {"reference_period_start": "2030-01-02"},
    ],
    ids=str,
)
def test_what_is_not_the_same_thing_is_not_compared(made_up_counts, a_crisis, unlike):
    both = {"at": "MDA", "end": "2030-01-04"}
    frame = made_up_counts(both | {"count": 100}, other(count=190, **(both | unlike)))

    assert pairs(frame, a_crisis) == []


def test_flows_of_other_days_are_not_compared(made_up_counts, a_crisis):
    flow = {"at": "MDA", "measure": "flow"}
    frame = made_up_counts(
        flow | {"reference_period_start": "2030-01-03", "end": "2030-01-03", "count": 100},
        flow | {"reference_period_start": "2030-01-05", "end": "2030-01-05", "count": 300},
        other(measure="flow", reference_period_start="2030-01-04", end="2030-01-04", count=900),
    )

    assert pairs(frame, a_crisis) == []


def test_people_and_crossings_stand_side_by_side_and_are_not_subtracted(made_up_counts, a_crisis):
    frame = made_up_counts(
        {"at": "MDA", "end": "2030-01-04", "count": 100},
        other(end="2030-01-04", count=190, unit="people"),
    )
    (pair,) = as_rows(side_by_side(frame, a_crisis))

    assert (pair["difference"], pair["why_not"]) == ("", "unit")


def test_households_are_not_set_beside_people(made_up_counts, a_crisis):
    frame = made_up_counts(
        {"at": "MDA", "end": "2030-01-04", "count": 100, "unit": "people"},
        other(end="2030-01-04", count=30, unit="households"),
    )

    assert pairs(frame, a_crisis) == []


def test_counts_of_two_days_are_not_subtracted(made_up_counts, a_crisis):
    days = [{"at": "MDA", "end": f"2030-01-0{day}", "count": 100} for day in (3, 5)]
    frame = made_up_counts(*days, other(end="2030-01-04", count=190))
    (pair,) = as_rows(side_by_side(frame, a_crisis))

    assert (pair["difference"], pair["why_not"]) == ("", "days")


def test_of_three_sources_each_two_that_disagree_are_listed_the_largest_first(
    made_up_counts, a_crisis
):
    day = {"at": "MDA", "end": "2030-01-04"}
    frame = made_up_counts(
        day | {"count": 100, "qualifier": "at_least"},
        other(**day, count=200),
        other(**day, count=800) | {"source_id": "made_up_c"},
    )

    assert pairs(frame, a_crisis) == [(200, 800)]


def test_in_each_pair_the_source_that_leads_stands_first(made_up_counts, a_crisis):
    day = {"at": "MDA", "end": "2030-01-04"}
    frame = made_up_counts(day | {"count": 100}, other(**day, count=200))
    order = leading.leads(table("sources", []), a_crisis, "made_up_b")

    (pair,) = as_rows(comparison.side_by_side(frame, order))
    assert (pair["source_id"], pair["count"], pair["difference"]) == ("made_up_b", 200, -100)


def test_a_zero_beside_a_count_disagrees_and_comes_first(made_up_counts, a_crisis):
    frame = made_up_counts(
        *({"at": at, "end": "2030-01-04", "count": 0} for at in ("MDA", "POL")),
        other(end="2030-01-04", count=0),
        other(at="POL", end="2030-01-04", count=10),
    )

    assert pairs(frame, a_crisis) == [(0, 10)]


def test_a_count_without_a_number_is_not_compared(made_up_counts, a_crisis):
    frame = made_up_counts(
        {"at": "MDA", "end": "2030-01-04", "status": "suppressed"},
        other(end="2030-01-04", count=10),
    )

    assert pairs(frame, a_crisis) == []
    assert pairs(frame[:0], a_crisis) == []


def test_what_others_say_of_a_headline_is_said_whether_they_agree_or_not(made_up_counts, a_crisis):
    day = {"end": "2030-01-04"}
    frame = made_up_counts(
        day | {"count": 100},
        {"source_id": "made_up_b", "end": "2030-01-04", "count": 100},
        {"source_id": "made_up_c", "end": "2030-01-03", "count": 90},
        {"source_id": "made_up_c", "end": "2030-01-05", "count": 80, "unit": "people"},
        {"source_id": "made_up_d", "end": "2030-01-09", "count": 70},
        {"source_id": "made_up_e", "end": "2030-01-04", "count": 60, "at": "MDA"},
    )
    order = leading.leads(table("sources", []), a_crisis)
    said = as_rows(comparison.beside(frame, frame.head(1), order))

    assert [(row["source_id_other"], row["count_other"], row["difference"]) for row in said] == [
        ("made_up_b", 100, 0),
        ("made_up_c", 90, ""),
    ]
    assert comparison.beside(frame[:1], frame.head(1), order).empty


def test_differing_totals_of_every_source_are_listed_the_largest_first(made_up_counts):
    frame = made_up_counts(
        *(
            {"source_id": source, "at": at, "end": "2030-01-04", "count": count}
            | {"published": "2030-01-05"}
            for source, at, count in [
                ("made_up_a", "MDA", 100),
                ("made_up_a", None, 110),
                ("made_up_b", "MDA", 100),
                ("made_up_b", None, 50),
                ("made_up_c", "MDA", 100),
                ("made_up_c", None, 100),
            ]
        )
    )
    beside = disagreements.totals(frame)

    assert beside[["source_id", "total", "sum"]].values.tolist() == [
        ["made_up_b", 50, 100],
        ["made_up_a", 110, 100],
    ]
    assert disagreements.totals(frame[:0]).empty


def test_a_pair_is_found_by_a_place_that_it_counts_together_with_others(made_up_counts, a_crisis):
    both = {"at": "MDA+SVK", "end": "2030-01-04"}
    beside = side_by_side(made_up_counts(both | {"count": 100}, other(**both, count=190)), a_crisis)

    assert disagreements.places(beside) == ["MDA", "SVK"]
    assert [len(disagreements.of_places(beside, of)) for of in (["SVK"], ["POL"], [])] == [1, 0, 1]
