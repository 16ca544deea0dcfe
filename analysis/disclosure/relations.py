"""Which rows of a block add up to which: every way in which somebody could subtract.

A total is a row that leaves blank what its parts fill in: a nationality, a sex, an age group, a
place, a country; or an age group that others lie in, or a period that others make up. Every
vintage counts: at each moment of publication the newest total stands against the newest parts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

import pandas as pd

from analysis.disclosure import implied, spans
from analysis.disclosure.shapes import Shape, days_of, keys_of, points, withheld_by_publisher

LONGEST_CHAIN = 3
Value = tuple[str, ...]
Tree = tuple[int, list[int]]


@dataclass(frozen=True)
class Relation:
    """Rows whose counts add up to the count of another one, but for a rest.

    `points`: the rest is people whom a breakdown would name, so a small one must not be seen.
    """

    total: int
    parts: tuple[int, ...]
    points: bool

    @property
    def rows(self) -> tuple[int, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)


class Block:
    """Rows that may be connected. A subject is what is counted; its rows are its vintages."""

    def __init__(self, rows: pd.DataFrame, shape: Shape) -> None:
        self.shape = shape
        self.counts = [None if pd.isna(n) else int(n) for n in rows["count"].astype(object)]
        self.starred = withheld_by_publisher(rows).tolist()
        self.points = points(rows, shape).tolist()
        self.ends = days_of(rows, "reference_period_end", "date")
        moments = days_of(rows, "published_at")
        keys = list(zip(*keys_of(rows, shape), strict=True))
        numbers: dict[tuple, int] = {}
        self.subject_of = [numbers.setdefault(key, len(numbers)) for key in keys]
        self.keys = list(numbers)
        self.rows_of: list[list[tuple[int, int]]] = [[] for _ in self.keys]
        for row in sorted(range(len(keys)), key=lambda row: moments[row]):
            self.rows_of[self.subject_of[row]].append((moments[row], row))
        self.published = len(keys)
        self.subjects = len(self.keys)
        self.left_over: set[int] = set()
        self._add_implied(sorted(set(moments)), numbers)

    def _add_implied(self, moments: list[int], numbers: dict[tuple, int]) -> None:
        """Rows after the published ones for what follows from them, at each moment."""
        subjects = len(self.keys)
        dated = "measure" in self.shape.key
        for moment in moments if dated else []:
            newest = {self.keys[at]: self._newest(at, moment) for at in range(subjects)}
            known = {key: n for key, row in newest.items() if (n := self._count(row)) is not None}
            dimensions = len(self.shape.dimensions)
            left = implied.left_over(known, dimensions)
            more = implied.implied(known, dimensions, dated=dated)
            for key, count in {**left, **more}.items():
                subject = numbers.setdefault(key, len(numbers))
                if subject == len(self.keys):
                    self.keys.append(key)
                    self.rows_of.append([])
                self.rows_of[subject].append((moment, len(self.counts)))
                if key not in more:
                    self.left_over.add(len(self.counts))
                self.subject_of.append(subject)
                self.counts.append(count)
                self.starred.append(False)
                self.points.append(any(any(part) for part in key[1:-1]))
                self.ends.append(key[-1][2] * 86400)
        self.implied = range(self.published, len(self.counts))

    def add_gone(self, count: int | None, points: bool) -> int:
        """A row that an earlier version had: its number here, after all others."""
        self.subject_of.append(len(self.keys))
        self.keys.append(())
        self.rows_of.append([])
        self.counts.append(count)
        self.starred.append(count is None)
        self.points.append(points)
        self.ends.append(0)
        return len(self.counts) - 1

    def newest(self, subject: int) -> int | None:
        """The row of a subject's newest vintage; None when it is withdrawn."""
        return self._newest(
            subject, max((moment for moment, _ in self.rows_of[subject]), default=0)
        )

    def families(self) -> Iterator[list[int]]:
        """Subjects that are parts of one whole of which nobody published the total."""
        for at in range(len(self.shape.dimensions)):
            also = () if "measure" in self.shape.key else (len(self.keys[0]) - 1,)
            for group in self._grouped([at, *also]):
                told = {v: [s for s in found if s < self.subjects] for v, found in group.items()}
                parts = [s for value, found in told.items() if any(value[0]) for s in found]
                if len(parts) > 1 and not any(told[v] for v in told if not any(v[0])):
                    yield parts

    def _count(self, row: int | None) -> int | None:
        return None if row is None else self.counts[row]

    def relations(self) -> list[Relation]:
        """Every relation between rows, each once."""
        found: dict[Relation, None] = {}
        for total, parts in self._trees():
            for relation in self._at_each_moment(total, parts):
                found[relation] = None
        return list(found)

    def _trees(self) -> Iterator[Tree]:
        filled = [
            at for at in range(len(self.shape.dimensions)) if any(any(key[at]) for key in self.keys)
        ]
        for length in range(1, LONGEST_CHAIN + 1):
            for chain in permutations(filled, length):
                yield from self._along(chain)
        names = list(self.shape.dimensions)
        if "age" in names:
            yield from self._of_ages(names.index("age"))
        if "location" in names:
            yield from self._of_places(names.index("location"))
        if "measure" in self.shape.key:
            yield from self._of_days()

    def _grouped(self, blanked: Iterable[int]) -> Iterator[dict[tuple, list[int]]]:
        """Subjects that agree in everything but some parts of their keys, by those parts.

        Those that an earlier version had have no key here: what they told is known already.
        """
        groups: dict[tuple, dict[tuple, list[int]]] = defaultdict(lambda: defaultdict(list))
        at = set(blanked)
        for subject, key in enumerate(self.keys):
            if not key:
                continue
            rest = tuple(part for number, part in enumerate(key) if number not in at)
            groups[rest][tuple(key[number] for number in blanked)].append(subject)
        return (group for group in groups.values() if len(group) > 1)

    def _along(self, chain: tuple[int, ...]) -> Iterator[Tree]:
        """Parts under the nearest total there is, dimension by dimension."""
        blanked = chain if "measure" in self.shape.key else (*chain, len(self.keys[0]) - 1)
        for group in self._grouped(blanked):
            by_value: dict[tuple, list[int]] = defaultdict(list)
            for value, subjects in group.items():
                by_value[value[: len(chain)]] += subjects
            under: dict[tuple, list[int]] = defaultdict(list)
            for value, subjects in by_value.items():
                above = next((v for v in _above(value) if v in by_value), None)
                if above is not None:
                    under[above] += subjects
            for value, parts in under.items():
                yield from ((total, parts) for total in by_value[value])

    def _of_ages(self, at: int) -> Iterator[Tree]:
        for group in self._grouped([at]):
            known = {
                span: subjects
                for value, subjects in group.items()
                if value[0] and (span := spans.ages(value[0][0]))
            }
            everybody = group.get(((),), [])
            largest = spans.outermost(set(known))
            for total in everybody:
                if largest and len(largest) < len(known):
                    yield total, [known[span][0] for span in largest]
                for tiling in spans.tilings((0, spans.OLDEST), set(known)):
                    yield total, [known[span][0] for span in tiling]
            for outer, subjects in known.items():
                inside = {span for span in known if spans.within(outer, span)}
                tiled = spans.tilings(outer, inside)
                whole = spans.outermost(inside) if inside and not tiled else None
                for tiling in [*tiled, *([whole] if whole else [])]:
                    yield subjects[0], [known[span][0] for span in tiling]

    def _of_places(self, at: int) -> Iterator[Tree]:
        """Countries under a count that was given for several of them together."""
        for group in self._grouped([at]):
            sets = {frozenset(value[0][0].split("+")): s for value, s in group.items() if value[0]}
            joint = [places for places in sets if len(places) > 1]
            for places in joint:
                inside = [s[0] for other, s in sets.items() if other < places]
                if inside:
                    yield sets[places][0], inside
            if joint and ((),) in group:
                outer = [s[0] for one, s in sets.items() if not any(one < other for other in joint)]
                yield group[((),)][0], outer

    def _of_days(self) -> Iterator[Tree]:
        """Periods of flows and cumulative counts; one counted both ways is the same people."""
        for group in self._grouped([len(self.keys[0]) - 1]):
            by_span: dict[spans.Span, list[int]] = defaultdict(list)
            for ((measure, start, end),), subjects in group.items():
                if measure != "stock":
                    by_span[start, end] += subjects
            for subjects in by_span.values():
                yield from ((subjects[0], [other]) for other in subjects[1:])
            for outer, pieces in spans.of_days(set(by_span)):
                yield by_span[outer][0], [by_span[piece][0] for piece in pieces]

    def _at_each_moment(self, total: int, parts: list[int]) -> Iterator[Relation]:
        moments = {moment for subject in (total, *parts) for moment, _ in self.rows_of[subject]}
        for moment in sorted(moments):
            whole = self._newest(total, moment)
            known = [self._newest(part, moment) for part in parts]
            every = tuple(row for row in known if row is not None)
            # Whether all else is known is a guess: a total stands against what was published too.
            published = tuple(row for row in every if row not in self.left_over)
            for there in {every, published}:
                if whole is not None and there:
                    yield Relation(whole, there, any(self.points[row] for row in there))

    def _newest(self, subject: int, moment: int) -> int | None:
        row = None
        for published, candidate in self.rows_of[subject]:
            if published <= moment:
                row = candidate
        gone = row is None or (self.counts[row] is None and not self.starred[row])
        return None if gone else row


def _above(value: tuple[Value, ...]) -> Iterator[tuple[Value, ...]]:
    """What a value lies in, the nearest first; nothing for one that skips a dimension."""
    if any(not before and after for before, after in zip(value, value[1:], strict=False)):
        return
    for at in range(len(value) - 1, -1, -1):
        left = value[at]
        while any(left):
            last = max(number for number, text in enumerate(left) if text)
            left = (*left[:last], *("" for _ in left[last:]))
            left = left if any(left) else ()
            yield (*value[:at], left, *(() for _ in value[at + 1 :]))
