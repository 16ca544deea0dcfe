"""The counts of a text: each number that counts displaced people, with all that is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from loaders.reports.crises import Crisis, crisis_of
from loaders.reports.drafts import DraftCount
from loaders.reports.heads import Head, head_of
from loaders.reports.leave_out import reason_to_leave, who_moved
from loaders.reports.meaning import (
    MOVING,
    STAYING,
    Frame,
    actions_near,
    measure,
    own_marks,
    population_type,
)
from loaders.reports.periods import period_of
from loaders.reports.phrases import Mark
from loaders.reports.places import Mention, mentions
from loaders.reports.scenes import Scene
from loaders.reports.sources import source_of
from loaders.reports.where import left_a_town, location_of, origin_of

Codes = tuple[str, ...]
IN_CLAUSE = ("respectively", "place_before", "place_after", "place_in_clause")
LONGEST_HEADING = 6
COPULA = 4
# After a number left for one of these, a number without a noun counts no more than that one.
AFTER_THESE = ("harm", "other", "before")
HOSTED = ("refugees", "asylum_seekers")


@dataclass
class Told:
    """What the text has said so far that a later line may leave unsaid."""

    crisis: Crisis
    published: date | None
    frame: Frame = field(default_factory=Frame)
    section: Codes = ()  # the country of the heading above
    home: Codes = ()  # the country of the title, when it is not the crisis'
    source: str = ""
    place: Codes = ()  # of the sentences before, in the same paragraph
    paragraph: int = -1
    noun: str = ""  # the last noun that said a population type
    left: int = -1  # the sentence of the number before, if that was no count
    reason: str = ""  # why it was none
    has_idps: bool = False  # IDPs were counted before
    is_planned: bool = False  # the number before was foreseen, not counted


@dataclass(frozen=True)
class Case:
    """One number in its sentence."""

    scene: Scene
    place: int
    named: list[Mention]
    head: Head
    near: list[Mark]  # the verbs about it, the nearest first


def counts(text: str, scenes: Sequence[Scene], published: date | None) -> list[DraftCount]:
    """Every count in the order of the text; those said twice are still twice."""
    told = Told(crisis_of(scenes), published)
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
        bool(scene.tokens) and scene.tokens[-1].word == ":" or scene.sentence.kind == "heading"
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
    if told.left == scene.sentence.start and says_no_more and not _near_own(case):
        reason = reason or "unsaid"
    if reason != "unit":
        told.left = scene.sentence.start if reason in AFTER_THESE else -1
        told.reason = reason
    if reason or not _is_supported(case, told):
        told.is_planned = told.is_planned or reason == "plan"
        return None
    told.is_planned = False
    case = replace(case, head=_with_origins(_with_subject(case, told), named, told))
    head = case.head
    if own := [m for m in scene.near(place, "nouns") if m.value == head.kind]:
        case = replace(case, near=_near_own(case) or who_moved(scene, own[0].last))
    foreign = bool(head.nationality) and told.crisis.origin not in head.nationality
    kind, action, why = population_type(scene, place, head, case.near, told.frame, foreign)
    location, rule = _location(case, action, told)
    kind = _settled(case, kind, action, location, rule, told)
    origin, location = _places(case, kind, action, location, rule, told)
    told.has_idps = told.has_idps or kind == "idps"
    how, because = measure(scene, place, head, kind, action, told.frame)
    told.frame = Frame(kind, how, action, scene.sentence.start, head.nationality, origin, location)
    rules = [*why, *([rule] if rule else []), *because]
    return _draft(text, case, (kind, how), (origin, location), rules, told)


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


def _with_subject(case: Case, told: Told) -> Head:
    """A number without a noun takes the one nearby: "the number of refugees has reached"."""
    scene, place, head = case.scene, case.place, case.head
    same = told.frame.sentence == scene.sentence.start
    if head.kind == "people" and head.noun and not _near_own(case):
        return _of_lead(case, same) or head
    if head.kind != "elliptical":
        return head
    if noun := _complement(case):
        return replace(head, kind=noun.value)
    reference = scene.at(place + 1, "reference") or scene.ending(place, "reference")
    if reference:
        people = [m for m in case.named if m.first == reference.last and m.role == "people"]
        nationality = people[0].iso3 if people else told.frame.nationality
        stays = bool(case.near) and case.near[0].value == "live" and told.noun == "displaced"
        return replace(
            head, kind="idps" if stays and not same else head.kind, nationality=nationality
        )
    if same and told.frame.nationality:
        return replace(head, nationality=told.frame.nationality)
    return _of_lead(case, same) or head


def _near_own(case: Case) -> list[Mark]:
    """The verbs of the number's own statement."""
    return [mark for mark in case.near if case.scene.is_near(mark.first, case.place)]


def _complement(case: Case) -> Mark | None:
    """The noun that a number is said to be: "162,000 of them are third-country nationals"."""
    scene, last = case.scene, case.head.last
    nouns = [m for m in scene.near(case.place, "nouns") if 0 <= m.first - case.place <= COPULA + 3]
    return next((m for m in nouns if m.value != "people" and m.first >= last), None)


def _of_lead(case: Case, same: bool) -> Head | None:
    """The head with the noun said earlier in the sentence, in its statement or before a colon."""
    scene, place, head = case.scene, case.place, case.head
    earlier, _ = scene.beside(place)
    is_list = scene.sentence.kind == "item" or any(t.word == ":" for t in scene.tokens[:place])
    is_list = is_list and not same
    before = [
        m
        for m in scene.anywhere("nouns")
        if (earlier < m.first or is_list)
        and m.first < place
        and m.value not in ("people", "households")
        if is_list or scene.is_near(place, m.first)
    ]
    return replace(head, kind=before[0].value) if before else None


def _with_origins(head: Head, named: list[Mention], told: Told) -> Head:
    """Foreigners "from Tunisia, Ghana and Lebanon" have these nationalities."""
    if head.kind != "third_country_nationals" or head.nationality:
        return head
    after = [m for m in named if 0 <= m.first - head.last <= COPULA and m.role == "origin"]
    own = after[0].iso3 if after and told.crisis.origin not in after[0].iso3 else ()
    return replace(head, nationality=own)


def _location(case: Case, action: str, told: Told) -> tuple[Codes, str]:
    """Where the people are by the sentence, the heading, or the sentence before."""
    scene = case.scene
    location, rule = location_of(scene, case.place, case.named, told.crisis.origin)
    if location or rule or own_marks(scene, case.place, "places.abroad"):
        return location, rule
    if told.section:
        return told.section, "place_of_section"
    if scene.sentence.kind in ("item", "title") and told.home:
        return told.home, "place_of_title"
    is_open = case.head.kind == "elliptical" or action in ("arrive", "cross")
    is_open = is_open or action in ("register", "live") and told.place == told.frame.location
    is_open = is_open and told.frame.population_type != "returnees"
    if is_open and told.place and scene.sentence.kind == "prose":
        return told.place, "place_of_sentence_before"
    if told.home and action in ("arrive", "cross", "register", "live"):
        return told.home, "place_of_title"
    return (), ""


def _settled(case: Case, kind: str, action: str, location: Codes, rule: str, told: Told) -> str:
    """The population type, now that the place is known."""
    crisis, place = told.crisis, case.place
    abroad = bool(own_marks(case.scene, place, "places.abroad"))
    inside = bool(location) and set(location) <= {crisis.origin, *crisis.others}
    is_own = rule in IN_CLAUSE and inside and not abroad
    elsewhere = bool(location) and not inside
    if kind == "displaced" and (is_own or action == "live" and not elsewhere and not abroad):
        return "idps"
    if kind == "displaced" and action == "displace" and told.has_idps and not (elsewhere or abroad):
        return "idps"
    if kind == "people_fleeing" and action in MOVING and not elsewhere and not abroad:
        if action == "flee" and _left_a_town(case, crisis.origin):
            return "idps"
        comes_back = is_own or told.frame.population_type == "returnees"
        if crisis.is_return and action == "arrive" and comes_back:
            return "returnees"
    if (
        action in STAYING
        and case.head.kind == "people"
        and kind in ("refugees", "people_fleeing", "displaced")
    ):
        return "idps" if is_own and not case.head.nationality else "refugees" if elsewhere else kind
    return kind


def _left_a_town(case: Case, origin: str) -> bool:
    inside = case.scene.near(case.place, "places.capital")
    return bool(inside) or left_a_town(case.place, case.named, origin)


def _places(
    case: Case, kind: str, action: str, location: Codes, rule: str, told: Told
) -> tuple[Codes, Codes]:
    """Origin and location of a count of a population type."""
    said = origin_of(case.place, case.named)
    crisis = told.crisis.codes
    if case.head.kind == "third_country_nationals" and said != crisis:
        said = ()
    if kind == "idps":
        country = location if rule in IN_CLAUSE and location else (said or crisis)
        return country, country
    if kind == "third_country_nationals" and location == crisis and rule in IN_CLAUSE:
        return ((), location) if action != "displace" else (crisis, ())
    if kind in ("returnees", "assisted_returns"):
        return _of_returns(case, kind, location, said, told)
    own = () if case.head.nationality == location else case.head.nationality
    origin = said or (own if kind != "third_country_nationals" else ()) or crisis
    if (
        kind in HOSTED
        and location == crisis
        and rule in IN_CLAUSE
        and origin == crisis
        and not said
    ):
        return (), location
    return origin, () if set(location) <= set(origin) else location


def _of_returns(
    case: Case, kind: str, location: Codes, said: Codes, told: Told
) -> tuple[Codes, Codes]:
    """Returnees come from where they had been and are where their country is."""
    crisis, nationality = told.crisis.codes, case.head.nationality
    went_home = bool(case.scene.anywhere("places.home"))
    own = nationality or (crisis if told.crisis.is_return else ())
    if own == crisis and crisis and (told.crisis.is_return or went_home or nationality):
        other = next((c for c in (said, location) if c and c != crisis), ())
        return other, crisis
    if location and location != crisis:
        return said or crisis, location
    if nationality and nationality != crisis and kind == "returnees":
        return said or crisis, nationality
    if said and said != crisis:
        return said, crisis
    if location or went_home and kind == "returnees" and not nationality:
        return (), location or crisis
    return crisis, ()


def _draft(
    text: str,
    case: Case,
    what: tuple[str, str],
    where: tuple[Codes, Codes],
    why: list[str],
    told: Told,
) -> DraftCount:
    scene, place, head = case.scene, case.place, case.head
    number, token = scene.numbers[place], scene.tokens[place]
    qualifier, phrase, first, last = _qualified(text, scene, place, head)
    begin, end = scene.tokens[first].start, max(token.end, scene.tokens[last - 1].end)
    started, ended = period_of(scene, place, told.published)
    if number.about and not qualifier:
        qualifier, phrase = "about", text[token.start : token.end]
    rules = tuple(dict.fromkeys([*([f"qualifier_{qualifier}"] if qualifier else []), *why]))
    sure = 0.9 - 0.15 * ("carried_on" in rules) - 0.1 * (head.kind == "elliptical")
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
        "crossings" if head.kind == "crossings" else "people",
        "+".join(where[0]),
        "+".join(where[1]),
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
