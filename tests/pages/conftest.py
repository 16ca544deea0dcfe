"""Pages as someone who follows a link gets them, on the seed of this repository."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import loaders
from ledger.ledger import Ledger

ROOT = Path(__file__).parent.parent.parent
Opened = Callable[..., AppTest]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose ledger holds the seed."""
    folder = tmp_path_factory.mktemp("seeded")
    loaders.seed(Ledger(f"sqlite:///{folder / 'ledger.sqlite'}"))
    return folder


@pytest.fixture
def opened(seeded: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """Opens a page by its link: opened("people_fleeing", lang="fr", country="POL~MDA")."""
    yield from _opener(seeded, monkeypatch)


@pytest.fixture
def opened_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """The same on an empty ledger in `tmp_path`, for tests that publish into it first."""
    yield from _opener(tmp_path, monkeypatch)


def _opener(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setenv("DISPLACEMENT_DATA", str(folder))
    st.cache_resource.clear()

    def open_page(page: str, /, **link: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / "site.py"), default_timeout=60)
        for name, value in link.items():
            app.query_params[name] = value
        app.run()
        return app if page == "situation" else app.switch_page(f"{page}.py").run()

    yield open_page
    st.cache_resource.clear()
