"""Links in a real browser: opened, changed, gone back from, taken along."""

import re

import pytest

from analysis.view import PAGES, READING
from ledger import words
from tests.browser.conftest import copied, serving


def choice(visit) -> str:
    return visit.page.locator("[data-testid=stMultiSelect]").first.inner_text()


@pytest.mark.parametrize("name", [name for name in READING if name != "situation"])
def test_the_first_request_to_a_new_server_may_be_a_deep_link(open_page, seeded, tmp_path, name):
    with serving(copied(seeded, tmp_path)) as address:
        visit = open_page(f"{PAGES[name]}?lang=fr", at=address)
        title = words.say(f"menu.{name}", "fr")
        visit.page.locator("h1", has_text=title).wait_for(timeout=30_000)
        for other in READING:
            link = visit.page.get_by_role("link", name=words.say(f"menu.{other}", "fr"))
            assert link.first.is_visible()

        assert visit.errors == []
        assert visit.page.evaluate("document.documentElement.lang") == "fr"
        assert title in visit.page.title()


def test_choices_survive_reload_back_language_and_other_pages(open_page):
    visit = open_page("/people_fleeing?country=POL~MDA")
    visit.see("Moldova")
    visit.settle()
    page = visit.page
    page.get_by_text("Per day", exact=True).click()
    page.wait_for_url(re.compile("country=POL~MDA&measure=daily"))
    visit.settle()
    page.get_by_text("Français").click()
    page.wait_for_url(re.compile("lang=fr"))
    page.locator("h1", has_text="Personnes en fuite").wait_for()
    visit.settle()
    assert "Pologne" in choice(visit)
    assert "country=POL~MDA&measure=daily" in page.url

    visit.settle()
    page.reload()
    page.locator("h1", has_text="Personnes en fuite").wait_for()
    visit.settle()
    assert "Moldavie" in choice(visit)

    page.go_back()
    page.locator("h1", has_text="People fleeing").wait_for()
    visit.settle()
    assert "lang" not in page.url
    assert "Poland" in choice(visit)

    page.get_by_role("link", name="Third-country nationals").first.click()
    page.locator("h1", has_text="Third-country nationals").wait_for()
    assert "country=POL~MDA" in page.url
    visit.settle()
    page.get_by_role("link", name="People fleeing").first.click()
    page.locator("h1", has_text="People fleeing").wait_for()
    visit.settle()
    assert "Moldova" in choice(visit)
    assert visit.errors == []


def test_a_code_that_is_unknown_is_named_and_stays_in_the_address(open_page):
    visit = open_page("/people_fleeing?country=POL~ZZZ")
    visit.see("ZZZ")
    visit.settle()

    assert "ZZZ" in visit.page.url
    assert "Poland" in choice(visit)


@pytest.mark.parametrize("path", ["/people_fleeing/x", "/nowhere", "/static/../x", "/geo/none"])
def test_a_path_that_is_no_page_is_not_found(open_page, server, path):
    visit = open_page("/healthz")
    response = visit.page.request.get(server + path)

    assert response.status == 404


def test_the_page_for_what_is_not_found_speaks_the_readers_language(open_page):
    visit = open_page("/nulle-part?lang=fr")

    visit.see("Cette page n’existe pas")
    visit.page.get_by_role("link", name="Assistance").click()
    visit.page.locator("h1", has_text="Assistance").wait_for(timeout=30_000)
