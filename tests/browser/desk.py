"""What the tests of the desk share: made-up files, signing in, and the steps of the way."""

import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from ledger.words import say

HEADER = (
    "source_id,population_type,measure,unit,reference_period_start,reference_period_end,"
    "origin_iso3,location_iso3,count,qualifier,published_at,source_url\n"
)
SECONDS = 1000


def file(*lines: tuple[str, int, str]) -> dict[str, object]:
    """A made-up file to drop: (country, count, day of publication) a line."""
    rows = "".join(
        f"made_up,people_fleeing,cumulative,crossings,2022-02-24,2022-06-09,UKR,{place},{count},"
        f"exact,{published},https://example.org/made-up\n"
        for place, count, published in lines
    )
    return {"name": "made_up.csv", "mimeType": "text/csv", "buffer": (HEADER + rows).encode()}


def new_context(browser: Browser, width: int = 1280) -> BrowserContext:
    """A browser of its own, with cookies of its own."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
    context.set_default_timeout(30 * SECONDS)
    return context


def signed_in(browser: Browser, address: str, data: Path) -> Page:
    """A page of somebody who followed the link that the server printed."""
    log = (data / "dashboard.log").read_text()
    secret = re.findall(r"sign_in\?secret=(\S+)", log)[-1]
    page = new_context(browser).new_page()
    page.goto(f"{address}/sign_in?secret={secret}")
    page.get_by_role("heading", name=say("upload.title", "en")).wait_for()
    return page


def press(page: Page, entry: str, language: str, n: int | None = None) -> None:
    """Press the button that says this."""
    text = say(entry, language, n=n) if n is not None else say(entry, language)
    page.get_by_role("button", name=text, exact=True).first.click()


def sees(page: Page, text: str) -> None:
    """Wait until a text can be seen."""
    page.get_by_text(text).first.wait_for(state="visible")


def give(page: Page, dropped: dict[str, object], language: str) -> None:
    """Drop a file on the upload page and have it read."""
    page.set_input_files("input[type=file]", [dropped])
    sees(page, str(dropped["name"]))
    press(page, "upload.read", language, n=1)
    page.wait_for_url("**/problems?**")
    page.get_by_role("heading", name=say("menu.problems", language)).wait_for()


def go_on(page: Page, language: str) -> None:
    """From the problems, of which none is left, to the differences and on to publication."""
    press(page, "problems.go_on", language)
    page.wait_for_url("**/differences?**")
    press(page, "differences.go_on", language)
    page.wait_for_url("**/publish?**")


def write_note(page: Page, note: str, language: str) -> None:
    """Say what is new."""
    box = page.get_by_role("textbox", name=say("publish.note", language))
    box.fill(note)
    box.press("Control+Enter")
    page.wait_for_timeout(800)
