"""Answers without a page: tagged before they are made, kept, compressed, refused by name."""

from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from public.answers import Made, answer

made = []


async def echo(request):
    def make(view):
        made.append(view.query)
        return Made(f"{view.version.number} {view.query} ".encode() * 200, "text/plain")

    return await answer(request, "echo", "people_fleeing", make)


@pytest.fixture(scope="module")
def client(seeded):
    patch = pytest.MonkeyPatch()
    patch.setenv("DISPLACEMENT_DATA", str(seeded))
    with TestClient(Starlette(routes=[Route("/echo", echo)])) as asking:
        yield asking
    patch.undo()


def test_with_a_version_an_answer_may_be_kept_for_ever_by_readers_and_a_day_by_others(client):
    frozen = client.get("/echo?as_known=3").headers["cache-control"]

    assert "immutable" in frozen
    assert "s-maxage=86400" in frozen
    assert client.get("/echo").headers["cache-control"] == "public, max-age=60"


def test_the_version_of_a_day_that_is_not_over_may_still_come(client):
    today = datetime.now(UTC).date()
    asked = [client.get(f"/echo?as_known={day}") for day in (today, today.replace(year=2099))]

    assert [one.status_code for one in asked] == [200, 200]
    assert {one.headers["cache-control"] for one in asked} == {"public, max-age=60"}


def test_who_has_an_answer_already_is_told_so_and_nothing_is_made(client):
    first = client.get("/echo?country=HUN")
    before = len(made)
    again = client.get("/echo?country=HUN", headers={"if-none-match": first.headers["etag"]})
    dated = client.get(
        "/echo?country=HUN", headers={"if-modified-since": first.headers["last-modified"]}
    )

    assert [again.status_code, dated.status_code] == [304, 304]
    assert again.content == b""
    assert len(made) == before


def test_an_answer_is_made_once_and_its_tag_is_its_own(client):
    before = len(made)
    tags = {client.get(f"/echo?country={code}").headers["etag"] for code in ("ROU", "ROU", "SVK")}

    assert len(tags) == 2
    assert len(made) == before + 2
    assert client.get("/echo?lang=fr").headers["etag"] != client.get("/echo").headers["etag"]


def test_answers_are_compressed_for_those_who_take_it(client):
    small = client.get("/echo", headers={"accept-encoding": "gzip"})
    whole = client.get("/echo", headers={"accept-encoding": "identity"})

    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < len(whole.content) / 5
    assert small.content == whole.content


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("as_known=99", 404, "as_known"),
        ("country=POX", 400, "country"),
        ("time=soon", 400, "time"),
        ("as_published=32", 400, "as_published"),
        ("colour=red", 400, "colour"),
        ("measure=weekly&lang=fr", 400, "measure"),
    ],
)
def test_what_is_not_understood_is_a_problem_document(client, query, status, parameter):
    told = client.get(f"/echo?{query}")

    assert told.status_code == status
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["parameter"] == parameter
    assert told.json()["errors"][0]["value"] in query
    assert ("compris" in told.json()["detail"]) == ("lang=fr" in query)
    assert told.headers["cache-control"] == "no-store"
