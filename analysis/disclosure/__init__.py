"""Small counts of people that could point to someone are withheld, once, for every output.

A count of 1 to 4 people broken down by nationality, sex, age or place keeps its row and loses its
number: status `suppressed`. So do the counts by which one could work it out: parts and totals of
the same table, every vintage, flows and the cumulative counts around them. The column `withheld`
says which it is: `small`, or `protects_another`. Every page reads tables that went through here;
a filter only chooses among their rows, so no two views tell more than one.

analysis.disclosure.audit says what is promised, analysis.disclosure.history how versions are kept
from telling on each other. The threshold is the deployment's to choose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd

from analysis import identity
from analysis.disclosure.history import (
    PROTECTS,
    SMALL,
    Decided,
    among,
    decide,
    from_json,
    marks,
)
from analysis.disclosure.shapes import COUNTS, SHAPES, points
from ledger import disclosed
from ledger.changes import BEFORE, Changes
from ledger.crisis import Crisis
from ledger.disclosed import Kept
from ledger.ledger import Ledger
from ledger.tables import TABLES
from ledger.vocabulary import COUNT_STATUSES, QUALIFIERS

POINTING = COUNTS.pointing
WITHHELD = "withheld"
BY_PUBLISHER = "by_publisher"
WHY_NO_NUMBER = (SMALL, PROTECTS, BY_PUBLISHER)
Tables = dict[str, pd.DataFrame]
Decisions = dict[str, Decided]


@dataclass(frozen=True)
class Rule:
    """Counts below `threshold` are withheld; others broken down are rounded to `rounding`."""

    threshold: int = 5
    rounding: int = 0


def rule(crisis: Crisis) -> Rule:
    """The rule that the deployment chose."""
    return Rule(**crisis.disclosure)


def nothing() -> Tables:
    """What is decided about before there is any version: empty tables."""
    return {name: TABLES[name].schema.empty_table().to_pandas() for name in SHAPES}


def decide_next(before: Decisions, versions: Sequence[Tables], chosen: Rule) -> Decisions:
    """What is decided anew, by table, when the second of two versions follows the first."""
    return {
        name: decide(
            TABLES[name], shape, [tables[name] for tables in versions], chosen.threshold, known
        )
        for name, shape in SHAPES.items()
        for known in [before.get(name, Decided())]
    }


def together(before: Decisions, later: Decisions) -> Decisions:
    """What was decided until now and what was decided then."""
    return {name: before.get(name, Decided()) + later.get(name, Decided()) for name in SHAPES}


def as_kept(decisions: Decisions) -> dict[str, Any]:
    """In the types of JSON, to be kept with a version of the ledger."""
    return {name: decided.as_json() for name, decided in decisions.items()}


def as_decided(kept: Mapping[str, Any]) -> Decisions:
    """What as_kept made."""
    return {name: from_json(decided) for name, decided in kept.items()}


def kept_until(ledger: Ledger, newest: int, chosen: Rule) -> Decisions:
    """What was decided about every version of a ledger up to the newest."""

    def decide_and_keep(kept: list[Kept], before: Tables, after: Tables) -> Kept:
        return as_kept(decide_next(_added(kept), [before, after], chosen))

    return _added(disclosed.until(ledger, newest, chosen.threshold, {*SHAPES}, decide_and_keep))


def _added(kept: list[Kept]) -> Decisions:
    return reduce(together, map(as_decided, kept), {})


def shown(rows: pd.DataFrame, name: str, chosen: Rule, decisions: Decisions) -> pd.DataFrame:
    """Some rows of one table as `suppress` shows them, by what was decided about its versions."""
    if name in SHAPES:
        return withhold(rows, name, decisions.get(name, Decided()), chosen)
    return _public(rows) if name == "assistance_points" else rows


def suppress(tables: Tables, chosen: Rule, decisions: Decisions | None = None) -> Tables:
    """The tables with small counts withheld and points that are not public left out.

    `decisions` are those of the ledger's versions; without any, the tables stand for themselves.
    """
    if decisions is None:
        decisions = decide_next({}, [nothing(), tables], chosen)
    counted = {
        name: withhold(tables[name], name, decisions.get(name, Decided()), chosen)
        for name in SHAPES
    }
    return tables | counted | {"assistance_points": _public(tables["assistance_points"])}


def unsuppressed(tables: Tables) -> Tables:
    """The tables for those who may see small counts; points that are not public stay out."""
    counted = {name: tables[name].assign(withheld=_reasons(tables[name], {})) for name in SHAPES}
    return tables | counted | {"assistance_points": _public(tables["assistance_points"])}


def withhold(rows: pd.DataFrame, name: str, decided: Decided, chosen: Rule) -> pd.DataFrame:
    """The rows of a table, without the numbers that it was decided to withhold."""
    reasons: dict[int, str] = {}
    if decided.withheld:
        marked = marks(rows, TABLES[name])
        hidden = np.flatnonzero(among(marked, decided.withheld))
        reasons = {int(at): decided.withheld[int(marked[at])] for at in hidden}
    shown = _without_numbers(rows, np.array([*reasons], dtype=int))
    shown = shown.assign(withheld=_reasons(rows, reasons))
    if chosen.rounding <= 1:
        return shown
    return _rounded(shown, points(rows, SHAPES[name]).to_numpy(), chosen.rounding)


def _without_numbers(rows: pd.DataFrame, hidden: np.ndarray) -> pd.DataFrame:
    if not len(hidden):
        return rows
    gone = np.zeros(len(rows), dtype=bool)
    gone[hidden] = True
    told = ("count", "count_max", "note")  # a note may tell the number
    numbers = {name: rows[name].mask(gone) for name in told if name in rows}
    if "measure" in rows:
        known = rows["status"].cat.set_categories(COUNT_STATUSES)
        numbers["status"] = known.mask(gone, "suppressed")
    return rows.assign(**numbers)


def _reasons(rows: pd.DataFrame, reasons: dict[int, str]) -> pd.Categorical:
    codes = np.full(len(rows), -1)
    for at, reason in reasons.items():
        codes[at] = (SMALL, PROTECTS).index(reason)
    return pd.Categorical.from_codes(codes, categories=[SMALL, PROTECTS])


def with_every_reason(counts: pd.DataFrame) -> pd.DataFrame:
    """The same counts; `withheld` says also where their publisher gave no number."""
    known = counts[WITHHELD].cat.set_categories(WHY_NO_NUMBER)
    by_publisher = (counts["status"] == "suppressed") & known.isna()
    return counts.assign(withheld=known.mask(by_publisher, BY_PUBLISHER))


def _rounded(rows: pd.DataFrame, pointing: np.ndarray, base: int) -> pd.DataFrame:
    """Counts that point to someone to the nearest multiple, marked as approximate."""
    near = (rows["count"] + base // 2) // base * base
    near = near.mask((near == 0) & (rows["count"] > 0), base)
    differs = pointing & (near != rows["count"]).fillna(False).to_numpy(dtype=bool)
    marked = rows["qualifier"].cat.set_categories(QUALIFIERS).mask(differs, "about")
    upper = {"count_max": rows["count_max"].mask(differs)} if "count_max" in rows else {}
    return rows.assign(count=rows["count"].mask(differs, near), qualifier=marked, **upper)


def told(changed: Changes, name: str, around: list[pd.DataFrame]) -> Changes:
    """What a version changed, without the numbers that the tables before or after it withhold.

    Points that are not public, or were not, are left out.
    """
    kinds = ("added", "revised", "corrected", "withdrawn")
    if name == "assistance_points":
        return replace(changed, **{kind: _in_public(getattr(changed, kind)) for kind in kinds})
    if name not in SHAPES:
        return changed
    subject = list(TABLES[name].subject)
    hidden = pd.concat([rows.loc[rows[WITHHELD].notna(), subject] for rows in around])
    keys = identity.marks(hidden, subject)
    return replace(
        changed, **{kind: _told(getattr(changed, kind), subject, keys) for kind in kinds}
    )


def _told(rows: pd.DataFrame, subject: list[str], keys: np.ndarray) -> pd.DataFrame:
    if not len(keys) or rows.empty:
        return rows
    gone = among(identity.marks(rows, subject), keys)
    numbers = [name for name in rows if str(name).startswith("count")]
    masked = {name: rows[name].mask(gone) for name in numbers}
    return rows.assign(**masked, **{WITHHELD: np.where(gone, PROTECTS, "")})


def _public(assistance_points: pd.DataFrame) -> pd.DataFrame:
    return assistance_points[assistance_points["public"] != "no"]


def _in_public(rows: pd.DataFrame) -> pd.DataFrame:
    """Changed points that were public before and after."""
    for name in ("public", f"public{BEFORE}"):
        if name in rows:
            rows = rows[(rows[name] != "no").fillna(True)]
    return rows
