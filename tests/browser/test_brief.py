"""The light version in a real browser: without scripts, on a phone, on paper."""

from io import BytesIO

import pytest


@pytest.fixture
def without_script(browser, server):
    """Opens an address with scripts switched off, at the width of a phone."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="en-GB"
    )
    page = context.new_page()
    elsewhere = []
    page.on("request", lambda r: elsewhere.append(r.url) if not r.url.startswith(server) else None)

    def visit(path):
        page.goto(server + path)
        return page, elsewhere

    yield visit
    context.close()


def test_who_runs_no_scripts_is_led_from_a_page_to_its_figures(without_script):
    page, elsewhere = without_script("/?time=2022-03-15")
    page.get_by_role("link", name="Light version").first.click()

    assert "time=2022-03-15" in page.url
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_text("border crossings from Ukraine").first.is_visible()
    assert page.locator("svg").count() > 2
    assert page.get_by_role("table").count() >= 1
    width = page.locator("body").bounding_box()["width"]
    assert width <= 390
    assert not [url for url in elsewhere if not url.startswith("data:")]


def test_the_brief_prints_on_a4_with_page_numbers(browser, server):
    page = browser.new_page()
    page.goto(f"{server}/brief")
    content = page.pdf(prefer_css_page_size=True)
    page.close()

    assert BytesIO(content).read(4) == b"%PDF"
    assert content.count(b"/Type /Page\n") >= 2
    assert b"/MediaBox [0 0 594.95996 841.91998]" in content or b"595" in content


def test_a_page_whose_scripts_do_not_come_offers_its_light_version(browser, server):
    page = browser.new_page()
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto(f"{server}/people_fleeing?country=POL")
    offer = page.locator("#slow a")
    offer.wait_for(state="visible", timeout=10_000)

    assert "/brief?page=people_fleeing&country=POL" in offer.get_attribute("href")
    page.close()
