"""Volunteers' lists of help points as JSON: reception points, offices, consulates, supplies.

Published   by volunteers in the first months, as a file that a web page reads.
Measures    points, not people.
Covers      mostly the neighbouring country of the volunteers, and consulates elsewhere.
Known gaps  old soon; nothing says when a point was last seen to be there. 0, 0 is no place, and
            neither is a place that the list itself calls unknown. Mobile numbers, addresses and
            names may be those of volunteers: they are dropped, and a warning says from which point.
            A description that holds one is dropped as a whole. A point that the list marks as one
            to delete is not read.
            A number has one line; what is written after it (hours, languages) goes into its note.
"""

import re

import pyarrow as pa

from ledger.check_personal import gives_away
from ledger.checks import Problem
from loaders.bodies import Body, body_of, note
from loaders.cards import Card
from loaders.cells import Cells, of_texts
from loaders.contacts import contact
from loaders.headers import Found, Header
from loaders.judging import Asked, Judged, judged, united
from loaders.meanings import coordinate, country

SOURCE = Card(
    "volunteer_help_points",
    "Volunteers",
    "List of help points",
    "https://github.com/AdamGiergun/IfR-data",
    "GPL-3.0",
    "IfR, list of help points kept by volunteers",
    "",
    "Collected by volunteers",
    "Reception points, offices, consulates and supplies",
    "Not verified; no day of verification; contacts of persons are left out",
)
SOURCES = (SOURCE,)

HEADER = Header(
    ("id", "type", "hasLocation", "location.latitude", "location.longitude"),
    ("confirmed", "verified", "dbType", "territorialUnitId", "location.locality"),
)
HEADERS = (HEADER,)
LANGUAGES = ("en", "pl", "uk", "ru", "ro", "sk", "hu", "cs", "de", "fr")
KINDS = {"receptionPoint": "reception_centre", "registrationPoint": "registration_point"}
SERVICES = {
    "information": "information",
    "helpdesk": "information",
    "helpline": "information",
    "temporaryAccommodation": "accommodation",
    "accommodationHelp": "accommodation",
    "hotMeals": "food",
    "warmDrinks": "food",
    "longTermFood": "food",
    "takeawayFood": "food",
    "restPlace": "rest",
    "basicMedicalAssistance": "medical",
    "psychologicalHelp": "mental_health",
    "registration": "registration",
    "PESEL": "registration",
    "law": "legal_counselling",
    "hygieneProducts": "wash",
    "clothes": "non_food_items",
    "shoes": "non_food_items",
    "relocation": "transport",
}
CONTACT = ("phone", "phone_note", "url", "other_contact")
OF_CONTACT = re.compile(r"contacts\.\d+\.(phone|sms|eMail|name|www\..+)").fullmatch
CONSULAR = re.compile(r"(?i)consul|embass|konsul|ambasad|посольств|консул")


def read(found: Found, asked: Asked) -> Judged:
    """One point for each spot, without contacts that may be a person's."""
    listed = body_of(found)
    deleted = listed["dbType"].where(lambda text: text == "delete")
    body = listed.only(~deleted)
    problems = [p for p in body.problems if p.rule != "titles_unknown"]
    problems += [note("points_deleted", listed, n=int(deleted.sum()))] if deleted.any() else []
    contacts, dropped = _contacts(body)
    said = _in_any_language(body, "descriptionShort")
    dropped += body.rows.filter(pa.array(said.where(gives_away))).to_pylist()
    problems += [_dropped(body, row) for row in sorted(set(dropped))]
    known = body["hasLocation"].where(lambda text: text == "true")
    nowhere = known & body["location.latitude"].where(_is_zero)
    has_place = (known & ~nowhere).tolist()
    columns = {
        "source_id": SOURCE.source_id,
        "point_id": body["id"].read(lambda text: f"ifr-{text}"),
        "name": _in_any_language(body, "name"),
        "kind": body.joined(("type", "name.en", "name.pl"), _kind),
        "country_iso3": body["territorialUnitId"].read(lambda code: country(code[:2])),
        "locality": body["location.locality"],
        "latitude": _if(has_place, body["location.latitude"].read(coordinate)),
        "longitude": _if(has_place, body["location.longitude"].read(coordinate)),
        "services": _services(body),
        **{name: of_texts([c[name] for c in contacts]) for name in CONTACT},
        "source_url": SOURCE.url,
        "note": said.read(lambda text: "" if gives_away(text) else text),
    }
    piece = judged("assistance_points", body, columns, asked, places=("name", "locality", "note"))
    return united([piece], problems)


def _in_any_language(body: Body, title: str) -> Cells:
    """The text in the first language that has it, on one line."""
    known = [f"{title}.{language}" for language in LANGUAGES]
    others = [one for one in body.by_title if one.startswith(f"{title}.") and one not in known]
    titles = [one for one in (*known, *others) if body.has(one)]
    return body.joined(titles, lambda *texts: " ".join(next(filter(None, texts), "").split()))


def _is_zero(text: str) -> bool:
    try:
        return float(text) == 0
    except ValueError:
        return False


def _if(chosen: list[bool], cells: Cells) -> Cells:
    pairs = zip(chosen, cells.texts_of_rows(), strict=True)
    return of_texts([text if kept else "" for kept, text in pairs])


def _kind(kind: str, *names: str) -> str:
    if any(CONSULAR.search(name) for name in names):
        return "consular_point"
    return KINDS.get(kind, "information_point" if kind in ("office", "") else kind)


def _services(body: Body) -> Cells:
    """Our words for the services; those that we have no word for are left out."""
    titles = [title for title in body.by_title if re.fullmatch(r"services\.\d+", title)]
    return body.joined(
        titles, lambda *found: ";".join(dict.fromkeys(SERVICES[s] for s in found if s in SERVICES))
    )


def _contacts(body: Body) -> tuple[list[dict[str, str]], list[int]]:
    """The contact columns of each spot, and the rows (from 1) of which a contact was dropped."""
    regions = body["territorialUnitId"].read(lambda code: code[:2]).texts_of_rows()
    fields = {title: body[title].texts_of_rows() for title in body.by_title if OF_CONTACT(title)}
    found, dropped = [], []
    for at, row in enumerate(body.rows.to_pylist()):
        kept, was_dropped = contact(
            {title: texts[at] for title, texts in fields.items()}, regions[at]
        )
        found.append(kept)
        dropped += [row] if was_dropped else []
    return found, dropped


def _dropped(body: Body, row: int) -> Problem:
    names = _in_any_language(body, "name").texts_of_rows()
    params: dict[str, object] = {"point": names[body.rows.to_pylist().index(row)]}
    return Problem("warning", "contact_left_out", body.sheet, row=row, params=params)
