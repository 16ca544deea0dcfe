"""Small counts of people that could point to someone are withheld, once, for every output.

A count of 1 to 4 people broken down by nationality, sex, age or place keeps its row and loses its
number: status `suppressed`. So do the counts by which one could work it out: parts and totals of
the same table, every vintage, flows and the cumulative counts around them. The column `withheld`
says which it is: `small`, or `protects_another`. Every page reads tables that went through here;
a filter only chooses among their rows, so no two views of a version tell more than one.

analysis.disclosure.audit says what is promised. The threshold is the deployment's to choose.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.disclosure.partners import Cover
from analysis.disclosure.relations import Block
from analysis.disclosure.shapes import COUNTS, SHAPES, Shape, points, to_work_on
from ledger.changes import Changes
from ledger.crisis import Crisis
from ledger.tables import TABLES
from ledger.vocabulary import COUNT_STATUSES, QUALIFIERS

SMALL, PROTECTS = "small", "protects_another"
POINTING = COUNTS.pointing
WITHHELD = "withheld"
MOST_ROWS = 50_000
Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Rule:
    """Counts below `threshold` are withheld; others broken down are rounded to `rounding`."""

    threshold: int = 5
    rounding: int = 0


def rule(crisis: Crisis) -> Rule:
    """The rule that the deployment chose."""
    return Rule(**crisis.disclosure)


def suppress(tables: Tables, chosen: Rule | None = None) -> Tables:
    """The tables with small counts withheld and points that are not public left out."""
    chosen = chosen or Rule()
    counted = {name: withhold(tables[name], SHAPES[name], chosen) for name in SHAPES}
    return tables | counted | {"assistance_points": _public(tables["assistance_points"])}


def unsuppressed(tables: Tables) -> Tables:
    """The tables for those who may see small counts; points that are not public stay out."""
    counted = {name: tables[name].assign(withheld=_reasons(tables[name], {})) for name in SHAPES}
    return tables | counted | {"assistance_points": _public(tables["assistance_points"])}


def withhold(rows: pd.DataFrame, shape: Shape, chosen: Rule) -> pd.DataFrame:
    """The rows of one table, their small counts and what protects them withheld."""
    hidden: set[int] = set()
    for positions in to_work_on(rows, shape, chosen.threshold):
        hidden |= {int(positions[at]) for at in _in_block(rows.iloc[positions], shape, chosen)}
    pointing = points(rows, shape).to_numpy()
    numbers = rows["count"].to_numpy(dtype="float64", na_value=0)
    small = (numbers >= 1) & (numbers < chosen.threshold)
    reasons = {at: SMALL if small[at] else PROTECTS for at in hidden}
    shown = _without_numbers(rows, np.array(sorted(hidden), dtype=int))
    shown = shown.assign(withheld=_reasons(rows, reasons))
    return _rounded(shown, pointing, chosen.rounding) if chosen.rounding > 1 else shown


def _in_block(rows: pd.DataFrame, shape: Shape, chosen: Rule) -> list[int]:
    """Positions of the rows of a block to withhold."""
    if len(rows) > MOST_ROWS:
        return np.flatnonzero(points(rows, shape)).tolist()
    block = Block(rows, shape)
    small = [
        at
        for at, count in enumerate(block.counts[: block.published])
        if block.points[at] and (block.starred[at] or (count and count < chosen.threshold))
    ]
    cover = Cover(block, chosen.threshold, small)
    cover.protect()
    return [at for at in range(len(rows)) if cover.is_hidden(at) and block.counts[at] is not None]


def _without_numbers(rows: pd.DataFrame, hidden: np.ndarray) -> pd.DataFrame:
    if not len(hidden):
        return rows
    gone = np.zeros(len(rows), dtype=bool)
    gone[hidden] = True
    numbers = {name: rows[name].mask(gone) for name in ("count", "count_max") if name in rows}
    if "measure" in rows:
        known = rows["status"].cat.set_categories(COUNT_STATUSES)
        numbers["status"] = known.mask(gone, "suppressed")
    return rows.assign(**numbers)


def _reasons(rows: pd.DataFrame, reasons: dict[int, str]) -> pd.Categorical:
    codes = np.full(len(rows), -1)
    for at, reason in reasons.items():
        codes[at] = (SMALL, PROTECTS).index(reason)
    return pd.Categorical.from_codes(codes, categories=[SMALL, PROTECTS])


def _rounded(rows: pd.DataFrame, pointing: np.ndarray, base: int) -> pd.DataFrame:
    """Counts that point to someone to the nearest multiple, marked as approximate."""
    near = (rows["count"] + base // 2) // base * base
    near = near.mask((near == 0) & (rows["count"] > 0), base)
    differs = pointing & (near != rows["count"]).fillna(False).to_numpy(dtype=bool)
    marked = rows["qualifier"].cat.set_categories(QUALIFIERS).mask(differs, "about")
    upper = {"count_max": rows["count_max"].mask(differs)} if "count_max" in rows else {}
    return rows.assign(count=rows["count"].mask(differs, near), qualifier=marked, **upper)


def told(changed: Changes, name: str, around: list[pd.DataFrame]) -> Changes:
    """What a version changed, without the numbers that the tables before or after it withhold."""
    if name not in SHAPES:
        return changed
    subject = list(TABLES[name].subject)
    hidden = pd.concat([rows.loc[rows[WITHHELD].notna(), subject] for rows in around])
    keys = set(_keys(hidden))
    kinds = ("added", "revised", "corrected", "withdrawn")
    return replace(
        changed, **{kind: _told(getattr(changed, kind), subject, keys) for kind in kinds}
    )


def _told(rows: pd.DataFrame, subject: list[str], keys: set[tuple]) -> pd.DataFrame:
    if not keys or rows.empty:
        return rows
    gone = np.array([key in keys for key in _keys(rows[subject])], dtype=bool)
    numbers = [name for name in rows if str(name).startswith("count")]
    masked = {name: rows[name].mask(gone) for name in numbers}
    return rows.assign(**masked, **{WITHHELD: np.where(gone, PROTECTS, "")})


def _keys(rows: pd.DataFrame) -> list[tuple]:
    blank = rows.astype(object).where(rows.notna(), "")
    return list(blank.itertuples(index=False, name=None))


def _public(assistance_points: pd.DataFrame) -> pd.DataFrame:
    return assistance_points[assistance_points["public"] != "no"]
