"""A sentence with everything that was recognised in it: numbers, days, phrases, places."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from loaders.reports.clauses import DASHES, clauses
from loaders.reports.dates import Day, find_days
from loaders.reports.language import Language
from loaders.reports.numbers import Number, find_numbers
from loaders.reports.phrases import Mark, Token
from loaders.reports.sentences import Sentence, sentences, tokens

STRONG_ENDS = frozenset(';:.!?()[]|•–—"«»“”')


LONGEST_DATELINE = 12
# A phrase of these tables that is part of a longer one says nothing of its own.
WHOLE = ("verbs", "nouns", "leave")
ALSO_WHOLE = ("time.earlier", "sources.organisations")


@dataclass
class Scene:
    """One sentence; numbers and days are each one token of it."""

    sentence: Sentence
    tokens: list[Token]
    numbers: dict[int, Number]  # by their token
    days: dict[int, Day]
    marks: list[Mark]
    spoken: Language
    names: list[Mark] = field(default_factory=list)  # of countries, towns, peoples
    # Marks of a statement (-1: the sentence) by the tables asked for.
    _found: dict[tuple[int, tuple[str, ...]], list[Mark]] = field(default_factory=dict)

    @cached_property
    def _starting(self) -> dict[int, list[Mark]]:
        found: dict[int, list[Mark]] = {}
        for mark in self.marks:
            found.setdefault(mark.first, []).append(mark)
        return found

    def at(self, place: int, *tables: str) -> Mark | None:
        """The longest mark of some tables that begins at a token: "nouns", "leave.unit"."""
        fitting = [m for m in self._starting.get(place, ()) if _is_of(m, tables)]
        return max(fitting, key=lambda mark: mark.last, default=None)

    def within(self, first: int, last: int, *tables: str) -> list[Mark]:
        """The marks of some tables between two tokens."""
        return [m for m in self.marks if first <= m.first < last and _is_of(m, tables)]

    def ending(self, place: int, *tables: str) -> Mark | None:
        """The longest mark of some tables that ends before a token."""
        fitting = [m for m in self.marks if m.last == place and _is_of(m, tables)]
        return min(fitting, key=lambda mark: mark.first, default=None)

    def near(self, place: int, *tables: str) -> list[Mark]:
        """The marks of some tables in the statement that a token belongs to."""
        own = self.clauses[place]
        known = self._found.get((own, tables))
        if known is None:
            known = [m for m in self.anywhere(*tables) if self.clauses[m.first] == own]
            self._found[own, tables] = known
        return known

    def is_near(self, place: int, other: int) -> bool:
        """Whether two tokens belong to one statement."""
        return self.clauses[place] == self.clauses[other]

    def anywhere(self, *tables: str) -> list[Mark]:
        """The marks of some tables in the whole sentence."""
        known = self._found.get((-1, tables))
        if known is None:
            known = self._found[-1, tables] = [m for m in self.marks if _is_of(m, tables)]
        return known

    def beside(self, place: int) -> tuple[int, int]:
        """The numbers before and after one, those of units aside: shares, days, camps."""
        before = bisect_left(self._counting, place)
        after = bisect_right(self._counting, place)
        earlier = self._counting[before - 1] if before else -1
        later = self._counting[after] if after < len(self._counting) else len(self.tokens)
        return earlier, later

    @cached_property
    def _counting(self) -> list[int]:
        return sorted(n for n in self.numbers if not self.at(n + 1, "leave.unit"))

    @cached_property
    def body(self) -> int:
        """The token after a dateline: "Geneva, 2 March 2022 – ..."; 0 without one."""
        for place, token in enumerate(self.tokens[:LONGEST_DATELINE]):
            if token.kind == "number" or self.at(place, "verbs"):
                return 0
            if place and token.word in DASHES:
                return 0 if self.labels(place) else place + 1
        return 0

    @cached_property
    def clauses(self) -> list[int]:
        """For each token the statement that it belongs to; what brackets hold is one of its own."""
        return clauses(self)

    def is_aside(self, place: int) -> bool:
        """Whether a token stands in brackets."""
        opening = self.clauses.index(self.clauses[place]) - 1
        return opening >= 0 and self.tokens[opening].word in ("(", "[")

    def labels(self, place: int) -> bool:
        """Whether a dash or colon only joins a name with its number: "Poland – 672,000"."""
        after = place + 1
        if mark := self.at(after, "qualifiers"):
            after = mark.last
        return after in self.numbers


def _is_of(mark: Mark, tables: Sequence[str]) -> bool:
    category = mark.category
    return category in tables or category[: category.find(".")] in tables


def scenes(text: str, spoken: Language, published: date | None) -> list[Scene]:
    """The sentences of a text with what was recognised in them, in its order."""
    days = find_days(text, spoken, published)
    found, place = [], 0
    for sentence in sentences(text, spoken.abbreviations, spoken.may_end):
        while place < len(days) and days[place].end <= sentence.start:
            place += 1
        own, after = [], place
        while after < len(days) and days[after].start < sentence.end:
            own.append(days[after])
            after += 1
        found.append(_scene(text, sentence, own, spoken))
    return found


def _scene(text: str, sentence: Sentence, days: list[Day], spoken: Language) -> Scene:
    words, day_at = _with_days(tokens(text, sentence.start, sentence.end), days)
    found = find_numbers(text, words, spoken.numbers.find(words), spoken)
    merged, number_at = _with_numbers(words, found)
    at = {new: day_at[old] for new, old in _moved(words, found) if old in day_at}
    marks = _without_parts(spoken.phrases.find(merged))
    names = [m for m in spoken.names.find(merged) if _is_name(merged, m, spoken)]
    return Scene(sentence, merged, number_at, at, marks, spoken, names)


def _without_parts(marks: list[Mark]) -> list[Mark]:
    """The marks that are no part of a longer one: displaced in "displaced people"."""
    covered: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.last - mark.first > 1 and _is_of(mark, (*WHOLE, *ALSO_WHOLE)):
            for spot in range(mark.first, mark.last):
                covered.setdefault(spot, []).append(mark)
    return [m for m in marks if not any(_is_part(m, o) for o in covered.get(m.first, ()))]


def _is_part(mark: Mark, other: Mark) -> bool:
    """Whether a mark only helps to make up a longer one; a noun inside a verb phrase is whole."""
    if other.category == "sources.organisations":
        return _is_of(mark, ("verbs", "nouns", "places")) and mark.last <= other.last
    if other.category == "time.earlier":
        return mark.category == "time.flow" and mark.last <= other.last
    if not _is_of(mark, WHOLE) or mark.last - mark.first >= other.last - other.first:
        return False
    if _is_of(mark, ("nouns",)) and not _is_of(other, ("nouns",)):
        return mark.last == other.last
    return mark.last <= other.last


def _is_name(words: list[Token], mark: Mark, spoken: Language) -> bool:
    """Names have a capital; words for peoples need none in the languages that write them small."""
    if words[mark.first].capital or mark.category == "small":
        return True
    return mark.category == "people" and spoken.settings["peoples_are_small"]


def _with_days(words: list[Token], days: list[Day]) -> tuple[list[Token], dict[int, Day]]:
    merged: list[Token] = []
    at: dict[int, Day] = {}
    left = list(days)
    for token in words:
        while left and left[0].end <= token.start:
            left.pop(0)
        if left and left[0].start < token.end and token.start < left[0].end:
            if len(merged) - 1 in at and at[len(merged) - 1] is left[0]:
                continue
            at[len(merged)] = left[0]
            merged.append(Token(left[0].start, left[0].end, "", "date", False))
        else:
            merged.append(token)
    return merged, at


def _with_numbers(words: list[Token], found: list[Number]) -> tuple[list[Token], dict[int, Number]]:
    merged: list[Token] = []
    at: dict[int, Number] = {}
    first_of = {number.first: number for number in found}
    place = 0
    while place < len(words):
        if number := first_of.get(place):
            at[len(merged)] = number
            merged.append(Token(number.start, number.end, "", "number", False))
            place = number.last
        else:
            merged.append(words[place])
            place += 1
    return merged, at


def _moved(words: list[Token], found: list[Number]) -> list[tuple[int, int]]:
    """The new and old places of the tokens that are no numbers."""
    inside = {place for number in found for place in range(number.first, number.last)}
    first = {number.first for number in found}
    new, pairs = 0, []
    for old in range(len(words)):
        if old in inside:
            new += old in first
        else:
            pairs.append((new, old))
            new += 1
    return pairs
