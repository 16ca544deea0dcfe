"""Short links: they lead to their view, never elsewhere; unknown, paused and removed told apart."""

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from starlette.applications import Starlette
from starlette.testclient import TestClient

import public
from analysis import published
from analysis.view import PAGES
from ledger import links, schema, words

VIEW = "/people_fleeing?country=POL~MDA&time=2022-02-24..latest"
JSON = {"accept": "application/json"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setenv("DISPLACEMENT_DATA", str(tmp_path_factory.mktemp("short")))
    app = Starlette(routes=public.routes(), middleware=public.middleware())
    with TestClient(app, follow_redirects=False) as asking:
        yield asking
    patch.undo()


@pytest.fixture
def code(client):
    ledger = published.here().ledger
    with ledger.writing() as connection:
        connection.execute(schema.links.delete())
    return links.make(ledger, VIEW, "").code


@pytest.mark.parametrize(
    ("asked", "added"),
    [("", ""), ("?lang=fr", "&lang=fr"), ("?lang=xx&utm_source=chat", ""), ("?country=HUN", "")],
)
def test_a_short_link_leads_to_its_view_in_the_language_asked_for(client, code, asked, added):
    answer = client.get(f"/s/{code.upper()}{asked}")

    assert answer.status_code == 302
    assert answer.headers["location"] == VIEW + added
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert client.head(f"/s/{code}").status_code == 302


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("status", "kind"), [(403, "short_paused"), (410, "short_removed"), (404, "short_unknown")]
)
def test_paused_removed_and_unknown_are_told_apart(client, code, language, status, kind):
    ledger = published.here().ledger
    if kind != "short_unknown":
        {403: links.pause, 410: links.remove}[status](ledger, code, "ada", "Named a person")
    path = f"/s/{'a' * 16 if kind == 'short_unknown' else code}?lang={language}"
    page, document = client.get(path), client.get(path, headers=JSON)

    assert page.status_code == document.status_code == document.json()["status"] == status
    assert words.say(f"problem.{kind}", language) in page.text
    assert f'href="/people_fleeing{"?lang=fr" * (language == "fr")}"' in page.text
    assert document.headers["content-type"] == "application/problem+json"
    assert document.json()["detail"] == words.say(f"problem.{kind}_why", language)
    assert "Named" not in page.text + document.text
    assert "no-" in page.headers["cache-control"]


def test_a_link_that_is_resumed_opens_its_view_again(client, code):
    links.pause(published.here().ledger, code, "ada", "x")
    links.resume(published.here().ledger, code, "ada", "x")

    assert client.get(f"/s/{code}").headers["location"] == VIEW


@pytest.mark.parametrize(
    "written",
    [
        "https://example.org/people_fleeing",
        "//example.org",
        "//example.org/",
        "/\\example.org",
        "javascript:alert(1)",
        "/nowhere",
        "/healthz",
        "",
    ],
)
def test_nobody_is_led_to_another_server_whatever_the_database_says(client, code, written):
    ledger = published.here().ledger
    with ledger.writing() as connection:
        connection.execute(update(schema.links).values(view=written))

    assert client.get(f"/s/{code}").status_code == 404


def test_a_view_of_a_page_that_stood_elsewhere_is_found(client):
    assert short_address("/situation?time=2022-02-24..latest") == "/?time=2022-02-24..latest"


def short_address(view: str) -> str:
    return public.short.address_of(view, "")


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_code_and_any_question_is_answered_in_words(client, code, asked):
    answer = client.get(f"/s/{quote(code)}", params={asked: code, "lang": asked})

    assert answer.status_code == 404
    assert "<script" not in answer.text


@given(st.text())
def test_an_address_is_of_a_page_of_ours_or_blank(view):
    for path in ("", *PAGES.values()):
        address = short_address(path + view)
        assert not address or address.partition("?")[0] in PAGES.values()
        assert address.isascii()
