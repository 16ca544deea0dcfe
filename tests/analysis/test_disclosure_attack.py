"""Nobody works out a withheld small count from everything that is shown, taken together."""

from itertools import product

import pandas as pd
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analysis import counts as newest_of
from analysis import disclosure, exported
from analysis.disclosure import PROTECTS, SMALL, Rule, partners
from tests.analysis.attacker import Attacker, margins
from tests.analysis.conftest import A_COUNT, table

NAMES = ("nationality_iso3", "sex", "admin1_code")
VALUES = (("TUN", "IND", "MAR", "GHA"), ("female", "male"), ("AA01", "AA02", "AA03"))
FIRST, SECOND = "2030-01-05T00:00:00Z", "2030-02-05T00:00:00Z"
numbers = st.one_of(st.integers(0, 6), st.integers(0, 6), st.integers(5, 90))
often = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def rows_of(cells: dict, published: str = FIRST, **same: str) -> list[dict]:
    """Counts from values by cell."""
    shared = A_COUNT | {"location_iso3": "POL", "reference_period_end": "2030-01-02"} | same
    return [
        shared | {"count": n, "published_at": published} | dict(zip(NAMES, cell, strict=False))
        for cell, n in cells.items()
    ]


def suppressed(rows: list[dict], rule: Rule | None = None) -> pd.DataFrame:
    """The table as every page gets it."""
    tables = {
        "counts": table("counts", rows),
        "assisted_movements": table("assisted_movements", []),
        "assistance_points": table("assistance_points", []),
    }
    return disclosure.suppress(tables, rule or Rule())["counts"]


def told(shown: pd.DataFrame) -> dict[tuple, tuple]:
    """All outputs together: every row of the table, of each filter, as published, downloaded."""
    outputs = [shown, pd.read_csv(pd.io.common.BytesIO(exported.as_csv(shown)))]
    outputs += [newest_of.newest(shown, day) for day in (None, pd.Timestamp("2030-01-20").date())]
    outputs += [part for name in NAMES for _, part in shown.groupby(name, observed=True)]
    known: dict[tuple, tuple] = {}
    for rows in outputs:
        for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
            cell = tuple(row[name] for name in NAMES)
            days = str(row["reference_period_start"])[:10], str(row["reference_period_end"])[:10]
            key = (*cell, row["measure"], *days, str(row["published_at"])[:10])
            seen = (row["count"], row["withheld"])
            assert known.setdefault(key, seen) == seen, "two outputs differ"
    return known


def attack(known: dict, sums: list, truth: dict, pointing: set) -> None:
    """Fails when some withheld small count that points to someone can be bounded too narrowly."""
    shown = {key: n for key, (n, _) in known.items() if n is not None}
    small = [key for key, (_, why) in known.items() if why == SMALL]
    protects = [key for key, (_, why) in known.items() if why == PROTECTS]
    low = dict.fromkeys(small, 1) | {key: 5 for key in protects if truth[key]}
    knowing = Attacker(shown, sums, low, dict.fromkeys(small, 4))
    anyone = Attacker(shown, sums)
    for key in (key for key in small if key in pointing):
        first, last = anyone.range_of(key)
        assert last - first >= 4, (key, truth[key], first, last)
        first, last = knowing.range_of(key)
        assert last > first, (key, truth[key])


@st.composite
def made_up(draw, most_dimensions: int = 3) -> tuple[list[tuple], dict[tuple, int], set[tuple]]:
    """Inner cells of a table of one to three dimensions, all sums, and the cells published."""
    sizes = draw(st.sampled_from([(2,), (3,), (2, 2), (3, 2), (4, 2), (2, 2, 2), (3, 2, 2)]))
    names = [VALUES[at][:size] for at, size in enumerate(sizes[:most_dimensions])]
    inner = list(product(*names))
    truth = {cell: draw(numbers) for cell in inner}
    for total, parts in reversed(margins(inner)):
        truth[total] = sum(truth[part] for part in parts)
    complete = draw(st.booleans())
    published = {cell for cell in truth if complete or draw(st.integers(0, 5))}
    return inner, truth, published


def revised(data, inner: list[tuple], truth: dict[tuple, int]) -> dict[tuple, int]:
    """Some of the inner cells with another number, and all sums of them."""
    later = {
        cell: data.draw(numbers) if data.draw(st.booleans()) else truth[cell] for cell in inner
    }
    for total, parts in reversed(margins(inner)):
        later[total] = sum(later[part] for part in parts)
    return later


def keyed(cells: dict, day: str) -> dict:
    return {named(cell, day): n for cell, n in cells.items()}


def named(cell: tuple, day: str) -> tuple:
    full = (*cell, *(None,) * (len(NAMES) - len(cell)))
    return (*full, "cumulative", "2030-01-01", "2030-01-02", day[:10])


def sums_of(inner: list[tuple], day: str) -> list:
    return [(named(t, day), [named(p, day) for p in parts]) for t, parts in margins(inner)]


def ordered(cells: set) -> list:
    return sorted(cells, key=str)


@often
@given(made_up())
def test_no_small_cell_of_any_table_can_be_worked_out(made):
    inner, truth, published = made
    shown = suppressed(rows_of({cell: truth[cell] for cell in ordered(published)}))
    truth_by_key = keyed(truth, FIRST)
    pointing = {key for key in truth_by_key if any(key[:3])}

    attack(told(shown), sums_of(inner, FIRST), truth_by_key, pointing)


@often
@given(made_up(), st.data())
def test_two_vintages_together_tell_no_more(made, data):
    inner, truth, published = made
    later = revised(data, inner, truth)
    again = data.draw(st.booleans())
    changed = {cell for cell in published if again or later[cell] != truth[cell]}
    rows = rows_of({cell: truth[cell] for cell in ordered(published)})
    rows += rows_of({cell: later[cell] for cell in ordered(changed)}, SECOND)
    every = keyed(truth, FIRST) | keyed(later, SECOND)
    sums = sums_of(inner, FIRST) + sums_of(inner, SECOND)
    # What was not published again is what it was.
    same = ordered(published - changed)
    sums += [(named(cell, SECOND), [named(cell, FIRST)]) for cell in same]
    pointing = {key for key in every if any(key[:3])}

    attack(told(suppressed(rows)), sums, every, pointing)


@st.composite
def movements(draw) -> tuple[list[dict], list, dict, set]:
    """Daily flows and cumulative counts of nationalities and of all together, some published."""
    days = draw(st.integers(2, 4))
    nationalities = VALUES[0][: draw(st.integers(1, 3))]
    truth, sums = {}, []
    rows = []
    every_total = draw(st.booleans())
    for nationality in (*nationalities, None):
        for day in range(1, days + 1):
            start, end = "2030-01-01", f"2030-01-0{day}"
            flow, running, before = (
                (nationality, None, None, "flow", end, end, FIRST[:10]),
                (nationality, None, None, "cumulative", start, end, FIRST[:10]),
                (nationality, None, None, "cumulative", start, f"2030-01-0{day - 1}", FIRST[:10]),
            )
            parts = [(name, *flow[1:]) for name in nationalities]
            truth[flow] = draw(numbers) if nationality else sum(truth[part] for part in parts)
            truth[running] = truth.get(before, 0) + truth[flow]
            sums.append((running, [before, flow] if day > 1 else [flow]))
            if nationality is None:
                sums.append((flow, parts))
                sums.append((running, [(name, *running[1:]) for name in nationalities]))
            for key in (flow, running):
                if draw(st.integers(0, 5)) or (every_total and not nationality):
                    same = {"measure": key[3], "reference_period_start": key[4]}
                    same |= {"reference_period_end": key[5]}
                    rows += rows_of({(nationality,): truth[key]}, **same)
    return rows, sums, truth, {key for key in truth if key[0]}


@often
@given(movements())
def test_no_small_flow_can_be_subtracted_from_cumulative_counts(made):
    rows, sums, truth, pointing = made

    attack(told(suppressed(rows)), sums, truth, pointing)


@often
@given(made_up())
def test_where_nothing_is_small_nothing_is_withheld(made):
    inner, truth, _ = made
    large = {cell: truth[cell] * 10 for cell in inner}
    for total, parts in reversed(margins(inner)):
        large[total] = sum(large[part] for part in parts)

    assert suppressed(rows_of(large))["count"].notna().all()


FIXED = {(None,): 103, ("TUN",): 3, ("IND",): 60, ("MAR",): 40}


def test_a_single_small_part_takes_the_next_smallest_with_it():
    shown = suppressed(rows_of(FIXED))

    assert shown["count"].isna().tolist() == [False, True, False, True]
    assert shown["withheld"].astype(object).tolist()[1::2] == [SMALL, PROTECTS]


def test_without_partners_the_attacker_would_succeed(monkeypatch):
    monkeypatch.setattr(partners.Cover, "protect", lambda self: None)
    known = told(suppressed(rows_of(FIXED)))
    shown = {key: n for key, (n, _) in known.items() if n is not None}
    attacker = Attacker(shown, sums_of([(name,) for (name,) in FIXED if name], FIRST))

    assert attacker.range_of(named(("TUN",), FIRST)) == (3, 3)
