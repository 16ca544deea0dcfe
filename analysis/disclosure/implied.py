"""Counts that nobody published but everybody can work out: they tie published ones together.

Two margins of a table have the same total whether or not it stands there, and a cumulative count
minus the one before it is a flow that may have parts of its own. Such counts are unknowns of the
audit like withheld ones, and are never shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

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


def left_over(known: Mapping[Key, int], dimensions: int) -> Values:
    """Parts that nobody published and that follow because all others of their total are known.

    A part is looked for where one value of a dimension that stands elsewhere is missing; of two
    ways to work it out the smaller counts. Each that is found may give away the next.
    """
    values, found = dict(known), {}
    observed = [{key[at] for key in known if any(key[at])} for at in range(dimensions)]
    while len(found) <= MOST:
        made: Values = {}
        for at in range(dimensions):
            for key, count in _missing(values, at, observed[at]):
                made[key] = min(made.get(key, count), count)
        if not made:
            break
        values |= made
        found |= made
    return found if len(found) <= MOST else {}


def _missing(values: Values, at: int, observed: set) -> Iterable[tuple[Key, int]]:
    """For each total over a dimension with one part missing, that part and what is left for it."""
    parts: dict[Key, Values] = defaultdict(dict)
    for key, count in values.items():
        if any(key[at]):
            parts[(*key[:at], (), *key[at + 1 :])][key[at]] = count
    for whole, known in parts.items():
        left = values.get(whole, -1) - sum(known.values())
        if left >= 0 and len(known) == len(observed) - 1:
            (missing,) = observed - known.keys()
            yield (*whole[:at], missing, *whole[at + 1 :]), left


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
    """What follows along time in each series, until nothing more does.

    A flow is the difference of two cumulative counts; a cumulative count is the one before it
    and the flow since, or the one after it without that flow.
    """
    by_series: dict[Key, Values] = defaultdict(dict)
    for key, count in known.items():
        by_series[key[:-1]][key[-1]] = count
    starts = {period[1] for key in known if (period := key[-1])[0] == "cumulative"}
    found = {}
    for series, counted in by_series.items():
        for start in starts:
            more = _along(counted, start)
            found |= {(*series, period): count for period, count in more.items()}
    return found


def _along(counted: Values, start: int) -> Values:
    """Flows and cumulative counts since a start that follow from those of one series."""
    until = {start - 1: 0}
    until |= {end: n for (how, first, end), n in counted.items() if _is_since(how, first, start)}
    flows = [(first, end, n) for (how, first, end), n in counted.items() if how == "flow"]
    before = 0
    while len(until) > before:
        before = len(until)
        for first, end, count in flows:
            if first - 1 in until:
                until.setdefault(end, until[first - 1] + count)
            elif end in until and first > start:
                until[first - 1] = until[end] - count
    ordered = sorted(until.items())
    made = {("cumulative", start, end): count for end, count in ordered[1:]}
    for (last, less), (end, more) in zip(ordered, ordered[1:], strict=False):
        made["flow", last + 1, end] = more - less
    return {period: n for period, n in made.items() if n >= 0 and period not in counted}


def _is_since(how: str, first: int, start: int) -> bool:
    return how == "cumulative" and first == start
