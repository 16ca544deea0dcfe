"""Opens every page of the crisis that DISPLACEMENT_CRISIS names; prints what they say, as JSON.

A process of its own, because the crisis is read once in each: tests/another_crisis/test_sudan.py.
"""

import json
import sys
from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

import loaders
import public
from analysis import documents, published, view
from ledger import crisis
from tests.pages.test_every_page import text_of

SITE = Path(__file__).parents[2] / "pages" / "site.py"


def main() -> None:
    """Seed, open, print."""
    loaders.seed(published.here().ledger)
    said = {}
    for language in crisis.read().languages:
        for page in view.SHARING:
            said[f"{page} {language}"] = text_of(opened(page, language))
    app = Starlette(routes=public.routes(), middleware=public.middleware())
    with TestClient(app) as client:
        for page in documents.PAGES:
            answer = client.get(f"/brief?page={page}&lang=en")
            said[f"brief {page}"] = answer.text if answer.status_code == 200 else ""
        card = client.get("/card.png?lang=en")
        said["card"] = card.headers["content-type"]
        shapes = client.get("/geo/boundaries.geojson").json()["features"]
        said["shapes"] = "~".join(shape["properties"]["iso3"] for shape in shapes)
    sys.stdout.write(json.dumps(said))


def opened(page: str, language: str) -> AppTest:
    """A page as its link opens it. Raises what the page raises."""
    app = AppTest.from_file(str(SITE), default_timeout=120)
    app.query_params["lang"] = language
    app = (app if page == "situation" else app.switch_page(f"{page}.py")).run()
    if app.exception:
        raise RuntimeError(f"{page}: {app.exception[0].value}")
    return app


if __name__ == "__main__":
    main()
