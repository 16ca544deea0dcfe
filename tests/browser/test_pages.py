"""Every page in a real browser, wide and narrow, in both languages, light and dark."""

import pytest

from analysis.view import PAGES, READING
from tests.browser.conftest import grave, keep_screenshot

THIN = "\u202f"
# What a reader of the page must be able to see, and whether it draws a chart or a map.
FIGURES = {
    "situation": ({"en": "7,363,623", "fr": f"7{THIN}363{THIN}623"}, ".js-plotly-plot .lines"),
    "people_fleeing": ({"en": "7,363,623", "fr": f"7{THIN}363{THIN}623"}, ".js-plotly-plot .lines"),
    "third_country_nationals": (
        {"en": "> 470,000", "fr": f"> 470{THIN}000"},
        ".js-plotly-plot .points",
    ),
    "internally_displaced": (
        {"en": "~ 7,134,000", "fr": f"~ 7{THIN}134{THIN}000"},
        ".js-plotly-plot .points",
    ),
    "assistance": ({"en": "527", "fr": "527"}, "[data-testid=stDeckGlJsonChart] canvas"),
    "updates": ({"en": "Luhansk", "fr": "Louhansk"}, "[data-testid=stMarkdown]"),
    "figures_and_sources": ({"en": "All rows", "fr": "Toutes les lignes"}, "canvas"),
}
# Rules broken by the markup of Streamlit itself, in its own widgets, which pages cannot change.
STREAMLITS_OWN = {
    "aria-allowed-attr",
    "aria-hidden-focus",
    "aria-required-children",
    "aria-required-parent",
    "aria-valid-attr-value",
    "button-name",
    "label",
    "nested-interactive",
    "scrollable-region-focusable",
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", READING)
def test_a_page_opens_by_its_link_and_shows_its_figures_on_a_phone_and_a_screen(
    open_page, name, language
):
    figures, drawing = FIGURES[name]
    visit = open_page(f"{PAGES[name]}?lang={language}", width=390)
    for width in (390, 1280):
        visit.widen(width)
        visit.see(figures[language])
        visit.page.locator(drawing).first.wait_for(state="attached", timeout=30_000)
        visit.settle()
        assert visit.fits(), width
        keep_screenshot(visit, f"{name}-{width}-{language}")

    assert visit.errors == []
    assert visit.elsewhere == []
    assert visit.page.evaluate("document.documentElement.lang") == language


@pytest.mark.parametrize("name", READING)
def test_a_page_can_be_read_in_light_and_dark_and_by_assistive_technology(open_page, name):
    visit = open_page(f"{PAGES[name]}?lang=en")
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme)
        visit.see(FIGURES[name][0]["en"])
        visit.settle()
        keep_screenshot(visit, f"{name}-1280-{scheme}")

        assert visit.is_dark() == (scheme == "dark")
        assert {rule: at for rule, at in grave(visit).items() if rule not in STREAMLITS_OWN} == {}


def test_one_country_and_no_country_are_drawn_or_said(open_page):
    one = open_page("/people_fleeing?country=BLR&lang=en")
    one.page.locator(".js-plotly-plot .lines").first.wait_for(state="attached", timeout=30_000)
    one.settle()
    keep_screenshot(one, "people_fleeing-one-country")
    none = open_page("/people_fleeing?country=RUS&time=2022-02-24..2022-02-25&lang=en")
    none.settle()
    none.see("Nothing was reported here for")
    keep_screenshot(none, "people_fleeing-no-rows")

    assert one.errors == none.errors == []


def test_a_published_total_beside_the_sum_of_countries_is_found_by_its_day(open_page):
    visit = open_page("/people_fleeing?time=2022-02-24..2022-03-08&as_published=2022-03-08&lang=en")

    visit.see("2,011,312")
    visit.see("1,801,073")
    assert visit.errors == []
