"""IDMC: Global Internal Displacement Database, internal displacement by country and year.

Published   once a year in May, one file for conflict and one for disasters; past years are
            corrected.
Measures    new displacements: a flow of movements during the year, in which one person may be
            counted several times. Total: a stock of people displaced on 31 December.
Covers      internal displacement only, in every country.
Known gaps  a blank is not a zero: it was not estimated. Rounded columns are for show and are not
            read; the first editions have no others, so their numbers are read as "about". Disaster
            files give an event a row each: events are listed, never added; those with one name are
            told apart by IDMC's id or by a number. An event is of its year: it ends on the day
            that the file says, on the year's last day where that is not certain.
"""

import re

from ledger.checks import Problem
from loaders.bodies import Body, body_of, warning
from loaders.cells import Cells, of_texts
from loaders.gidd_editions import (
    CONFLICT,
    DISASTER,
    END,
    END_ACCURACY,
    EVENT,
    EVENT_ID,
    EVENTS,
    FIRST_EVENTS,
    NAME,
    SERIES,
    SHORT,
    START,
    YEARLY,
    Series,
)
from loaders.headers import Found
from loaders.judging import Asked, Judged, judged, nothing, united
from loaders.left_out import records_missing, sheets_left_out
from loaders.meanings import country, day, first_day, is_nothing, last_day, whole

SOURCES = (CONFLICT, DISASTER)
HEADERS = (SHORT, EVENTS, FIRST_EVENTS, YEARLY)
# Codes of IDMC's own.
WITHOUT_CODE = {"AB9": "Abyei Area"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
OF_DISASTERS = "hazard_type|hazard_type_name|hazard_category|Hazard Type|event_name"


def read(found: Found, asked: Asked) -> Judged:
    """New displacements and totals of each row that has them."""
    body = body_of(found)
    missing = _without_exact(found, body)
    if missing:
        return nothing(), body.problems + missing
    told = _only_rounded(body) + records_missing(found, body)
    told += sheets_left_out(found, body, (found.sheet.name,))
    pieces = [_counts(body, one, asked) for one in SERIES if body.has(f"{one.exact}|{one.rounded}")]
    return united(pieces, body.problems + told)


def _without_exact(found: Found, body: Body) -> list[Problem]:
    """Rounded columns whose exact one is lost; the first editions have no exact ones at all."""
    if not any(body.has(one.exact) for one in SERIES):
        return []
    titles = [
        one.exact.split("|")[0 if body.has("ISO3") else -1]
        for one in SERIES
        if body.has(one.rounded) and not body.has(one.exact)
    ]
    return [
        Problem(
            "error", "title_missing", body.sheet, row=found.row, column=one, params={"title": one}
        )
        for one in titles
    ]


def _counts(body: Body, one: Series, asked: Asked) -> Judged:
    is_exact = body.has(one.exact)
    titles = one.exact if is_exact else one.rounded
    rows = body.only(body[titles].where(lambda text: not is_nothing(text)))
    source = DISASTER if body.has(OF_DISASTERS) else one.source
    year, is_flow = rows["year|Year"], one.measure == "flow"
    columns = {
        "source_id": source.source_id,
        "population_type": "idps",
        "measure": one.measure,
        "unit": "people",
        "reference_period_start": _start(rows) if is_flow else year.read(last_day),
        "reference_period_end": _end(rows) if is_flow else year.read(last_day),
        "origin_iso3": rows["iso3|ISO3"].read(_country),
        "location_iso3": rows["iso3|ISO3"].read(_country),
        "place_as_reported": _places(rows, titles),
        "count": rows[titles].read(whole),
        "qualifier": "exact" if is_exact else "about",
        "method": "estimate",
        "source_url": source.url,
        "note": "Movements, not people" if is_flow else "",
    }
    return judged("counts", rows, columns, asked)


def _only_rounded(body: Body) -> list[Problem]:
    """A warning about the first editions, which have rounded numbers only."""
    titles = [
        title
        for one in SERIES
        for title in one.rounded.split("|")
        if body.has(title) and not body.has(one.exact)
    ]
    return [warning("only_rounded", body, titles=", ".join(titles))] if titles else []


def _country(code: str) -> str:
    return "" if code in WITHOUT_CODE else country(code)


def _places(rows: Body, titles: str) -> Cells:
    """The event, or the name of an area that ISO has no code for.

    Other events with the name and first day of one above have their id behind it, or a number.
    """
    places = rows.joined(("iso3|ISO3", NAME, EVENT), _place)
    if not rows.has(EVENT):
        return places
    keys = rows.joined(("iso3|ISO3", "year|Year", START, places), lambda *key: "|".join(key))
    seen: dict[str, dict[str, str]] = {}
    named = []
    columns = (keys, places, rows[EVENT_ID], rows[titles])
    for key, place, event_id, count in zip(*(c.texts_of_rows() for c in columns), strict=True):
        same = seen.setdefault(key, {})
        said = f"[{event_id}]" if event_id else f"({len(same) + 1})"
        behind = same.setdefault(event_id or count, said if same else "")
        named.append(f"{place} {behind}".strip())
    return of_texts(named)


def _place(code: str, name: str, event: str) -> str:
    return event or (name or WITHOUT_CODE[code] if code in WITHOUT_CODE else "")


def _start(rows: Body) -> Cells:
    """The day an event began where the file says so, else the first day of the year."""
    year = rows["year|Year"]
    if not rows.has(START):
        return year.read(first_day)
    return rows.joined((START, year), lambda on, year: day(on) if on else first_day(year))


def _end(rows: Body) -> Cells:
    """The day an event ended, if it is known and in the year that the count is of."""
    year = rows["year|Year"]
    if not rows.has(END):
        return year.read(last_day)
    return rows.joined((year, START, END, END_ACCURACY), _last)


def _last(year: str, start: str, end: str, accuracy: str) -> str:
    first, on, last = day(start), day(end), last_day(year)
    if end and not DAY.fullmatch(on):
        return on
    return on if end and accuracy in ("", "Day") and first <= on <= last else last
