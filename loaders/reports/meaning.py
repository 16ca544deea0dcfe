"""Who is counted: the population type, by the noun and the verbs near it."""

from loaders.reports.actions import MOVING, STAYING, Frame, own_marks
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
# Types that a number without a noun keeps whatever movement its verb tells.
CARRIED = ("third_country_nationals", "returnees")


def population_type(
    scene: Scene, place: int, head: Head, near: list[Mark], frame: Frame, foreign: bool
) -> tuple[str, str, list[str]]:
    """The population type, the action that decided, and the rules that fired.

    `foreign` says that people of another nationality than those of the crisis are counted.
    """
    abroad = bool(own_marks(scene, place, "places.abroad", "places.over"))
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
        goes_on = carried in CARRIED and head.kind in ("elliptical", "crossings")
        goes_on = goes_on or (carried, action, head.kind) == ("refugees", "arrive", "elliptical")
        return carried if goes_on else "people_fleeing"
    if action in (*STAYING, "register"):
        return carried if carried not in ("", "returnees", "assisted_returns") else "displaced"
    return carried or "people_fleeing"


def _refugees(action: str, carried: str) -> str:
    if action in (*STAYING, "register"):
        goes_on = action == "register" and carried == "people_fleeing"
        return carried if goes_on else "refugees"
    if not action:
        return carried if carried == "people_fleeing" else "refugees"
    return "people_fleeing"
