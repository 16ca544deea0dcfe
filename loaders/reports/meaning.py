"""Who is counted and how: the population type by the noun and the verbs near it, the measure."""

from dataclasses import dataclass

from loaders.reports.heads import Head
from loaders.reports.phrases import Mark
from loaders.reports.scenes import Scene
from loaders.reports.where import names_abroad

# Nouns that say the population type whatever the verb.
CERTAIN = ("temporary_protection", "asylum_seekers", "stateless", "assisted_returns")
TYPES = (*CERTAIN, "refugees", "idps", "displaced", "third_country_nationals", "returnees")
ACTIONS = frozenset(
    ("repatriate", "deport", "return", "seek_asylum", "protect", "displace_inside", "flee_home")
    + ("displace", "flee", "cross", "arrive", "live", "host", "register")
)
MOVING = ("flee", "cross", "arrive")
STAYING = ("live", "host")
# Types whose number is how many there are, not how many have come.
STOCKS = ("idps", "refugees", "temporary_protection", "stateless", "asylum_seekers")


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


def actions_near(scene: Scene, place: int) -> list[Mark]:
    """The verbs about a number: those after it first, then those before it, the nearest first."""
    found = [m for m in scene.near(place, "verbs") if m.value in ACTIONS]
    next_number = min((n for n in scene.numbers if n > place), default=len(scene.tokens))
    last_number = max((n for n in scene.numbers if n < place), default=-1)
    own = sorted((m for m in found if place < m.first < next_number), key=lambda m: m.first)
    before = sorted((m for m in found if m.last <= place), key=lambda m: -m.last)
    before.sort(key=lambda m: m.first < last_number)
    return [*own, *before, *(m for m in found if m.first > next_number)]


def population_type(
    scene: Scene, head: Head, near: list[Mark], frame: Frame, foreign: bool
) -> tuple[str, str, list[str]]:
    """The population type, the action that decided, and the rules that fired.

    `foreign` says that people of another nationality than those of the crisis are counted.
    """
    values = [mark.value for mark in near]
    action = values[0] if values else ""
    noun = head.kind if head.kind in TYPES else ""
    why = [f"noun_{noun}"] if noun else []
    why += [f"verb_{action}"] if action else []
    if not noun and not values and frame.population_type and not foreign:
        return frame.population_type, frame.action, ["carried_on"]
    if foreign and not noun and action not in ("return", "deport"):
        noun = "third_country_nationals"
    if noun == "third_country_nationals" and _goes_home(scene, values):
        return "assisted_returns", action, [*why, "goes_home"]
    if foreign and frame.population_type in ("assisted_returns", "returnees"):
        return frame.population_type, action, [*why, "carried_on"]
    if names_abroad(scene):
        values = [value for value in values if value != "displace_inside"]
    return _decided(noun, action, values, frame, head), action, why


def _goes_home(scene: Scene, values: list[str]) -> bool:
    if "repatriate" in values or scene.anywhere("verbs.repatriate"):
        return True
    return bool(scene.anywhere("verbs.return")) and bool(scene.anywhere("places.home"))


def _decided(noun: str, action: str, values: list[str], frame: Frame, head: Head) -> str:
    if noun in CERTAIN or noun == "third_country_nationals":
        return noun
    if "repatriate" in values[:3] and noun != "idps":
        return "assisted_returns"
    if noun == "returnees" or action in ("return", "deport"):
        return "returnees"
    if noun == "idps" or "displace_inside" in values and noun != "refugees":
        return "idps"
    if action == "seek_asylum":
        return "asylum_seekers"
    if "protect" in values:
        return "temporary_protection"
    if noun == "refugees":
        return "refugees" if action in (*STAYING, "register") else "people_fleeing"
    if noun == "displaced" or action == "displace" or "flee_home" in values[:3]:
        return "displaced"
    if action in MOVING:
        carried = frame.population_type in ("third_country_nationals", "returnees")
        return frame.population_type if carried and head.kind == "elliptical" else "people_fleeing"
    if action in (*STAYING, "register"):
        return frame.population_type or "refugees"
    return frame.population_type or "people_fleeing"


def measure(
    scene: Scene, place: int, head: Head, kind: str, action: str, frame: Frame
) -> tuple[str, list[str]]:
    """Stock, flow or cumulative, and the rules that decided."""
    total = _total(kind, action)
    if _is_stock(kind, action):
        return total, ["stays"]
    if scene.near(place, "time.cumulative") and not scene.near(place, "time.flow"):
        return total, ["time_cumulative"]
    if scene.near(place, "time.flow"):
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
    after = scene.at(head.last, "time.flow_more_after") or scene.at(place + 1, "time.flow_more_after")
    return bool(scene.ending(first, "time.flow_more") or after)


def _is_stock(kind: str, action: str) -> bool:
    if kind in STOCKS:
        return action in (*STAYING, "register", "") or kind == "temporary_protection"
    return action in STAYING and kind in ("third_country_nationals", "displaced", "returnees")


def _total(kind: str, action: str) -> str:
    if kind == "asylum_seekers":
        return "cumulative" if action == "seek_asylum" else "stock"
    if kind in STOCKS or action in STAYING and kind != "people_fleeing":
        return "stock"
    return "cumulative"


def _is_of_days(scene: Scene, place: int) -> bool:
    """Whether the count is of certain days: "on March 12", "from July to September", "Tuesday alone"."""
    near = [spot for spot, day in scene.days.items() if day.kind != "time" and scene.is_near(place, spot)]
    near = near or [spot for spot, day in scene.days.items() if day.kind in ("day", "month", "days")]
    since = [spot for spot in near if scene.ending(spot, "time.since")]
    until = [spot for spot in near if scene.ending(spot, "time.as_of")]
    free = [spot for spot in near if spot not in since and spot not in until]
    if free:
        return not since
    if any(_is_one_day(scene, mark) for mark in scene.near(place, "dates.weekday")):
        return True
    return bool(since) and any(spot > since[0] for spot in until)


def _is_one_day(scene: Scene, weekday: Mark) -> bool:
    """Whether people moved on that weekday; "said on Tuesday" is when somebody spoke."""
    on = scene.ending(weekday.first, "time.on_weekday")
    return on is not None and not scene.within(on.first - 3, on.first, "sources.said")
