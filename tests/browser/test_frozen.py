"""A link stays true: frozen, it opens on the same figures after others are published."""

import shutil
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from ledger.ledger import Ledger
from ledger.words import say
from tests.browser.conftest import serving
from tests.browser.desk import new_context, sees
from tests.browser.test_pages import STREAMLITS_OWN

TOTAL = ("7,363,623", f"7{chr(0x202F)}363{chr(0x202F)}623")
REVISED = 7_400_001


@pytest.fixture(scope="module")
def own(seeded, tmp_path_factory):
    """A data folder with the seed, for publishing into, and the address of its server."""
    folder = tmp_path_factory.mktemp("frozen")
    shutil.copyfile(seeded / "ledger.sqlite", folder / "ledger.sqlite")
    with serving(folder) as address:
        yield folder, address


def opened(browser: Browser, address: str) -> Page:
    """An address in a browser that was never here before."""
    context = new_context(browser)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address)
    page.locator("h1").first.wait_for()
    return page


def copied(page: Page, n: int) -> str:
    """What the n-th button that copies copies, pressed by keyboard."""
    code = page.get_by_role("dialog").locator("[data-testid=stCode]").nth(n)
    code.wait_for()
    code.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == code.locator("code").inner_text()
    return text


def grave(page: Page) -> list[str]:
    """What assistive technology finds wrong with the page and the dialog on it."""
    found = Axe().run(page).response["violations"]
    serious = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
    return [rule for rule in serious if rule not in STREAMLITS_OWN]


def publish_another(folder) -> None:
    """A later vintage of the newest total says something else; the count of a country is new."""
    ledger = Ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
    rows = ledger.rows("counts")
    total = rows.filter(
        pc.and_(pc.equal(rows["count"], 7363623), pc.is_null(rows["location_iso3"]))
    )
    later = {"published_at": datetime(2022, 10, 1, tzinfo=UTC)}
    changed = [row | later | {"count": REVISED} for row in total.slice(0, 1).to_pylist()]
    new = [row | {"location_iso3": "POL", "unit": "households", "count": 12} for row in changed]
    draft = ledger.draft({"counts": pa.Table.from_pylist([*changed, *new], schema=rows.schema)})
    ledger.publish(draft, "Made-up analyst", "made up")
    ledger.close()


def test_a_frozen_link_opens_on_the_same_figures_and_says_what_changed(browser, own):
    folder, address = own
    french = opened(browser, f"{address}/people_fleeing?country=POL~MDA&lang=fr")
    sees(french, TOTAL[1])
    french.get_by_role("button", name=say("share.title", "fr")).click()
    french.get_by_text(say("share.frozen", "fr")).click()
    french.get_by_text("as_known=").first.wait_for()
    french.get_by_role("button", name=say("share.make_short", "fr")).click()
    sees(french, "/s/")
    assert grave(french) == []
    frozen, short = copied(french, 0), copied(french, 1)
    publish_another(folder)

    assert parse_qs(urlsplit(frozen).query)["country"] == ["POL~MDA"]
    assert short.startswith(f"{address}/s/")
    french.context.close()

    english = opened(browser, frozen.replace("lang=fr", "lang=en"))
    sees(english, TOTAL[0])
    told = "Counts: 1 added, 1 revised"
    sees(english, told)
    assert english.get_by_text(f"{REVISED:,}").count() == 0
    chosen = english.locator("[data-testid=stMultiSelect]").first.inner_text()
    assert "Poland" in chosen
    assert "Moldova" in chosen

    english.get_by_role("link", name=say("changed.open", "en")).click()
    english.get_by_role("heading", name=say("menu.changed", "en")).wait_for()
    sees(english, told)
    revised = english.locator("[data-testid=stDataFrame] canvas").first
    revised.wait_for()
    english.wait_for_timeout(1000)
    cells = revised.locator("td").all_text_contents()
    assert TOTAL[0] in cells
    assert f"{REVISED:,}" in cells
    english.get_by_role("link", name=say("changed.live_view", "en")).click()
    sees(english, f"{REVISED:,}")
    assert "as_known" not in english.url

    by_code = opened(browser, short.replace("lang=fr", "lang=en"))
    assert by_code.url == frozen.replace("lang=fr", "lang=en")
    sees(by_code, TOTAL[0])
    sees(by_code, told)
    english.context.close()
    by_code.context.close()
