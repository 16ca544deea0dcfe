"""Phrases of a language file, and where they stand in a text.

A phrase is words with spaces between. `stem*` is any word that begins so; `a/b` is either word;
`[word]` may be missing; `..` is up to three words, never across punctuation. Hyphens are spaces.
Looking up costs one dictionary access per word, whatever the number of phrases.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# French words that lose a letter before a vowel, each a word of its own.
ELISION = re.compile(r"(?<![\w'])((?:[ldnmtscj]|qu|jusqu|lorsqu|puisqu)')(?=[^\W\d_])")
LONGEST_GAP = 3
PREFIX = 2
MOST_KNOWN = 50_000
APOSTROPHES = str.maketrans("’ʼ‘`´′", "''''''")


class Token(NamedTuple):
    """A word, a number, a date or a sign, with its place in the text."""

    start: int
    end: int
    word: str  # as phrases are compared: lower case, one kind of apostrophe
    kind: str  # "word", "sign", "number", "date", "break"
    capital: bool


class Mark(NamedTuple):
    """A phrase found: the tokens first..last (last not among them) and what it means."""

    first: int
    last: int
    category: str
    value: str


def plain(text: str) -> str:
    """A text as phrases are compared."""
    return text.translate(APOSTROPHES).lower()


# The words of a phrase, its category, its value.
Entry = tuple[tuple[str, ...], str, str]


class Phrasebook:
    """All phrases of a language, each with its category and value."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        self._words: dict[str, list[Entry]] = defaultdict(list)
        self._stems: dict[str, list[Entry]] = defaultdict(list)
        self._known: dict[str, list[Entry]] = {}
        for phrase, category, value in entries:
            for words in _variants(phrase):
                self._add(words, category, value)

    def _add(self, words: tuple[str, ...], category: str, value: str) -> None:
        head = words[0]
        if head.endswith("*"):
            self._stems[head[: min(PREFIX, len(head) - 1)]].append((words, category, value))
        else:
            self._words[head].append((words, category, value))

    def find(self, tokens: Sequence[Token]) -> list[Mark]:
        """The longest phrase of each category at each token, in the order of the text."""
        found: list[Mark] = []
        reach: dict[str, int] = {}
        for place, token in enumerate(tokens):
            if token.kind not in ("word", "sign"):
                continue
            best: dict[str, Mark] = {}
            for words, category, value in self._beginning(token.word):
                last = _match(words[1:], tokens, place + 1) if len(words) > 1 else place + 1
                if last and last > reach.get(category, 0):
                    known = best.get(category)
                    if known is None or last > known.last:
                        best[category] = Mark(place, last, category, value)
            for mark in best.values():
                if mark.first >= reach.get(mark.category, 0):
                    reach[mark.category] = mark.last
                    found.append(mark)
        return found

    def _beginning(self, word: str) -> list[Entry]:
        """The phrases whose first word means this word; known words are looked up once."""
        known = self._known.get(word)
        if known is None:
            stems = (self._stems.get(word[:size], ()) for size in range(1, PREFIX + 1))
            fitting = (e for listed in stems for e in listed if word.startswith(e[0][0][:-1]))
            known = [*self._words.get(word, ()), *fitting]
            if len(self._known) < MOST_KNOWN:
                self._known[word] = known
        return known


def _apart(phrase: str) -> str:
    """A phrase with spaces where the words of a text are parted: l'eau, people's, third-country."""
    return ELISION.sub(r"\1 ", re.sub(r"'s\b", " 's", re.sub(r"(?<=\w)-(?=\w)", " ", phrase)))


def _variants(phrase: str) -> list[tuple[str, ...]]:
    """The phrases that one with choices and missing words stands for."""
    choices = []
    for word in _apart(plain(phrase)).split():
        inner = word.strip("[]").split("/")
        choices.append([*inner, ""] if word.startswith("[") else inner)
    return [tuple(w for w in words if w) for words in itertools.product(*choices) if any(words)]


def _match(words: tuple[str, ...], tokens: Sequence[Token], place: int) -> int:
    """The token after the phrase that begins at a place, 0 if it does not stand there."""
    for number, word in enumerate(words):
        if word == "..":
            rest = words[number + 1 :]
            for skipped in range(LONGEST_GAP + 1):
                if last := _match(rest, tokens, place + skipped):
                    return last
                after = tokens[place + skipped] if place + skipped < len(tokens) else None
                if after is None or after.kind not in ("word", "number"):
                    return 0
            return 0
        if place >= len(tokens) or not is_like(word, tokens[place].word):
            return 0
        place += 1
    return place


def is_like(pattern: str, word: str) -> bool:
    """Whether a word of a phrase means a word of the text."""
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
