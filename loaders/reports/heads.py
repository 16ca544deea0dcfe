"""What a number counts: the noun after it, the people it stands for, or nothing we know."""

from dataclasses import dataclass

from loaders.reports.clauses import DASHES
from loaders.reports.phrases import Mark
from loaders.reports.places import Mention
from loaders.reports.scenes import Scene

FARTHEST = 9
QUOTES = frozenset("«»\"“”'*")
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
    spot, adjectives = place + 1, 0
    while spot < min(len(scene.tokens), place + FARTHEST) and not _is_end(scene, spot, noun):
        found = scene.at(spot, "nouns")
        if kind := _no_people(scene, spot, noun, found):
            return Head(kind, spot + 1)
        if _is_nothing(scene, spot, noun):
            spot += 1
        elif found and (noun is None or _adds(noun, found, spot)):
            noun, spot = _stronger(noun, found), found.last
        elif spot in peoples and not nationality:
            nationality, spot = peoples[spot].iso3, peoples[spot].last
        elif noun is not None or nationality or _ends_phrase(scene, spot):
            break
        else:
            spot, adjectives = spot + 1, adjectives + 1
    if noun is None and not nationality:
        return Head("unknown" if adjectives else "elliptical", spot)
    return _known(noun, nationality, spot)


def _is_end(scene: Scene, spot: int, noun: Mark | None) -> bool:
    """Whether the words that belong to a number end before a token."""
    token = scene.tokens[spot]
    if token.kind in ("number", "date"):
        return True
    if token.kind == "sign" and token.word not in QUOTES:
        if _is_dash_before_noun(scene, spot):
            return False
        return noun is not None or not scene.at(spot, "leave.unit")
    return noun is None and scene.at(spot, "time.flow_more_after", "reference") is not None


def _is_dash_before_noun(scene: Scene, spot: int) -> bool:
    """1.25 million – people forced to leave."""
    is_dash = scene.tokens[spot].word in DASHES and spot - 1 in scene.numbers
    return is_dash and scene.at(spot + 1, "nouns") is not None


def _no_people(scene: Scene, spot: int, noun: Mark | None, found: Mark | None) -> str:
    """ "unit", "harm" or "money" where a word says that no displaced people are counted."""
    if noun is None:
        for kind in ("harm", "money"):
            if scene.at(spot, f"leave.{kind}"):
                return kind
    unit = scene.at(spot, "leave.unit")
    if unit is None or found and unit.last < found.last:
        return ""
    # Refugee camps; but where nouns come first, "réfugiés" has been said already.
    after_noun = noun is not None and spot == noun.last
    goes_on = after_noun and not scene.spoken.settings["peoples_are_small"]
    return "unit" if noun is None or goes_on else ""


def _is_nothing(scene: Scene, spot: int, noun: Mark | None) -> bool:
    """Whether a word only joins a number with its noun: deux millions de, a quotation mark."""
    word = scene.tokens[spot].word
    if _is_dash_before_noun(scene, spot):
        return True
    return word in QUOTES or noun is None and word in scene.spoken.words("clauses", "of")


def _known(noun: Mark | None, nationality: tuple[str, ...], spot: int) -> Head:
    return Head(noun.value if noun else "people", noun.last if noun else spot, nationality, noun)


def _adds(noun: Mark, found: Mark, spot: int) -> bool:
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
