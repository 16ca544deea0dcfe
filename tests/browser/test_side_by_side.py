"""The choice of the source that leads, in a real browser; and the page of disagreements."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import keep_screenshot

IOM = "source=iom_press_ukraine"


def test_the_source_that_leads_survives_menu_reload_and_language(open_page):
    visit = open_page("/people_fleeing?lang=en")
    visit.see("7,363,623")
    visit.settle()
    page = visit.page
    page.locator("[data-testid=stSelectbox] input").first.click()
    page.get_by_role("option", name=re.compile("^IOM: Statements")).click()
    page.wait_for_url(re.compile(IOM))
    visit.see("Shown first, as you chose")
    visit.settle()
    assert "3,000,000" in page.locator("[data-testid=stMetricValue]").first.inner_text()

    page.reload()
    visit.see("Shown first, as you chose")
    visit.settle()
    page.get_by_role("link", name="Situation").first.click()
    page.locator("[data-testid=stMetricValue]", has_text="3,000,000").first.wait_for()
    assert IOM in page.url

    visit.settle()
    page.get_by_text("Français").click()
    visit.see("Montrée d’abord, selon votre choix")
    assert IOM in page.url

    visit.settle()
    page.get_by_role("link", name="Chiffres et sources").first.click()
    page.locator("h1", has_text="Chiffres et sources").wait_for()
    visit.settle()
    page.get_by_role("link", name="Personnes en fuite").first.click()
    visit.see("Montrée d’abord, selon votre choix")
    assert IOM in page.url
    assert visit.errors == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_all_disagreements_can_be_read_on_any_screen(open_page, language):
    visit = open_page(f"/disagreements?lang={language}")
    unfolds = {"en": "What each source counts", "fr": "Ce que chaque source compte"}
    visit.page.get_by_text(unfolds[language]).first.click()
    for width, scheme in ((1280, "light"), (390, "dark")):
        visit.widen(width)
        visit.page.emulate_media(color_scheme=scheme)
        visit.page.locator("[data-testid=stDataFrame]").first.wait_for(timeout=30_000)
        visit.settle()
        expect(visit.page.get_by_text("Seven neighbouring countries").first).to_be_visible()
        assert visit.fits(), width
        assert visit.is_dark() == (scheme == "dark")
        keep_screenshot(visit, f"disagreements-{width}-{language}")

    assert visit.errors == []
    assert visit.elsewhere == []
