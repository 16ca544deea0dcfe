"""UNHCR: operational data portal, people who crossed the border, by day or by country.

Published   as JSON of the portal, rewritten during the day; mirrored as CSV by others.
Measures    the time series is a flow of crossings a day over the whole region. The list of
            countries is cumulative since the crisis began, each country with its own as-of day.
            Both call the number `individuals`.
Covers      everyone who crossed, whatever their nationality. A crossing is not a person.
Known gaps  only the newest values are there and past days are rewritten: keep every file. Countries
            have different as-of days. Households of 0 were not collected. A label may say
            asylum-seekers where crossings are meant. Rows that the portal does not publish stand
            among the others: they were on its page too, and are read with a note.

A group that is not cumulative, or of people recorded or registered whatever its label says
(`recorded across Europe (cumulative)`), is a stock of people, not of crossings. The origin is that
of the record, else that of data/crisis.toml, and so is the first day of what is cumulative: a file
that names another situation is not read, because nobody can say since when it counts.
"""

import re

import numpy as np

from ledger import crisis
from ledger import names as names_of
from ledger.check_countries import country_names
from ledger.checks import Problem
from ledger.words import LANGUAGES
from loaders.bodies import Body, body_of, note, warning
from loaders.cards import Card
from loaders.cells import Cells
from loaders.headers import Found, Header
from loaders.judging import Asked, Judged, judged, united
from loaders.meanings import country, day, slug, whole
from loaders.records import RecordSheet

URL = "https://data.unhcr.org/en/situations"


def _card(origin: str) -> Card:
    name = country_names("en").get(origin, origin)
    return Card(
        f"unhcr_odp_{slug(name)}",
        "UNHCR",
        f"Operational Data Portal, {name}: border crossings",
        URL,
        "CC BY 4.0",
        f"UNHCR, Operational Data Portal, {name}",
        "1",
        "Counts of authorities at border crossing points, some estimates",
        "Neighbouring countries and their total",
        "Past days rewritten; crossings, not people; countries have different as-of days",
        "people_fleeing",
    )


SOURCE = _card(crisis.read().origin_iso3)
SOURCES = (SOURCE,)

GROUP = "population_groups.0"
COUNTRIES = Header(
    ("geomaster_name", "geomaster_id", "date", "individuals", "households"),
    (
        *("admin_level", "centroid_lon", "centroid_lat", "lat_max", "lon_max", "lat_min"),
        *("lon_min", "source", "month", "year", "population_groups_concat", "color", "demography"),
        *("population_group_id", "individuals_type", "demography_type", "published", "numChildren"),
        *(f"{GROUP}.{name}" for name in ("id", "name", "pop_origin_name", "pop_origin_code")),
        *(
            f"{GROUP}.pop_{kind}_{what}"
            for kind in ("type", "data_type")
            for what in ("code", "name")
        ),
        *(f"{GROUP}.pop_accommodation_{what}" for what in ("code", "name")),
        *(f"{GROUP}.pop_frequency_{what}" for what in ("code", "name")),
        *(f"{GROUP}.pop_frequency_cumulative{what}" for what in ("", "_code")),
    ),
)
MIRRORED_COUNTRIES = Header(
    ("country|Country|geomaster_name", "id|geomaster_id", "date|data_date", "individuals"),
    (
        *("longitude|centroid_lon", "latitude|centroid_lat", "month", "year", "published"),
        *("numChildren", "share", "display_date", "admin_level", "source", "households"),
    ),
)
DAYS = Header(("data_date", "unix_timestamp", "individuals"))
MIRRORED_DAYS = Header(("date|data_date", "individuals", "cumsum|cumulative"), ("unix_timestamp",))
HEADERS = (COUNTRIES, MIRRORED_COUNTRIES, DAYS, MIRRORED_DAYS)
OTHERS = "Other European countries"
NOT_PUBLISHED = "The portal marks this country as not published"
OF_GROUP = {"REF": "refugees", "ASY": "asylum_seekers", "TPR": "temporary_protection"}
# Codes of groups and of their data that tell of people who are there.
PRESENT = {"TPR", "REG"}
CUMULATIVE = re.compile(r"(?<!not )(?<!non )(?<!non-)cumulative")
RECORDED = re.compile(r"\b(?:recorded|registered|present|hosted)\b")
# Day to day, crossings change by a tenth and more, and fall at weekends; people present hardly
# change at all, or only become more while they are being registered.
LEAST_CHANGE, FEWEST_DAYS = 0.02, 10


def read(found: Found, asked: Asked) -> Judged:
    """A count for each country, or for each day of the whole region."""
    whole_body = body_of(found)
    situation = _other_situation(found)
    if situation:
        return {}, [Problem("error", "other_situation", params={"situation": situation})]
    reported = whole_body["individuals"].filled()
    body, problems = whole_body.only(reported), whole_body.problems
    if not reported.all():
        problems = [*problems, note("not_reported", body, n=int((~reported).sum()))]
    if found.header in (DAYS, MIRRORED_DAYS):
        return united([judged("counts", body, _days(body), asked)], [*problems, *_stock(body)])
    crossings = _are_crossings(body)
    pieces = [
        judged("counts", body.only(chosen), _countries(body.only(chosen), crossed), asked)
        for crossed, chosen in ((True, crossings), (False, ~crossings))
        if chosen.any()
    ]
    return united(pieces, [*problems, *_far_away(body.only(crossings))])


def _other_situation(found: Found) -> str:
    """The name of the situation, if the file is about another one than data/crisis.toml."""
    about = found.sheet.about if isinstance(found.sheet, RecordSheet) else {}
    situation = about.get("situation_view_name", "")
    words = set(re.findall(r"\w+", situation.lower()))
    names = [_words_of_origin(language) for language in LANGUAGES]
    return "" if not words or any(name and words >= name for name in names) else situation


def _words_of_origin(language: str) -> set[str]:
    name = country_names(language).get(crisis.read().origin_iso3, "")
    return set(re.findall(r"\w+", name.lower()))


def _countries(rows: Body, crossed: bool) -> dict[str, Cells | str]:
    """Crossings since the crisis began, or people present."""
    last = rows["date|data_date"].read(day)
    since = rows[f"{GROUP}.pop_origin_code"].read(_since)
    name = rows["country|Country|geomaster_name"]
    kind = rows[f"{GROUP}.pop_type_code"].read(lambda code: OF_GROUP.get(code, code))
    return _always(rows) | {
        "population_type": "people_fleeing" if crossed else kind,
        "measure": "cumulative" if crossed else "stock",
        "unit": "crossings" if crossed else "people",
        "reference_period_start": since if crossed else last,
        "reference_period_end": last,
        "location_iso3": name.read(lambda text: "" if text == OTHERS else country(text)),
        "place_as_reported": name.read(lambda text: text if text == OTHERS else ""),
        "method": "border_count" if crossed else "registration",
        "note": rows["published"].read(lambda t: NOT_PUBLISHED if t.lower() == "false" else ""),
    }


def _since(origin: str) -> str:
    """Since when crossings are counted; that is known of one crisis only."""
    return crisis.read().start.isoformat() if origin in ("", crisis.read().origin_iso3) else ""


def _days(rows: Body) -> dict[str, Cells | str]:
    """Crossings on each day, over the whole region."""
    on = rows["date|data_date"].read(day)
    return _always(rows) | {
        "population_type": "people_fleeing",
        "measure": "flow",
        "unit": "crossings",
        "reference_period_start": on,
        "reference_period_end": on,
        "method": "border_count",
    }


def _always(rows: Body) -> dict[str, Cells | str]:
    origin = rows[f"{GROUP}.pop_origin_code"].read(lambda code: code or crisis.read().origin_iso3)
    return {
        "source_id": origin.read(lambda code: _card(code).source_id),
        "origin_iso3": origin,
        "count": rows["individuals"].read(whole),
        "qualifier": "exact",
        "source_url": URL,
    }


def _are_crossings(body: Body) -> np.ndarray:
    """Which rows count crossings since the beginning, as those of mirrors do, which name no group.

    Who is recorded or registered is there: such a group is a stock, though it is called cumulative.
    """
    words = (f"{GROUP}.pop_frequency_cumulative", "population_groups_concat", f"{GROUP}.name")
    said = body.joined(words, lambda *texts: " ".join(texts).lower())
    kind = (f"{GROUP}.pop_type_code", f"{GROUP}.pop_data_type_code")
    present = body.joined(kind, lambda *codes: "yes" if PRESENT.intersection(codes) else "no")
    cumulative = said.where(
        lambda text: not text.strip() or bool(CUMULATIVE.search(text)) and not RECORDED.search(text)
    )
    return cumulative & ~present.is_in("yes")


def _far_away(crossed: Body) -> list[Problem]:
    """A warning if crossings are said of countries that have no border with the origin."""
    names = set(crossed["country|Country|geomaster_name"].texts_of_rows())
    countries = {names_of.exact_country(name) for name in names}
    far = sorted(countries.difference(crisis.read().neighbours_iso3, [""]))
    origin = crisis.read().origin_iso3
    said = warning("not_neighbours", crossed, countries=", ".join(far), origin=origin)
    return [said] if far else []


def _stock(body: Body) -> list[Problem]:
    """An error if the numbers hardly change or never fall: no crossings, but people present."""
    texts = body["individuals"].read(whole).texts_of_rows()
    numbers = np.array([int(text) for text in texts if text.isdecimal()], float)
    if len(numbers) < FEWEST_DAYS or not numbers[:-1].all():
        return []
    steps = np.diff(numbers)
    hardly = float(np.median(np.abs(steps / numbers[:-1]))) < LEAST_CHANGE
    return [Problem("error", "stock_in_flow", body.sheet)] if hardly or (steps >= 0).all() else []
