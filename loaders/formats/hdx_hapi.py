"""OCHA HDX HAPI: internally displaced people, refugees and returnees, put into one shape by OCHA.

Published   whenever the humanitarian data exchange is updated; CSV or JSON.
Measures    a stock at the end of the reference period. IDPs come from IOM DTM, refugees and
            returnees from UNHCR.
Covers      IDPs in countries with a response plan, down to admin 2; refugees in every country.
Known gaps  rounds must not be added; operations in one country overlap and are sources of their
            own here. `all` rows stand beside their breakdowns. A row with an error of HDX is not
            read; its warnings (place codes that it repaired) go into the note. Groups that we
            have one word for (returned refugees and returned IDPs) are sources of their own.
"""

from collections.abc import Iterator

import numpy as np

from ledger import crisis
from ledger.checks import Problem
from loaders.assessments import method_of, source_of
from loaders.bodies import Body, blanks, body_of, note
from loaders.cards import Card
from loaders.cells import Cells
from loaders.headers import Found, Header
from loaders.judging import Asked, Judged, judged, united
from loaders.meanings import among, blank, country, day, is_nothing, whole
from loaders.regions import code_of, swapped
from loaders.unhcr_groups import (
    GROUPS,
    NOT_READ,
    STATELESS,
    WITHOUT_CODE,
    origin_of,
    source_of_group,
)

URL = "https://data.humdata.org/hapi"


def _card(source: str, title: str, method: str, covers: str, gaps: str) -> Card:
    cited = "OCHA HDX HAPI"
    return Card(
        source, "OCHA", title, URL, "Terms of the providers", cited, "", method, covers, gaps
    )


IDPS = _card(
    "hdx_hapi_idps",
    "HDX HAPI, internally displaced people (from IOM DTM)",
    "Baseline and site assessments of IOM",
    "IDPs by operation, round and place",
    "Rounds and operations must not be added",
)
REFUGEES = _card(
    "hdx_hapi_refugees",
    "HDX HAPI, refugees and persons of concern (from UNHCR)",
    "Registration by States and UNHCR",
    "By origin, asylum, population group, sex and age",
    "Rows for all stand beside their breakdowns",
)
RETURNEES = _card(
    "hdx_hapi_returnees",
    "HDX HAPI, returnees (from UNHCR)",
    "Registration by States and UNHCR",
    "Returned refugees and IDPs by sex and age",
    "Rows for all stand beside their breakdowns",
)
SOURCES = (IDPS, REFUGEES, RETURNEES)

ALWAYS = ("reference_period_start", "reference_period_end", "population")
DETAILS = (
    *("has_hrp", "in_gho", "dataset_hdx_id", "resource_hdx_id", "warning", "error"),
    *("dataset_hdx_stub", "resource_name", "hapi_updated_date", "hapi_replaced_date"),
    *("location_ref", "location_name", "admin1_ref", "admin2_ref"),
)
OF_IDPS = Header(
    ("location_code", "operation", "assessment_type", "reporting_round", *ALWAYS),
    (
        *("provider_admin1_name", "provider_admin2_name", "admin_level"),
        *("admin1_code", "admin1_name", "admin2_code", "admin2_name", *DETAILS),
    ),
)
OF_PEOPLE = Header(
    (
        *("origin_location_code", "asylum_location_code", "population_group"),
        *("gender", "age_range", *ALWAYS),
    ),
    (
        *("origin_location_name", "asylum_location_name", "min_age", "max_age"),
        *("origin_has_hrp", "origin_in_gho", "asylum_has_hrp", "asylum_in_gho"),
        *("origin_location_ref", "asylum_location_ref", *DETAILS),
    ),
)
HEADERS = (OF_IDPS, OF_PEOPLE)
ALL = {"", "all", "total"}
SEX = {"f": "female", "m": "male", "o": "other", "x": "other", "female": "female", "male": "male"}
UNKNOWN_SEX = {"u", "unknown", "e"}


def read(found: Found, asked: Asked) -> Judged:
    """Every row without an error of HDX: totals and breakdowns, each with what it is about."""
    body = body_of(found)
    wrong = body["error"].where(lambda text: not is_nothing(text))
    told = [*_wrong(body.only(wrong))]
    right = body.only(~wrong)
    counted = right["population"].where(lambda text: not is_nothing(text))
    told += _left_out(right, ~counted, "not_reported")
    rows = right.only(counted)
    piece = _idps(rows, asked) if found.header is OF_IDPS else _people(rows, asked)
    return united([piece], body.problems + told)


def _wrong(body: Body) -> Iterator[Problem]:
    """A warning for each error that HDX names, at the first row that has it."""
    errors = body["error"].texts_of_rows()
    for text in dict.fromkeys(errors):
        row = body.rows[errors.index(text)].as_py()
        letter = body["error"].letter
        place = (body.sheet, f"{letter}{row}" if letter else "", row, "error", text)
        yield Problem("warning", "rows_with_error", *place, params={"n": errors.count(text)})


def _idps(rows: Body, asked: Asked) -> Judged:
    columns = {
        "source_id": rows.joined(
            ("operation", "assessment_type"), lambda *of: source_of(IDPS.source_id, *of)
        ),
        "population_type": "idps",
        "measure": "stock",
        "unit": "people",
        "reference_period_start": rows["reference_period_end"].read(day),
        "reference_period_end": rows["reference_period_end"].read(day),
        "origin_iso3": rows["location_code"].read(country),
        "location_iso3": rows["location_code"].read(country),
        "admin1_code": rows.joined(
            ("location_code", "provider_admin1_name", "admin1_code"), _admin1
        ),
        "admin2_code": rows["admin2_code"].read(blank),
        "place_as_reported": rows.joined(
            ("provider_admin2_name", "provider_admin1_name", "admin2_name", "admin1_name"), _place
        ),
        "count": rows["population"].read(whole),
        "qualifier": "exact",
        "method": rows["assessment_type"].read(method_of),
        "operation": rows["operation"],
        "round": rows["reporting_round"].read(whole),
        "source_url": URL,
        "note": rows["warning"].read(_warned),
    }
    read = judged("counts", rows, columns, asked, places=("place_as_reported", "note"))
    here = rows["location_code"].where(lambda code: country(code) == crisis.read().origin_iso3)
    told = swapped(rows.only(here), "provider_admin1_name", "admin1_code")
    return united([read], [*blanks(rows, "location_code"), *told])


def _admin1(iso3: str, name: str, code: str) -> str:
    """The code of a region; in the country in crisis the name that its provider gave leads."""
    here = country(iso3) == crisis.read().origin_iso3 and not is_nothing(name)
    return code_of(name, code) if here else blank(code)


def _warned(text: str) -> str:
    return "" if is_nothing(text) else f"HDX: {text}"


def _place(*names: str) -> str:
    """The name of the smallest place, as its provider writes it where it differs."""
    return next((name for name in names if name), "")


def _people(body: Body, asked: Asked) -> Judged:
    group = body["population_group"]
    others = group.where(lambda code: code.upper() in NOT_READ)
    unknown = body["gender"].where(lambda text: text.lower() in UNKNOWN_SEX)
    rows = body.only(~others & ~unknown)
    group = rows["population_group"].read(str.upper)
    returned = group.where(lambda code: GROUPS.get(code) == "returnees")
    pieces = [
        _of_measure(rows.only(chosen), measure, source, asked)
        for chosen, measure, source in (
            (~returned, "stock", REFUGEES),
            (returned, "flow", RETURNEES),
        )
        if chosen.any()
    ]
    told = [*blanks(rows, "population_group", "asylum_location_code")]
    told += _left_out(body, others, "groups_left_out") + _left_out(body, unknown, "sex_unknown")
    return united(pieces, told)


def _left_out(body: Body, rows: np.ndarray, rule: str):
    return [note(rule, body, n=int(rows.sum()))] if rows.any() else []


def _of_measure(rows: Body, measure: str, source: Card, asked: Asked) -> Judged:
    period: dict[str, Cells] = {
        name: rows[name].read(day) for name in ("reference_period_start", "reference_period_end")
    }
    if measure == "stock":
        period["reference_period_start"] = period["reference_period_end"]
    columns = {
        "source_id": rows["population_group"].read(
            lambda t: source_of_group(source.source_id, t.upper())
        ),
        "population_type": rows["population_group"].read(lambda t: among(GROUPS)(t.upper())),
        "measure": measure,
        "unit": "people",
        **period,
        "origin_iso3": rows["origin_location_code"].read(origin_of),
        "location_iso3": rows["asylum_location_code"].read(country),
        "place_as_reported": rows["origin_location_code"].named(WITHOUT_CODE, ""),
        "nationality_iso3": rows["origin_location_code"].read(
            lambda code: "XXA" if code in STATELESS else ""
        ),
        "sex": rows["gender"].read(_sex),
        "age_range": rows["age_range"].read(lambda text: "" if text.lower() in ALL else text),
        "count": rows["population"].read(whole),
        "qualifier": "exact",
        "method": "registration",
        "source_url": URL,
        "note": rows["warning"].read(_warned),
    }
    return judged("counts", rows, columns, asked, places=("place_as_reported", "note"))


def _sex(text: str) -> str:
    return "" if text.lower() in ALL else SEX.get(text.lower(), text)
