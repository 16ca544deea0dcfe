"""Numbers that are no counts of displaced people, and why each is left alone."""

from collections.abc import Sequence

from loaders.reports.heads import Head
from loaders.reports.meaning import actions_near
from loaders.reports.phrases import Mark
from loaders.reports.scenes import Scene

SMALLEST_WITHOUT_NOUN = 20
SMALLEST_IN_WORDS = 11
SHARES_BELOW = 1000
ISSUES_BELOW = 1000
MAY_BE_OTHER = ("people", "elliptical", "refugees", "displaced", "idps", "returnees")


def reason_to_leave(scene: Scene, place: int, head: Head) -> str:
    """Why the number at a token is not a count of people who moved; "" if it may be one."""
    number = scene.numbers[place]
    if head.kind in ("unit", "unknown", "households"):
        return head.kind
    if number.value < 2:
        return "too_small"
    if number.value < ISSUES_BELOW and _is_numbered(scene, place):
        return "issue"
    if scene.ending(place, "leave.currency_before"):
        return "money"
    if _is_year(scene, place, head):
        return "year"
    if _is_anecdote(scene, place, head):
        return "anecdote"
    if number.value < SHARES_BELOW and _is_share(scene, place):
        return "share"
    if _is_planned(scene, place, head):
        return "plan"
    if scene.near(place, "leave.before"):
        return "before"
    return "other" if _is_other(scene, place, head) else ""


def _is_numbered(scene: Scene, place: int) -> bool:
    """No. 18, phase 3, aged 5."""
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


def _is_share(scene: Scene, place: int) -> bool:
    """Six in every ten, one person out of five."""
    return any(abs(mark.first - place) <= 4 for mark in scene.near(place, "leave.share"))


def _is_planned(scene: Scene, place: int, head: Head) -> bool:
    """Whether the number is foreseen or asked for, not counted."""
    for mark in scene.near(place, "leave.plan"):
        if mark.first < place and not _is_another(scene, mark.last, place):
            return True
        if mark.first >= place and not _begins_another(scene, head.last, mark.first):
            return True
    earlier = [m for m in scene.anywhere("leave.plan") if m.first < place]
    return head.kind == "elliptical" and bool(earlier) and not actions_near(scene, place)


def _is_another(scene: Scene, first: int, last: int) -> bool:
    """Whether a comma and a number stand between a plan and this number."""
    between = range(first, last)
    return any(spot in scene.numbers for spot in between) and any(
        scene.tokens[spot].word == "," for spot in between
    )


def _begins_another(scene: Scene, first: int, last: int) -> bool:
    """Whether another statement begins between two tokens: "... and expects this to rise"."""
    joins = scene.spoken.settings["numbers"]["range_and"].split()
    return any(
        scene.tokens[spot].word in joins or spot in scene.numbers for spot in range(first, last)
    )


def _is_other(scene: Scene, place: int, head: Head) -> bool:
    """Whether what happened to these people is no movement: killed, in need, assisted."""
    if head.kind not in MAY_BE_OTHER:
        return False
    other = _nearest(scene.near(place, "leave.other"), place, head.last)
    moved = _nearest(scene.near(place, "verbs"), place, head.last)
    return other is not None and (moved is None or other < moved)


def _nearest(marks: Sequence[Mark], place: int, after: int) -> int | None:
    """How far the nearest mark is; one after the number counts as nearer than one before it."""
    distances = [m.first - after if m.first >= after else (place - m.last) * 2 + 1 for m in marks]
    return min((d for d in distances if d >= 0), default=None)
