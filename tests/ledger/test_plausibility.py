"""What is well formed and may still be wrong: each rule fires on its case and not beside it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import loaders
from ledger import crisis, plausibility
from ledger.checks import Problem
from ledger.crisis import Crisis
from ledger.frames import to_pandas
from ledger.ledger import Ledger
from ledger.tables import TABLES
from loaders.seeding import seed_files
from tests.ledger.made_up import counts, points

# All counts and points are made up, but for those of the seed in the last test.
NOTHING = {name: to_pandas(table.schema.empty_table()) for name, table in TABLES.items()}


def count(day: int, number: int, **changed: object) -> dict[str, object]:
    end = date(2022, 3, day)
    return {"reference_period_end": end, "count": number, "received_row": day, **changed}


def doubts(now: list[dict], new: list[dict], about: Crisis | None = None) -> list[Problem]:
    tables = NOTHING | {"counts": to_pandas(counts(*now))}
    return plausibility.doubts(tables, {"counts": to_pandas(counts(*new))}, about or crisis.read())


def rules(found: list[Problem]) -> list[str]:
    return [problem.rule for problem in found]


def test_a_cumulative_count_that_falls_is_told_with_the_earlier_count():
    (found,) = doubts([count(1, 1000)], [count(2, 900)])

    assert (found.severity, found.rule, found.row, found.value) == (
        "warning",
        "cumulative_falls",
        2,
        "900",
    )
    assert "1,000" in found.expected("en")
    assert "2022-03-01" in found.expected("fr")


def test_a_cumulative_count_may_rise_and_a_stock_may_fall():
    stock = {"measure": "stock"}

    assert doubts([count(1, 1000)], [count(2, 1100)]) == []
    assert doubts([count(1, 1000, **stock)], [count(2, 900, **stock)]) == []


def test_another_source_or_country_has_a_series_of_its_own():
    assert doubts([count(1, 1000)], [count(2, 900, source_id="made_up_2")]) == []
    assert doubts([count(1, 1000)], [count(2, 900, location_iso3="MDA")]) == []


def test_a_change_beyond_what_the_series_has_done_is_told():
    series = [count(day, 1000 + 100 * day) for day in range(1, 8)]

    assert rules(doubts(series, [count(8, 9000)])) == ["beyond_the_series"]
    assert doubts(series, [count(8, 1850)]) == []
    assert doubts(series[:3], [count(8, 9000)]) == []


def test_a_day_before_the_crisis_is_told():
    about = replace(crisis.read(), start=date(2022, 3, 10))

    assert rules(doubts([], [count(9, 500)], about)) == ["before_the_crisis"]
    assert doubts([], [count(10, 500)], about) == []


@pytest.mark.parametrize(("number", "told"), [(10_000, True), (1_400, False), (600, False)])
def test_a_revision_by_more_than_half_is_told(number, told):
    later = pd.Timestamp("2022-03-05", tz="UTC").to_pydatetime()
    found = doubts([count(1, 1000)], [count(1, number, published_at=later)])

    assert ("revised_a_lot" in rules(found)) is told


def test_households_where_people_were_reported_are_told():
    assert rules(doubts([count(1, 1000)], [count(2, 400, unit="households")])) == [
        "households_before_people"
    ]
    assert rules(doubts([count(1, 1000)], [count(2, 1400, unit="crossings")])) == ["unit_changed"]


def test_parts_that_do_not_fit_their_total_are_told():
    total = count(1, 1000)
    women, men = count(1, 700, sex="female"), count(1, 200, sex="male")

    assert rules(doubts([total], [count(1, 1001, nationality_iso3="IND")])) == [
        "part_larger_than_total"
    ]
    assert rules(doubts([total], [women, men])) == ["parts_unequal_to_total"]
    assert doubts([total], [women, count(1, 300, sex="male")]) == []
    assert doubts([total], [women]) == []


def test_what_the_ledger_holds_already_is_not_doubted_again():
    falling = [count(1, 1000), count(2, 900)]

    assert doubts(falling, falling) == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "told"),
    [
        (52.23, 21.01, []),
        (21.01, 52.23, ["coordinates_swapped"]),
        (48.85, 2.35, ["outside_the_country"]),
        (52.08, 23.68, []),
    ],
    ids=["Warsaw", "Warsaw swapped", "Paris", "just over the border"],
)
def test_a_point_outside_its_country_is_told(latitude, longitude, told):
    new = points({"latitude": latitude, "longitude": longitude})
    found = plausibility.doubts(NOTHING, {"assistance_points": to_pandas(new)}, crisis.read())

    assert rules(found) == told


def test_every_doubt_can_be_said_in_every_language():
    found = [
        *doubts([count(1, 1000)], [count(2, 900)]),
        *doubts([count(1, 1000)], [count(2, 400, unit="households")]),
    ]
    for problem in found:
        assert problem.expected("en") != problem.expected("fr")


def test_what_publishers_really_reported_is_not_flooded_with_doubts(tmp_path):
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    told, rows = 0, 0
    for file in seed_files():
        loaded = loaders.load(file.path.name, file.path.read_bytes())
        new = {name: to_pandas(table) for name, table in loaded.tables.items()}
        told += len(plausibility.doubts(ledger.tables(), new, crisis.read()))
        rows += sum(map(len, loaded.tables.values()))
        ledger.publish(ledger.draft(loaded.tables), "made up", "made up")

    assert rows > 2000
    assert told < rows / 20
