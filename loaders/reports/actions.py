"""What happens to the people of a number: the verbs about it, and what is carried on."""

from dataclasses import dataclass

from loaders.reports.phrases import Mark
from loaders.reports.scenes import Scene

ACTIONS = frozenset(
    ("repatriate", "deport", "return", "seek_asylum", "protect", "displace_inside", "flee_home")
    + ("displace", "flee", "cross", "arrive", "live", "host", "register")
)
MOVING = ("flee", "cross", "arrive")
STAYING = ("live", "host")
COMMA = 3
BEFORE = 1.5


@dataclass(frozen=True, slots=True)
class Frame:
    """What was counted last; numbers that do not say it again count the same."""

    population_type: str = ""
    measure: str = ""
    action: str = ""
    sentence: int = -1
    paragraph: int = -1
    nationality: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    location: tuple[str, ...] = ()


def own_marks(scene: Scene, place: int, *tables: str) -> list[Mark]:
    """The marks about a number and not about the ones beside it."""
    earlier, later = scene.beside(place)
    found = [m for m in scene.near(place, *tables) if earlier < m.first < later]
    after = [m for m in found if m.first > place]
    return after or found


def actions_near(scene: Scene, place: int, after: int) -> list[Mark]:
    """The verbs about a number, the nearest first; `after` is the token after its noun.

    Those of the number's own statement, else what was said before it in the sentence.
    """
    earlier, later = scene.beside(place)
    found = [m for m in scene.near(place, "verbs") if m.value in ACTIONS]
    own = [m for m in found if earlier < m.first < later]
    if not own:
        own = [m for m in found if m.first < place] or _around(scene, place)
    if not own:
        before = [m for m in scene.anywhere("verbs") if m.value in ACTIONS and m.first < place]
        own = before[-1:]
    if any(m.value == "return" for m in own):
        own = [m for m in own if m.value != "flee_home"]
    return sorted(own, key=lambda mark: _distance(scene, mark, place, after))


def _around(scene: Scene, place: int) -> list[Mark]:
    """The verbs of the statement in which a bracket with the number stands."""
    own = scene.clauses[place]
    opening = scene.clauses.index(own) - 1
    if opening < 1 or scene.tokens[opening].word not in ("(", "["):
        return []
    return [m for m in scene.near(opening, "verbs") if m.value in ACTIONS]


def _distance(scene: Scene, mark: Mark, place: int, after: int) -> float:
    if mark.first >= place:
        between = scene.tokens[after : mark.first]
        return max(0, mark.first - after) + COMMA * any(t.word == "," for t in between)
    between = scene.tokens[mark.last : place]
    return max(0, place - mark.last) + BEFORE + COMMA * any(t.word == "," for t in between)
