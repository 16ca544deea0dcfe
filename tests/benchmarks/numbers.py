"""What the rules about numbers cost on a million counts, beside finding the newest vintage of each.

`python -m tests.benchmarks.numbers` prints medians and ratios. The counts are made up: stocks of 20
nationalities in 50 places on 1,000 days, 200 of them small. Withholding is measured for a whole
ledger published at once, for the next day's 1,000 counts, and for a reader who opens a version.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis import comparison, disclosure, freshness
from analysis.counts import newest
from analysis.leading import Leads
from ledger.tables import TABLES

DAYS, PLACES, NATIONALITIES, SMALL = 1_000, 50, 20, 200
A_DAY = PLACES * NATIONALITIES
RUNS = 3


def made_up() -> pd.DataFrame:
    """A million made-up counts in the types of the ledger."""
    rows = DAYS * A_DAY
    at = np.arange(rows)
    drawn = np.random.default_rng(1)
    counts = TABLES["counts"].schema.empty_table().to_pandas().reindex(range(rows))
    days = pd.date_range("2030-01-01", periods=DAYS).astype("datetime64[s]")[at // A_DAY]
    number = drawn.integers(50, 100_000, rows)
    number[drawn.choice(rows, SMALL, replace=False)] = 3
    texts = {
        "source_id": np.array(["made_up"])[at * 0],
        "population_type": np.array(["third_country_nationals"])[at * 0],
        "measure": np.array(["stock"])[at * 0],
        "unit": np.array(["people"])[at * 0],
        "qualifier": np.array(["exact"])[at * 0],
        "location_iso3": np.array([f"L{n:02}" for n in range(PLACES)])[
            at // NATIONALITIES % PLACES
        ],
        "nationality_iso3": np.array([f"N{n:02}" for n in range(NATIONALITIES)])[
            at % NATIONALITIES
        ],
    }
    counts = counts.assign(**{name: pd.Categorical(values) for name, values in texts.items()})
    empty = counts.columns[counts.isna().all()]
    counts[empty] = counts[empty].astype("category")
    return counts.assign(
        reference_period_start=days,
        reference_period_end=days,
        published_at=days.tz_localize("UTC"),
        count=pd.array(number, "Int64"),
        count_max=pd.array([pd.NA] * rows, "Int64"),
    )


def seconds(do: Callable[[], object], runs: int = RUNS) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        do()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Measure and print."""
    counts = made_up()
    rule = disclosure.Rule()
    others = {
        name: TABLES[name].schema.empty_table().to_pandas()
        for name in ("assisted_movements", "assistance_points", "sources")
    }
    until, now = ({**others, "counts": rows} for rows in (counts.iloc[:-A_DAY], counts))
    known = disclosure.decide_next({}, [disclosure.nothing(), until], rule)
    next_day = disclosure.together(known, disclosure.decide_next(known, [until, now], rule))
    measures: dict[str, tuple[Callable[[], object], int]] = {
        "newest vintage of every count": (lambda: newest(counts), RUNS),
        "withhold: all published at once": (
            lambda: disclosure.decide_next({}, [disclosure.nothing(), until], rule),
            1,
        ),
        "withhold: the next day": (lambda: disclosure.decide_next(known, [until, now], rule), RUNS),
        "withhold: open a version": (lambda: disclosure.suppress(now, rule, next_day), RUNS),
        "sources side by side": (lambda: comparison.side_by_side(counts, Leads()), RUNS),
        "freshness of every series": (
            lambda: freshness.series(counts, others["sources"], Leads(), days_end(counts)),
            RUNS,
        ),
    }
    print(f"{len(counts):,} made-up counts, {SMALL} of them small; medians")
    base = 0.0
    for name, (do, runs) in measures.items():
        taken = seconds(do, runs)
        base = base or taken
        print(f"{name:<34} {taken:7.2f} s {taken / base:7.2f}")


def days_end(counts: pd.DataFrame) -> object:
    """The last day of the counts."""
    return counts["reference_period_end"].max().date()


if __name__ == "__main__":
    main()
