"""OCHA HDX HAPI: internally displaced people, refugees and returnees, put into one shape by OCHA.

Published   whenever the humanitarian data exchange is updated; CSV or JSON.
Measures    a stock at the end of the reference period. IDPs come from IOM DTM, refugees and
            returnees from UNHCR.
Covers      IDPs in countries with a response plan, down to admin 2; refugees in every country.
Known gaps  rounds must not be added; operations in one country overlap and are sources of their
            own here. `all` rows stand beside their breakdowns. A row with an error of HDX is not
            read; its warnings (place codes that it repaired) go into the note.
"""

import numpy as np

from loaders.bodies import Body, body_of, note, warning
from loaders.cards import Card
from loaders.cells import Cells
from loaders.headers import Found, Header
from loaders.judging import Asked, Judged, judged, united
from loaders.meanings import among, country, day, slug, whole

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
# UNHCR's population groups. Others of concern and host communities are not read.
GROUPS = {
    "REF": "refugees",
    "ROC": "refugees",
    "ASY": "asylum_seekers",
    "IDP": "idps",
    "IOC": "idps",
    "STA": "stateless",
    "RET": "returnees",
    "RDP": "returnees",
}
NOT_READ = {"OOC", "OIP", "HST", "HCO"}
ALL = {"", "all", "total"}
SEX = {"f": "female", "m": "male", "o": "other", "x": "other", "female": "female", "male": "male"}
UNKNOWN_SEX = {"u", "unknown", "e"}


def read(found: Found, asked: Asked) -> Judged:
    """Every row without an error of HDX: totals and breakdowns, each with what it is about."""
    body = body_of(found)
    wrong = body["error"].filled()
    told = [warning("rows_with_error", body, n=int(wrong.sum()))] if wrong.any() else []
    rows = body.only(~wrong)
    piece = _idps(rows, asked) if found.header is OF_IDPS else _people(rows, asked)
    return united([piece], body.problems + told)


def _idps(rows: Body, asked: Asked) -> Judged:
    columns = {
        "source_id": rows.joined(("operation", "assessment_type"), _source_of),
        "population_type": "idps",
        "measure": "stock",
        "unit": "people",
        "reference_period_start": rows["reference_period_end"].read(day),
        "reference_period_end": rows["reference_period_end"].read(day),
        "origin_iso3": rows["location_code"].read(country),
        "location_iso3": rows["location_code"].read(country),
        "admin1_code": rows["admin1_code"],
        "admin2_code": rows["admin2_code"],
        "place_as_reported": rows.joined(
            ("provider_admin2_name", "provider_admin1_name", "admin2_name", "admin1_name"), _place
        ),
        "count": rows["population"].read(whole),
        "qualifier": "exact",
        "method": rows["assessment_type"].read(
            lambda code: "survey" if code == "SA" else "estimate"
        ),
        "operation": rows["operation"],
        "round": rows["reporting_round"].read(whole),
        "source_url": URL,
        "note": rows["warning"].read(lambda text: f"HDX: {text}" if text else ""),
    }
    return judged("counts", rows, columns, asked, places=("place_as_reported", "note"))


def _source_of(operation: str, assessment: str) -> str:
    """A source for each operation and kind of assessment: their counts overlap."""
    sites = "_sites" if assessment == "SA" else ""
    return f"{IDPS.source_id}_{slug(operation)}{sites}" if operation else IDPS.source_id


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
    told = _left_out(body, others, "groups_left_out") + _left_out(body, unknown, "sex_unknown")
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
        "source_id": source.source_id,
        "population_type": rows["population_group"].read(lambda t: among(GROUPS)(t.upper())),
        "measure": measure,
        "unit": "people",
        **period,
        "origin_iso3": rows["origin_location_code"].read(country),
        "location_iso3": rows["asylum_location_code"].read(country),
        "sex": rows["gender"].read(_sex),
        "age_range": rows["age_range"].read(lambda text: "" if text.lower() in ALL else text),
        "count": rows["population"].read(whole),
        "qualifier": "exact",
        "method": "registration",
        "source_url": URL,
    }
    return judged("counts", rows, columns, asked)


def _sex(text: str) -> str:
    return "" if text.lower() in ALL else SEX.get(text.lower(), text)
