"""The way from a file to the public and back, in a real browser, without an identity provider."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.request import urlopen

import pytest

from ledger import desk as records
from ledger.ledger import Ledger
from ledger.words import say
from loaders import drafting
from loaders.seeding import seed_files
from tests.browser import desk
from tests.browser.conftest import copied, serving
from tests.browser.desk import give, go_on, press, sees, write_note


@pytest.fixture(scope="module")
def data(seeded, tmp_path_factory):
    return copied(seeded, tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def served(data):
    with serving(data) as address:
        yield address


@pytest.fixture(scope="module")
def analyst(browser, served, data):
    """A page of somebody who is signed in."""
    page = desk.signed_in(browser, served, data)
    yield page
    page.context.close()


def newest(address: str) -> int:
    return json.loads(urlopen(f"{address}/readyz", timeout=10).read())["version"]


@pytest.mark.parametrize(
    ("language", "count", "shown"), [("en", 8_000_001, "8,000,001"), ("fr", 9_000_001, "9 000 001")]
)
def test_a_file_becomes_public_and_is_taken_back(browser, served, analyst, language, count, shown):
    shown = shown.replace(" ", "\u202f")
    before = newest(served)
    analyst.goto(f"{served}/upload?lang={language}")
    spelled = {"en": "Poland", "fr": "Pologne"}[language]
    published = {"en": "2022-06-10", "fr": "2022-06-11"}[language]
    give(analyst, desk.file((spelled, count, published)), language)

    # The cell, the value and the suggestion, which one click applies
    press(analyst, "problems.apply", language, n=1)
    sees(analyst, say("problems.corrected", language, n=1))
    draft = analyst.url.partition("draft=")[2].partition("&")[0]
    go_on(analyst, language)
    write_note(analyst, f"Made up {language}", language)

    # A preview for those who are signed in, and for nobody else
    preview = analyst.context.new_page()
    preview.goto(f"{served}/figures_and_sources?lang={language}&draft={draft}&find=made_up")
    sees(preview, say("preview.not_public", language))
    preview.close()
    stranger = desk.new_context(browser).new_page()
    stranger.goto(f"{served}/people_fleeing?lang={language}&draft={draft}")
    sees(stranger, say("sign_in.look_for_link", language))
    assert not stranger.get_by_text(shown).count()

    press(analyst, "publish.now", language)
    analyst.wait_for_url("**/versions?**")
    sees(analyst, f"Made up {language}")
    assert newest(served) == before + 1
    stranger.goto(f"{served}/figures_and_sources?lang={language}&find=made_up")
    sees(stranger, say("figures.found", language, n=1, shown=1))
    stranger.context.close()

    # Two clicks and a reason
    press_text = say("versions.take_back", language, version=before + 1)
    analyst.get_by_role("button", name=press_text).click()
    analyst.get_by_label(say("versions.reason", language)).fill("Made up")
    press(analyst, "versions.take_back_now", language)
    sees(analyst, say("versions.reverts", language, version=before))
    assert newest(served) == before + 2


def test_a_stranger_sees_figures_and_versions_but_no_way_to_change_them(browser, served):
    page = desk.new_context(browser).new_page()
    page.goto(f"{served}/versions?lang=en")
    sees(page, say("versions.about", "en"))

    assert not page.get_by_role("button", name="Take back").count()
    for path in ("upload", "edit", "accounts", "problems?draft=1", "publish?draft=1"):
        page.goto(f"{served}/{path}")
        sees(page, say("sign_in.why", "en"))
    page.context.close()


def test_a_dropped_connection_loses_nothing_that_was_given(browser, served, analyst):
    analyst.goto(f"{served}/upload?lang=en")
    give(analyst, desk.file(("POL", 7, "2022-06-10")), "en")
    draft = analyst.url
    analyst.goto(f"{served}/upload?lang=en")
    sees(analyst, say("upload.title", "en"))
    uploads = "**/_stcore/upload_file/**"
    analyst.route(uploads, lambda route: route.abort("connectionreset"))
    analyst.set_input_files("input[type=file]", [desk.file(("MDA", 8, "2022-06-10"))])
    analyst.wait_for_timeout(1500)
    analyst.unroute(uploads)
    analyst.context.set_offline(True)
    analyst.wait_for_timeout(1500)
    analyst.context.set_offline(False)
    analyst.goto(draft)
    sees(analyst, say("problems.none", "en"))
    analyst.goto(f"{served}/upload?lang=en")
    give(analyst, desk.file(("MDA", 8, "2022-06-10")), "en")
    sees(analyst, say("problems.none", "en"))


def test_a_server_that_is_started_again_has_lost_nothing(browser, tmp_path):
    with serving(tmp_path) as address:
        # Nothing was put into its folder: the server filled its ledger when it started
        assert newest(address) == len(seed_files())
        page = desk.signed_in(browser, address, tmp_path)
        give(page, desk.file(("Polen", 5, "2022-06-10")), "en")
        press(page, "problems.apply", "en", n=1)
        sees(page, say("problems.corrected", "en", n=1))
        path = page.url.removeprefix(address)
    with serving(tmp_path) as address:
        page.goto(address + path)
        sees(page, say("problems.none", "en"))
        go_on(page, "en")
        write_note(page, "Made up after a restart", "en")
        press(page, "publish.now", "en")
        page.wait_for_url("**/versions?**")
        sees(page, "Made up after a restart")
        page.context.close()


def test_a_draft_becomes_public_by_itself_when_its_time_has_come(served, data):
    ledger = Ledger(f"sqlite:///{data / 'ledger.sqlite'}")
    before = newest(served)
    content = desk.file(("POL", 11, "2022-06-12"))["buffer"]
    draft = drafting.receive(ledger, [("timed.csv", content)], "Made-up analyst")
    seen = replace(draft.decisions, base=before)
    records.decide(ledger, draft, "Made-up analyst", seen)
    at = datetime.now(UTC) + timedelta(seconds=2)
    records.move(ledger, draft.id, "schedule", "Made-up analyst", "Embargo", at)
    for _ in range(200):
        if newest(served) > before:
            break
        time.sleep(0.1)
    ledger.close()

    assert newest(served) == before + 1
    assert datetime.now(UTC) >= at


def test_a_count_is_corrected_by_hand(served, analyst):
    analyst.goto(f"{served}/edit?lang=en&table=assistance_points&find=527")
    sees(analyst, say("edit.found", "en", n=1, shown=1))
    analyst.wait_for_timeout(4000)
    box = analyst.get_by_test_id("data-grid-canvas").first.bounding_box()
    # The third column of the first row: the name. Its editor opens with a second click.
    editor = analyst.locator("textarea.gdg-input")
    for _ in range(10):
        analyst.mouse.dblclick(box["x"] + 330, box["y"] + 52)
        analyst.wait_for_timeout(1500)
        if editor.count():
            break
    editor.fill("Made-up name")
    editor.press("Enter")
    analyst.wait_for_timeout(1000)
    press(analyst, "edit.use", "en")
    analyst.wait_for_url("**/problems?**")
    sees(analyst, say("problems.none", "en"))
    press(analyst, "problems.go_on", "en")
    analyst.wait_for_url("**/differences?**")
    sees(analyst, say("differences.revised_rows", "en", n=1))


def test_reached_from_elsewhere_without_a_provider_uploads_are_refused_and_it_says_why(
    browser, seeded, tmp_path
):
    with serving(copied(seeded, tmp_path), more=("--server.address", "0.0.0.0")) as address:
        page = desk.new_context(browser).new_page()
        page.goto(f"{address}/upload?lang=en")
        sees(page, "Uploads are switched off")
        page.goto(f"{address}/sign_in?secret=anything")
        assert page.get_by_text(say("sign_in.spent", "en")).count()
        page.context.close()
    log = (tmp_path / "dashboard.log").read_text()

    assert "sign_in?secret" not in log
    assert say("sign_in.refused", "en", address="0.0.0.0") in log
