"""From a figure in two clicks to its publisher, and to the file as received."""

import hashlib
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import keep_screenshot
from tests.browser.test_pages import STREAMLITS_OWN


@pytest.mark.parametrize("width", [1280, 390])
def test_two_clicks_lead_from_a_figure_to_the_file_as_received(open_page, width):
    visit = open_page("/?lang=en&as_known=27", width)
    visit.see("7,363,623")
    visit.page.get_by_role("link", name="Where this number comes from").first.click()
    visit.see("The file as received")
    button = visit.page.get_by_role("button", name=re.compile("Download"))
    button.wait_for(state="visible", timeout=30_000)
    visit.settle()
    keep_screenshot(visit, f"provenance-{width}-en")
    with visit.page.expect_download() as given:
        button.click()
    told = visit.page.locator("code", has_text=re.compile("^[0-9a-f]{64}$")).inner_text()
    wider = visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")

    assert "/provenance?" in visit.page.url
    assert "as_known=27" in visit.page.url
    assert hashlib.sha256(given.value.path().read_bytes()).hexdigest() == told
    assert visit.page.get_by_role("link", name="The publisher’s page").get_attribute("href")
    assert wider <= width
    assert visit.errors == visit.elsewhere == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_of_methods_can_be_read_on_every_screen(open_page, width, language):
    visit = open_page(f"/methodology?lang={language}", width)
    visit.see({"en": "What is withheld", "fr": "Ce qui est retenu"}[language])
    visit.settle()
    keep_screenshot(visit, f"methodology-{width}-{language}")
    wider = visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    found = Axe().run(visit.page).response["violations"]
    grave = [v["id"] for v in found if v["impact"] in ("serious", "critical")]

    assert wider <= width
    assert visit.errors == visit.elsewhere == []
    assert set(grave) <= STREAMLITS_OWN
