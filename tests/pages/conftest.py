"""Pages as someone who follows a link gets them, on the seed of this repository."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent.parent
Opened = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _read_here(read_here: None) -> None:
    """Pages read files in this process; that they can be read apart is tested elsewhere."""


@pytest.fixture(scope="module")
def open_on() -> Iterator[Callable[[Path], Opened]]:
    """Opens pages on a data folder. What they made of its figures is kept, as on a server."""
    kept_of: list[Path] = []

    def on(folder: Path) -> Opened:
        if kept_of != [folder]:
            st.cache_resource.clear()
            kept_of[:] = [folder]
        return _open

    yield on
    st.cache_resource.clear()


@pytest.fixture
def opened(open_on, seeded: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens a page by its link: opened("people_fleeing", lang="fr", country="POL~MDA")."""
    monkeypatch.setenv("DISPLACEMENT_DATA", str(seeded))
    return open_on(seeded)


@pytest.fixture
def opened_on(
    open_on, empty_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Opened:
    """The same on an empty ledger in `tmp_path`, for tests that publish into it first."""
    if not (tmp_path / "ledger.sqlite").exists():
        shutil.copyfile(empty_database, tmp_path / "ledger.sqlite")
    monkeypatch.setenv("DISPLACEMENT_DATA", str(tmp_path))
    return open_on(tmp_path)


def _open(page: str, /, **link: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "site.py"), default_timeout=60)
    for name, value in link.items():
        app.query_params[name] = value
    # The situation page is what the address without a path opens.
    return (app if page == "situation" else app.switch_page(f"{page}.py")).run()
