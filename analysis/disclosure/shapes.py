"""Which columns of a table can point to someone, and which of its rows could add up.

A block is what additive relations can connect: for stocks the rows of one source, population type,
unit, origin and period; for flows and cumulative counts the same over all periods, since a
cumulative count minus the one before it is a flow.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

PERIOD = ("measure", "reference_period_start", "reference_period_end")


@dataclass(frozen=True)
class Shape:
    """`same`: columns in which parts and their total agree. `dimensions`: what totals are over."""

    same: tuple[str, ...]
    dimensions: dict[str, tuple[str, ...]]
    pointing: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def columns(self) -> list[str]:
        """Every column of every dimension."""
        return [name for names in self.dimensions.values() for name in names]


GEOGRAPHY = ("admin1_code", "admin2_code", "place_as_reported")
COUNTS = Shape(
    same=("source_id", "population_type", "unit", "origin_iso3"),
    dimensions={
        "location": ("location_iso3",),
        "geography": GEOGRAPHY,
        "nationality": ("nationality_iso3",),
        "sex": ("sex",),
        "age": ("age_range",),
    },
    pointing=("nationality_iso3", "sex", "age_range", *GEOGRAPHY),
    key=PERIOD,
)
MOVEMENTS = Shape(
    same=(
        "source_id",
        *("from_iso3", "via_iso3", "to_iso3"),
        *("mode", "status", "date", "assisted_by"),
    ),
    dimensions={"geography": ("place_as_reported",), "nationality": ("nationality_iso3",)},
    pointing=("nationality_iso3", "place_as_reported"),
    key=("movement_id",),
)
SHAPES = {"counts": COUNTS, "assisted_movements": MOVEMENTS}


def points(rows: pd.DataFrame, shape: Shape) -> pd.Series:
    """Rows that are broken down by something that can point to someone."""
    return rows[list(shape.pointing)].notna().any(axis=1)


def to_work_on(
    rows: pd.DataFrame, shape: Shape, threshold: int, withheld: np.ndarray
) -> list[np.ndarray]:
    """Positions of the rows of each block that holds something to withhold.

    That is a small count that points to someone, one that was `withheld` before, or a total that
    exceeds the sum of its parts by a small number. The last is looked
    for one dimension at a time, in columns of numbers, so that tables without anything small cost
    little.
    """
    pointing = points(rows, shape).to_numpy()
    if not pointing.any():
        return []
    marks = _Marks(rows, shape)
    small = (
        pointing & (_is_small(rows["count"], threshold) | withheld_by_publisher(rows)).to_numpy()
    )
    wanted = set(marks.block[small | withheld])
    for name in shape.columns:
        wanted |= _with_small_rest(rows, marks, name, pointing, threshold)
    wanted |= _with_a_part_left_over(rows, marks, shape)
    if "measure" in shape.key:
        wanted |= _with_small_step(rows, marks, pointing, threshold)
    chosen = np.flatnonzero(np.isin(marks.block, list(wanted))) if wanted else np.array([], int)
    ordered = chosen[np.argsort(marks.block[chosen], kind="stable")]
    ends = np.flatnonzero(np.diff(marks.block[ordered])) + 1
    return np.split(ordered, ends) if len(ordered) else []


def withheld_by_publisher(rows: pd.DataFrame) -> pd.Series:
    """Counts that came without their number because their publisher suppressed it."""
    if "measure" not in rows:
        return pd.Series(False, index=rows.index)
    return rows["count"].isna() & (rows["status"] == "suppressed")


def _is_small(values: pd.Series, threshold: int) -> pd.Series:
    return values.between(1, threshold - 1).fillna(False).astype(bool)


def blocks(rows: pd.DataFrame, shape: Shape) -> np.ndarray:
    """A number for each row, equal in rows that relations can connect."""
    return _Marks(rows, shape).block


class _Marks:
    """A number for each value of each column; their sum tells rows apart as the values do.

    Numbers are drawn from 64 bits and sums wrap, so two different rows meet by accident about
    once in ten million tables of a million rows; what is withheld is then decided on more rows
    than needed, never on fewer.
    """

    def __init__(self, rows: pd.DataFrame, shape: Shape) -> None:
        names = [*shape.same, *shape.columns, *shape.key]
        self.of = {name: _drawn(rows[name], seed) for seed, name in enumerate(names)}
        self.block = self.together(*shape.same)
        self.row = self.block + self.together(*shape.columns, *shape.key)
        if "published_at" in rows:
            self.row = self.row + _drawn(rows["published_at"], len(names))
        if "measure" in shape.key:
            stock = (rows["measure"] == "stock").to_numpy()
            period = self.together(*shape.key)
            self.block = self.block + np.where(stock, period, np.uint64(0))
        elif "movement_id" in shape.key:
            self.row = self.row - self.of["movement_id"]

    def together(self, *names: str) -> np.ndarray:
        """The mark of several columns."""
        return np.add.reduce([self.of[name] for name in names])


def _drawn(values: pd.Series, seed: int) -> np.ndarray:
    codes, known = pd.factorize(values)
    drawn = np.random.default_rng(seed).integers(1, 2**63, len(known) + 1, dtype=np.uint64)
    drawn[-1] = 0  # blanks, which factorize numbers -1
    return drawn[codes]


def _with_small_rest(
    rows: pd.DataFrame, marks: _Marks, name: str, pointing: np.ndarray, threshold: int
) -> set:
    """Blocks in which a total exceeds the sum of its parts along one column by a small number."""
    filled = rows[name].notna().to_numpy()
    if not (filled & pointing).any():
        return set()
    count = rows["count"].to_numpy(dtype="float64", na_value=0)
    parts = pd.Series(count[filled]).groupby((marks.row - marks.of[name])[filled]).sum()
    at = parts.index.get_indexer(marks.row[~filled])
    rest = count[~filled] - parts.to_numpy()[at]
    small = (at >= 0) & (rest >= 1) & (rest < threshold)
    if name == "location_iso3":  # a sum of countries points to nobody
        small &= pointing[~filled]
    return set(marks.block[~filled][small])


def _with_a_part_left_over(rows: pd.DataFrame, marks: _Marks, shape: Shape) -> set:
    """Blocks broken down in two ways in which a total lacks just one of the parts seen elsewhere.

    What is left for that part may, by the other way, give a small one away.
    """
    block = pd.Series(marks.block)
    kinds = {
        name: rows[name].reset_index(drop=True).groupby(block).nunique() for name in shape.columns
    }
    two_ways = sum((found > 0).astype(int) for found in kinds.values()) >= 2
    wanted: set = set()
    for name, found in kinds.items():
        filled = rows[name].notna().to_numpy() & two_ways.loc[marks.block].to_numpy()
        if not filled.any():
            continue
        parts = pd.Series((marks.row - marks.of[name])[filled])
        number = parts.value_counts()
        at = number.index.get_indexer(marks.row)
        there = np.where(at >= 0, number.to_numpy()[at], 0)
        lacks = (there > 0) & (there == found.loc[marks.block].to_numpy() - 1)
        wanted |= set(marks.block[lacks & rows[name].isna().to_numpy()])
    return wanted


def _with_small_step(
    rows: pd.DataFrame, marks: _Marks, pointing: np.ndarray, threshold: int
) -> set:
    """Blocks in which a cumulative count that points exceeds an earlier one by a small number."""
    chosen = np.flatnonzero(pointing & (rows["measure"] == "cumulative").to_numpy())
    series = marks.together("reference_period_start", *COUNTS.columns)
    frame = pd.DataFrame(
        {
            "series": (marks.block + series)[chosen],
            "end": rows["reference_period_end"].to_numpy()[chosen],
            "count": rows["count"].to_numpy(dtype="float64", na_value=np.nan)[chosen],
            "block": marks.block[chosen],
        }
    ).sort_values(["series", "end"], kind="stable")
    step = frame["count"].diff().abs()
    same = frame["series"] == frame["series"].shift()
    return set(frame["block"][same & step.between(1, threshold - 1)])


def days_of(rows: pd.DataFrame, *names: str) -> list[int]:
    """The first of some columns of times as whole seconds; blank, or no column, is -1."""
    name = next((name for name in names if name in rows), None)
    if name is None:
        return [-1] * len(rows)
    moments = rows[name]
    zoneless = moments.dt.tz_localize(None) if moments.dt.tz is not None else moments
    return zoneless.astype("datetime64[s]").astype("int64").where(moments.notna(), -1).tolist()


def keys_of(rows: pd.DataFrame, shape: Shape) -> list[list]:
    """For each dimension, and for the rest of the key, the values of all rows."""
    made = []
    for names in shape.dimensions.values():
        texts = [rows[name].astype(object).where(rows[name].notna(), "").tolist() for name in names]
        made.append([value if any(value) else () for value in zip(*texts, strict=True)])
    if "measure" not in shape.key:
        return [*made, rows[shape.key[0]].astype(object).tolist()]
    start, end = (
        [second // 86400 for second in days_of(rows, f"reference_period_{which}")]
        for which in ("start", "end")
    )
    measures = rows["measure"].astype(str).tolist()
    return [*made, list(zip(measures, start, end, strict=True))]
