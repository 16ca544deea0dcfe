"""Where people counted came from and where they are."""

from dataclasses import dataclass

from loaders.reports.heads import Head
from loaders.reports.places import Mention
from loaders.reports.scenes import Scene

BRACKETS = {"(": ")", "[": "]"}
BETWEEN = ("verbs", "qualifiers", "time.flow_more", "time.cumulative", "time.stock")


@dataclass(frozen=True, slots=True)
class Where:
    """Codes of countries, several for those named jointly, and the rules that decided."""

    origin: tuple[str, ...]
    location: tuple[str, ...]
    why: tuple[str, ...] = ()


def location_of(scene: Scene, place: int, named: list[Mention]) -> tuple[tuple[str, ...], str]:
    """The country a number is about, by where it stands to the names in its sentence."""
    usable = [m for m in named if m.role in ("location", "plain", "of")]
    numbers = sorted(scene.numbers)
    earlier = max((n for n in numbers if n < place), default=-1)
    later = min((n for n in numbers if n > place), default=len(scene.tokens))
    if paired := _respectively(scene, place, usable):
        return paired, "respectively"
    before = [m for m in usable if m.last <= place]
    if before and before[-1].last > earlier and _is_label(scene, before[-1].last, place):
        return before[-1].iso3, "place_before"
    first, last = scene.clause(place)
    after = [m for m in usable if place < m.first < min(later, last) and m.role == "location"]
    if after:
        return after[0].iso3, "place_after"
    own = [m for m in before if m.first >= first and m.last > earlier]
    if own:
        return own[-1].iso3, "place_in_clause"
    opening = [m for m in before if m.role == "location" or m.first <= 1]
    if opening:
        return opening[-1].iso3, "place_in_sentence"
    return (), ""


def _is_label(scene: Scene, first: int, place: int) -> bool:
    """Whether a name labels the number: "Poland – 672,000", "Hungary accepted 246,210"."""
    spot, closing = first, ""
    while spot < place:
        word = scene.tokens[spot].word
        if closing:
            closing = "" if word == closing else closing
        elif word in BRACKETS:
            closing = BRACKETS[word]
        elif word not in "–—-:,=|" and not scene.at(spot, *BETWEEN) and not _in_mark(scene, spot):
            return False
        spot += 1
    return place > first


def _in_mark(scene: Scene, spot: int) -> bool:
    return any(m.first < spot < m.last for m in scene.within(spot - 4, spot, *BETWEEN))


def _respectively(scene: Scene, place: int, usable: list[Mention]) -> tuple[str, ...]:
    """The country with the same rank as the number, where the text pairs two lists."""
    if not scene.within(0, len(scene.tokens), "places.respectively"):
        return ()
    numbers = sorted(scene.numbers)
    codes = [code for mention in usable for code in mention.iso3]
    rank = numbers.index(place)
    return (codes[rank],) if len(codes) == len(numbers) else ()


def origin_of(scene: Scene, place: int, named: list[Mention]) -> tuple[str, ...]:
    """The country that the sentence says people left, the one named nearest to the number."""
    origins = [m for m in named if m.role == "origin"]
    return min(origins, key=lambda m: abs(m.first - place)).iso3 if origins else ()


def names_abroad(scene: Scene) -> bool:
    return bool(scene.within(0, len(scene.tokens), "places.abroad"))


def nationality_of(head: Head) -> tuple[str, ...]:
    return head.nationality
