"""Somebody who puts everything shown together and solves for what is withheld.

Knows how the made-up tables were added up (every cell of every margin, published or not), and sets
up the equations without any code of the dashboard. Whole numbers are asked for.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Unknown = Hashable
FAR = 10_000


@dataclass
class Attacker:
    """What is known: `shown` values, `sums` that hold, and how far each unknown can go."""

    shown: Mapping[Unknown, int]
    sums: list[tuple[Unknown, list[Unknown]]]
    low: dict[Unknown, int] = field(default_factory=dict)
    high: dict[Unknown, int] = field(default_factory=dict)

    def range_of(self, wanted: Unknown) -> tuple[int, int]:
        """The lowest and the highest value that an unknown can have."""
        return self._least(wanted, 1), self._least(wanted, -1)

    def _least(self, wanted: Unknown, sign: int) -> int:
        names = self._names()
        at = {name: number for number, name in enumerate(names)}
        matrix = np.zeros((len(self.sums), len(names)))
        for line, (total, parts) in enumerate(self.sums):
            matrix[line, at[total]] += 1
            for part in parts:
                matrix[line, at[part]] -= 1
        low = [self.shown.get(name, self.low.get(name, 0)) for name in names]
        high = [self.shown.get(name, self.high.get(name, FAR)) for name in names]
        zero = np.zeros(len(self.sums))
        found = milp(
            np.eye(1, len(names), at[wanted])[0] * sign,
            integrality=np.ones(len(names)),
            bounds=Bounds(low, high),
            constraints=LinearConstraint(matrix, zero, zero),
        )
        assert found.status == 0, found.message
        return sign * round(found.fun)

    def _names(self) -> list[Unknown]:
        named = [name for total, parts in self.sums for name in (total, *parts)]
        return list(dict.fromkeys([*self.shown, *self.low, *named]))


def margins(values: Iterable[tuple[str, ...]]) -> list[tuple[tuple, list[tuple]]]:
    """Every total and its parts in a table of several dimensions; None stands for all."""
    dimensions = [list(dict.fromkeys(column)) for column in zip(*values, strict=True)]
    cells = [()]
    for names in dimensions:
        cells = [(*cell, name) for cell in cells for name in (None, *names)]
    return [
        (cell, [(*cell[:at], name, *cell[at + 1 :]) for name in names])
        for cell in cells
        for at, names in enumerate(dimensions)
        if cell[at] is None
    ]
