"""How long a reader waits, beside the least a Streamlit page can be; medians of one run.

The Situation page with a million made-up counts in its ledger, against a page with one number and
one small chart, and against a page with the same chart on constants, both served by `streamlit run`
as it comes. Cold: a browser that was never here; warm: its second visit. Runs take turns, so that
what else the machine does meets all alike. Then the server's time for a rerun of each page.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from streamlit.testing.v1 import AppTest

from analysis.view import READING
from tests.benchmarks import million
from tests.browser.conftest import BROWSERS, FLAGS, ROOT, serving

RUNS = 9
PEERS = Path(__file__).parent / "peers"
# The first thing that says how many, in the sentence at the top or as a number of its own.
NUMBER = "text=/7,363,623|1,234/"
CHART = ".js-plotly-plot .scatterlayer .trace"
Seconds = dict[str, list[float]]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        million.fill(data)
        os.environ |= {"FIGURE": str(million.write_chart(data)), "DISPLACEMENT_DATA": folder}
        measure_browser(data)
        measure_server()


def measure_browser(data: Path) -> None:
    """Print the medians of the waits in a browser and their ratios."""
    seconds: Seconds = {}
    with ExitStack() as stack:
        at = {
            "Situation": stack.enter_context(serving(data)),
            "hello": stack.enter_context(serving_peer("hello", data)),
            "constants": stack.enter_context(serving_peer("constants", data)),
        }
        browser = stack.enter_context(chromium())
        for address in at.values():
            visit(browser, address, {}, "")
        for _ in range(RUNS):
            for name, address in at.items():
                visit(browser, address, seconds, name)
    middle = {key: statistics.median(values) for key, values in seconds.items()}
    goals = {"number": ("hello", 1.2), "chart": ("constants", 1.3)}
    print(f"browser, medians of {RUNS} runs")
    for when in ("cold", "warm"):
        for what, (peer, goal) in goals.items():
            ours, theirs = middle[f"Situation {when} {what}"], middle[f"{peer} {when} {what}"]
            print(
                f"  {when} {what:7} Situation {ours:.2f} s  {peer} {theirs:.2f} s  "
                f"ratio {ours / theirs:.2f} (goal {goal})"
            )


def visit(browser: Browser, address: str, seconds: Seconds, name: str) -> None:
    """A first and a second visit of a new browser; adds the waits for the number and the chart."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    for when in ("cold", "warm"):
        page = context.new_page()
        started = time.perf_counter()
        page.goto(address, wait_until="commit")
        for what, selector in (("number", NUMBER), ("chart", CHART)):
            page.locator(selector).first.wait_for(state="attached", timeout=60_000)
            seconds.setdefault(f"{name} {when} {what}", []).append(time.perf_counter() - started)
        page.close()
    context.close()


def measure_server() -> None:
    """Print the median time of a rerun of each page and its ratio to the smallest page."""
    hello = rerun(AppTest.from_file(str(PEERS / "hello.py"), default_timeout=120).run())
    print(f"server, a rerun, medians of {RUNS}: hello {hello * 1000:.0f} ms")
    for name in READING:
        app = AppTest.from_file(str(ROOT / "pages" / "site.py"), default_timeout=120).run()
        if name != "situation":
            app.switch_page(f"{name}.py").run()
        ours = rerun(app)
        print(f"  {name:24} {ours * 1000:4.0f} ms  ratio {ours / hello:.1f}")


def rerun(app: AppTest) -> float:
    """The median time of running a page again."""
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        app.run()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the tests."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if not path:
        sys.exit("no Chromium or Chrome is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def serving_peer(name: str, data: Path) -> Iterator[str]:
    """A peer, served by `streamlit run` as it comes, from a folder without our settings."""
    with serving(data, script=PEERS / f"{name}.py", ready="/_stcore/health") as address:
        yield address


if __name__ == "__main__":
    main()
