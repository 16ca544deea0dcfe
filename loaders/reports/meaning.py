"""Who is counted and how: the population type by the noun and the verbs near it, the measure."""

from dataclasses import dataclass

from loaders.reports.heads import Head
from loaders.reports.phrases import Mark
from loaders.reports.scenes import Scene

# Nouns that say the population type whatever the verb.
CERTAIN = ("temporary_protection", "asylum_seekers", "stateless", "assisted_returns")
TYPES = (
    *CERTAIN,
    "migrants",
    "refugees",
    "idps",
    "displaced",
    "third_country_nationals",
    "returnees",
)
ACTIONS = frozenset(
    ("repatriate", "deport", "return", "seek_asylum", "protect", "displace_inside", "flee_home")
    + ("displace", "flee", "cross", "arrive", "live", "host", "register")
)
MOVING = ("flee", "cross", "arrive")
STAYING = ("live", "host")
# Types whose number is how many there are, not how many have come.
STOCKS = ("idps", "refugees", "temporary_protection", "stateless", "asylum_seekers")
COMMA = 3
BEFORE = 1.5


@dataclass(frozen=True, slots=True)
class Frame:
    """What was counted last; numbers that do not say it again count the same."""

    population_type: str = ""
    measure: str = ""
    action: str = ""
    sentence: int = -1
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


def population_type(
    scene: Scene, place: int, head: Head, near: list[Mark], frame: Frame, foreign: bool
) -> tuple[str, str, list[str]]:
    """The population type, the action that decided, and the rules that fired.

    `foreign` says that people of another nationality than those of the crisis are counted.
    """
    abroad = bool(own_marks(scene, place, "places.abroad"))
    values = [m.value for m in near if not (abroad and m.value == "displace_inside")]
    action = values[0] if values else ""
    noun = head.kind if head.kind in TYPES else ""
    why = [f"noun_{noun}"] if noun else []
    why += [f"verb_{action}"] if action else []
    if not noun and not values and frame.population_type and not foreign:
        left = abroad and frame.population_type in ("displaced", "idps")
        return "people_fleeing" if left else frame.population_type, frame.action, ["carried_on"]
    if noun == "migrants":
        noun = "third_country_nationals" if action not in ("return", "deport") else ""
    if foreign and not noun and action not in ("return", "deport"):
        noun = "third_country_nationals"
    if noun == "third_country_nationals" and _goes_home(scene, values):
        return "assisted_returns", action, [*why, "goes_home"]
    if foreign and frame.population_type in ("assisted_returns", "returnees"):
        return frame.population_type, action, [*why, "carried_on"]
    carried = "" if abroad and frame.population_type == "idps" else frame.population_type
    return _decided(noun, action, values, carried, head), action, why


def _goes_home(scene: Scene, values: list[str]) -> bool:
    if "repatriate" in values or scene.anywhere("verbs.repatriate"):
        return True
    return bool(scene.anywhere("verbs.return")) and bool(scene.anywhere("places.home"))


def _decided(noun: str, action: str, values: list[str], carried: str, head: Head) -> str:
    if "protect" in values:
        return "temporary_protection"
    if noun in CERTAIN or noun == "third_country_nationals":
        return noun
    if "repatriate" in values[:2] and noun not in ("idps", "returnees"):
        return "assisted_returns"
    if noun == "returnees" or action in ("return", "deport"):
        return "returnees"
    if noun == "idps" or "displace_inside" in values and noun != "refugees":
        return "idps"
    if noun == "refugees":
        return _refugees(action, carried)
    if noun == "displaced" or action == "displace" or "flee_home" in values[:3]:
        return "idps" if carried == "idps" else "displaced"
    return _by_action(action, carried, head)


def _by_action(action: str, carried: str, head: Head) -> str:
    """The population type of people of whom only the verb says what they are."""
    if action == "seek_asylum":
        return "asylum_seekers"
    if action in MOVING:
        goes_on = carried in ("third_country_nationals", "returnees") and head.kind == "elliptical"
        return carried if goes_on else "people_fleeing"
    if action in (*STAYING, "register"):
        return carried if carried not in ("", "returnees", "assisted_returns") else "displaced"
    return carried or "people_fleeing"


def _refugees(action: str, carried: str) -> str:
    if action in (*STAYING, "register"):
        return "refugees"
    if not action:
        return carried if carried == "people_fleeing" else "refugees"
    return "people_fleeing"


def measure(
    scene: Scene, place: int, head: Head, kind: str, action: str, frame: Frame
) -> tuple[str, list[str]]:
    """Stock, flow or cumulative, and the rules that decided."""
    total = _total(kind, "" if head.kind == "idps" and action == "displace" else action)
    flows = own_marks(scene, place, "time.flow") or scene.near(place, "time.flow")
    since = scene.near(place, "time.cumulative")
    begun = [m for m in since if scene.at(m.first, "time.since")]
    if kind in STOCKS and action == "register" and begun and not flows:
        return "cumulative", ["time_cumulative"]
    if _is_stock(kind, action, flows):
        return total, ["stays"]
    if since and not own_marks(scene, place, "time.flow"):
        moved = kind == "idps" and action in ("displace", *MOVING)
        return "cumulative" if moved else total, ["time_cumulative"]
    if flows:
        return "flow", ["time_flow"]
    if _is_of_days(scene, place) and (kind not in STOCKS or action in ("displace", *MOVING)):
        return "flow", ["on_a_day"]
    if _is_one_more(scene, place, head) and (scene.days or frame.measure == "flow"):
        return "flow", ["one_more"]
    early = [m for m in scene.anywhere("time.flow") if m.first < place]
    if early and not scene.anywhere("time.cumulative"):
        return "flow", ["time_flow"]
    goes_on = frame.sentence == scene.sentence.start or scene.sentence.kind == "item"
    if head.kind == "elliptical" and goes_on and kind == frame.population_type:
        return frame.measure, ["carried_on"]
    return total, ["no_period"]


def _is_one_more(scene: Scene, place: int, head: Head) -> bool:
    mark = scene.ending(place, "qualifiers")
    first = mark.first if mark else place
    spots = (head.last, place + 1)
    after = any(scene.at(spot, "time.flow_more_after") for spot in spots)
    return after or scene.ending(first, "time.flow_more") is not None


def _is_stock(kind: str, action: str, flows: list[Mark]) -> bool:
    if kind in STOCKS:
        stays = action in (*STAYING, "register", "", "displace_inside") and not flows
        return stays or kind == "temporary_protection"
    return action in STAYING and kind in ("third_country_nationals", "displaced")


def _total(kind: str, action: str) -> str:
    if kind == "asylum_seekers":
        return "cumulative" if action == "seek_asylum" else "stock"
    if kind == "third_country_nationals" and action in ("register", *STAYING):
        return "stock"
    if kind == "idps" and action in ("displace", *MOVING):
        return "cumulative"
    if kind in STOCKS or action in STAYING and kind not in ("people_fleeing", "returnees"):
        return "stock"
    return "cumulative"


def _is_of_days(scene: Scene, place: int) -> bool:
    """Whether the count is of certain days: "on March 12", "from July to September"."""
    dated = [spot for spot, day in scene.days.items() if day.kind != "time" and spot >= scene.body]
    near = [spot for spot in dated if scene.is_near(place, spot)]
    near = near or [spot for spot in dated if scene.days[spot].kind != "year"]
    since = [spot for spot in near if scene.ending(spot, "time.since")]
    until = [spot for spot in near if scene.ending(spot, "time.as_of")]
    told = [spot for spot in near if scene.within(spot - 4, spot, "sources.said")]
    free = [spot for spot in near if spot not in {*since, *until, *told}]
    if free:
        return not since
    if any(_is_one_day(scene, mark) for mark in scene.near(place, "dates.weekday")):
        return True
    return bool(since) and any(spot > since[0] for spot in until)


def _is_one_day(scene: Scene, weekday: Mark) -> bool:
    """Whether people moved on that weekday; "said on Tuesday" is when somebody spoke."""
    on = scene.ending(weekday.first, "time.on_weekday")
    return on is not None and not scene.within(on.first - 3, on.first, "sources.said")
