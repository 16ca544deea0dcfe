"""Who is counted and how: population type, measure and period, by the noun and the verbs near it."""

from dataclasses import dataclass, replace

from loaders.reports.heads import Head
from loaders.reports.phrases import Mark
from loaders.reports.scenes import Scene

TYPES = {
    "refugees": "refugees",
    "idps": "idps",
    "displaced": "displaced",
    "asylum_seekers": "asylum_seekers",
    "temporary_protection": "temporary_protection",
    "third_country_nationals": "third_country_nationals",
    "returnees": "returnees",
    "assisted_returns": "assisted_returns",
    "stateless": "stateless",
}
ACTIONS = (
    "repatriate",
    "deport",
    "return",
    "seek_asylum",
    "protect",
    "displace_inside",
    "flee_home",
    "displace",
    "flee",
    "cross",
    "arrive",
    "live",
    "host",
    "register",
)
MOVING = ("flee", "cross", "arrive")
STAYING = ("live", "host")
NEAR = 9


@dataclass(frozen=True, slots=True)
class Frame:
    """What is being counted; carried on to numbers that do not say it again."""

    population_type: str = ""
    measure: str = ""
    action: str = ""
    is_daily: bool = False


def actions_near(scene: Scene, place: int, head: Head) -> list[Mark]:
    """The verbs about a number, the decisive one first: in its clause after it, then before it."""
    first, last = scene.clause(place)
    found = [m for m in scene.within(first, last, "verbs") if m.value in ACTIONS]
    after = [m for m in found if m.first >= place]
    next_number = min((n for n in scene.numbers if n > place), default=last)
    own = [m for m in after if m.first < next_number]
    before = [m for m in found if m.last <= place]
    own.sort(key=lambda m: m.first)
    before.sort(key=lambda m: -m.last)
    return [*own, *before, *(m for m in after if m not in own)]


def population_type(
    scene: Scene, head: Head, near: list[Mark], frame: Frame
) -> tuple[str, str, list[str]]:
    """The population type, the action that decided, and the rules that fired."""
    values = [mark.value for mark in near]
    action = values[0] if values else ""
    noun = head.kind if head.kind in TYPES else ""
    why = [f"noun_{head.kind}"] if noun else []
    if action:
        why.append(f"verb_{action}")
    if not noun and not values and frame.population_type:
        return frame.population_type, frame.action, ["carried_on"]
    return _decided(scene, noun, action, values, frame, head), action, why


def _decided(
    scene: Scene, noun: str, action: str, values: list[str], frame: Frame, head: Head
) -> str:
    if noun in ("temporary_protection", "asylum_seekers", "stateless", "assisted_returns"):
        return TYPES[noun]
    if noun == "third_country_nationals":
        return "assisted_returns" if action == "repatriate" else noun
    if noun == "returnees":
        return "assisted_returns" if "repatriate" in values[:2] else noun
    if "repatriate" in values[:3] and noun != "idps":
        return "assisted_returns"
    if action in ("return", "deport"):
        return "returnees"
    if noun == "idps" or action == "displace_inside" and noun != "refugees":
        return "idps"
    if action == "seek_asylum":
        return "asylum_seekers"
    if action == "protect":
        return "temporary_protection"
    if noun == "refugees":
        return "refugees" if action in STAYING or action == "register" else "people_fleeing"
    if noun == "displaced" or action in ("displace", "flee_home") or "flee_home" in values[:3]:
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
    first, last = scene.clause(place)
    if scene.ending(_before(scene, place), "time.flow_more") or scene.at(
        head.last, "time.flow_more_after"
    ):
        return "flow", ["one_more"]
    if scene.within(first, last, "time.cumulative") and not scene.within(first, last, "time.flow"):
        return _total(kind, action), ["time_cumulative"]
    if scene.within(first, last, "time.flow") and not _is_stock(kind, action):
        return "flow", ["time_flow"]
    if _is_on_a_day(scene, place, first, last) and not _is_stock(kind, action):
        return "flow", ["on_a_day"]
    sentence_marks = scene.within(0, len(scene.tokens), "time.flow")
    before = [m for m in sentence_marks if m.first < place]
    if (
        before
        and not _is_stock(kind, action)
        and not scene.within(0, len(scene.tokens), "time.cumulative")
    ):
        return "flow", ["time_flow"]
    if head.kind == "elliptical" and frame.measure and not action:
        return frame.measure, ["carried_on"]
    return _total(kind, action), ["no_period"]


def _before(scene: Scene, place: int) -> int:
    """The token where the number's own words begin: its qualifier, if it has one."""
    mark = scene.ending(place, "qualifiers")
    return mark.first if mark else place


def _is_stock(kind: str, action: str) -> bool:
    return (
        action in STAYING
        or kind in ("idps", "refugees", "asylum_seekers")
        and action
        not in (
            "flee",
            "arrive",
            "cross",
            "displace",
            "flee_home",
            "return",
            "seek_asylum",
            "displace_inside",
        )
    )


def _total(kind: str, action: str) -> str:
    if kind in ("idps", "refugees", "temporary_protection", "stateless"):
        return "stock"
    if kind == "asylum_seekers":
        return "cumulative" if action == "seek_asylum" else "stock"
    return "stock" if action in STAYING and kind != "people_fleeing" else "cumulative"


def _is_on_a_day(scene: Scene, place: int, first: int, last: int) -> bool:
    """Whether the count is of one day or month: "on March 12", "in September"."""
    weekday = False
    for spot, day in scene.days.items():
        if not first <= spot < last or day.kind == "time" or scene.ending(spot, "time.since"):
            continue
        behind = scene.ending(spot, "time.as_of")
        if behind is None:
            weekday = True
    return weekday
