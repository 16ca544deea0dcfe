"""The map of assistance points and its list are one choice, made with or without a mouse."""

import math
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError, expect

from analysis import assistance_map, points
from ledger import crisis
from ledger.ledger import Ledger

TILE = 512


def pixels(longitude: float, latitude: float, zoom: float) -> tuple[float, float]:
    """Where Web Mercator draws a place, in pixels from the corner of the world."""
    scale = TILE * 2**zoom
    up = math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
    return scale * (longitude + 180) / 360, scale * (1 - up / math.pi) / 2


@pytest.fixture(scope="module")
def seed_points(seeded):
    every = Ledger(f"sqlite:///{seeded / 'ledger.sqlite'}").tables()["assistance_points"]
    return points.chosen(every, points.Asked(["POL"], [], [], [], [], ""))


def test_a_point_clicked_on_the_map_is_chosen_in_the_list_and_in_the_address(
    open_page, seed_points
):
    placed = points.placed(seed_points)
    view = assistance_map.view(placed, 0, crisis.read())
    at = placed[placed["point_id"] == "rec-pol-horodlo"].iloc[0]
    visit = open_page("/assistance?country=POL&lang=en")
    page = visit.page
    page.locator("[data-testid=stDeckGlJsonChart] canvas").wait_for(timeout=60_000)
    visit.settle()
    page.wait_for_timeout(2500)
    chart = page.locator("[data-testid=stDeckGlJsonChart]")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    middle = pixels(view.longitude, view.latitude, view.zoom)
    place = pixels(at["longitude"], at["latitude"], view.zoom)
    x = box["x"] + box["width"] / 2 + place[0] - middle[0]
    y = box["y"] + box["height"] / 2 + place[1] - middle[1]
    page.mouse.move(x, y)
    visit.see("open, as of 26 February 2022")
    # A browser that draws without a graphics card may take too long to notice a click.
    for attempt in range(10):
        page.mouse.move(x + 1, y)
        page.wait_for_timeout(700)
        page.mouse.click(x, y, delay=100 * (attempt % 2))
        with suppress(TimeoutError):
            page.wait_for_url("**point=rec-pol-horodlo**", timeout=3000)
            break
    assert "point=rec-pol-horodlo" in page.url
    chosen = page.locator("[data-testid=stSelectbox] input").first
    expect(chosen).to_have_value("Zespół Szkół w Horodle (Horodło, Poland)")

    assert visit.errors == []
    assert visit.elsewhere == []


def test_a_link_to_a_point_opens_on_its_card(open_page):
    visit = open_page("/assistance?point=rec-pol-dorohusk&lang=en")

    visit.see("For the crossing Dorohusk")
    assert visit.errors == []


def test_every_number_can_be_dialled_from_a_phone(open_page):
    visit = open_page("/assistance?lang=en", width=390)
    visit.see("Free from mobile phones")
    dialled = visit.page.locator("a[href^='tel:']").evaluate_all("links => links.map(a => a.href)")

    assert {"tel:527", "tel:+380800505501", "tel:+48224902044", "tel:+37052514352"} <= {*dialled}
