"""IDMC: Internal Displacement Updates, single events of the last 180 days as they are reported.

Published   every day, as JSON.
Measures    a flow: movements in one event, as one report has them.
Covers      conflict and disasters, every country; the newest and least checked figures of IDMC.
Known gaps  records of one event can overlap and are never added. The times in the file are midnight
            somewhere east of UTC and so lie on the day before: the day that the record's own
            sentence names is the day that counts, and the count's note says so.

Popup texts are HTML: only the days they name are read, nothing of them is ever shown.
"""

import re
from datetime import date, timedelta

from loaders.bodies import body_of, note
from loaders.cards import Card
from loaders.cells import of_texts
from loaders.headers import Found, Header
from loaders.judging import Asked, Judged, judged, united
from loaders.left_out import records_missing
from loaders.meanings import among, country, day, is_nothing, whole

CONFLICT, DISASTER = (
    Card(
        f"idmc_idu_{cause}",
        "IDMC",
        f"Internal Displacement Updates, {cause}",
        "https://www.internal-displacement.org/internal-displacement-updates/",
        "CC BY-IGO",
        "Internal Displacement Monitoring Centre, Internal Displacement Updates",
        "1",
        "Single reports of authorities, agencies and media; not yet validated",
        f"Movements inside a country because of {cause}, event by event",
        "Records can overlap and must not be added; no totals",
    )
    for cause in ("conflict", "disaster")
)
SOURCES = (CONFLICT, DISASTER)
SOURCE_OF = {"Conflict": CONFLICT.source_id, "Disaster": DISASTER.source_id}

HEADER = Header(
    (
        *("id", "iso3", "displacement_type", "qualifier", "figure"),
        *("displacement_start_date", "displacement_end_date"),
    ),
    (
        *("country", "latitude", "longitude", "centroid", "displacement_date", "year", "role"),
        *("event_name", "event_start_date", "event_end_date", "event_id", "event_codes"),
        *("category", "subcategory", "type", "subtype", "old_id", "created_at", "iso2"),
        *("standard_popup_text", "standard_info_text", "source_url", "sources", "link"),
        *("locations_name", "locations_coordinates", "locations_accuracy", "locations_type"),
        *("displacement_occurred", "event_code_types", "description"),
    ),
)
HEADERS = (HEADER,)
QUALIFIERS = {
    "total": "exact",
    "approximately": "about",
    "more than": "more_than",
    "at least": "at_least",
    "more than or equal": "at_least",
    "less than": "up_to",
    "less than or equal": "up_to",
    "up to": "up_to",
}
RECOMMENDED = "Recommended figure"
# Midnight east of UTC
LATE_IN_THE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}[T ](?:1\d|2[0-3]):[034][05]")
# Codes of IDMC's own, such as that of the Abyei Area.
WITHOUT_CODE = {"AB9"}
# "07 November - 09 November" at the end of a record's sentence
DAYS_IN_WORDS = re.compile(r"(\d{1,2}) ([A-Z][a-z]+)\s+-\s+(\d{1,2}) ([A-Z][a-z]+)")


def read(found: Found, asked: Asked) -> Judged:
    """One count for each record; its place says which event and record it is."""
    whole_body = body_of(found)
    given = whole_body["figure"].where(lambda text: not is_nothing(text))
    body = whole_body.only(given)
    starts, ends, said = [], [], []
    for start, end, words in zip(
        *(body[title].texts_of_rows() for title in HEADER.needed[5:]),
        body["standard_info_text|standard_popup_text"].texts_of_rows(),
        strict=True,
    ):
        first, last, moved = _days(start, end, words)
        starts.append(first)
        ends.append(last)
        said.append(f"Days as its sentence names them; the file's time is {end}" if moved else "")
    columns = {
        "source_id": body["displacement_type"].read(among(SOURCE_OF)),
        "population_type": "idps",
        "measure": "flow",
        "unit": "people",
        "reference_period_start": of_texts(starts),
        "reference_period_end": of_texts(ends),
        "origin_iso3": body["iso3"].read(_country),
        "location_iso3": body["iso3"].read(_country),
        "place_as_reported": body.joined(
            ("iso3", "country", "event_name", "locations_name", "id"), _place
        ),
        "count": body["figure"].read(whole),
        "qualifier": body["qualifier"].read(lambda text: among(QUALIFIERS)(text.lower())),
        "method": "other",
        "published_at": body["created_at"],
        "source_url": DISASTER.url,
        "note": body.joined((of_texts(said), "role"), _note),
    }
    shifted = sum(bool(text) for text in said)
    told = [note("days_shifted", body, n=shifted)] if shifted else []
    missing = int((~given).sum())
    told += [note("not_reported", body, n=missing)] if missing else []
    told += records_missing(found, whole_body)
    piece = judged("counts", body, columns, asked, places=("place_as_reported",))
    return united([piece], body.problems + told)


def _days(start: str, end: str, words: str) -> tuple[str, str, bool]:
    """The days of a record, and whether its sentence shows them to be a day later than written."""
    written = day(start), day(end)
    named = DAYS_IN_WORDS.search(words)
    if not named or not (LATE_IN_THE_DAY.match(start) or LATE_IN_THE_DAY.match(end)):
        return *written, False
    later = tuple(_next(text) for text in written)
    spoken = (_day_and_month(named[1], named[2]), _day_and_month(named[3], named[4]))
    if tuple(text[5:] for text in later) == spoken:
        return later[0], later[1], True
    return *written, False


def _next(text: str) -> str:
    try:
        return (date.fromisoformat(text) + timedelta(days=1)).isoformat()
    except ValueError:
        return text


def _day_and_month(number: str, month: str) -> str:
    """07 November as 11-07."""
    return day(f"{number} {month} 2024")[5:]


def _note(said: str, role: str) -> str:
    """What was said of its days, and that a figure only supports another one."""
    return "; ".join(filter(None, (said, "" if role == RECOMMENDED else role)))


def _country(code: str) -> str:
    return "" if code in WITHOUT_CODE else country(code)


def _place(code: str, name: str, event: str, locations: str, number: str) -> str:
    area = f"{name}: " if code in WITHOUT_CODE and name else ""
    return f"{area}{locations or event} ({number})".strip()
