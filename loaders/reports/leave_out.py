"""Numbers that are no counts of displaced people, and why each is left alone."""

from collections.abc import Sequence

from loaders.reports.actions import ACTIONS, MOVING, actions_near
from loaders.reports.heads import Head
from loaders.reports.phrases import Mark
from loaders.reports.scenes import Scene

SMALLEST_WITHOUT_NOUN = 20
SMALLEST_IN_WORDS = 11
SHARES_BELOW = 1000
ISSUES_BELOW = 1000
# Nouns that say enough to count unless something else is said right beside them.
CERTAIN_ENOUGH = ("refugees", "displaced", "idps", "returnees")
NEAR_ENOUGH = 3
BEYOND = 5
# Heads that are no people, or not each person.
NO_PEOPLE = ("unit", "unknown", "households", "harm", "money")
MAY_BE_OTHER = ("people", "elliptical", "refugees", "displaced", "idps", "returnees")


def reason_to_leave(scene: Scene, place: int, head: Head) -> str:
    """Why the number at a token is not a count of people who moved; "" if it may be one."""
    if head.kind in NO_PEOPLE:
        return head.kind
    return next((reason for reason, holds in REASONS.items() if holds(scene, place, head)), "")


def _is_too_small(scene: Scene, place: int, head: Head) -> bool:
    return scene.numbers[place].value < 2


def _is_money(scene: Scene, place: int, head: Head) -> bool:
    return scene.ending(place, "leave.currency_before") is not None


def _is_change(scene: Scene, place: int, head: Head) -> bool:
    """Fell by 500; a rise by so many is a flow and stays."""
    return scene.ending(place, "leave.change") is not None


def _is_of_the_world(scene: Scene, place: int, head: Head) -> bool:
    """Everybody displaced on earth, with no country named."""
    return bool(scene.anywhere("leave.world")) and not scene.names


def _was_before(scene: Scene, place: int, head: Head) -> bool:
    return bool(scene.near(place, "leave.before"))


def _is_part(scene: Scene, place: int, head: Head) -> bool:
    """Whether only the children or women among those counted before are counted."""
    if not scene.within(place, head.last, "leave.subgroup"):
        return False
    before = scene.ending(place, "qualifiers")
    first = before.first if before else place
    return first > 0 and (
        scene.tokens[first - 1].word in scene.spoken.words("clauses", "including") | {"("}
        or bool(scene.at(place + 1, "reference") or scene.ending(first, "reference"))
    )


def _labels_a_unit(scene: Scene, place: int, head: Head) -> bool:
    """Whether the words before a colon or dash name a unit: "Host families: 54,000"."""
    if head.kind != "elliptical" or place == 0 or scene.tokens[place - 1].word not in ":–—-|=":
        return False
    others = scene.within(0, place, "places.unknown", "places.abroad")
    units = [
        m
        for m in scene.within(0, place, "leave.unit", "nouns.households")
        if not any(o.first <= m.first < o.last for o in others)
    ]
    people = scene.within(0, place, "nouns")
    last = max((m.last for m in people if m.value != "households"), default=-1)
    return any(mark.last > last for mark in units)


def _is_numbered(scene: Scene, place: int, head: Head) -> bool:
    """No. 18, phase 3, aged 5."""
    if scene.numbers[place].value >= ISSUES_BELOW:
        return False
    back = place
    while back > 0 and scene.tokens[back - 1].word in (".", "°", "(", "-", ":"):
        back -= 1
    return scene.ending(back, "leave.issue") is not None


def _is_year(scene: Scene, place: int, head: Head) -> bool:
    token, value = scene.tokens[place], scene.numbers[place].value
    return token.end - token.start == 4 and 1900 <= value < 2100 and head.kind == "elliptical"


def _is_anecdote(scene: Scene, place: int, head: Head) -> bool:
    """A few people of a story, not a count: three adults and a child."""
    number = scene.numbers[place]
    if head.kind == "elliptical":
        return number.value < SMALLEST_WITHOUT_NOUN
    return number.value < SMALLEST_IN_WORDS and head.kind == "people" and not head.nationality


def _is_share(scene: Scene, place: int, head: Head) -> bool:
    """Six in every ten, one person out of five."""
    if scene.numbers[place].value >= SHARES_BELOW:
        return False
    return any(abs(mark.first - place) <= 4 for mark in scene.near(place, "leave.share"))


def _is_planned(scene: Scene, place: int, head: Head) -> bool:
    """Whether the number is foreseen or asked for, not counted."""
    for mark in scene.near(place, "leave.plan"):
        if mark.first < place and not _is_another(scene, mark.last, place):
            return True
        if mark.first >= place and not _begins_another(scene, head.last, mark.first):
            return True
    earlier = [m for m in scene.anywhere("leave.plan") if m.first < place]
    return head.kind == "elliptical" and bool(earlier) and not actions_near(scene, place, head.last)


def _is_another(scene: Scene, first: int, last: int) -> bool:
    """Whether a comma and a number stand between a plan and this number."""
    between = range(first, last)
    return any(spot in scene.numbers for spot in between) and any(
        scene.tokens[spot].word == "," for spot in between
    )


def _begins_another(scene: Scene, first: int, last: int) -> bool:
    """Whether another statement begins between two tokens: "... and expects this to rise"."""
    joins = scene.spoken.settings["numbers"]["range_and"].split()
    for spot in range(first, last):
        if spot in scene.numbers:
            return True
        if scene.tokens[spot].word in joins:
            said_before = any(m.value in ACTIONS for m in scene.within(first, spot, "verbs"))
            if said_before or last - spot <= 2:
                return True
    return False


def _is_other(scene: Scene, place: int, head: Head) -> bool:
    """Whether what happened to these people is no movement: killed, in need, assisted."""
    if head.kind not in MAY_BE_OTHER:
        return False
    moves = [m for m in scene.near(place, "verbs") if m.value in ACTIONS]
    other = _nearest(scene, scene.near(place, "leave.other"), place, head.last)
    moved = _nearest(scene, moves, place, head.last)
    if other is None or who_moved(scene, head.last):
        return False
    if head.kind in CERTAIN_ENOUGH and other > NEAR_ENOUGH:
        return False
    return moved is None or other <= moved


def who_moved(scene: Scene, after: int) -> list[Mark]:
    """The movements that a relative clause tells: "aid to 7,000 refugees who have fled"."""
    relative = scene.spoken.words("clauses", "relative")
    starts = [n for n, t in enumerate(scene.tokens[after : after + 6], after) if t.word in relative]
    if not starts:
        return []
    return [m for m in scene.within(starts[0], starts[0] + 6, "verbs") if m.value in MOVING]


def _nearest(scene: Scene, marks: Sequence[Mark], place: int, after: int) -> int | None:
    """How far the nearest mark is; one after the number counts as nearer than one before it.

    What stands beyond "and" is farther: it may be said of others.
    """
    mark = scene.ending(place, "qualifiers")
    first = mark.first if mark else place
    joins = scene.spoken.settings["numbers"]["range_and"].split()
    distances = [
        m.first - after + BEYOND * any(t.word in joins for t in scene.tokens[after : m.first])
        if m.first >= after
        else max(0, first - m.last) * 2 + 1
        for m in marks
    ]
    return min((d for d in distances if d >= 0), default=None)


# Asked in this order; the first that holds is the reason.
REASONS = {
    "too_small": _is_too_small,
    "issue": _is_numbered,
    "money": _is_money,
    "year": _is_year,
    "anecdote": _is_anecdote,
    "share": _is_share,
    "plan": _is_planned,
    "change": _is_change,
    "world": _is_of_the_world,
    "part": _is_part,
    "unit": _labels_a_unit,
    "before": _was_before,
    "other": _is_other,
}
