"""Doubts about what a publication lacks: counts and series that its source had reported before.

A publication need not repeat everything, and sources report on irregular days: of UNHCR's counts of
2022 to 2024, every eighth publication leaves out a series that stood in each of the 15 before it,
without meaning anything. A series is therefore missed only after a silence three times as long as
any it has kept, or when it was never left out before; a single count only from a file that repeats
the others. What is missed has no row in the upload: it is told at the row of its source with the
newest day, with the row that it has in the file that gave it.
"""

import numpy as np
import pandas as pd

from ledger.plausibility.rows import LABELS, Doubt, days, numbered, reached
from ledger.plausibility.series import span

TIMES_THE_LONGEST_SILENCE = 3
LEAST_SILENCE = 7
DAYS_BEFORE = 5
# A series in each of this many publications is one that the source always reports.
ALWAYS = 10
# A file with half of the known counts as they were is one that repeats them.
REPEATED = 0.5
NEEDED = ["end", "count", "before", "at", "held", "published", "subject", "is_fresh", "is_newest"]
GROUP = ["source_id", "population_type", "measure", "unit"]


def doubts(rows: pd.DataFrame, now: pd.DataFrame) -> list[Doubt]:
    """What side-by-side rows lack; `now`: the counts of the ledger, for the place to name."""
    group = numbered(rows, GROUP)
    is_fresh, is_held = rows["is_fresh"].to_numpy(), (rows["held"] >= 0).to_numpy()
    chosen = reached(group, is_fresh) & reached(group, is_held)
    if not chosen.any():
        return []
    series = numbered(rows.assign(span=span(rows)), [*LABELS, "span"])
    rows = rows[NEEDED].assign(group=group, series=series)[chosen]
    found = {"series_missing": _missing(rows), "counts_missing": _not_repeated(rows)}
    return [_doubt(rule, rows, missed, now) for rule, missed in found.items() if len(missed)]


def _missing(rows: pd.DataFrame) -> pd.DataFrame:
    last = _last_of_series(rows)
    if last.empty:
        return last
    return last[_is_silent(rows, last) | _is_left_out(rows, last)]


def _last_of_series(rows: pd.DataFrame) -> pd.DataFrame:
    """The newest day of every series that is not in the upload, with its number of days and `most`.

    `most` is the longest silence that it may keep.
    """
    given = reached(rows["series"].to_numpy(), (rows["at"] >= 0).to_numpy())
    state = rows[rows["is_newest"] & ~given]
    state = state.iloc[np.lexsort((state["end"], state["series"]))]
    pause = state["end"].diff().where(state["series"].diff() == 0)
    by_series = state.assign(pause=pause).groupby("series")
    last = state.drop_duplicates("series", keep="last").set_index("series", drop=False)
    last = last.assign(
        seen=by_series.size(), most=(TIMES_THE_LONGEST_SILENCE * by_series["pause"].max())
    )
    return last[last["count"].notna()]


def _is_silent(rows: pd.DataFrame, last: pd.DataFrame) -> pd.Series:
    """Which series the upload finds silent for longer than ever, and the ledger alone did not."""
    until = rows.groupby("group")["end"].max()
    so_far = rows[rows["held"] >= 0].groupby("group")["end"].max()
    silence, before = (last["group"].map(end) - last["end"] for end in (until, so_far))
    most = last["most"].clip(lower=LEAST_SILENCE)
    return (last["seen"] >= DAYS_BEFORE) & (silence > most) & ~(before > most)


def _is_left_out(rows: pd.DataFrame, last: pd.DataFrame) -> pd.Series:
    """Which series the newest publication leaves out, though none before it ever did.

    Only publications of at least half of the series are looked at.
    """
    said = rows.drop_duplicates(["group", "published", "series"])
    told = said.groupby(["group", "published"]).size()
    every = said.groupby("group")["series"].nunique()
    wide = told[told >= every.reindex(told.index, level="group") / 2]
    number = wide.groupby("group").cumcount().rename("number")
    said = said.join(number, on=["group", "published"], how="inner")
    by_series = said.groupby("series")["number"].agg(["min", "max", "size"]).reindex(last.index)
    newest = last["group"].map(number.groupby("group").max())
    always = by_series["size"] == by_series["max"] - by_series["min"] + 1
    return always & (by_series["size"] >= ALWAYS) & (by_series["max"] == newest - 1)


def _not_repeated(rows: pd.DataFrame) -> pd.DataFrame:
    """The counts of the ledger that a file leaves out, of groups that it otherwise repeats.

    Between the first and the last day that it has of a group; it may begin later than the ledger.
    """
    subject, in_upload = rows["subject"].to_numpy(), (rows["at"] >= 0).to_numpy()
    same = in_upload & (rows["count"] == rows["before"]).to_numpy()
    rows = rows.assign(given=reached(subject, in_upload), same=reached(subject, same))
    days_given = rows[in_upload].groupby("group")["end"].agg(["min", "max"])
    held = rows[rows["held"] >= 0].drop_duplicates("subject", keep="last")
    first, last = (held["group"].map(days_given[end]) for end in ("min", "max"))
    held = held[(held["end"] >= first) & (held["end"] <= last)]
    repeated = held.groupby("group")["same"].transform("mean") >= REPEATED
    return held[repeated & ~held["given"] & held["count"].notna()]


def _doubt(rule: str, rows: pd.DataFrame, missed: pd.DataFrame, now: pd.DataFrame) -> Doubt:
    """Told once for each group, with how many are missed, and the largest of them."""
    missed = missed.sort_values("count", ascending=False)
    largest = missed.drop_duplicates("group")
    told = rows[rows["is_fresh"]].sort_values("end").drop_duplicates("group", keep="last")
    at = told.set_index("group")["at"].loc[largest["group"]].to_numpy()
    held = now.iloc[largest["held"].to_numpy()]
    places = held[["location_iso3", "place_as_reported"]].astype(object)
    params = {
        "n": missed.groupby("group").size().loc[largest["group"]].to_numpy(),
        "place": places.bfill(axis=1).iloc[:, 0].fillna("–").to_numpy(object),
        "before": largest["count"].to_numpy().astype(np.int64),
        "before_day": days(largest["end"]),
        "ledger_row": held["received_row"].to_numpy().astype(np.int64),
    }
    return Doubt(rule, "reference_period_end", at, params)
