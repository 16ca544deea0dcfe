"""Adding up: what may be added, and that nothing else ever is. Numbers are made up."""

from datetime import date, timedelta
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import adding
from analysis import qualifiers as qualifiers_of
from analysis.adding import MixedError
from analysis.headlines import as_rows
from ledger.tables import COUNTS
from ledger.vocabulary import MEASURES, POPULATION_TYPES, QUALIFIERS, SEXES, UNITS
from tests.analysis.conftest import A_COUNT, table

FIRST = {"location_iso3": "POL", "reference_period_end": "2030-01-03", "count": 100}
SECOND = {"location_iso3": "MDA", "reference_period_end": "2030-01-03", "count": 5}
# For each column that says what a count is, two values that are not the same thing.
UNLIKE = {
    "source_id": ("made_up_a", "made_up_b"),
    "population_type": POPULATION_TYPES[:2],
    "measure": MEASURES[:2],
    "unit": UNITS[:2],
    "origin_iso3": ("AAA", "BBB"),
    "operation": ("one", "another"),
    "round": ("1", "2"),
    "nationality_iso3": (None, "IND"),
    "sex": (None, SEXES[0]),
    "age_range": (None, "0-17"),
    "admin1_code": (None, "UA05"),
    "admin2_code": (None, "UA0501"),
    "place_as_reported": (None, "other countries"),
}


def rows(*some: dict) -> pd.DataFrame:
    return table("counts", [A_COUNT | row for row in some])


def days(measure: str, *on: int, **same: object) -> pd.DataFrame:
    """One count for each day of January 2030, of a measure."""
    made = [
        {
            "measure": measure,
            "location_iso3": "POL",
            "reference_period_start": f"2030-01-{day:02}" if measure != "cumulative" else None,
            "reference_period_end": f"2030-01-{day:02}",
            "count": day,
            **same,
        }
        for day in on
    ]
    return rows(*({k: v for k, v in row.items() if v is not None} for row in made))


def test_a_total_carries_what_it_is():
    total = adding.total(rows(FIRST, SECOND | {"qualifier": "about", "published_at": "2030-01-04"}))

    assert (total.count, total.qualifier, total.places) == (105, "about", ("MDA", "POL"))
    assert (total.source_id, total.population_type) == ("made_up_a", "people_fleeing")
    assert (total.measure, total.unit) == ("cumulative", "crossings")
    assert (total.first_day, total.last_day) == (date(2030, 1, 3), date(2030, 1, 3))
    assert total.published_at == pd.Timestamp("2030-01-04", tz="UTC")
    assert total.parts["count"].tolist() == [100, 5]


def test_every_column_that_says_what_a_count_is_can_be_unlike():
    chosen_by_measure = {"reference_period_start", "reference_period_end", "location_iso3"}

    assert {*UNLIKE} - {"operation", "round"} == {*COUNTS.subject} - chosen_by_measure


def combined(value: int) -> list[tuple[str, ...]]:
    return list(combinations(UNLIKE, value))


@pytest.mark.parametrize("columns", [(), *combined(1), *combined(2)], ids="-".join)
def test_counts_that_differ_in_anything_but_their_place_are_never_added(columns):
    one = FIRST | {name: UNLIKE[name][0] for name in columns}
    other = SECOND | {name: UNLIKE[name][1] for name in columns}

    if not columns:
        assert adding.total(rows(one, other)).count == 105
        return
    with pytest.raises(MixedError):
        adding.total(rows(one, other))


values = {name: st.sampled_from(pair) for name, pair in UNLIKE.items()}
places = st.sampled_from(["POL", "MDA", "MDA+SVK", None])
numbers = st.one_of(st.none(), st.integers(0, 1000))
a_count = st.fixed_dictionaries(values | {"location_iso3": places, "count": numbers})


@given(st.lists(a_count, max_size=3), st.booleans())
def test_what_is_added_is_always_alike(made, alike):
    made = [made[0] | {k: row[k] for k in ("location_iso3", "count")} for row in made if alike] or (
        made
    )
    frame = rows(*({"reference_period_end": "2030-01-03", **row} for row in made))
    where = [row["location_iso3"] for row in made]
    single = all(place in ("POL", "MDA") for place in where) and len({*where}) == len(where)
    same = len({tuple(row[name] for name in UNLIKE) for row in made}) == 1
    whole = all(row["count"] is not None for row in made)

    if made and single and same and whole:
        assert adding.total(frame).count == sum(row["count"] for row in made)
    else:
        with pytest.raises(MixedError):
            adding.total(frame)


@given(st.lists(st.sampled_from(QUALIFIERS), min_size=1))
def test_the_qualifier_of_a_total_is_never_more_certain_than_any_of_its_parts(qualifiers):
    weakest = qualifiers_of.weakest(pd.Series(qualifiers))

    assert all(QUALIFIERS.index(weakest) >= QUALIFIERS.index(part) for part in qualifiers)
    assert weakest in qualifiers


@pytest.mark.parametrize("measure", MEASURES)
@given(start=st.integers(1, 20), length=st.integers(1, 8), missing=st.integers(0, 9))
def test_only_a_flow_without_gaps_is_added_over_time(measure, start, length, missing):
    on = [day for day in range(start, start + length) if day - start != missing]
    gap = 0 < missing < length - 1
    if measure == "flow" and on and not gap:
        assert adding.over_time(days(measure, *on)).count == sum(on)
    else:
        with pytest.raises(MixedError):
            adding.over_time(days(measure, *on))


def test_a_running_sum_stops_where_a_day_is_missing_and_is_as_uncertain_as_its_worst_day():
    flows = days("flow", 3, 4, 6)
    flows["qualifier"] = pd.Categorical(["exact", "about", "exact"])

    ran = adding.running(flows)

    assert ran["count"].tolist() == [3, 7]
    assert ran["qualifier"].tolist() == ["exact", "about"]
    with pytest.raises(MixedError):
        adding.running(days("stock", 3, 4))


@pytest.mark.parametrize("column", adding.OF_A_SERIES)
def test_a_difference_is_between_two_reports_of_one_series(column):
    one, other = UNLIKE.get(column, ("POL", "MDA"))
    earlier, later = as_rows(rows(FIRST | {column: one}, FIRST | {"count": 130, column: other}))

    assert adding.difference(later | {column: one or ""}, earlier, NO_BREAKS).count == 30
    with pytest.raises(MixedError):
        adding.difference(later, earlier, NO_BREAKS)


def test_what_began_on_different_days_is_not_subtracted():
    later, earlier = as_rows(rows(FIRST, FIRST | {"reference_period_start": "2030-01-02"}))

    with pytest.raises(MixedError):
        adding.difference(later, earlier, NO_BREAKS)


@pytest.mark.parametrize("later", QUALIFIERS)
@pytest.mark.parametrize("earlier", QUALIFIERS)
def test_a_difference_is_exact_only_between_exact_counts(later, earlier):
    reports = rows(FIRST | {"qualifier": earlier}, FIRST | {"count": 130, "qualifier": later})
    before, after = as_rows(reports)

    exact = later == earlier == "exact"
    expected = "exact" if exact else "about"
    assert adding.difference(after, before, NO_BREAKS).qualifier == expected


def test_counts_made_by_different_methods_are_not_subtracted():
    one, other = as_rows(rows(FIRST | {"method": "estimate"}, FIRST | {"method": "survey"}))

    with pytest.raises(adding.MethodChangedError):
        adding.difference(other, one, NO_BREAKS)
    assert adding.difference(other | {"method": ""}, one, NO_BREAKS).count == 0


def test_people_and_crossings_stand_beside_each_other_and_are_never_subtracted():
    one, other = as_rows(rows(FIRST, FIRST | {"source_id": "made_up_b", "count": 130}))

    assert adding.apart(one, other) == 30
    with pytest.raises(MixedError):
        adding.apart(one, other | {"unit": "people"})
    with pytest.raises(MixedError):
        adding.apart(one, other | {"reference_period_end": one["reference_period_end"] + DAY})


DAY = timedelta(days=1)
NO_BREAKS = table("breaks", [])


# Five mistakes that were made in public with real figures ----------------------------------------


def test_bands_of_age_beside_their_total_are_not_added():
    """Germany would have 2.71 million people under temporary protection instead of 1.19.

    The bands are made up so that they and the total add to the wrong number.
    """
    germany = {"population_type": "temporary_protection", "measure": "stock", "unit": "people"}
    germany |= {"location_iso3": "DEU", "reference_period_end": "2030-01-31"}
    germany |= {"reference_period_start": "2030-01-31"}
    bands = {None: 1_190_000, "0-17": 340_000, "18-64": 850_000, "14-17": 330_000}
    published = rows(*(germany | {"age_range": age, "count": n} for age, n in bands.items()))

    assert published["count"].sum() == 2_710_000
    with pytest.raises(MixedError, match="age_range"):
        adding.total(published)


def test_crossings_are_not_called_people():
    """108 million crossings of a border became people in a table passed around."""
    crossings = days("flow", 1, 2, 3, count=36_000_000)

    assert adding.over_time(crossings).count == 108_000_000
    assert adding.over_time(crossings).unit == "crossings"
    with pytest.raises(MixedError, match="crossings cannot be called people"):
        adding.over_time(crossings, unit="people")


def test_rounds_of_a_survey_are_not_added_over_a_month():
    rounds = days("stock", 1, 17, population_type="idps", unit="people", round=None)
    rounds["round"] = pd.Categorical(["1", "2"])

    for add in (adding.over_time, adding.total):
        with pytest.raises(MixedError):
            add(rounds)


def test_the_countries_of_a_press_table_do_not_become_the_published_total():
    """On 1 May 2022 they add up to 5,946,066; UNHCR published 5,563,959 crossings.

    The published total, Poland, Hungary, Slovakia and Moldova are UNHCR's; the row of Romania with
    people who came through Moldova, from elsewhere, is what the press table adds, here with all
    that is left to its sum.
    """
    unhcr = {"POL": 3_056_826, "HUN": 530_157, "SVK": 379_447, "MDA": 447_604}
    countries = [FIRST | {"location_iso3": place, "count": n} for place, n in unhcr.items()]
    rest = 5_946_066 - sum(unhcr.values())
    romania = FIRST | {"location_iso3": "ROU", "count": rest, "source_id": "press"}
    published = FIRST | {"location_iso3": None, "count": 5_563_959}

    with pytest.raises(MixedError, match="source_id"):
        adding.total(rows(*countries, romania))
    with pytest.raises(MixedError, match="single country"):
        adding.total(rows(*countries, published))


def test_people_reached_in_several_sectors_are_not_added():
    """Whoever got food and shelter is one person: sectors of one place are no parts of it."""
    reached = {"location_iso3": "POL", "reference_period_end": "2030-01-03", "measure": "stock"}
    sectors = rows(*(reached | {"operation": s, "count": 50} for s in ("food", "shelter")))

    with pytest.raises(MixedError):
        adding.total(sectors)
    with pytest.raises(MixedError):
        adding.total(sectors.assign(operation=pd.NA))
