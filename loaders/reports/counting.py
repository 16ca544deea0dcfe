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

Codes = tuple[str, ...]
IN_CLAUSE = ("respectively", "place_before", "place_after", "place_in_clause")
LONGEST_HEADING = 6


@dataclass
class Told:
    """What the text has said so far that a later line may leave unsaid."""

    crisis: str
    published: date | None
    frame: Frame = field(default_factory=Frame)
    section: Codes = ()  # the country of the heading above
    home: Codes = ()  # the country of the title, when it is not the crisis'
    source: str = ""
    place: Codes = ()  # of the sentences before, in the same paragraph
    paragraph: int = -1
    noun: str = ""  # the last noun that said a population type


def counts(text: str, scenes: Sequence[Scene], published: date | None) -> list[DraftCount]:
    """Every count in the order of the text; those said twice are still twice."""
    told = Told(crisis_origin(scenes), published)
    found: list[DraftCount] = []
    for scene in scenes:
        named = mentions(scene)
        _enter(text, scene, named, told)
        for place in sorted(scene.numbers):
            if count := _count(text, scene, place, named, told):
                found.append(count)
        _remember(scene, named, told)
    return found


def _enter(text: str, scene: Scene, named: list[Mention], told: Told) -> None:
    """Take in what a sentence says before its numbers are read."""
    kind = scene.sentence.kind
    if kind == "heading":
        told.section = named[0].iso3 if len(named) == 1 and len(scene.tokens) <= LONGEST_HEADING else ()
        told.section = () if told.crisis in told.section else told.section
    if kind == "title":
        others = [m for m in named if m.role in ("plain", "location") and told.crisis not in m.iso3]
        told.home = others[0].iso3 if len(others) == 1 else ()
    if scene.sentence.paragraph != told.paragraph:
        told.place, told.paragraph = (), scene.sentence.paragraph
    told.source = source_of(text, scene) or told.source


def _remember(scene: Scene, named: list[Mention], told: Told) -> None:
    usable = [m for m in named if m.role in ("location", "plain") and told.crisis not in m.iso3]
    told.place = usable[0].iso3 if usable else told.place
    nouns = [m for m in scene.anywhere("nouns") if m.value not in ("people", "households")]
    told.noun = nouns[0].value if nouns else told.noun


def _count(
    text: str, scene: Scene, place: int, named: list[Mention], told: Told
) -> DraftCount | None:
    head = head_of(scene, place, named)
    near = actions_near(scene, place)
    if reason_to_leave(scene, place, head) or not _is_supported(scene, place, head, near, named, told):
        return None
    head = _with_subject(scene, place, head, near, told)
    head = _with_origins(head, named, told)
    foreign = bool(head.nationality) and told.crisis not in head.nationality
    kind, action, why = population_type(scene, head, near, told.frame, foreign)
    origin, location, rule = _places(scene, place, named, head, kind, action, told)
    kind = _inside(scene, kind, rule, location, told)
    if kind == "idps":
        origin = location = location or origin
    how, because = measure(scene, place, head, kind, action, told.frame)
    told.frame = Frame(kind, how, action, scene.sentence.start, head.nationality, origin, location)
    rules = [*why, *([rule] if rule else []), *because]
    return _draft(text, scene, place, head, (kind, how), (origin, location), rules, told)


def _is_supported(
    scene: Scene, place: int, head: Head, near: list[Mark], named: list[Mention], told: Told
) -> bool:
    """Whether a number without a noun has anything that says it counts people."""
    if head.kind != "elliptical":
        return True
    if near or scene.near(place, "nouns", "verbs.has", "reference"):
        return True
    if not told.frame.population_type:
        return False
    earlier = [n for n in scene.numbers if n < place]
    has_place = location_of(scene, place, named)[1] in IN_CLAUSE
    return has_place or scene.sentence.kind == "item" or bool(earlier)


def _with_subject(scene: Scene, place: int, head: Head, near: list[Mark], told: Told) -> Head:
    """A number without a noun takes the one before it: "the number of refugees has reached"."""
    if head.kind != "elliptical":
        return head
    reference = scene.at(place + 1, "reference")
    if reference:
        after = [m for m in scene.near(place, "nouns") if m.first >= reference.last - 1 and m.value != "people"]
        if after:
            return Head(after[0].value, head.last, head.nationality, None)
        nationality = told.frame.nationality
        noun = told.noun if near and near[0].value == "live" and told.noun == "displaced" else ""
        return Head("idps" if noun else head.kind, head.last, nationality, None)
    if told.frame.sentence == scene.sentence.start and told.frame.nationality:
        return Head(head.kind, head.last, told.frame.nationality, None)
    earlier = max((n for n in scene.numbers if n < place), default=-1)
    labels = scene.sentence.kind == "item"
    before = [
        m
        for m in scene.anywhere("nouns")
        if earlier < m.first < place and m.value != "people" and (labels or scene.is_near(place, m.first))
    ]
    return Head(before[0].value, head.last, head.nationality, None) if before else head


def _with_origins(head: Head, named: list[Mention], told: Told) -> Head:
    """Foreigners "from Tunisia, Ghana and Lebanon" have these nationalities."""
    if head.kind != "third_country_nationals" or head.nationality:
        return head
    after = [m for m in named if 0 <= m.first - head.last <= 4 and m.role == "origin"]
    own = after[0].iso3 if after and told.crisis not in after[0].iso3 else ()
    return Head(head.kind, head.last, own, head.noun)


def _places(
    scene: Scene, place: int, named: list[Mention], head: Head, kind: str, action: str, told: Told
) -> tuple[Codes, Codes, str]:
    """Origin and location as codes, and the rule that decided the location."""
    location, rule = location_of(scene, place, named)
    said = origin_of(place, named)
    crisis = (told.crisis,) if told.crisis else ()
    if head.kind == "third_country_nationals" and said != crisis:
        said = ()
    if not location and not names_abroad(scene):
        location, rule = _unsaid(scene, head, kind, action, told)
    if kind == "idps":
        country = location if rule in IN_CLAUSE else (said or crisis)
        return country, country, rule
    if kind == "third_country_nationals" and location == crisis and rule in IN_CLAUSE:
        return ((), location, rule) if action != "displace" else (crisis, (), rule)
    if kind in ("returnees", "assisted_returns"):
        return *_of_returns(location, said, crisis, told), rule
    origin = said or crisis
    if set(location) <= set(origin):
        return origin, (), "" if not location else rule
    return origin, location, rule


def _unsaid(scene: Scene, head: Head, kind: str, action: str, told: Told) -> tuple[Codes, str]:
    """The location of a number whose sentence names none."""
    if told.section:
        return told.section, "place_of_section"
    if scene.sentence.kind in ("item", "title") and told.home:
        return told.home, "place_of_title"
    is_open = head.kind == "elliptical" or action in ("arrive", "cross")
    if is_open and told.place and scene.sentence.kind == "prose":
        return told.place, "place_of_sentence_before"
    return (), ""


def _of_returns(location: Codes, said: Codes, crisis: Codes, told: Told) -> tuple[Codes, Codes]:
    """Returnees come from where they had been and are where their country is."""
    if location and location != crisis:
        return said or crisis, location
    if said and said != crisis:
        return said, crisis
    if location:
        return (), location
    return (told.frame.origin or crisis, told.frame.location) if told.frame.population_type == "returnees" else (crisis, ())


def _inside(scene: Scene, kind: str, rule: str, location: Codes, told: Told) -> str:
    """Displaced people of whom only places inside their country are named are IDPs."""
    if kind == "displaced" and rule in IN_CLAUSE and not location and not names_abroad(scene):
        return "idps"
    return kind


def _draft(
    text: str, scene: Scene, place: int, head: Head, what: tuple[str, str],
    where: tuple[Codes, Codes], why: list[str], told: Told,
) -> DraftCount:
    number, token = scene.numbers[place], scene.tokens[place]
    qualifier, phrase, first, last = _qualified(text, scene, place, head)
    begin, end = scene.tokens[first].start, max(token.end, scene.tokens[last - 1].end)
    started, ended = period_of(scene, place, told.published)
    if number.about and not qualifier:
        qualifier, phrase = "about", text[token.start : token.end]
    rules = tuple(dict.fromkeys([*([f"qualifier_{qualifier}"] if qualifier else []), *why]))
    sure = 0.9 - 0.15 * ("carried_on" in rules) - 0.1 * (head.kind == "elliptical")
    return DraftCount(
        begin, end, text[begin:end], number.value, number.value_max, qualifier, phrase,
        what[0], what[1], "crossings" if head.kind == "crossings" else "people",
        "+".join(where[0]), "+".join(where[1]), "+".join(head.nationality),
        started, ended, told.source, round(sure, 2), rules,
        scene.sentence.start, scene.sentence.end,
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
