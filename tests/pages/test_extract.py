"""What readers take along from pages: the rows that their address gives, and workbooks."""

import io
from urllib.parse import urlencode

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook
from starlette.applications import Starlette
from starlette.testclient import TestClient

import public
from ledger import desk
from ledger.accounts import Account
from ledger.ledger import Ledger
from ledger.words import say
from loaders import drafting
from tests.browser.desk import HEADER
from ui import extract, notes, sign_in

SECRET = "three from one village"


@pytest.fixture
def taken(monkeypatch):
    """The files of every table of a page that is opened, as its buttons would make them."""
    found = {}
    with_buttons = notes.download

    def download(words, rows, name):
        found[name] = extract.forms(words, rows)
        with_buttons(words, rows, name)

    monkeypatch.setattr(notes, "download", download)
    monkeypatch.setattr(notes, "folded", lambda title, key, show: show())
    return found


def by_address(table, **query):
    app = Starlette(routes=public.routes(), middleware=public.middleware())
    answer = TestClient(app).get(f"/api/v1/{table}.csv?{urlencode(query)}")
    assert answer.status_code == 200, answer.text
    return answer.content


def rows_of(content: bytes, names=None) -> list:
    read = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    return sorted(read[list(names or read)].values.tolist())


@pytest.mark.parametrize(
    ("page", "asked", "name", "table", "more"),
    [
        ("people_fleeing", {"country": "POL~MDA"}, "people_fleeing_by_country", "counts", None),
        ("people_fleeing", {"measure": "daily"}, "people_fleeing_by_country", "counts", None),
        ("people_fleeing", {"revisions": "shown"}, "people_fleeing_by_country", "counts", None),
        (
            *("people_fleeing", {"time": "2022-03-04", "as_published": "2022-03-06"}),
            *("people_fleeing_by_country", "counts", None),
        ),
        (
            *("third_country_nationals", {"time": "2022-03-01..2022-04-10"}),
            *("third_country_nationals", "counts", {"population_type": "third_country_nationals"}),
        ),
        ("assistance", {"country": "POL", "kind": "hotline"}, "assistance_points", None, {}),
        ("figures_and_sources", {"country": "MDA"}, "counts", "counts", {"history": "all"}),
        ("figures_and_sources", {"table": "updates", "find": "IOM"}, "updates", None, {}),
    ],
)
def test_the_rows_of_a_page_are_those_of_its_address(opened, taken, page, asked, name, table, more):
    app = opened(page, **asked)
    query = {key: value for key, value in asked.items() if key != "table"}
    content = by_address(table or name, **query, **({"page": page} if more is None else more))
    shown = taken[name]["csv"].made()
    names = [one for one in pd.read_csv(io.BytesIO(content)) if one != "withheld"]

    assert not app.exception
    assert rows_of(shown, names) == rows_of(content, names) != []


def test_a_workbook_says_whose_rows_it_holds_and_what_was_chosen(opened, taken):
    opened("people_fleeing", lang="fr", country="POL")
    content = taken["people_fleeing_by_country"]["xlsx"].made()
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    data, sources, filters, citation = (
        book.get_sheet_by_name(name).to_python() for name in book.sheet_names
    )

    assert len(data) - 1 == len(rows_of(taken["people_fleeing_by_country"]["csv"].made()))
    assert [line[0] for line in sources[1:]] == ["unhcr_odp_ukraine"]
    assert ["Pays", "POL", "Pologne"] in filters
    assert "Personnes en fuite, Urgence Ukraine" in citation[0][1]
    assert "/people_fleeing?country=POL" in citation[0][1]
    assert "as_known=" in citation[0][1]


def test_tables_that_are_no_table_of_ours_have_workbooks_too(opened, taken):
    opened("figures_and_sources")
    opened("disagreements")
    read = {
        name: CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"].made())).sheet_names
        for name, files in taken.items()
    }

    assert {"series", "disagreements", "totals_and_sums_of_countries"} <= set(read)
    assert all(names == ["data", "sources", "filters", "citation"] for names in read.values())


@pytest.fixture
def with_small(opened_on):
    """Opens pages on made-up counts of which one is small and says so in its note."""
    header = HEADER.replace("location_iso3,", "location_iso3,nationality_iso3,")
    header = header.replace("source_url", "source_url,note")
    line = (
        "made_up,third_country_nationals,cumulative,people,2022-02-24,2022-03-01,UKR,POL,{},{},"
        "exact,2022-03-02,https://example.org/made-up,{}\n"
    )
    made_up = [("", 103, ""), ("TUN", 3, SECRET), ("IND", 60, ""), ("MAR", 40, "")]
    content = header + "".join(line.format(*one) for one in made_up)
    ledger = Ledger()
    draft = drafting.receive(ledger, [("a.csv", content.encode())], "anna")
    decisions = draft.decisions.__class__(base=0)
    drafting.publish(ledger, desk.decide(ledger, draft, "anna", decisions), "anna", "made up")
    return opened_on


def test_small_counts_are_in_no_file_whoever_looks_for_them(with_small):
    app = TestClient(Starlette(routes=public.routes(), middleware=public.middleware()))
    told = app.get(f"/api/v1/counts.json?find={SECRET[:5]}").json()
    rows = app.get("/api/v1/counts.json").json()["data"]

    assert told["data"] == []
    assert {one["nationality_iso3"]: (one["count"], one["withheld"]) for one in rows} == {
        None: (103, None),
        "TUN": (None, "small"),
        "IND": (60, None),
        "MAR": (None, "protects_another"),
    }
    for form in ("csv", "json", "parquet"):
        assert SECRET.encode() not in app.get(f"/api/v1/counts.{form}").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(app.get("/api/v1/counts.xlsx").content))
    assert SECRET not in str(book.get_sheet_by_name("data").to_python())


def test_what_a_custodian_takes_along_says_that_it_is_not_public(with_small, taken, monkeypatch):
    account = Account("anna", frozenset(["custodian"]))
    monkeypatch.setattr(sign_in, "account", lambda: account)
    app = with_small("figures_and_sources", lang="en")
    labels = [button.label for button in app.get("download_button")]
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken["counts"]["xlsx"].made()))

    for form in ("csv", "xlsx"):
        title = say(f"download.{form}", "en")
        assert say("disclosure.download", "en", title=title) in labels
    assert book.get_sheet_by_name("citation").to_python()[0][1] == say("workbook.not_public", "en")
    assert not [one for one in app.markdown if "/api/v1/" in one.value]
