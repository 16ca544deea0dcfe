"""The description of everything read without a page: whole, valid, and kept by every answer."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.specs.openapi.checks import positive_data_acceptance

import public
from analysis.wording import Wording
from ledger.tables import TABLES
from ledger.words import LANGUAGES
from public.api import openapi

OPENAPI = "/api/v1/openapi.json"
# What is no data: shapes for maps, signing in; and the tables, which share one route.
NOT_DESCRIBED = {"/geo", "/sign_in", "/api/{path:path}"}
FORMS = ("csv", "csv-metadata.json", "json", "parquet", "xlsx")


# What is a country, a source or a version is for the ledger to say, not for a pattern: 400 or 404.
SERVED = {route.path for route in public.routes()}
schema = schemathesis.openapi.from_dict(openapi.described(Wording("en"), SERVED))
schema.config.generation.update(modes=[schemathesis.GenerationMode.POSITIVE])
schema.config.phases.coverage.enabled = False


@schema.parametrize()
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_every_answer_keeps_what_the_description_promises(ask, case):
    asked = case.as_transport_kwargs(base_url="http://testserver")
    answer = ask(asked["url"], asked["method"], params=asked["params"], follow_redirects=False)

    case.validate_response(answer, excluded_checks=[positive_data_acceptance])


@pytest.mark.parametrize(
    ("path", "query"),
    [
        *((path, "lang=fr") for path in sorted(schema) if path.startswith("/api/")),
        ("/api/v1/assistance_points.json", "hxl=on&kind=hotline"),
        ("/api/v1/counts.json", "page=people_fleeing&country=POL~MDA"),
        ("/api/v1/counts.json", "history=all&time=2022-03-01..2022-03-04&hxl=on"),
    ],
)
def test_whole_tables_are_as_described(ask, path, query):
    answer = ask(f"{path}?{query}")

    assert answer.status_code == 200
    schema[path]["GET"].validate_response(answer)


def test_every_table_and_route_is_described(ask):
    paths = set(ask(OPENAPI).json()["paths"])
    routes = {path.replace(":path}", "}") for path in SERVED - NOT_DESCRIBED}

    assert {f"/api/v1/{table}.{form}" for table in TABLES for form in FORMS} <= paths
    assert {"/api/v1/assistance_points.geojson", OPENAPI} | routes <= paths


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_is_valid_and_in_the_readers_language(ask, language):
    told = ask(f"{OPENAPI}?lang={language}").json()

    OpenAPIV31SpecValidator(told).validate()
    for one in told["components"]["schemas"].values():
        Draft202012Validator.check_schema(one)
    assert ("Chaque table" in told["info"]["description"]) == (language == "fr")
