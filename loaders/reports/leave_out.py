"""Numbers that are no counts of displaced people, and why each is left alone."""

from loaders.reports.heads import Head
from loaders.reports.scenes import Scene

SMALLEST_WITHOUT_NOUN = 20
SMALLEST_IN_WORDS = 11
NEAR = 6


def reason_to_leave(scene: Scene, place: int, head: Head) -> str:
    """Why the number at a token is not a count of people who moved; "" if it may be one."""
    number = scene.numbers[place]
    if head.kind in ("unit", "unknown"):
        return head.kind
    if number.value < 2:
        return "too_small"
    if _is_numbered(scene, place):
        return "issue"
    if _is_money(scene, place):
        return "money"
    if _is_year(number.value, scene, place, head):
        return "year"
    if _is_anecdote(scene, place, head):
        return "anecdote"
    return _by_clause(scene, place, head)


def _is_numbered(scene: Scene, place: int) -> bool:
    """No. 18, phase 3, aged 5."""
    if place == 0:
        return False
    back = place - 1
    while back > 0 and scene.tokens[back].word in (".", "°", "(", "-"):
        back -= 1
    mark = scene.ending(back + 1, "leave.issue")
    return mark is not None and scene.numbers[place].value < 1000


def _is_money(scene: Scene, place: int) -> bool:
    return scene.ending(place, "leave.currency_before") is not None


def _is_year(value: int, scene: Scene, place: int, head: Head) -> bool:
    token = scene.tokens[place]
    return token.end - token.start == 4 and 1900 <= value < 2100 and head.kind == "elliptical"


def _is_anecdote(scene: Scene, place: int, head: Head) -> bool:
    """A few people of a story, not a count: three adults and a child."""
    number = scene.numbers[place]
    if head.kind == "elliptical":
        return number.value < SMALLEST_WITHOUT_NOUN
    few = number.value < SMALLEST_IN_WORDS
    return few and head.kind == "people" and not head.nationality


def _by_clause(scene: Scene, place: int, head: Head) -> str:
    first, last = scene.clause(place)
    if _share(scene, place):
        return "share"
    for mark in scene.within(first, last, "leave.plan"):
        if mark.first < place and not _another(scene, mark.last, place, first):
            return "plan"
        if mark.first >= place and not _joined(scene, head.last, mark.first):
            return "plan"
    if scene.within(first, last, "leave.before"):
        return "before"
    return "other" if _is_other(scene, place, head, first, last) else ""


def _share(scene: Scene, place: int) -> bool:
    """Six in every ten, one person out of five."""
    near = scene.within(max(0, place - 4), min(len(scene.tokens), place + 5), "leave.share")
    value = scene.numbers[place].value
    return any(m for m in near) and value < 1000


def _another(scene: Scene, first: int, place: int, start: int) -> bool:
    """Whether a number of its own stands between a plan and this number's clause."""
    return any(spot in scene.numbers for spot in range(first, place)) and any(
        scene.tokens[spot].word == "," for spot in range(first, place)
    )


def _joined(scene: Scene, first: int, last: int) -> bool:
    """Whether another statement begins between two tokens: "... and expects this to rise"."""
    joins = scene.spoken.settings["numbers"]["range_and"].split()
    return any(
        scene.tokens[spot].word in joins or spot in scene.numbers for spot in range(first, last)
    )


def _is_other(scene: Scene, place: int, head: Head, first: int, last: int) -> bool:
    """Whether what happened to these people is no movement: killed, in need, assisted."""
    if head.kind not in ("people", "elliptical", "households", "refugees", "displaced", "idps"):
        return False
    other = _nearest(scene.within(first, last, "leave.other"), place, head.last)
    moved = _nearest(scene.within(first, last, "verbs"), place, head.last)
    return other is not None and (moved is None or other < moved)


def _nearest(marks: list, place: int, after: int) -> int | None:
    """How far the nearest mark is; one after the number counts as nearer than one before it."""
    distances = [m.first - after if m.first >= after else (place - m.last) * 2 + 1 for m in marks]
    return min((d for d in distances if d >= 0), default=None)
