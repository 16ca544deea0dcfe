"""Which of many known names a text is probably a slip of: one of them, or none.

Names are plain (ledger.spelling). Codes are spelled like nothing; the words that many names share
("Republic of", "Islands") do not make two of them alike; and what is as few slips from the name of
something else is no suggestion: Nigeri, Iseland.
"""

from collections.abc import Mapping
from functools import cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

CLOSE_ENOUGH, AS_NEAR, SHORTEST = 83, 4, 4
CLOSE_TO_SHARED, MOST_SLIPS = 88, 2
SHARED = frozenset(
    {"the", "of", "and", "de", "la", "du", "des", "del", "democratic", "republic", "people"}
    | {"peoples", "state", "states", "kingdom", "islamic", "federal", "federation", "republique"}
    | {"republica", "republika", "республика", "республіка", "демократична", "демократическая"}
    | {"islands", "island", "saint", "new", "north", "south", "united"}
)


def nearest(name: str, known: Mapping[str, str]) -> str:
    """What the nearest name means; "" if none is near or another is as near."""
    if len(name) < SHORTEST:
        return ""
    found = process.extract(name, known.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    own = _own_words(name)
    near = [
        (known[other], score)
        for other, score, _ in found
        if len(other) >= SHORTEST and fuzz.ratio(own, _own_words(other)) >= CLOSE_ENOUGH
    ]
    best = {code for code, score in near if score >= near[0][1] - AS_NEAR}
    return best.pop() if len(best) == 1 else ""


def is_as_near_to_another(
    name: str, code: str, known: Mapping[str, str], most: int = MOST_SLIPS
) -> bool:
    """Whether as few slips, at the most so many, lead to the name of something else.

    Hardly anybody slips at the first letter: Polland is Poland and not Holland.
    """
    if len(name) < SHORTEST or not code:
        return False
    slips = process.extract(name, known.keys(), scorer=OSA.distance, score_cutoff=most, limit=None)
    own = [(slip, other[:1] != name[:1]) for other, slip, _ in slips if known[other] == code]
    best = min(own, default=(most, False))
    return any(
        (slip, other[:1] != name[:1]) <= best and known[other] != code and len(other) >= SHORTEST
        for other, slip, _ in slips
    )


def _own_words(name: str) -> str:
    """A name without the words that many names share, and without slips of these."""
    return " ".join(word for word in name.split() if not _is_shared(word)) or name


@cache
def _is_shared(word: str) -> bool:
    near = process.extractOne(word, SHARED, scorer=fuzz.ratio, score_cutoff=CLOSE_TO_SHARED)
    return near is not None
