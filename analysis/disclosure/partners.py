"""Which further counts are withheld so that no subtraction gives a small one away.

A small count alone in a relation is what its total leaves over. So one more row of the relation is
withheld, with all its vintages, and so on until no relation has a single unknown. Then
analysis.disclosure.audit tries to recover what is hidden; where it can, more is withheld. What an
earlier version showed is known for ever: it is `fixed`, and withholding it would protect nobody.
"""

from collections import defaultdict
from collections.abc import Iterable

from analysis.disclosure import audit
from analysis.disclosure.relations import Block, Relation

MOST_ROUNDS = 100
# A partner for a total that does not stand there yet is this many thresholds large, so that the
# sum of the two leaves the small one open.
AHEAD = 2


class Cover:
    """What is hidden of one block, and the relations by which it could be found out."""

    def __init__(
        self,
        block: Block,
        threshold: int,
        hidden: Iterable[int],
        fixed: Iterable[int] = (),
    ):
        self.block, self.threshold, self.fixed = block, threshold, set(fixed)
        self.relations: list[Relation] = []
        self.of_subject: dict[int, list[int]] = defaultdict(list)
        self.hidden: set[int] = set()
        self.sound: set[tuple] = set()
        self.waiting: list[int] = []
        for relation in block.relations():
            self.add(relation)
        for row in [*hidden, *block.implied]:
            self.hide(row)

    def add(self, relation: Relation) -> None:
        """A relation by which something could be found out; one that does not add up is none."""
        if self.rest(relation) < 0:
            return
        number = len(self.relations)
        self.relations.append(relation)
        for subject in {self.block.subject_of[row] for row in relation.rows}:
            self.of_subject[subject].append(number)
        if self.has_small_rest(relation) or any(self.is_hidden(row) for row in relation.rows):
            self.waiting.append(number)

    def rest(self, relation: Relation) -> int:
        """How many people are in a total and in none of its parts; below 0 they do not add up.

        Counts that their publisher suppressed are taken to be what is missing.
        """
        known = self.block.counts
        starred = sum(known[row] is None for row in relation.rows)
        rest = (known[relation.total] or 0) - sum(known[row] or 0 for row in relation.parts)
        if known[relation.total] is None or (starred and 0 <= rest < starred * self.threshold):
            return 0
        return rest

    def has_small_rest(self, relation: Relation) -> bool:
        """Whether a total is seen to exceed its parts by a few people whom they would name."""
        return relation.points and self.is_small(self.rest(relation))

    def is_small(self, count: int | None) -> bool:
        """Whether a count is one that could point to someone."""
        return count is not None and 1 <= count < self.threshold

    def is_sensitive(self, row: int) -> bool:
        """Whether a row is withheld for its own sake."""
        count = self.block.counts[row]
        return self.block.points[row] and (count is None or self.is_small(count))

    def is_hidden(self, row: int) -> bool:
        """Whether what a row is about is withheld, in every vintage that was not shown before."""
        return self.block.subject_of[row] in self.hidden and row not in self.fixed

    def hide(self, row: int) -> None:
        """Withhold a row and every other vintage of what it is about."""
        subject = self.block.subject_of[row]
        if subject not in self.hidden:
            self.hidden.add(subject)
            self.waiting += self.of_subject[subject]

    def close(self) -> None:
        """Withhold partners until no relation has a single unknown."""
        while self.waiting:
            relation = self.relations[self.waiting.pop()]
            hidden = [row for row in relation.rows if self.is_hidden(row)]
            exposed = len(hidden) == 1 and self.rest(relation) == 0
            exposed = exposed and (hidden[0] < self.block.published or self.is_sensitive(hidden[0]))
            exposed |= not hidden and self.has_small_rest(relation)
            if exposed and (partner := self.partner(relation.rows)) is not None:
                self.hide(partner)

    def partner(self, rows: tuple[int, ...]) -> int | None:
        """The row to withhold next, if any is left; never a zero while there is another.

        Of two periods the later one, so that what was published stays; parts that point before
        totals; the smallest count; the key.
        """
        left = [row for row in rows if not self.is_hidden(row) and row not in self.fixed]
        return min(left, key=self._rank, default=None)

    def _rank(self, row: int) -> tuple:
        count, points = self.block.counts[row] or 0, self.block.points[row]
        small = count < self.threshold
        key = self.block.keys[self.block.subject_of[row]]
        return (count == 0, small, -self.block.ends[row], not points, count, key)

    def protect(self) -> None:
        """Withhold until nothing hidden can be told too exactly, now or by totals to come."""
        self._protect()
        if self._look_ahead():
            self._protect()

    def _look_ahead(self) -> bool:
        """Withhold partners of small counts whose total does not stand there yet; was there one?

        Once the small one's neighbours are shown, only the total could still be withheld.
        """
        before = len(self.hidden)
        for family in self.block.families():
            newest = [self.block.newest(subject) for subject in family]
            rows = [row for row in newest if row is not None]
            hidden = [row for row in rows if self.is_hidden(row)]
            if any(self.is_sensitive(row) for row in hidden) and all(map(self._is_few, hidden)):
                left = [row for row in rows if row not in hidden and row not in self.fixed]
                large = [row for row in left if not self._is_few(row)]
                if large:
                    self.hide(min(large, key=self._rank))
        return len(self.hidden) > before

    def _is_few(self, row: int) -> bool:
        return (self.block.counts[row] or 0) < AHEAD * self.threshold

    def _protect(self) -> None:
        self.close()
        for _ in range(MOST_ROUNDS):
            exposed = audit.exposed(self)
            if not exposed:
                return
            before = len(self.hidden)
            for rows, around in exposed:
                partner = self.partner(rows)
                partner = self.partner(around) if partner is None else partner
                if partner is not None:
                    self.hide(partner)
            if len(self.hidden) == before:
                return
            self.close()
        self._hide_all()

    def _hide_all(self) -> None:
        """Too much hangs together to be told apart: withhold all of it."""
        for relation in self.relations:
            if any(self.is_hidden(row) for row in relation.rows):
                for row in relation.rows:
                    self.hide(row)
