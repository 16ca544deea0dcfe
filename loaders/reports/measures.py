"""Stock, flow or cumulative: by the words for time, the days and the verb."""

from loaders.reports.actions import MOVING, STAYING, Frame, own_marks
from loaders.reports.heads import Head
from loaders.reports.phrases import Mark
from loaders.reports.scenes import Scene

# Types whose number is how many there are, not how many have come.
STOCKS = ("idps", "refugees", "temporary_protection", "stateless", "asylum_seekers")


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
    if head.kind == "crossings" and scene.near(place, "dates.weekday"):
        return "flow", ["on_a_day"]
    if _is_of_days(scene, place) and (kind not in STOCKS or action in ("displace", *MOVING)):
        return "flow", ["on_a_day"]
    if _is_one_more(scene, place, head) and (scene.days or frame.measure == "flow"):
        return "flow", ["one_more"]
    early = [m for m in scene.anywhere("time.flow") if m.first < place]
    if early and not scene.anywhere("time.cumulative"):
        return "flow", ["time_flow"]
    goes_on = frame.sentence == scene.sentence.start or scene.sentence.kind == "item"
    same_paragraph = frame.paragraph == scene.sentence.paragraph
    goes_on = (
        goes_on or same_paragraph and frame.measure == "flow" and bool(_of_today(scene, place))
    )
    if head.kind == "elliptical" and goes_on and kind == frame.population_type:
        return frame.measure, ["carried_on"]
    return total, ["no_period"]


def _of_today(scene: Scene, place: int) -> list[Mark]:
    return scene.near(place, "dates.today", "dates.yesterday")


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
    stays = action == "live" if kind == "people_fleeing" else action in STAYING
    if kind in STOCKS or stays and kind != "returnees":
        return "stock"
    return "cumulative"


def _is_of_days(scene: Scene, place: int) -> bool:
    """Whether the count is of certain days: "on March 12", "from July to September"."""
    dated = [
        spot
        for spot, day in scene.days.items()
        if day.kind not in ("time", "phone") and spot >= scene.body
    ]
    near = [spot for spot in dated if scene.is_near(place, spot)]
    if not near:
        near = [n for n in dated if scene.days[n].kind != "year" and not scene.is_aside(n)]
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
