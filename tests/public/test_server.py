"""What the server answers beside its pages: shells, shapes, compressed files, health."""

import gzip
from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

import public
from analysis.view import ORDER, PAGES
from ledger import words

STREAMLIT = Path(str(metadata.distribution("streamlit").locate_file("streamlit/static")))
SCRIPT = next((STREAMLIT / "static" / "js").glob("PlotlyChart.*.js"))


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setenv("DISPLACEMENT_DATA", str(tmp_path_factory.mktemp("data")))
    app = Starlette(routes=public.routes(), middleware=public.middleware())
    with TestClient(app) as asking:
        yield asking
    patch.undo()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", PAGES)
def test_the_shell_of_a_page_has_its_language_title_and_description(client, page, language):
    answer = client.get(PAGES[page], params={"lang": language})
    title = words.say(f"menu.{page}", language)

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert f"<title>{title} – " in answer.text
    assert 'property="og:title"' in answer.text
    assert "Streamlit</title>" not in answer.text


MARKUP = st.sampled_from(
    ['"><script>alert(1)</script>', "<img src=x onerror=y>", "'--", "%00", "~"]
)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([*PAGES.values(), "/situation", "/nowhere", "/s/x"]),
    st.dictionaries(st.sampled_from([*ORDER, "x", "lang"]), MARKUP | st.text(max_size=20)),
)
def test_no_question_breaks_a_shell_or_writes_markup_into_it(client, path, asked):
    answer = client.get(path, params=asked, follow_redirects=False)

    assert answer.status_code in (200, 308, 404)
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text


def test_without_a_language_in_the_link_the_browser_is_asked(client):
    asked = {"accept-language": "de-DE,fr;q=0.8,en;q=0.5"}

    assert '<html lang="fr">' in client.get("/", headers=asked).text
    assert '<html lang="en">' in client.get("/", headers={"accept-language": "de"}).text


@pytest.mark.parametrize("path", ["/nowhere", "/people_fleeing/x", "/people_fleeing//x/", "/.env"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_path_that_is_no_page_is_told_so_in_the_readers_language(client, path, language):
    answer = client.get(path, params={"lang": language})

    assert answer.status_code == 404
    assert words.say("site.missing", language) in answer.text


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("/situation?country=POL~MDA&lang=fr", "/?country=POL~MDA&lang=fr"),
        ("/people_fleeing/?time=2022-03-01..latest", "/people_fleeing?time=2022-03-01..latest"),
        ("/situation", "/"),
    ],
)
def test_where_a_page_stood_before_leads_to_where_it_stands_with_all_that_is_asked(
    client, old, today
):
    answer = client.get(old, follow_redirects=False)

    assert answer.status_code == 308
    assert answer.headers["location"] == today


def test_the_shell_lets_the_browser_ask_nobody_else(client):
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]

    assert "default-src 'self'" in policy
    assert "http:" not in policy
    assert "https:" not in policy
    assert "unsafe-eval'" not in policy.replace("'wasm-unsafe-eval'", "")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_streamlits_files_come_compressed_and_whole_and_may_be_kept_for_ever(client):
    answer = client.get(f"/static/js/{SCRIPT.name}", headers={"accept-encoding": "gzip"})
    raw = SCRIPT.read_bytes()

    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == raw
    assert int(answer.headers["content-length"]) < len(raw) / 2
    assert len(gzip.compress(raw, 6, mtime=0)) == int(answer.headers["content-length"])


def test_a_browser_that_takes_nothing_compressed_gets_the_file_as_it_is(client):
    answer = client.get(f"/static/js/{SCRIPT.name}", headers={"accept-encoding": "identity"})

    assert "content-encoding" not in answer.headers
    assert answer.content == SCRIPT.read_bytes()


def test_a_file_that_has_not_changed_is_not_sent_again(client):
    first = client.get("/geo/boundaries.geojson")
    again = client.get("/geo/boundaries.geojson", headers={"if-none-match": first.headers["etag"]})

    assert first.json()["type"] == "FeatureCollection"
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(
    "path", ["/geo/../crisis.toml", "/geo/%2e%2e/crisis.toml", "/geo/", "/geo/none.json"]
)
def test_nothing_outside_a_folder_is_served(client, path):
    assert client.get(path).status_code == 404


def test_files_can_only_be_read(client):
    assert client.post("/geo/boundaries.geojson").status_code == 405


def test_the_process_says_that_it_lives_and_which_version_it_reads(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok", "version": 0}
