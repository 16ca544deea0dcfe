"""Counts that nobody published but everybody can work out: they tie published ones together.

Two margins of a table have the same total whether or not it stands there, and a cumulative count
minus the one before it is a flow that may have parts of its own. Such counts are unknowns of the
audit like withheld ones, and are never shown.
"""

from collections import defaultdict
from collections.abc import Mapping

Key = tuple
Values = dict[Key, int]
MOST = 5_000


def implied(known: Mapping[Key, int], dimensions: int, *, dated: bool) -> Values:
    """Totals and flows that follow from the counts known at a moment, with their values."""
    values = dict(known)
    if dated:
        values |= _steps(values)
    values |= _totals(values, dimensions)
    if dated:
        values |= _steps(values)
    found = {key: count for key, count in values.items() if key not in known}
    return found if len(found) <= MOST else {}


def _totals(known: Values, dimensions: int) -> Values:
    """Sums over one dimension after another, where no total stands; of several the largest."""
    values, found = dict(known), {}
    # Where no breakdown of all together stands along a dimension, its totals tell nothing.
    open_to = [
        at
        for at in range(dimensions)
        if any(not any(key[at]) and any(any(part) for part in key[1:dimensions]) for key in known)
    ]
    for _ in open_to:
        sums: dict[Key, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for key, count in values.items():
            for at in open_to:
                if any(key[at]):
                    sums[(*key[:at], (), *key[at + 1 :])][at] += count
        made = {key: max(by.values()) for key, by in sums.items() if key not in known}
        if all(values.get(key) == count for key, count in made.items()):
            break
        values |= made
        found |= made
    return found


def _steps(known: Values) -> Values:
    """Flows between successive cumulative counts of one series, where none stands."""
    series: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    for key, count in known.items():
        measure, start, end = key[-1]
        if measure == "cumulative":
            series[(*key[:-1], start)].append((end, count))
    found = {}
    for key, counted in series.items():
        ordered = sorted(counted)
        for (before, less), (end, more) in zip(ordered, ordered[1:], strict=False):
            flow = (*key[:-1], ("flow", before + 1, end))
            if more >= less and flow not in known:
                found[flow] = more - less
    return found
