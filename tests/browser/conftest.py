"""A real server and a real browser, and what went wrong between them."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
DASHBOARD = ROOT / "dashboard.py"
SCREENSHOTS = ROOT / "tests" / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # WebGL without a graphics card, for the map of points
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


@dataclass
class Visit:
    """A page in the browser, and everything that should not have happened on it."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def see(self, text: str) -> None:
        """Wait until a text can be seen."""
        self.page.get_by_text(text).first.wait_for(state="visible", timeout=30_000)

    def settle(self) -> None:
        """Wait until the server has nothing more to say."""
        self.page.wait_for_function(
            "() => !document.querySelector('[data-testid=stStatusWidget]')"
            " && !document.querySelector('[data-stale=true]')"
        )
        self.page.wait_for_timeout(600)


Open = Callable[..., Visit]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def serving(
    data: Path,
    script: Path = DASHBOARD,
    ready: str = "/readyz",
    more: Sequence[str] = (),
    port: int | None = None,
) -> Iterator[str]:
    """`streamlit run` a script on a free port of this machine; yields its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script.name]
    settings = ["--server.port", str(port), "--server.headless", "true"]
    settings += ["--browser.gatherUsageStats", "false", "--browser.serverAddress", "localhost"]
    address = f"http://localhost:{port}"
    with (data / f"{script.stem}.log").open("w") as log:
        server = subprocess.Popen(
            [*command, *settings, *more],
            cwd=script.parent,
            env=os.environ | {"DISPLACEMENT_DATA": str(data)},
            stdout=log,
            stderr=log,
        )
        try:
            _wait(f"{address}{ready}", server, data / f"{script.stem}.log")
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        try:
            urlopen(address, timeout=5).read()
        except (URLError, ConnectionError, TimeoutError):
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a ledger of its own, filled with the seed."""
    with serving(tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium or Chrome as it is installed here."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not found:
        message = f"none of {', '.join(BROWSERS)} is installed"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[Open]:
    """Opens a link of the server: open_page("/people_fleeing?lang=fr", width=390, dark=True)."""
    visits = []

    def visit(link: str, width: int = 1280, dark: bool = False, at: str = server) -> Visit:
        height = 900 if width > 600 else 844
        page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="en-GB",
        )
        visits.append(page)
        seen = Visit(page, at)
        _listen(seen)
        page.goto(at + link)
        return seen

    yield visit
    for page in visits:
        page.close()


def _listen(seen: Visit) -> None:
    page = seen.page
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda m: seen.errors.append(m.text) if m.type == "error" else None)
    page.on(
        "response",
        lambda r: seen.errors.append(f"{r.status} {r.url}") if r.status >= 400 else None,
    )
    page.on(
        "request",
        lambda r: (
            None
            if r.url.startswith(
                (seen.address, seen.address.replace("http", "ws"), "data:", "blob:")
            )
            else seen.elsewhere.append(r.url)
        ),
    )


def keep_screenshot(visit: Visit, name: str) -> None:
    """Keep what a person would see, the whole page, as a file to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page = visit.page
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    width = page.viewport_size["width"] if page.viewport_size else 1280
    page.set_viewport_size({"width": width, "height": min(max(height, 800), 8000)})
    page.wait_for_timeout(1200)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
