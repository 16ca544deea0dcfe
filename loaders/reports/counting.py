"""The counts of a text: each number that counts displaced people, with all that is said of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from loaders.reports.actions import Frame, actions_near
from loaders.reports.crises import crisis_of
from loaders.reports.drafts import DraftCount
from loaders.reports.heads import Head, head_of
from loaders.reports.leave_out import reason_to_leave, who_moved
from loaders.reports.meaning import population_type
from loaders.reports.measures import measure
from loaders.reports.places import Mention, mentions
from loaders.reports.scenes import Scene
from loaders.reports.settling import both_ends, settled, whereabouts
from loaders.reports.sources import source_of
from loaders.reports.subjects import with_origins, with_subject
from loaders.reports.told import Case, Told
from loaders.reports.where import IN_CLAUSE, location_of
from loaders.reports.wording import draft

LONGEST_HEADING = 6
# No sentence of a report has more numbers; what has is a dump of digits.
MOST_NUMBERS = 60
# After a number left for one of these, a number without a noun counts no more than that one.
AFTER_THESE = ("harm", "money", "other", "before")


def counts(text: str, scenes: Sequence[Scene], published: date | None) -> list[DraftCount]:
    """Every count in the order of the text; those said twice are still twice."""
    told = Told(crisis_of(scenes), published)
    told.has_idps = any(scene.anywhere("nouns.idps", "verbs.displace_inside") for scene in scenes)
    found: list[DraftCount] = []
    for scene in scenes:
        if len(scene.numbers) > MOST_NUMBERS:
            continue
        named = mentions(scene)
        _enter(text, scene, named, told)
        for place in sorted(scene.numbers):
            if count := _count(text, scene, place, named, told):
                found.append(count)
        _remember(scene, named, told)
    return found


def _enter(text: str, scene: Scene, named: list[Mention], told: Told) -> None:
    """Take in what a sentence says before its numbers are read."""
    kind, crisis = scene.sentence.kind, told.crisis.origin
    if kind == "heading":
        alone = len(named) == 1 and len(scene.tokens) <= LONGEST_HEADING
        told.section = named[0].iso3 if alone and crisis not in named[0].iso3 else ()
    if kind == "title":
        others = [m for m in named if m.role == "plain" and crisis not in m.iso3]
        told.home = others[0].iso3 if len(others) == 1 else ()
    if scene.sentence.paragraph != told.paragraph:
        told.place, told.paragraph, told.is_planned = (), scene.sentence.paragraph, False
    told.source = source_of(text, scene) or told.source


def _remember(scene: Scene, named: list[Mention], told: Told) -> None:
    """Keep what a sentence said for those after it; a lead line says what its list counts."""
    usable = [
        m for m in named if m.role in ("location", "plain") and told.crisis.origin not in m.iso3
    ]
    told.place = usable[0].iso3 if usable else told.place
    nouns = [m for m in scene.anywhere("nouns") if m.value not in ("people", "households")]
    told.noun = nouns[0].value if nouns else told.noun
    is_lead = (
        bool(scene.tokens)
        and scene.tokens[-1].word == ":"
        or scene.sentence.kind in ("heading", "title")
    )
    if is_lead and not scene.numbers and (nouns or scene.anywhere("verbs")):
        last = len(scene.tokens) - 1
        head = Head(nouns[0].value if nouns else "people", last)
        near = actions_near(scene, last, last)
        kind, action, _ = population_type(scene, last, head, near, Frame(), False)
        if nouns or action:
            how, _ = measure(scene, last, head, kind, action, Frame())
            told.frame = Frame(kind, how, action, scene.sentence.start)


def _count(
    text: str, scene: Scene, place: int, named: list[Mention], told: Told
) -> DraftCount | None:
    head = head_of(scene, place, named)
    case = Case(scene, place, named, head, actions_near(scene, place, head.last))
    reason = reason_to_leave(scene, place, head)
    says_no_more = head.kind == "elliptical" or told.reason == "before"
    if told.left == scene.sentence.start and says_no_more and not case.near_own:
        reason = reason or "unsaid"
    if reason != "unit":
        told.left = scene.sentence.start if reason in AFTER_THESE else -1
        told.reason = reason
    if reason or not _is_supported(case, told):
        told.is_planned = told.is_planned or reason == "plan"
        return None
    told.is_planned = False
    case = replace(case, head=with_origins(with_subject(case, told), named, told))
    head = case.head
    if own := [m for m in scene.near(place, "nouns") if m.value == head.kind]:
        case = replace(case, near=case.near_own or who_moved(scene, own[0].last))
    foreign = bool(head.nationality) and told.crisis.origin not in head.nationality
    kind, action, why = population_type(scene, place, head, case.near, told.frame, foreign)
    location, rule = whereabouts(case, action, told)
    kind = settled(case, kind, action, location, rule, told)
    origin, location = both_ends(case, kind, action, location, rule, told)
    if kind == "people_fleeing":
        told.fled = max(told.fled, scene.numbers[place].value)
    how, because = measure(scene, place, head, kind, action, told.frame)
    told.frame = Frame(
        kind,
        how,
        action,
        scene.sentence.start,
        scene.sentence.paragraph,
        head.nationality,
        origin,
        location,
    )
    rules = [*why, *([rule] if rule else []), *because]
    return draft(text, case, (kind, how), (origin, location), rules, told)


def _is_supported(case: Case, told: Told) -> bool:
    """Whether anything says that a number counts people who moved or are displaced."""
    scene, place = case.scene, case.place
    location, rule = location_of(scene, place, case.named, told.crisis.origin)
    has_place = rule in IN_CLAUSE and location != told.crisis.codes
    listed = scene.sentence.kind in ("item", "title")
    if case.head.kind == "people":
        says = case.near or scene.near(place, "nouns.displaced", "nouns.refugees", "nouns.idps")
        return bool(says or has_place or listed or told.section)
    if case.head.kind != "elliptical":
        return True
    if told.is_planned and not scene.near(place, "nouns"):
        return False
    if case.near or scene.near(place, "nouns", "verbs.has", "reference"):
        return True
    earlier = any(n < place for n in scene.numbers)
    return bool(told.frame.population_type) and (has_place or listed or earlier)
