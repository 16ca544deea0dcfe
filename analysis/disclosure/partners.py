"""Which further counts are withheld so that no subtraction gives a small one away.

A small count alone in a relation is what its total leaves over. So one more row of the relation is
withheld, with all its vintages, and so on until no relation has a single unknown. Then
analysis.disclosure.audit tries to recover what is hidden; where it can, more is withheld.
"""

from collections import defaultdict

from analysis.disclosure import audit
from analysis.disclosure.relations import Block, Relation

MOST_ROUNDS = 100


class Cover:
    """What is hidden of one block, and the relations by which it could be found out."""

    def __init__(self, block: Block, threshold: int, hidden: list[int]):
        self.block, self.threshold = block, threshold
        self.relations = [r for r in block.relations() if self.rest(r) >= 0]
        self.of_subject: dict[int, list[int]] = defaultdict(list)
        for number, relation in enumerate(self.relations):
            for subject in {block.subject_of[row] for row in relation.rows}:
                self.of_subject[subject].append(number)
        self.hidden: set[int] = set()
        self.sound: set[tuple] = set()
        self.waiting = [n for n, r in enumerate(self.relations) if self.has_small_rest(r)]
        unpublished = range(block.published, len(block.counts))
        for row in [*hidden, *unpublished]:
            self.hide(row)

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
        """Whether what a row is about is withheld, in this and so in every vintage."""
        return self.block.subject_of[row] in self.hidden

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
        left = [row for row in rows if not self.is_hidden(row)]
        return min(left, key=self._rank, default=None)

    def _rank(self, row: int) -> tuple:
        count, points = self.block.counts[row] or 0, self.block.points[row]
        small = count < self.threshold
        key = self.block.keys[self.block.subject_of[row]]
        return (count == 0, small, -self.block.ends[row], not points, count, key)

    def protect(self) -> None:
        """Withhold until nothing hidden can be told too exactly."""
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
