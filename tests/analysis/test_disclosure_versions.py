"""Nobody works out a withheld small count from several versions of the ledger put together."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import disclosure
from analysis.disclosure import PROTECTS, SMALL, Rule
from tests.analysis.conftest import table
from tests.analysis.test_disclosure_attack import (
    FIRST,
    NAMES,
    attack,
    keyed,
    made_up,
    named,
    often,
    ordered,
    revised,
    rows_of,
    sums_of,
    told,
)

RULE = Rule()


def as_tables(rows: list[dict]) -> dict[str, pd.DataFrame]:
    """The tables of a version with these counts."""
    others = {name: table(name, []) for name in ("assisted_movements", "assistance_points")}
    return {"counts": table("counts", rows), **others}


def shown_one_after_another(versions: list[list[dict]]) -> list[pd.DataFrame]:
    """The counts of each version as they are shown when it comes, and as they stay."""
    before, decided, shown = disclosure.nothing(), {}, []
    tables = [as_tables(rows) for rows in versions]
    for now in tables:
        kept = disclosure.as_kept(disclosure.decide_next(decided, [before, now], RULE))
        decided = disclosure.together(decided, disclosure.as_decided(kept))
        shown.append(disclosure.suppress(now, RULE, decided)["counts"])
        before = now
    for then, now in zip(shown, tables, strict=True):
        again = disclosure.suppress(now, RULE, decided)["counts"]
        pd.testing.assert_frame_equal(then, again)
    return shown


def put_together(shown: list[pd.DataFrame], moments: list[str]) -> dict[tuple, tuple]:
    """What every version shows, each count named by the moment at which it was true."""
    known: dict[tuple, tuple] = {}
    for rows, moment in zip(shown, moments, strict=True):
        for key, seen in told(rows).items():
            at = (*key[:-1], moment)
            was = known.setdefault(at, seen)
            assert was == seen, "a count was shown in one version and not in another"
    return known


@often
@given(made_up(most_dimensions=2), st.data())
def test_rows_that_come_one_after_another_tell_no_more(made, data):
    inner, truth, published = made
    came = {cell: data.draw(st.integers(0, 2)) for cell in ordered(published)}
    versions = [
        rows_of({cell: truth[cell] for cell in came if came[cell] <= last}) for last in range(3)
    ]
    shown = shown_one_after_another([rows for rows in versions if rows])
    truth_by_key = keyed(truth, FIRST)
    pointing = {key for key in truth_by_key if any(key[:3])}
    known = put_together(shown, [FIRST[:10]] * len(shown))

    attack(known, sums_of(inner, FIRST), truth_by_key, pointing)


@often
@given(made_up(), st.data())
def test_corrections_and_withdrawals_tell_no_more(made, data):
    inner, truth, published = made
    later = revised(data, inner, truth)
    cells = ordered(published)
    stays = [cell for cell in cells if data.draw(st.integers(0, 3))]
    versions = [
        rows_of({cell: truth[cell] for cell in cells}),
        rows_of({cell: later[cell] for cell in stays}),
    ]
    shown = shown_one_after_another([rows for rows in versions if rows])
    days = ["2030-01-05", "2030-02-05"]
    known = put_together(shown, days[: len(shown)])
    every = keyed(truth, days[0]) | keyed(later, days[1])
    sums = [told for day in days for told in sums_of(inner, day)]
    # Who sees the same number, or the same reason, in both versions takes it for the same count.
    for cell in stays:
        one, other = named(cell, days[0]), named(cell, days[1])
        if later[cell] == truth[cell]:
            sums.append((one, [other]))
    pointing = {key for key in every if any(key[:3])}

    attack(known, sums, every, pointing)


FIXED = {("TUN",): 3, ("IND",): 60, ("MAR",): 40}


def test_a_total_that_comes_later_is_shown_since_its_parts_were_withheld_in_time():
    first = rows_of(FIXED)
    later = [*first, *rows_of({(None,): 103})]
    shown = shown_one_after_another([first, later])

    assert [rows["withheld"].astype(object).tolist()[:3:2] for rows in shown] == [
        [SMALL, PROTECTS]
    ] * 2
    assert shown[1]["count"].tolist()[-1] == 103


def test_what_was_shown_before_is_no_partner_so_the_new_total_is():
    first = rows_of({("IND",): 60, ("MAR",): 40})
    later = [*first, *rows_of({("TUN",): 3, (None,): 103})]
    shown = shown_one_after_another([first, later])

    assert shown[1]["withheld"].astype(object).where(
        shown[1]["withheld"].notna(), None
    ).tolist() == [
        None,
        None,
        SMALL,
        PROTECTS,
    ]


def test_what_a_version_withheld_stays_withheld_when_its_reason_is_gone():
    first = rows_of({(None,): 103, **FIXED})
    later = [row for row in first if row.get(NAMES[0]) != "TUN"]
    shown = shown_one_after_another([first, later, first])

    assert [rows["count"].isna().tolist() for rows in shown] == [
        [False, True, False, True],
        [False, False, True],
        [False, True, False, True],
    ]


@pytest.mark.parametrize("kind", ["taken back", "corrected"])
def test_a_count_shown_again_later_is_treated_as_it_was(kind):
    first = rows_of({("IND",): 60, ("MAR",): 40})
    gone = rows_of({("IND",): 60} if kind == "taken back" else {("IND",): 60, ("MAR",): 41})
    last = [*first, *rows_of({("TUN",): 3, (None,): 103})]
    shown = shown_one_after_another([first, gone, last])

    assert shown[2]["count"].isna().tolist() == [False, False, True, True]
