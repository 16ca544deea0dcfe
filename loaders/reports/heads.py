"""What a number counts: the noun after it, the people it stands for, or nothing we know."""

from dataclasses import dataclass

from loaders.reports.phrases import Mark
from loaders.reports.places import Mention
from loaders.reports.scenes import Scene

MOST_ADJECTIVES = 3
RANK = ("people", "displaced", "refugees")


@dataclass(frozen=True, slots=True)
class Head:
    """The noun of a number. `kind` is a key of [nouns], "unit", "elliptical" or "unknown"."""

    kind: str
    last: int  # the token after what belongs to the number
    nationality: tuple[str, ...] = ()
    noun: Mark | None = None


def head_of(scene: Scene, place: int, named: list[Mention]) -> Head:
    """What the number at a token counts, by the words after it."""
    peoples = {m.first: m for m in named if m.role in ("people", "plain", "location")}
    nationality: tuple[str, ...] = ()
    noun: Mark | None = None
    spot, unknown = place + 1, 0
    while spot < len(scene.tokens) and spot < place + 9:
        token = scene.tokens[spot]
        if token.kind in ("number", "date") or token.word in ",;:.)]|":
            break
        if scene.at(spot, "time.flow_more_after", "reference") and noun is None:
            break
        if token.word in "«»\"“”'*" or (
            noun is None and token.word in scene.spoken.words("clauses", "of")
        ):
            spot += 1
            continue
        if token.kind == "sign":
            unit = scene.at(spot, "leave.unit")
            return (
                Head("unit", spot, nationality, noun)
                if unit and noun is None
                else _known(noun, nationality, spot)
            )
        if scene.at(spot, "leave.harm") and noun is None:
            return Head("harm", spot)
        unit, found = scene.at(spot, "leave.unit"), scene.at(spot, "nouns")
        if unit and (not found or unit.last >= found.last) and (noun is None or spot == noun.last):
            if not (noun is not None and scene.spoken.settings.get("peoples_are_small")):
                return Head("unit", unit.last)
        if found and (noun is None or _adds(scene, noun, found, spot)):
            noun = _stronger(noun, found)
            spot = found.last
            continue
        if spot in peoples and not nationality:
            nationality = peoples[spot].iso3
            spot = peoples[spot].last
            continue
        if noun is not None or nationality or _ends_phrase(scene, spot):
            break
        unknown += 1
        if unknown > MOST_ADJECTIVES:
            return Head("unknown", spot)
        spot += 1
    if noun is None and not nationality:
        return Head("unknown" if unknown else "elliptical", spot)
    return _known(noun, nationality, spot)


def _known(noun: Mark | None, nationality: tuple[str, ...], spot: int) -> Head:
    return Head(noun.value if noun else "people", noun.last if noun else spot, nationality, noun)


def _adds(scene: Scene, noun: Mark, found: Mark, spot: int) -> bool:
    """Whether a second noun stands right after the first: refugee children, displaced families."""
    return spot == noun.last and found.value != noun.value


def _stronger(noun: Mark | None, found: Mark) -> Mark:
    if noun is None or found.value == "households":
        return found
    if found.value == "people" or noun.value not in RANK:
        return Mark(noun.first, found.last, noun.category, noun.value)
    return Mark(noun.first, found.last, found.category, found.value)


def _ends_phrase(scene: Scene, spot: int) -> bool:
    """Whether a word can no longer be an adjective of the number's noun."""
    ends = ("verbs", "time", "places.before_location", "places.before_origin", "places.joint")
    if scene.at(spot, *ends, "reference", "leave.other", "leave.plan"):
        return True
    return scene.tokens[spot].word in scene.spoken.words("clauses", "small_words")
