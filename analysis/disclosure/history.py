"""What is withheld stays withheld and what was shown stays shown: each count is judged once.

A count is judged when it first appears in the ledger, against everything that any version shows.
So a link to a version shows the same for ever, and no two versions together tell more than one:
what an earlier one showed counts as known, and what it told about withheld counts by rows that
were corrected or withdrawn since is remembered.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import identity
from analysis.disclosure.partners import Cover
from analysis.disclosure.relations import Block, Relation
from analysis.disclosure.shapes import Shape, blocks, points, to_work_on
from ledger.declaration import Table

SMALL, PROTECTS = "small", "protects_another"
MOST_ROWS = 50_000
ODD = np.uint64(0x9E3779B97F4A7C15)


class Gone(NamedTuple):
    """A count that a version had and a later one has not; `count` is None if it came starred."""

    mark: int
    count: int | None
    points: bool


@dataclass(frozen=True)
class Lost:
    """What a total and its parts told together before one of them was corrected or withdrawn."""

    total: Gone
    parts: tuple[Gone, ...]
    points: bool


@dataclass(frozen=True)
class Decided:
    """What was decided about the counts of one table, each named by its mark."""

    withheld: Mapping[int, str] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    lost: tuple[Lost, ...] = ()

    def __add__(self, later: "Decided") -> "Decided":
        """This and what was decided later."""
        return Decided(
            {**self.withheld, **later.withheld}, self.gone | later.gone, self.lost + later.lost
        )

    def as_json(self) -> dict[str, Any]:
        """In the types of JSON; whole numbers are of up to 64 bits."""
        lost = [[told.total, *told.parts, told.points] for told in self.lost]
        withheld = [[mark, reason] for mark, reason in self.withheld.items()]
        return {"withheld": withheld, "gone": sorted(self.gone), "lost": lost}


def from_json(kept: Mapping[str, Any]) -> Decided:
    """What as_json made."""
    lost = [
        Lost(Gone(*total), tuple(Gone(*part) for part in parts), bool(told))
        for total, *parts, told in kept["lost"]
    ]
    return Decided(dict(kept["withheld"]), frozenset(kept["gone"]), tuple(lost))


def marks(rows: pd.DataFrame, table: Table) -> np.ndarray:
    """A number of 64 bits for each row: what is counted, which vintage, and the count."""
    numbers = rows["count"].to_numpy(dtype="float64", na_value=-1).astype("int64") + 1
    return identity.marks(rows, table.key) + numbers.astype("uint64") * ODD


def among(marked: np.ndarray, others: Collection[int] | np.ndarray) -> np.ndarray:
    """Which marks are among others; numpy's own way is ten times slower for numbers so large."""
    return pd.Series(marked).isin(_as_array(others)).to_numpy()


def _as_array(numbers: Collection[int] | np.ndarray) -> np.ndarray:
    return numbers if isinstance(numbers, np.ndarray) else np.array([*numbers], np.uint64)


def decide(
    table: Table, shape: Shape, versions: Sequence[pd.DataFrame], threshold: int, before: Decided
) -> Decided:
    """What is decided anew when the second of two versions of a table follows the first."""
    held, rows = versions
    if not points(rows, shape).any() and not points(held, shape).any():
        return Decided()
    marks_held, marks_now = (marks(version, table) for version in versions)
    lost, gone = _lost(held, marks_held, among(marks_held, marks_now), shape, before)
    known = before + Decided({}, gone, lost)
    added = ~among(marks_now, marks_held)
    block = blocks(rows, shape)
    near = np.flatnonzero(among(block, block[added]))
    was_there = ~added | among(marks_now, known.gone)
    withheld: dict[int, str] = {}
    some = rows.iloc[near]
    before_too = among(marks_now[near], before.withheld)
    for positions in to_work_on(some, shape, threshold, before_too):
        judged = _Judged(some.iloc[positions], marks_now[near[positions]])
        withheld |= judged.withhold(shape, threshold, was_there[near[positions]], known)
    new = {mark: why for mark, why in withheld.items() if mark not in before.withheld}
    return Decided(new, gone - before.gone, lost)


class _Judged(NamedTuple):
    """Rows of a block with their marks."""

    rows: pd.DataFrame
    marks: np.ndarray

    def withhold(
        self, shape: Shape, threshold: int, was_there: np.ndarray, known: Decided
    ) -> dict[int, str]:
        """The marks to withhold, with the reason of each."""
        numbers = self.rows["count"].to_numpy(dtype="float64", na_value=0)
        small = (numbers >= 1) & (numbers < threshold)
        before = among(self.marks, known.withheld)
        fixed = was_there & ~before
        if len(self.rows) > MOST_ROWS:
            hidden = np.flatnonzero(points(self.rows, shape) & ~fixed).tolist()
        else:
            block = Block(self.rows, shape)
            few = np.array(block.points[: len(self.rows)]) & (
                small | np.array(block.starred[: len(self.rows)])
            )
            cover = Cover(
                block, threshold, np.flatnonzero(few | before).tolist(), np.flatnonzero(fixed)
            )
            self._remember(cover, known)
            cover.protect()
            every = range(len(self.rows))
            hidden = [at for at in every if cover.is_hidden(at) and block.counts[at] is not None]
        return {int(self.marks[at]): SMALL if small[at] else PROTECTS for at in hidden}

    def _remember(self, cover: Cover, known: Decided) -> None:
        """Give the cover what earlier versions told by counts that are gone."""
        at = {int(mark): number for number, mark in enumerate(self.marks)}

        def number_of(one: Gone) -> int:
            if one.mark not in at:
                at[one.mark] = cover.block.add_gone(one.count, one.points)
                if one.mark in known.withheld or one.count is None:
                    cover.hide(at[one.mark])
                else:
                    cover.fixed.add(at[one.mark])
            return at[one.mark]

        for told in known.lost:
            if any(one.mark in at for one in (told.total, *told.parts)):
                parts = tuple(number_of(part) for part in told.parts)
                cover.add(Relation(number_of(told.total), parts, told.points))


def _lost(
    held: pd.DataFrame, marked: np.ndarray, stays: np.ndarray, shape: Shape, before: Decided
) -> tuple[tuple[Lost, ...], frozenset[int]]:
    """What rows that go told about withheld counts, and the marks of those that go."""
    if stays.all():
        return (), frozenset()
    block = blocks(held, shape)
    touched = among(block, block[~stays]) & among(block, block[points(held, shape)])
    gone = frozenset(marked[touched & ~stays].tolist())
    hidden = among(marked, before.withheld)
    found: list[Lost] = []
    for one in np.unique(block[touched & hidden]):
        positions = np.flatnonzero(block == one)
        if len(positions) > MOST_ROWS:
            continue
        made = Block(held.iloc[positions], shape)
        goes, is_hidden = ~stays[positions], hidden[positions]
        for relation in made.relations():
            rows = [row for row in relation.rows if row < made.published]
            if len(rows) < len(relation.rows) or not goes[rows].any() or not is_hidden[rows].any():
                continue
            total, *parts = (
                Gone(int(marked[positions[row]]), made.counts[row], bool(made.points[row]))
                for row in relation.rows
            )
            found.append(Lost(total, tuple(parts), relation.points))
    return tuple(found), gone
