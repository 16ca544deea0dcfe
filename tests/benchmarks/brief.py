"""How long the brief and the picture of a link take, and the bytes of a first visit.

`python -m tests.benchmarks.brief`: the dashboard by `streamlit run` on what it ships with. Cold are
views that nobody asked for yet (each run ends its days elsewhere), kept is the same asked again.
Bytes are those that came over the wire in a browser that was never here, messages of the WebSocket
included: of the interactive page until its charts stand, and of its brief. Medians.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page

from tests.benchmarks.api import without_limit
from tests.benchmarks.pages import CHART, chromium
from tests.browser.conftest import serving

RUNS = 15
# In milliseconds, cold and kept.
GOALS = {"/brief": (500, 5), "/card.png": (300, 5), "/brief.pdf": (500, 5)}
PAGES = ("situation", "people_fleeing")
ADDRESSES = {"situation": "/", "people_fleeing": "/people_fleeing"}
TIMES_LIGHTER = 40


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        os.environ["DISPLACEMENT_CRISIS"] = str(without_limit(Path(folder)))
        at = stack.enter_context(serving(Path(folder)))
        for number, (form, goals) in enumerate(GOALS.items()):
            for page in PAGES:
                measure(at, form, page, date(2022, 6, 8) - timedelta(number * (RUNS + 1)), *goals)
        browser = stack.enter_context(chromium())
        for page, address in ADDRESSES.items():
            compare_bytes(browser, at, page, address)


def measure(at: str, form: str, page: str, last: date, cold_goal: int, kept_goal: int) -> None:
    """Print the waits for a form of a page's views that end with some days, first and again."""
    days = [last - timedelta(days) for days in range(RUNS + 1)]
    asked = [f"{at}{form}?page={page}&time=2022-02-24..{day}" for day in days]
    first, *others = [milliseconds(address) for address in asked]
    cold, kept = statistics.median(others), statistics.median(map(milliseconds, asked))
    print(
        f"{form} of {page}: cold {cold:.0f} ms (first {first:.0f}, most {max(others):.0f}; "
        f"goal {cold_goal}), kept {kept:.1f} ms (goal {kept_goal})"
    )


def milliseconds(address: str) -> float:
    """How long an answer takes to come whole."""
    started = time.perf_counter()
    with urlopen(address) as answer:
        answer.read()
    return (time.perf_counter() - started) * 1000


def compare_bytes(browser: Browser, at: str, page: str, address: str) -> None:
    """Print what a first visit costs in bytes, interactive and as a brief."""

    def until_chart(opened: Page) -> None:
        opened.locator(CHART).first.wait_for(state="attached", timeout=60_000)
        opened.wait_for_load_state("networkidle")

    whole = bytes_of_visit(browser, at + address, until_chart)
    brief = bytes_of_visit(browser, f"{at}/brief?page={page}", lambda opened: None)
    print(
        f"bytes of a first visit, {page}: interactive {whole / 1000:,.0f} kB, "
        f"brief {brief / 1000:.1f} kB, 1/{whole / brief:.0f} (goal 1/{TIMES_LIGHTER})"
    )


def bytes_of_visit(browser: Browser, address: str, until: Callable[[Page], None]) -> int:
    """What came over the wire until a page is there, in bytes."""
    context = browser.new_context()
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    came: list[int] = []
    devtools.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    devtools.on(
        "Network.webSocketFrameReceived",
        lambda event: came.append(len(event["response"]["payloadData"]) * 3 // 4),
    )
    devtools.send("Network.enable")
    page.goto(address)
    until(page)
    context.close()
    return int(sum(came))


if __name__ == "__main__":
    main()
