"""From a figure in two clicks to its publisher, and to the file as received."""

import hashlib
import re

import pytest

from tests.browser.conftest import grave, keep_screenshot
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

    assert "/provenance?" in visit.page.url
    assert "as_known=27" in visit.page.url
    assert hashlib.sha256(given.value.path().read_bytes()).hexdigest() == told
    assert visit.page.get_by_role("link", name="The publisher’s page").get_attribute("href")
    assert visit.fits()
    assert visit.errors == visit.elsewhere == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_of_methods_can_be_read_on_every_screen(open_page, language):
    visit = open_page(f"/methodology?lang={language}", width=390)
    for width in (390, 1280):
        visit.widen(width)
        visit.see({"en": "What is withheld", "fr": "Ce qui est retenu"}[language])
        visit.settle()
        assert visit.fits(), width
        assert grave(visit).keys() <= STREAMLITS_OWN
        keep_screenshot(visit, f"methodology-{width}-{language}")

    assert visit.errors == visit.elsewhere == []
