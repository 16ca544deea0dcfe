"""What a publication does that its source never did: each rule fires on its case, not beside it."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from ledger import crisis, plausibility
from ledger.checks import Problem
from ledger.frames import to_pandas
from ledger.tables import TABLES
from loaders.seeding import RECEIVED
from tests.benchmarks import anomalies
from tests.ledger.made_up import counts

# All counts are made up, but for those of the seed in the last test.
NOTHING = {name: to_pandas(table.schema.empty_table()) for name, table in TABLES.items()}


def count(day: int, number: int, published: int = 0, **changed: object) -> dict[str, object]:
    """A count of a day of March, published on that day or another one."""
    told = datetime(2022, 3, published or day, tzinfo=UTC)
    end = date(2022, 3, day)
    row = {"reference_period_end": end, "count": number, "published_at": told, "received_row": day}
    return row | changed


def flow(day: int, number: int, published: int = 0) -> dict[str, object]:
    """The people who left on one day."""
    start = date(2022, 3, day)
    return count(day, number, published, measure="flow", reference_period_start=start)


def doubts(now: list[dict], new: list[dict]) -> list[Problem]:
    tables = NOTHING | {"counts": to_pandas(counts(*now))}
    return plausibility.doubts(tables, {"counts": to_pandas(counts(*new))}, crisis.read())


def rules(found: list[Problem]) -> list[str]:
    return [problem.rule for problem in found]


def by_place(day: int, published: int = 0, **numbers: int) -> list[dict]:
    return [
        count(day, number, published, location_iso3=None if place == "all" else place)
        for place, number in numbers.items()
    ]


def steady(days: range) -> list[dict]:
    """A total with a rest of 4 % and its two places, every day."""
    return [
        row for day in days for row in by_place(day, all=1000 * day, POL=700 * day, MDA=260 * day)
    ]


@pytest.mark.parametrize(("number", "told"), [(1850, True), (1200, False)])
def test_growth_faster_than_ever_is_told(number, told):
    series = [count(day, 1000 + 50 * (day - 10)) for day in range(10, 14)]

    assert ("faster_than_before" in rules(doubts(series, [count(14, number)]))) is told


def test_early_doubling_is_not_told():
    series = [count(day, 100 * 2**day) for day in range(1, 8)]

    assert doubts(series, [count(8, 100 * 2**8)]) == []


def test_a_revision_beyond_those_of_its_series_is_told():
    series = [flow(day, 1000) for day in range(1, 10)]
    revised = [flow(day, 1020, day + 1) for day in range(1, 8)]

    (found,) = doubts(series + revised, [flow(8, 1200, 11)])
    assert (found.rule, found.params["percent"]) == ("revised_unlike_before", 2)
    assert doubts(series + revised, [flow(8, 1050, 11)]) == []
    assert doubts(series + revised[:3], [flow(8, 1200, 11)]) == []


def test_a_series_that_is_often_revised_by_more_than_half_is_not_told_of_it():
    series = [flow(day, 1000) for day in range(1, 10)]
    revised = [flow(day, 1800, day + 1) for day in range(1, 8)]

    assert doubts(series + revised, [flow(8, 1700, 11)]) == []
    assert rules(doubts(series + revised[:3], [flow(8, 1700, 11)])) == ["revised_a_lot"]


def test_a_total_that_leaves_its_places_is_told_at_its_row():
    before = steady(range(10, 15))

    (found,) = doubts(before, by_place(15, all=14400, POL=10500, MDA=3900))
    assert (found.rule, found.value) == ("total_and_places_changed", "14400")
    assert "14,400" in found.expected("en")
    assert doubts(before, by_place(15, all=15000, POL=10500, MDA=3900)) == []
    assert doubts(before, by_place(15, all=15100, POL=10500, MDA=3900)) == []


def test_places_that_always_added_up_and_no_longer_do_are_told():
    before = [
        row
        for day in range(10, 15)
        for row in by_place(day, all=900 * day, POL=700 * day, MDA=200 * day)
    ]

    assert rules(doubts(before, by_place(15, all=13650, POL=10500, MDA=3000))) == [
        "total_and_places_changed"
    ]
    assert doubts(before, by_place(15, all=13500, POL=10500, MDA=3000)) == []


def test_a_first_total_with_a_rest_is_told():
    places = by_place(10, POL=700, MDA=200)

    assert rules(doubts(places, by_place(10, 11, all=1100))) == ["places_unequal_to_total"]
    assert doubts(places, by_place(10, 11, all=905)) == []
    assert doubts(places[:1], by_place(10, 11, all=1100)) == []


def test_a_series_that_is_silent_longer_than_ever_is_told_once():
    before = [row for day in range(1, 7) for row in by_place(day, POL=700 * day, MDA=200 * day)]
    silent = [row for day in range(7, 14) for row in by_place(day, POL=700 * day)]

    assert doubts(before + silent[:-1], silent[-1:]) == []
    (found,) = doubts(before + silent, by_place(14, POL=9800))
    assert (found.rule, found.row) == ("series_missing", 14)
    assert "MDA" in found.expected("fr")
    assert "2022-03-06" in found.expected("fr")
    assert doubts([*before, *silent, *by_place(14, POL=9800)], by_place(15, POL=10500)) == []


def test_a_series_that_is_left_out_for_the_first_time_is_told():
    before = [row for day in range(1, 12) for row in by_place(day, POL=700 * day, MDA=200 * day)]

    assert rules(doubts(before, by_place(12, POL=8400))) == ["series_missing"]
    assert doubts(before[4:], by_place(12, POL=8400)) == []
    assert doubts(before, by_place(12, POL=8400, MDA=2400)) == []


def test_a_file_that_repeats_what_is_known_may_not_leave_counts_out():
    known = [row for day in range(1, 8) for row in by_place(day, POL=700 * day, MDA=200 * day)]
    again = [row | {"published_at": datetime(2022, 3, 9, tzinfo=UTC)} for row in known]

    (found,) = doubts(known, again[:4] + again[6:])
    assert (found.rule, found.params["n"], found.params["place"]) == ("counts_missing", 2, "POL")
    assert doubts(known, again) == []
    assert doubts(known, again[4:]) == []
    assert "counts_missing" not in rules(doubts(known, again[:4] + by_place(8, POL=5600, MDA=1600)))


def test_the_breaks_of_the_seed_are_doubted_and_quiet_publications_are_not():
    real = anomalies.received(RECEIVED)
    shown = (real["source_id"] == anomalies.PORTAL) & (
        real["moment"] < pd.Timestamp("2022-06-01", tz="UTC")
    )
    publications = list(anomalies.replay(real[shown]))

    known = anomalies.by_anomaly(publications)
    calm = anomalies.quiet(publications, known)
    assert {one.place for one in known} == {"", "MDA", "ROU", "RUS", "BLR"}
    assert [one for one, warnings in known.items() if not warnings] == []
    assert len(calm) > 100
    assert sum(bool(one.warnings) for one in calm) < anomalies.LIMIT * len(calm)
