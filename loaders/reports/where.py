"""Where people counted came from and where they are."""

from loaders.reports.places import Mention
from loaders.reports.scenes import Scene

# Rules by which a place is said of the number itself, not of the sentence or section.
IN_CLAUSE = ("respectively", "place_before", "place_after", "place_in_clause")
BRACKETS = {"(": ")", "[": "]"}
BETWEEN = (
    "verbs",
    "qualifiers",
    "time.flow_more",
    "time.cumulative",
    "time.stock",
    "nouns",
    "sources.said",
)
LABEL_SIGNS = frozenset('–—-:=|•"«“')
# What stands between a country and the number of those it takes: "Hungary accepted 246,210".
TAKING = (
    "verbs.host",
    "verbs.has",
    "verbs.arrive",
    "verbs.register",
    "verbs.protect",
    "verbs.live",
)


def location_of(
    scene: Scene, place: int, named: list[Mention], crisis: str
) -> tuple[tuple[str, ...], str]:
    """The country a number is about, by where it stands to the names in its sentence."""
    usable = [m for m in named if m.role in ("location", "plain", "of")]
    earlier, later = scene.beside(place)
    if paired := _respectively(scene, place, usable):
        return paired, "respectively"
    before = [m for m in usable if m.last <= place]
    if _is_unknown(scene, place, earlier):
        return (), "place_unknown"
    last = before[-1] if before else None
    is_topic = last is not None and crisis in last.iso3 and last.role != "location"
    if last and last.last > earlier and not is_topic and _is_label(scene, last.last, place):
        return last.iso3, "place_before"
    after = [m for m in usable if place < m.first < later and m.role == "location"]
    if later < len(scene.tokens):
        after = [m for m in after if not _is_label(scene, m.last, later)]
    near_after = [m for m in after if scene.is_near(place, m.first)]
    if near_after:
        return near_after[0].iso3, "place_after"
    leading = [m for m in before if m.role == "location" or _takes(scene, m.last)]
    own = [m for m in leading if scene.is_near(place, m.first) and not _is_taken(scene, m, place)]
    if own:
        return own[-1].iso3, "place_in_clause"
    opening = [m for m in leading if m.last <= min(scene.numbers)]
    if opening:
        return opening[-1].iso3, "place_in_sentence"
    return (), ""


def _is_unknown(scene: Scene, place: int, earlier: int) -> bool:
    """Whether the number is of other or unknown countries: "Unknown – 180,000"."""
    marks = [m for m in scene.anywhere("places.unknown") if earlier < m.first and m.last <= place]
    return bool(marks) and _is_label(scene, marks[-1].last, place)


def _is_taken(scene: Scene, mention: Mention, place: int) -> bool:
    """Whether the country belongs to an earlier number of the same statement."""
    return any(n < mention.first for n in scene.numbers if scene.is_near(n, place))


def _takes(scene: Scene, spot: int) -> bool:
    """Whether a country that was just named is said to take people in."""
    after = scene.tokens[spot : spot + 3]
    if after and after[0].word == "'s":
        return False
    return any(scene.at(spot + step, *TAKING) for step in range(len(after)))


def _is_label(scene: Scene, first: int, place: int) -> bool:
    """Whether a name labels the number: "Poland – 672,000", "Hungary accepted 246,210"."""
    spot, closing = first, ""
    while spot < place:
        word = scene.tokens[spot].word
        mark = scene.at(spot, *BETWEEN)
        if closing:
            closing = "" if word == closing else closing
        elif word in BRACKETS:
            closing = BRACKETS[word]
        elif mark:
            spot = max(spot, mark.last - 1)
        elif word not in LABEL_SIGNS and not _is_small(scene, word):
            return False
        spot += 1
    return True


def _is_small(scene: Scene, word: str) -> bool:
    return word in scene.spoken.words("clauses", "of") | scene.spoken.words("clauses", "label")


def _respectively(scene: Scene, place: int, usable: list[Mention]) -> tuple[str, ...]:
    """The country with the same rank as the number, where the text pairs two lists."""
    if not scene.anywhere("places.respectively"):
        return ()
    numbers = sorted(scene.numbers)
    codes = [code for mention in usable for code in mention.iso3]
    rank = numbers.index(place)
    return (codes[rank],) if len(codes) == len(numbers) else ()


def origin_of(scene: Scene, place: int, named: list[Mention]) -> tuple[str, ...]:
    """The country that the sentence says people left, the one named nearest to the number."""
    earlier, later = scene.beside(place)
    origins = [m for m in named if m.role == "origin"]
    own = [m for m in origins if place < m.first < later]
    own = own or [m for m in origins if earlier < m.first < place]
    origins = own or origins
    return min(origins, key=lambda m: abs(m.first - place)).iso3 if origins else ()


def left_a_town(place: int, named: list[Mention], crisis: str) -> bool:
    """Whether people left a town or region of the country of the crisis, not the country."""
    origins = [m for m in named if m.role == "origin" and m.iso3 == (crisis,)]
    nearest = min(origins, key=lambda m: abs(m.first - place), default=None)
    return nearest is not None and nearest.is_town
