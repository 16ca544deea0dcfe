"""IOM DTM: general population survey, IDPs and returnees by region, one workbook a round.

Published   as a workbook after every round, each round in a shape of its own: macro-regions in the
            first rounds, oblasts later; with and without a date column, HXL tags, notes beside and
            below the table.
Measures    a stock on the reported date, estimated from interviews by telephone.
Covers      people present in areas under government control; starred oblasts are covered in part.
Known gaps  rounds are never added. `n/a` was not estimated. A row for people whose place is not
            known is no region. Shares are not read, nor tables of where people came from, of the
            largest places, or of places smaller than regions. The capital and the oblast around
            it may carry each other's code: the name leads, and a warning says so.

A round without a date column says nowhere in its table what day it is about: whoever uploads it is
asked once, with the last day suggested that stands above the table or in the name of the file.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ledger import crisis
from ledger.check_countries import country_names
from ledger.checks import Problem
from loaders.bodies import Body, body_of, note, warning
from loaders.cards import Card
from loaders.files import File
from loaders.headers import Found, Header, every
from loaders.judging import Asked, Judged, judged, once_in_sheets, united
from loaders.meanings import blank, country, day, is_nothing, slug, whole
from loaders.regions import code_of, is_known, is_region, place_of, swapped, unknown
from loaders.survey_titles import CODE, COUNTRY, DAY, ESTIMATE, REGION, ROUND, is_aside


def _card(iso3: str) -> Card:
    name = country_names("en").get(iso3, iso3)
    return Card(
        f"iom_dtm_{slug(name)}_gps",
        "IOM",
        f"Displacement Tracking Matrix, {name}, General Population Survey",
        "https://data.humdata.org/organization/iom",
        "Non-commercial use with credit to IOM",
        f"IOM DTM, {name}, internal displacement report, General Population Survey",
        "30",
        "Telephone survey, random digit dialling",
        "IDPs and returnees by macro-region or oblast",
        "Rounds must not be added; areas outside government control are covered in part",
        "idps",
    )


SOURCE = _card(crisis.read().origin_iso3)
SOURCES = (SOURCE,)


HEADER = Header((REGION,), (ROUND, COUNTRY, DAY, CODE), ESTIMATE, "Estimated IDPs present")
HEADERS = (HEADER,)
OF_SURVEY = re.compile(r"(?i)\b(?:oblasts?|macro[ -]?regions?|область|макрорегіон)\b")
ROUND_IN_NAME = re.compile(r"(?i)(?:round|\br)[ _\-]*(\d{1,2})\b")
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
DAYS = re.compile(r"\d{1,2} [A-Za-z]+ \d{4}|[A-Za-z]+ \d{1,2} \d{4}|\d{4} \d{2} \d{2}")
NO_DAY = ""


def knows(found: Found) -> bool:
    """Whether a table is of this survey: others have a column Region too, of other countries."""
    own = any(OF_SURVEY.search(title) for title in found.titles)
    return own or any(is_region(cell) for row in found.sheet.head[found.row :] for cell in row)


def read(found: Found, asked: Asked) -> Judged:
    """A count for each region and number, from every sheet that has such a table."""
    tables = every(found.file, HEADERS)
    aside = [at for at in tables if is_aside(at.sheet.name, _above(at), at.titles)]
    told = [Problem("note", "table_left_out", at.sheet.name, row=at.row) for at in aside]
    bodies = [(at, body_of(at)) for at in tables if at not in aside]
    day_said = asked.decisions.days.get(asked.received, NO_DAY)
    for at, body in bodies:
        if not body[DAY].filled().any() and not day_said:
            params: dict[str, object] = {"suggested": _suggested(at)}
            return {}, [*told, Problem("error", "day_missing", body.sheet, params=params)]
    return once_in_sheets(united((_sheet(at, body, asked) for at, body in bodies), told))


def _sheet(found: Found, body: Body, asked: Asked) -> Judged:
    titles: dict[str, list[str]] = {}
    for title in found.header.numbers(found.titles):
        titles.setdefault(_type(title), []).append(title)
    named, notes = body[REGION].filled(), _notes(body, titles)
    problems = [*body.problems, *_alike(titles, body), *_nameless(body.only(~named), titles)]
    problems += [note("note_left_out", body, row) for row in body.only(notes).rows.to_pylist()]
    rows = body.only(named & ~notes)
    here = rows[COUNTRY].where(lambda text: _country(text) == crisis.read().origin_iso3)
    problems += [*swapped(rows.only(here), REGION, CODE), *unknown(rows.only(here), REGION, CODE)]
    return united((_counts(rows, one[0], found.file, asked) for one in titles.values()), problems)


def _notes(body: Body, titles: dict[str, list[str]]) -> np.ndarray:
    """Which rows have neither a number nor the name or code of a region: notes to the table."""
    numbers = [body[one[0]].where(is_nothing) for one in titles.values()]
    known = (body[title].texts_of_rows() for title in (REGION, CODE))
    unknown_region = [not is_known(*texts) for texts in zip(*known, strict=True)]
    return np.logical_and.reduce([*numbers, np.array(unknown_region, bool)])


def _alike(titles: dict[str, list[str]], body: Body) -> Iterator[Problem]:
    """An error where several columns may be the number of the same people."""
    for same in titles.values():
        if len(same) > 1:
            params: dict[str, object] = {"titles": ", ".join(same)}
            cell = f"{body[same[1]].letter}{body.header_row}"
            place = (body.sheet, cell, body.header_row, same[1], same[1])
            yield Problem("error", "columns_alike", *place, params)


def _nameless(body: Body, titles: dict[str, list[str]]) -> Iterator[Problem]:
    """A warning for each row that has a number and no name of a region."""
    numbers = (body[one[0]].texts_of_rows() for one in titles.values())
    for row, *texts in zip(body.rows.to_pylist(), *numbers, strict=True):
        if said := [text for text in texts if any(map(str.isdecimal, text))]:
            yield replace(warning("region_missing", body, row), value=said[0])


def _type(title: str) -> str:
    return "returnees" if "return" in title.lower() else "idps"


def _country(text: str) -> str:
    """The country that a row names; a table that names none is of the country in crisis."""
    return country(text) if text else crisis.read().origin_iso3


def _counts(body: Body, title: str, file: File, asked: Asked) -> Judged:
    given = body[title].where(lambda text: not is_nothing(text))
    rows = body.only(given)
    missing = int((~given).sum())
    told = [note("not_reported", body, n=missing)] if missing else []
    code = rows[COUNTRY].read(_country)
    dated = body[DAY].filled().any()
    on = rows[DAY].read(day) if dated else asked.decisions.days[asked.received]
    columns = {
        "source_id": code.read(lambda iso3: _card(iso3).source_id),
        "population_type": _type(title),
        "measure": "stock",
        "unit": "people",
        "reference_period_start": on,
        "reference_period_end": on,
        "origin_iso3": code,
        "location_iso3": code,
        "admin1_code": rows.joined((REGION, CODE), code_of),
        "place_as_reported": rows[REGION].read(place_of),
        "count": rows[title].read(_people),
        "qualifier": "about",
        "method": "survey",
        "round": rows[ROUND].read(_round) if body.has(ROUND) else _round_in_name(body, file),
        "source_url": SOURCE.url,
        "note": rows[REGION].read(_starred),
    }
    tables, problems = judged("counts", rows, columns, asked, places=("place_as_reported",))
    return tables, told + problems


def _people(text: str) -> str:
    """A whole number; commas in English figures of people can only part thousands."""
    return text.replace(",", "") if THOUSANDS.fullmatch(text) else whole(text)


def _starred(text: str) -> str:
    return f"Marked {'*' * text.count('*')} by the publisher: see its notes" if "*" in text else ""


def _round(text: str) -> str:
    """The number of a round, also where a cell says Round 4 or R4."""
    said = ROUND_IN_NAME.fullmatch(text)
    return said[1] if said else whole(blank(text))


def _round_in_name(body: Body, file: File) -> str:
    """The number of the round, as the sheet or file is named."""
    said = ROUND_IN_NAME.search(body.sheet) or ROUND_IN_NAME.search(file.name.replace("_", " "))
    return said[1] if said else ""


def _above(found: Found) -> list[str]:
    """What stands in the rows above the titles of a table."""
    return [text for row in found.sheet.head[: found.row - 1] for text in row if text]


def _suggested(found: Found) -> str:
    """The last day that stands above the table, in the sheet's name or the file's; "" if none."""
    for text in (*_above(found), found.sheet.name, found.file.name.rpartition(".")[0]):
        said = [day(one) for one in DAYS.findall(re.sub(r"[_\-.,–—()]+| +", " ", text))]
        days = [one for one in said if re.fullmatch(r"\d{4}-\d{2}-\d{2}", one)]
        if days:
            return days[-1]
    return ""
