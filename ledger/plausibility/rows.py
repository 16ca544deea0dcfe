"""Counts of an upload beside those of the ledger, as numbers: what doubts about counts are seen in.

Every label becomes a code that the ledger and the upload share (-1 is a blank), every day the
number of days since 1970, so that a million rows can be sorted and compared at once.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ledger.tables import COUNTS
from ledger.vocabulary import COUNT_STATUSES, QUALIFIERS

PERIOD = {"start": "reference_period_start", "end": "reference_period_end"}
LABELS = [name for name in COUNTS.subject if name not in PERIOD.values()]
SUBJECT = [*LABELS, *PERIOD]
# Changes of fewer people than this are not doubted: small numbers jump.
FEWEST = 100
LARGEST_NUMBER = 2**62


@dataclass(frozen=True)
class Doubt:
    """What one rule doubts: positions of rows in the upload, and for each its values to tell."""

    rule: str
    column: str
    at: np.ndarray
    params: dict[str, np.ndarray] = field(default_factory=dict)


def side_by_side(now: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Counts of the upload under those of the same sources in the ledger, vintages in order.

    One row for each count with a period: codes of LABELS, start, end, count (NaN where it is
    blank, withdrawn or suppressed), is_exact, is_joint (several locations in one number), at (its
    position in the upload; -1 in the ledger), held (its position in the ledger; -1 in the upload),
    published (seconds since 1970), subject (a number), is_fresh (the ledger does not hold it like
    that), is_newest (of all vintages of its subject) and before (the count of the vintage before
    it, or the one that it corrects).
    """
    told = new[list(PERIOD.values())].notna().all(axis=1).to_numpy()
    new = new[told]
    of_the_same = now["source_id"].isin(new["source_id"].unique()).to_numpy()
    now = now[of_the_same]
    rows = pd.DataFrame({name: _codes(name, now, new) for name in LABELS})
    for short, name in PERIOD.items():
        rows[short] = _moments(name, "D", now, new)
    numbers = [frame["count"].to_numpy(float, na_value=np.nan) for frame in (now, new)]
    hidden = [COUNT_STATUSES.index(status) for status in ("suppressed", "withdrawn")]
    is_hidden = np.isin(_codes("status", now, new), hidden)
    rows["count"] = np.where(is_hidden, np.nan, np.concatenate(numbers))
    rows["is_exact"] = _codes("qualifier", now, new) == QUALIFIERS.index("exact")
    rows["is_joint"] = np.concatenate([_is_joint(frame["location_iso3"]) for frame in (now, new)])
    rows["at"] = np.concatenate([np.full(len(now), -1), np.flatnonzero(told)])
    rows["held"] = np.concatenate([np.flatnonzero(of_the_same), np.full(len(new), -1)])
    rows["published"] = _moments("published_at", "s", now, new)
    return _with_vintages(rows)


def numbered(rows: pd.DataFrame, names: list[str]) -> np.ndarray:
    """A number from 0 for each row: equal where the named columns are equal."""
    numbers = np.zeros(len(rows), np.int64)
    size = 1
    for name in names:
        values = rows[name].to_numpy()
        low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
        width = high - low + 1
        if size * width > LARGEST_NUMBER:
            numbers, distinct = pd.factorize(numbers)
            size = len(distinct)
        numbers = numbers * width + (values - low)
        size *= width
    return pd.factorize(numbers)[0]


def reached(groups: np.ndarray, is_fresh: np.ndarray) -> np.ndarray:
    """Which rows share their group with a fresh one."""
    has_fresh = np.zeros(groups.max(initial=-1) + 1, bool)
    has_fresh[groups[is_fresh]] = True
    return has_fresh[groups]


def days(numbers: np.ndarray | pd.Series) -> np.ndarray:
    """Days since 1970 as texts such as 2022-03-01."""
    return np.asarray(numbers).astype("datetime64[D]").astype(str)


def _is_joint(locations: pd.Series) -> np.ndarray:
    joint = np.array(["+" in label for label in locations.cat.categories] + [False])
    return joint[locations.cat.codes]


def _with_vintages(rows: pd.DataFrame) -> pd.DataFrame:
    subject, published = numbered(rows, SUBJECT), rows["published"].to_numpy()
    # The sort is stable: an upload comes after what it corrects.
    order = np.lexsort((published, subject))
    rows, subject, published = rows.iloc[order], subject[order], published[order]
    follows = np.append(False, subject[1:] == subject[:-1])[: len(rows)]
    corrects = follows & np.append(False, published[1:] == published[:-1])[: len(rows)]
    count = rows["count"].to_numpy()
    before = np.append(np.nan, count[:-1])[: len(rows)]
    same = (count == before) | (np.isnan(count) & np.isnan(before))
    return rows.assign(
        subject=subject,
        before=np.where(follows, before, np.nan),
        is_fresh=(rows["at"].to_numpy() >= 0) & ~(corrects & same),
        is_newest=np.append(~follows[1:], True)[: len(rows)],
    )


def _codes(name: str, *frames: pd.DataFrame) -> np.ndarray:
    """Places in the declared choices, or in all labels that occur."""
    labels = [frame[name].cat.categories.astype(object) for frame in frames]
    shared = pd.Index(COUNTS.column(name).choices or labels[0].union(labels[1], sort=False))
    return np.concatenate(
        [
            np.append(shared.get_indexer(mine), -1)[frame[name].cat.codes]
            for mine, frame in zip(labels, frames, strict=True)
        ]
    )


def _moments(name: str, unit: str, *frames: pd.DataFrame) -> np.ndarray:
    """Days or seconds since 1970; an unknown moment comes first."""
    moments = np.concatenate([frame[name].to_numpy(f"datetime64[{unit}]") for frame in frames])
    return np.where(np.isnat(moments), 0, moments.astype(np.int64))
