"""Countries in a sentence: which people left, which they came to, by the words beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.reports.phrases import Mark
from loaders.reports.scenes import Scene

FARTHEST = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A country named, or several named jointly; the tokens first..last."""

    first: int
    last: int
    iso3: tuple[str, ...]
    is_town: bool
    role: str  # "origin", "location", "of", "people", "plain"


def mentions(scene: Scene) -> list[Mention]:
    """The countries of a sentence in its order; those named jointly are one mention."""
    found: list[Mention] = []
    for mark in _longest(scene.names, scene.spoken.settings["peoples_are_small"]):
        role = _role(scene, mark)
        before = found[-1] if found else None
        if before and _is_joint(scene, before, mark, role):
            # Towns named together lie in one country, whatever other country knows the name.
            is_new = mark.value not in before.iso3 and not before.is_town
            codes = (*before.iso3, *([mark.value] if is_new else []))
            whole = role if before.role == "plain" else before.role
            found[-1] = Mention(before.first, mark.last, codes, before.is_town, whole)
        else:
            found.append(
                Mention(mark.first, mark.last, (mark.value,), mark.category == "town", role)
            )
    return found


def _longest(names: Sequence[Mark], small: bool) -> list[Mark]:
    kept: list[Mark] = []
    order = ("place", "small", "town", "people") if small else ("people", "place", "town")
    for mark in sorted(names, key=lambda m: (m.first, -m.last, order.index(m.category))):
        if not kept or mark.first >= kept[-1].last:
            kept.append(mark)
    return kept


def _role(scene: Scene, mark: Mark) -> str:
    """What the words before a name make of the country."""
    if mark.category == "people":
        after = scene.at(mark.last, "places.border_words")
        behind = scene.ending(mark.first, "places.border_words")
        return "location" if after or behind else "people"
    role, before = _by_preposition(scene, mark.first)
    if role == "of" and before is not None:
        if scene.ending(before.first, "places.capital", "leave.unit"):
            return "location"
        farther, _ = _by_preposition(scene, before.first)
        return farther if farther in ("location", "origin") else "of"
    if role:
        return role
    return "origin" if scene.at(mark.last, "places.crisis_words") else "plain"


def _by_preposition(scene: Scene, first: int) -> tuple[str, Mark | None]:
    """The role by the nearest preposition before a token, and the preposition."""
    for back in range(FARTHEST):
        place = first - back
        if place <= 0 or (back and not _is_passable(scene, place)):
            break
        origin = scene.ending(place, "places.before_origin")
        location = scene.ending(place, "places.before_location")
        if origin and (not location or origin.first <= location.first):
            return "of" if _is_weak(scene, origin) else "origin", origin
        if location:
            return "location", location
    return "", None


def _is_passable(scene: Scene, place: int) -> bool:
    """Whether a word may stand between a preposition and a name: in eastern Chad."""
    token = scene.tokens[place]
    return token.kind == "word" and not scene.at(place, "verbs", "nouns", "places.joint")


def _is_weak(scene: Scene, origin: Mark) -> bool:
    """French de, du, des: of, or from; from only after people or a movement."""
    words = [token.word for token in scene.tokens[origin.first : origin.last]]
    if not set(words) <= scene.spoken.words("clauses", "of_or_from"):
        return False
    return not scene.ending(
        origin.first,
        "nouns",
        "verbs.flee",
        "verbs.arrive",
        "verbs.return",
        "verbs.deport",
        "verbs.displace",
    )


def _is_joint(scene: Scene, before: Mention, mark: Mark, role: str) -> bool:
    """Whether nothing but "and", commas and the same small words stands between two names."""
    if mark.category == "people" or before.role == "people":
        return (
            mark.category == "people"
            and before.role == "people"
            and _joins(scene, before.last, mark.first)
        )
    names_crisis = before.role == "plain" and scene.at(mark.last, "places.crisis_words")
    return (role in ("plain", "of", before.role) or bool(names_crisis)) and _joins(
        scene, before.last, mark.first
    )


def _joins(scene: Scene, first: int, last: int) -> bool:
    if last - first > 4 or first == last:
        return False
    place = first
    while place < last:
        joint = scene.at(place, "places.joint")
        small = scene.at(place, "places.before_location", "places.before_origin")
        if scene.tokens[place].word == ",":
            place += 1
        elif joint and joint.last <= last:
            place = joint.last
        elif small and small.last <= last and place > first:
            place = small.last
        elif scene.tokens[place].word in scene.spoken.words("clauses", "articles"):
            place += 1
        else:
            return False
    return True
