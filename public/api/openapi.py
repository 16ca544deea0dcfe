"""The description of everything that is read without a page (OpenAPI 3.1), made of declarations.

A route is described when it is served, so that the description promises nothing else.
"""

from collections.abc import Collection, Iterable
from typing import Any

import orjson

from analysis.wording import Wording
from ledger import crisis
from ledger.tables import TABLES
from public.answers import Made
from public.api import forms, parameters, schemas
from public.api.beside import OF_A_VIEW, ROUTES, Beside
from public.problems import MEDIA_TYPE as PROBLEM

PATH = f"{forms.START}openapi.json"
MEDIA_TYPE = "application/json"
OF_ANSWERS = ("ETag", "Cache-Control", "Last-Modified", "Vary", "X-Version")
# Forms that have a schema; that of JSON is named like its table.
SCHEMAS = {forms.COMPANION: "csv_metadata", "geojson": "points_geojson", "json": ""}
FOR_PEOPLE = ("text/html", "application/pdf")


def made(words: Wording, served: Collection[str]) -> Made:
    """The description in a language; `served` are the paths of routes."""
    return Made(orjson.dumps(described(words, served)), MEDIA_TYPE, headers=forms.FOR_ALL)


def described(words: Wording, served: Collection[str]) -> dict[str, Any]:
    """The description in the types of JSON."""
    about = crisis.read()
    contact = {"contact": {"name": about.contact}} if about.contact else {}
    tables = {
        f"{forms.START}{table}.{form}": _table(table, form, words)
        for table in TABLES
        for form in forms.of(table)
    }
    beside = {one.described_as: _beside(one, words) for one in ROUTES if one.path in served}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{about.site_name[words.language]}: {words.crisis()}",
            "version": "1",
            "description": words.say("api.about"),
            **contact,
        },
        "servers": [{"url": "/"}],
        "paths": {**tables, PATH: _beside(ITSELF, words), **beside},
        "components": {"schemas": schemas.named(words), "headers": _headers(words)},
    }


def _table(table: str, form: str, words: Wording) -> dict[str, Any]:
    pages = [f"api/{table}", *(["api/counts/people_fleeing"] if table == "counts" else [])]
    schema = {"type": "string"} if form == "csv" else {}
    if form in SCHEMAS:
        schema = schemas.ref(SCHEMAS[form] or table)
    more = ["Link"] if form == "csv" else []
    more += ["Content-Disposition"] if form not in ("json", forms.COMPANION) else []
    title = f"{words.say(f'table.{table}')}: {words.say(f'api.form.{form}')}"
    media_type = forms.MEDIA_TYPES[form]
    answers = _answers(media_type, schema, (*OF_ANSWERS, *more), words)
    return _get(f"{table}_{form}", title, parameters.read_by(*pages), answers, words)


def _beside(one: Beside, words: Wording) -> dict[str, Any]:
    operation = one.described_as.strip("/").replace("/", "_").replace(".", "_") or "start"
    operation = operation.replace("{", "").replace("}", "")
    schema = schemas.ref(one.schema) if one.schema else {"type": "string"} if one.is_text else {}
    headers = OF_ANSWERS if one.is_of_a_view else ()
    answers = _answers(one.media_type, schema, headers, words, one.statuses)
    names = [*one.parameters, "lang"] if one.is_of_a_view else one.parameters
    described = _get(operation, words.say(f"api.route.{one.name}"), names, answers, words)
    in_path = [_in_path(name, values, words) for name, values in one.in_path.items()]
    described["get"]["parameters"] += in_path
    return described


def _get(
    operation: str,
    summary: str,
    names: Iterable[str],
    answers: dict[str, Any],
    words: Wording,
) -> dict[str, Any]:
    asked = [parameters.of(name, words) for name in names]
    described = {"operationId": operation.replace("-", "_").replace(".", "_"), "summary": summary}
    return {"get": {**described, "parameters": asked, "responses": answers}}


def _answers(
    media_type: str,
    schema: dict[str, Any],
    headers: Iterable[str],
    words: Wording,
    statuses: Iterable[str] = OF_A_VIEW,
) -> dict[str, Any]:
    """What may be answered, by status."""
    tagged = {name: {"$ref": f"#/components/headers/{name}"} for name in headers}
    content = {media_type: {"schema": schema}}
    answers: dict[str, Any] = {
        "200": {"description": words.say("api.answer.200"), "headers": tagged, "content": content}
    }
    problem = {PROBLEM: {"schema": schemas.ref("problem")}}
    # People who open an address in a browser are told on a page.
    problem |= {"text/html": {"schema": {"type": "string"}}} if media_type in FOR_PEOPLE else {}
    for status in statuses:
        said: dict[str, Any] = {"description": words.say(f"api.answer.{status}")}
        if status == "429":
            said["headers"] = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
        if status >= "400":
            said["content"] = content if status == "503" else problem
        answers[status] = said
    return answers


def _in_path(name: str, values: tuple[str, ...], words: Wording) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"} | ({"enum": list(values)} if values else {})
    said = words.say(f"api.parameter.{name}")
    return {"name": name, "in": "path", "required": True, "description": said, "schema": schema}


def _headers(words: Wording) -> dict[str, Any]:
    names = {**dict.fromkeys((*OF_ANSWERS, "Link", "Content-Disposition"), "string")}
    names |= {"X-Version": "integer", "Retry-After": "integer"}
    return {
        name: {
            "description": words.say(f"api.header.{name}"),
            "required": True,
            "schema": {"type": kind},
        }
        for name, kind in names.items()
    }


ITSELF = Beside("openapi", PATH, MEDIA_TYPE, is_of_a_view=True, schema="description")
