"""A real server and a real browser, and what went wrong between them."""

import os
import re
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
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

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

    def widen(self, width: int) -> None:
        """Give the window a width, and the height of a screen or a phone of that width."""
        self.page.set_viewport_size({"width": width, "height": 900 if width > 600 else 844})

    def fits(self) -> bool:
        """Whether nothing of the page is wider than its window."""
        wide = self.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        return wide <= self.page.evaluate("window.innerWidth")

    def is_dark(self) -> bool:
        """Whether the page is light on dark."""
        behind = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
        return sum(map(int, re.findall(r"\d+", self.page.evaluate(behind))[:3])) < 3 * 128


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
def server(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a ledger of its own, which holds the seed."""
    with serving(copied(seeded, tmp_path_factory.mktemp("served"))) as address:
        yield address


def copied(seeded: Path, folder: Path) -> Path:
    """The folder, with a copy of the seeded ledger to write into."""
    shutil.copyfile(seeded / "ledger.sqlite", folder / "ledger.sqlite")
    return folder


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, as long as tests run."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def installed() -> str:
    """Chromium or Chrome as it is installed here."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not found:
        message = f"none of {', '.join(BROWSERS)} is installed"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def browser(playwright: Playwright, installed: str) -> Iterator[Browser]:
    """A browser for people who each have cookies of their own."""
    chromium = playwright.chromium.launch(executable_path=installed, args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def reader(
    playwright: Playwright, installed: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """A browser that keeps what it has read, as a reader's does: scripts are compiled once."""
    kept = tmp_path_factory.mktemp("profile")
    context = playwright.chromium.launch_persistent_context(
        kept, executable_path=installed, args=FLAGS, locale="en-GB"
    )
    yield context
    context.close()


@pytest.fixture
def open_page(reader: BrowserContext, server: str) -> Iterator[Open]:
    """Opens a link of the server: open_page("/people_fleeing?lang=fr", width=390, dark=True)."""
    visits = []

    def visit(link: str, width: int = 1280, dark: bool = False, at: str = server) -> Visit:
        page = reader.new_page()
        visits.append(page)
        seen = Visit(page, at)
        seen.widen(width)
        page.emulate_media(color_scheme="dark" if dark else "light")
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
    """Keep the whole page as a file for people to look at, where SCREENSHOTS asks for it.

    No test looks at it, and it takes as long as to open the page.
    """
    if not os.environ.get("SCREENSHOTS"):
        return
    SCREENSHOTS.mkdir(exist_ok=True)
    page, window = visit.page, visit.page.viewport_size or {"width": 1280, "height": 900}
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size(window | {"height": min(max(height, 800), 8000)})
    page.wait_for_timeout(1200)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
    page.set_viewport_size(window)


def grave(visit: Visit) -> dict[str, list[str]]:
    """The rules that assistive technology finds gravely broken, each with its first elements."""
    return {
        violation["id"]: [node["html"][:200] for node in violation["nodes"]][:3]
        for violation in Axe().run(visit.page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    }
