"""Origin and location of a count, and its population type now that they are known."""

from loaders.reports.actions import MOVING, STAYING, own_marks
from loaders.reports.told import Case, Codes, Told
from loaders.reports.where import IN_CLAUSE, left_a_town, location_of, origin_of

HOSTED = ("refugees", "asylum_seekers")


def whereabouts(case: Case, action: str, told: Told) -> tuple[Codes, str]:
    """Where the people are by the sentence, the heading, or the sentence before."""
    scene = case.scene
    location, rule = location_of(scene, case.place, case.named, told.crisis.origin)
    if location or rule or own_marks(scene, case.place, "places.abroad"):
        return location, rule
    if scene.at(case.place + 1, "reference") and told.frame.location:
        return told.frame.location, "carried_on"
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


def settled(case: Case, kind: str, action: str, location: Codes, rule: str, told: Told) -> str:
    """The population type, now that the place is known."""
    crisis, place = told.crisis, case.place
    abroad = bool(own_marks(case.scene, place, "places.abroad", "places.over"))
    inside = bool(location) and set(location) <= {crisis.origin, *crisis.others}
    is_own = rule in IN_CLAUSE and inside and not abroad
    elsewhere = bool(location) and not inside
    if kind == "displaced" and (is_own or action == "live" and not elsewhere and not abroad):
        return "idps"
    if kind == "displaced" and action in MOVING and elsewhere:
        return "people_fleeing"
    if (
        kind == "displaced"
        and action in ("displace", "")
        and told.has_idps
        and not (elsewhere or abroad)
    ):
        return "idps"
    if kind == "people_fleeing" and action in MOVING and not elsewhere and not abroad:
        if action == "flee" and (is_own or _left_a_town(case, crisis.origin)):
            return "idps"
        if action == "arrive" and _is_into(case, crisis.origin):
            return "returnees"
        comes_back = is_own or told.frame.population_type == "returnees"
        if crisis.is_return and action == "arrive" and comes_back:
            return "returnees"
    is_part = case.scene.numbers[place].value <= told.fled
    if kind == "refugees" and action == "host" and elsewhere and is_part:
        return "people_fleeing"
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


def _is_into(case: Case, origin: str) -> bool:
    """Whether people come into the country of the crisis itself, not into a town of it."""
    return any(
        m.role == "location" and m.iso3 == (origin,) and not m.is_town
        for m in case.named
        if case.scene.is_near(m.first, case.place)
    )


def both_ends(
    case: Case, kind: str, action: str, location: Codes, rule: str, told: Told
) -> tuple[Codes, Codes]:
    """Origin and location of a count of a population type."""
    said = origin_of(case.scene, case.place, case.named)
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
    frame = told.frame
    goes_on = case.head.kind == "elliptical" and frame.sentence == case.scene.sentence.start
    if goes_on and frame.population_type == kind and not said:
        return frame.origin, frame.location
    went_home = bool(case.scene.anywhere("places.home"))
    own = nationality or (crisis if told.crisis.is_return else ())
    if own == crisis and crisis and (told.crisis.is_return or went_home or nationality):
        other = next((c for c in (said, location) if c and c != crisis), ())
        return other, crisis
    if told.crisis.people and kind == "returnees" and location in ((), crisis):
        return said or crisis, told.crisis.people
    if location and location != crisis:
        return said or crisis, location
    if nationality and nationality != crisis and kind == "returnees":
        return said or crisis, nationality
    if said and said != crisis:
        return said, crisis
    if location == crisis and told.home:
        return told.home, location
    if location or went_home and kind == "returnees" and not nationality:
        return (), location or crisis
    return crisis, ()
