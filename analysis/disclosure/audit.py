"""Whether somebody with every shown count could tell a hidden one, judged by linear programming.

What must hold for each hidden small count, and for each small rest of a total:

1. Somebody who knows the relations, and that counts are whole and not negative, cannot bound it
   more narrowly than the threshold is wide: from its lowest to its highest possible value lie at
   least `threshold` whole numbers. That is what a reader of `<5` is told anyway.
2. Somebody who also knows this rule, and so that what is marked small is below the threshold and
   what protects another is not, is left with at least two values.

A partner that is not small may be told exactly, as far as 1 and 2 hold for the small ones.
Whole-number solutions witness the range: a range is wide when two solutions differ enough. Where
the solver gives up, at a fixed number of steps and so for everybody alike, the range counts as
narrow. A group of hidden counts that is too large to be judged is not judged: all is withheld.

What this does not judge: two sources that count the same people; what a reader knows from outside;
texts. Revisions of one count, and differences of two stocks, are not counts of people. Versions of
the ledger are judged against each other (analysis.disclosure.history), with two limits: what an
earlier one showed cannot be withheld any more, so that 2 may fail where the words "small" and
"protects another" are all that is new; and counts that nobody had published yet are looked for by
subtracting along one dimension after another, not by solving for all of them at once.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from analysis.disclosure.relations import Relation

if TYPE_CHECKING:
    from analysis.disclosure.partners import Cover

Exposed = list[tuple[tuple[int, ...], tuple[int, ...]]]
MOST_UNKNOWNS = 600
MOST_NODES = 200
# Values further from the truth than this many thresholds need not be tried.
FAR = 10


def exposed(cover: "Cover") -> Exposed:
    """For each hidden count that is told too exactly, rows to withhold one of: near, and around."""
    found: Exposed = []
    for numbers in _connected(cover):
        system = System(cover, numbers)
        if system.signature in cover.sound:
            continue
        around = tuple(sorted({row for n in numbers for row in cover.relations[n].rows}))
        if system.size > MOST_UNKNOWNS:
            found += [((row,), ()) for row in around if not cover.is_hidden(row)]
            continue
        told = system.exposed()
        found += [(near, around) for near in told]
        if not told:
            cover.sound.add(system.signature)
    return found


def _connected(cover: "Cover") -> list[list[int]]:
    """Relations with something hidden, in groups that share hidden rows.

    A group that only ties shown counts together by what they imply holds nothing to protect.
    """
    leads: dict[int, int] = {}

    def first(row: int) -> int:
        while leads.setdefault(row, row) != row:
            leads[row] = row = leads[leads[row]]
        return row

    groups: dict[int, list[int]] = defaultdict(list)
    hidden = {
        number: [row for row in relation.rows if cover.is_hidden(row)]
        for number, relation in enumerate(cover.relations)
    }
    for rows in hidden.values():
        for row in rows:
            leads[first(row)] = first(rows[0])
    for number, rows in hidden.items():
        if rows or cover.has_small_rest(cover.relations[number]):
            # A small rest with nothing hidden around it stands for itself.
            groups[first(rows[0]) if rows else -1 - number].append(number)
    return [group for group in groups.values() if _has_secret(cover, group)]


def _has_secret(cover: "Cover", numbers: list[int]) -> bool:
    for number in numbers:
        relation = cover.relations[number]
        if cover.has_small_rest(relation):
            return True
        if any(cover.is_hidden(row) and cover.is_sensitive(row) for row in relation.rows):
            return True
    return False


class System:
    """The unknowns of some relations, and the equations between them."""

    def __init__(self, cover: "Cover", numbers: list[int]) -> None:
        self.cover = cover
        self.relations = [cover.relations[number] for number in numbers]
        rows = sorted({r for rel in self.relations for r in rel.rows if cover.is_hidden(r)})
        self.at = {row: at for at, row in enumerate(rows)}
        self.signature = (tuple(numbers), tuple(rows))
        self.rests = [rel for rel in self.relations if cover.rest(rel) > 0]
        self.size = len(rows) + len(self.rests)
        truth = [cover.block.counts[row] or 0 for row in rows] + [
            cover.rest(rel) for rel in self.rests
        ]
        self.truth = np.array(truth, dtype=float)
        self.unpublished = np.array(
            [row >= cover.block.published for row in rows] + [False] * len(self.rests), dtype=bool
        )
        # Two vintages of one count are looked for in each relation, not in each other.
        self.targets = {at: self._near([row]) for row, at in self.at.items() if self._counts(row)}
        for at, relation in enumerate(self.rests, start=len(rows)):
            if cover.has_small_rest(relation):
                self.targets[at] = relation.rows

    def exposed(self) -> list[tuple[int, ...]]:
        """The rows near each unknown that is told too exactly."""
        threshold = self.cover.threshold
        far = self.truth + FAR * threshold
        anyone = Bounds(np.zeros(self.size), far)
        small = (self.truth >= 1) & (self.truth < threshold)
        rests = np.arange(self.size) >= len(self.at)
        narrow = np.array([at in self.targets for at in range(self.size)])
        narrow |= small & ~rests & ~self.unpublished
        free = rests | self.unpublished | (self.truth == 0)
        low = np.where(narrow, 1, np.where(free, 0, threshold))
        knowing = Bounds(low, np.where(narrow, threshold - 1, far))
        told = self._narrow(anyone, threshold - 1) | self._narrow(knowing, 1)
        return [self.targets[at] for at in sorted(told)]

    def _counts(self, row: int) -> bool:
        return self.cover.is_sensitive(row) and self.cover.block.counts[row] is not None

    def _near(self, rows: list[int]) -> tuple[int, ...]:
        wanted = set(rows)
        near = {r for rel in self.relations if wanted & set(rel.rows) for r in rel.rows}
        return tuple(sorted(near))

    def _narrow(self, bounds: Bounds, width: int) -> set[int]:
        """The targets for which no two solutions are found that differ by the width."""
        lowest, highest = self.truth.copy(), self.truth.copy()
        equations = self._equations()

        def solve(weights: np.ndarray) -> None:
            found = milp(
                weights,
                integrality=np.ones(self.size),
                bounds=bounds,
                constraints=equations,
                options={"node_limit": MOST_NODES},
            ).x
            if found is not None:
                np.minimum(lowest, np.round(found), out=lowest)
                np.maximum(highest, np.round(found), out=highest)

        left = set(self.targets)
        while left:
            before = len(left)
            for weights in self._weights(left):
                solve(weights)
                left = {at for at in left if highest[at] - lowest[at] < width}
            if len(left) == before:
                break
        for at in sorted(left):
            for sign in (1, -1):
                solve(np.eye(1, self.size, at)[0] * sign)
        return {at for at in left if highest[at] - lowest[at] < width}

    def _weights(self, targets: set[int]) -> list[np.ndarray]:
        """Directions in which many unknowns are far from the truth at once."""
        chosen = np.zeros(self.size)
        chosen[sorted(targets)] = 1
        mixed = chosen * np.where(np.arange(self.size) % 2, 1, -1)
        return [chosen, -chosen, mixed, -mixed]

    def _equations(self) -> LinearConstraint:
        entries: dict[tuple[int, int], int] = defaultdict(int)
        right = np.zeros(len(self.relations))
        number_of = {id(rel): len(self.at) + n for n, rel in enumerate(self.rests)}
        for line, relation in enumerate(self.relations):
            for row, sign in _signed(relation):
                if row in self.at:
                    entries[line, self.at[row]] += sign
            if id(relation) in number_of:
                entries[line, number_of[id(relation)]] -= 1
        places, values = list(entries), list(entries.values())
        lines, columns = zip(*places, strict=True)
        shape = (len(self.relations), self.size)
        matrix = coo_array((values, (lines, columns)), shape=shape).tocsr()
        right = matrix @ self.truth
        return LinearConstraint(matrix, right, right)


def _signed(relation: Relation) -> list[tuple[int, int]]:
    return [(relation.total, 1), *((part, -1) for part in relation.parts)]
