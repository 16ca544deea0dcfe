"""The counts of a text: each number that counts displaced people, with all that is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from loaders.reports.drafts import DraftCount
from loaders.reports.heads import Head, head_of
from loaders.reports.leave_out import reason_to_leave
from loaders.reports.meaning import Frame, actions_near, measure, population_type
from loaders.reports.periods import period_of
from loaders.reports.phrases import Mark
from loaders.reports.places import Mention, crisis_origin, mentions
from loaders.reports.scenes import Scene
from loaders.reports.sources import source_of
from loaders.reports.where import location_of, names_abroad, origin_of

ITEMS = ("item", "heading", "title")


@dataclass
class Told:
    """What the text has said so far that a later line may leave unsaid."""

    crisis: str
    published: date | None
    frame: Frame = field(default_factory=Frame)
    section: tuple[str, ...] = ()  # the country of the heading above
    source: str = ""
    place: tuple[str, ...] = ()  # of the sentence before, in the same paragraph
    paragraph: int = -1
    as_of: date | None = None


def counts(text: str, scenes: Sequence[Scene], published: date | None) -> list[DraftCount]:
    """Every count in the order of the text; those said twice are still twice."""
    told = Told(crisis_origin(scenes), published)
    found: list[DraftCount] = []
    for scene in scenes:
        named = mentions(scene)
        if scene.sentence.kind == "heading":
            _enter_section(scene, named, told)
        if scene.sentence.paragraph != told.paragraph:
            told.place, told.paragraph = (), scene.sentence.paragraph
        told.source = source_of(text, scene) or told.source
        for place in sorted(scene.numbers):
            if count := _count(text, scene, place, named, told):
                found.append(count)
        _remember_place(scene, named, told)
    return found


def _enter_section(scene: Scene, named: list[Mention], told: Told) -> None:
    told.section = named[0].iso3 if len(named) == 1 and len(scene.tokens) <= 6 else ()
    told.frame = Frame() if scene.tokens and not told.section else told.frame


def _remember_place(scene: Scene, named: list[Mention], told: Told) -> None:
    usable = [m for m in named if m.role in ("location", "plain") and told.crisis not in m.iso3]
    if usable:
        told.place = usable[0].iso3


def _count(
    text: str, scene: Scene, place: int, named: list[Mention], told: Told
) -> DraftCount | None:
    head = head_of(scene, place, named)
    near = actions_near(scene, place, head)
    if reason_to_leave(scene, place, head) or not _is_supported(scene, place, head, near, told):
        return None
    head = _with_subject(scene, place, head)
    kind, action, why = population_type(scene, head, near, told.frame)
    where, more = _places(scene, place, named, head, kind, action, told)
    kind = _inside(scene, kind, where, told)
    how, because = measure(scene, place, head, kind, action, told.frame)
    told.frame = Frame(kind, how, action)
    return _draft(text, scene, place, head, (kind, how), where, [*why, *more, *because], told)


def _is_supported(scene: Scene, place: int, head: Head, near: list[Mark], told: Told) -> bool:
    """Whether a number without a noun has anything that says it counts people."""
    if head.kind != "elliptical":
        return True
    first, last = scene.clause(place)
    if near or scene.within(first, last, "nouns", "verbs.has", "reference"):
        return True
    return bool(told.frame.population_type)


def _with_subject(scene: Scene, place: int, head: Head) -> Head:
    """A number without a noun takes the one before it: "the number of refugees has reached"."""
    if head.kind != "elliptical":
        return head
    first, _ = scene.clause(place)
    after = scene.within(place, min(place + 6, len(scene.tokens)), "nouns")
    if scene.at(place + 1, "reference") and after:
        return Head(after[0].value, after[0].last, head.nationality, after[0])
    before = [m for m in scene.within(first, place, "nouns") if m.value != "people"]
    numbers = [n for n in scene.numbers if n < place]
    before = [m for m in before if not numbers or m.first > max(numbers)]
    return Head(before[-1].value, head.last, head.nationality, before[-1]) if before else head


def _places(
    scene: Scene, place: int, named: list[Mention], head: Head, kind: str, action: str, told: Told
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], list[str]]:
    """Origin and location as codes, and the rules that decided."""
    location, rule = location_of(scene, place, named)
    said_origin = origin_of(scene, place, named)
    origin = said_origin or ((told.crisis,) if told.crisis else ())
    if not location and told.section and not names_abroad(scene):
        location, rule = told.section, "place_of_section"
    if not location and head.kind == "elliptical" and told.place and scene.sentence.kind == "prose":
        location, rule = told.place, "place_before"
    why = [rule] if rule else []
    if kind == "idps":
        country = location or said_origin or origin
        return (country, country), why
    if kind == "third_country_nationals" and location == origin:
        return ((), location), why
    if kind in ("returnees", "assisted_returns"):
        return _of_returns(location, said_origin, origin, told), why
    if location and set(location) <= set(origin):
        location = ()
    return (origin, location), why


def _of_returns(
    location: tuple[str, ...], said: tuple[str, ...], origin: tuple[str, ...], told: Told
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if location and location != origin:
        return (said or origin, location)
    if said and said[0] != told.crisis:
        return (said, (told.crisis,) if told.crisis else ())
    if location:
        return ((), location)
    return (origin, ())


def _inside(scene: Scene, kind: str, where: tuple, told: Told) -> str:
    return kind


def _draft(
    text: str,
    scene: Scene,
    place: int,
    head: Head,
    what: tuple[str, str],
    where: tuple[tuple[str, ...], tuple[str, ...]],
    why: list[str],
    told: Told,
) -> DraftCount:
    number, token = scene.numbers[place], scene.tokens[place]
    qualifier, phrase, first, last = _qualified(text, scene, place, head)
    begin, end = scene.tokens[first].start, max(token.end, scene.tokens[last - 1].end)
    started, ended = period_of(scene, place, told.published)
    unit = head.kind if head.kind in ("crossings", "households") else "people"
    if number.about and not qualifier:
        qualifier, phrase = "about", text[token.start : token.end]
    rules = tuple(dict.fromkeys([*([f"qualifier_{qualifier}"] if qualifier else []), *why]))
    sure = 0.9 - 0.15 * ("carried_on" in rules) - 0.1 * (head.kind == "elliptical")
    origin, location = where
    return DraftCount(
        begin,
        end,
        text[begin:end],
        number.value,
        number.value_max,
        qualifier,
        phrase,
        what[0],
        what[1],
        unit,
        "+".join(origin),
        "+".join(location),
        "+".join(head.nationality),
        started,
        ended,
        told.source,
        round(sure, 2),
        rules,
        scene.sentence.start,
        scene.sentence.end,
    )


def _qualified(text: str, scene: Scene, place: int, head: Head) -> tuple[str, str, int, int]:
    """The qualifier with its words, and the tokens from it to the number's noun."""
    last = max(place + 1, head.last if head.noun else place + 1)
    for back in range(3):
        spot = place - back
        if spot > 0 and (mark := scene.ending(spot, "qualifiers")):
            words = text[scene.tokens[mark.first].start : scene.tokens[mark.last - 1].end]
            return mark.value, words, mark.first, last
        if spot <= 0 or scene.tokens[spot - 1].word not in scene.spoken.words("clauses", "of"):
            break
    for spot in (place + 1, last):
        if mark := scene.at(spot, "qualifiers_after"):
            words = text[scene.tokens[mark.first].start : scene.tokens[mark.last - 1].end]
            return mark.value, words, place, max(last, mark.last)
    return "", "", place, last
