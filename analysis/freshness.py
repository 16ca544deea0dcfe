"""Whether a newer count should have come by now, judged by how often its source publishes.

A series is due when its cadence has passed, overdue and delinquent some days later: daily after
1 and 2 days, up to weekly after 7 and 14, slower ones after 14 and 30.
It is judged against the day the page is about, never against today.
"""

from datetime import date

import pandas as pd

from analysis import counts, leading
from analysis.leading import Leads

GRACE_DAYS = ((1, 1, 2), (7, 7, 14))
GRACE_DAYS_WHEN_SLOWER = (14, 30)


def state(as_of: date, cadence_days: int, day: date) -> str:
    """`current`, `due`, `overdue` or `delinquent` on a day."""
    late = (day - as_of).days - cadence_days
    overdue, delinquent = next(
        (grace for longest, *grace in GRACE_DAYS if cadence_days <= longest),
        GRACE_DAYS_WHEN_SLOWER,
    )
    if late <= 0:
        return "current"
    if late <= overdue:
        return "due"
    return "overdue" if late <= delinquent else "delinquent"


def late_series(
    newest: pd.DataFrame, sources: pd.DataFrame, order: Leads, day: date
) -> pd.DataFrame:
    """Series without a current count on a day, of the source that leads for its population type.

    A series is one source, population type, measure and place. Columns: these, as_of, state;
    the longest silent first. A source that no longer leads is past, not late.
    """
    kinds = newest["population_type"].dropna().astype(str).unique()
    leads = [
        leading.by_place(counts.only(newest, population_type=kind), order, kind) for kind in kinds
    ]
    newest = pd.concat(leads) if leads else newest
    cadence = sources.set_index("source_id")["cadence_days"].dropna()
    series = ["source_id", "population_type", "measure", "location_iso3"]
    regular = newest[newest["source_id"].isin(cadence.index)]
    ends = regular.groupby(series, observed=True, dropna=False)["reference_period_end"].max()
    late = ends.rename("as_of").reset_index()
    late["state"] = [
        state(as_of.date(), int(cadence[source]), day)
        for as_of, source in zip(late["as_of"], late["source_id"], strict=True)
    ]
    return late[late["state"] != "current"].sort_values("as_of")
