"""Tables as files: the same rows in every form, whose they are, and nothing but what is public."""

import io
import json

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from analysis import selection, view
from ledger.tables import TABLES
from public.api import forms

START = "/api/v1/"
ASKED = "country=POL~MDA&time=2022-03-01..2022-03-10&source=unhcr_odp_ukraine"
every_table = pytest.mark.parametrize("table", TABLES)


def in_csv(answer) -> pd.DataFrame:
    """A CSV as somebody opens it: everything as it is written."""
    return pd.read_csv(io.BytesIO(answer.content), dtype=str, keep_default_na=False)


def as_written(value) -> str:
    """A value of another form as CSV has it."""
    return "" if value is None else str(value)


@pytest.mark.parametrize("query", [ASKED, "history=all&population_type=idps", "measure=daily"])
def test_every_form_has_the_same_rows(ask, query):
    csv, json_, parquet, xlsx = (
        ask(f"{START}counts.{form}?{query}") for form in ("csv", "json", "parquet", "xlsx")
    )
    rows = in_csv(csv)
    told = json_.json()
    read = pq.read_table(io.BytesIO(parquet.content))
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.content))
    head, *cells = book.get_sheet_by_name("data").to_python()

    assert len(rows) == told["metadata"]["rows"] > 20
    assert list(rows) == head == read.column_names == list(told["data"][0])
    assert [
        [as_written(one[name]) for name in rows] for one in told["data"]
    ] == rows.values.tolist()
    assert read["count"].to_pylist() == [one["count"] for one in told["data"]]
    days = [day.isoformat() for day in read["reference_period_end"].to_pylist()]
    assert days == rows["reference_period_end"].tolist()
    place = head.index("reference_period_end")
    assert [line[place].isoformat() for line in cells] == days
    assert [line[head.index("count")] for line in cells] == read["count"].to_pylist()
    assert book.sheet_names == ["data", "sources", "filters", "citation"]


def test_a_csv_opens_in_pandas_with_its_own_types(ask):
    content = ask(f"{START}counts.csv?{ASKED}").content
    rows = pd.read_csv(io.BytesIO(content), parse_dates=["reference_period_end", "published_at"])

    assert rows["count"].dtype == "int64"
    assert str(rows["published_at"].dtype.tz) == "UTC"
    assert rows["reference_period_end"].between("2022-03-01", "2022-03-10").all()
    assert set(rows["location_iso3"]) == {"POL", "MDA"}
    assert "\ufeff" not in content.decode("utf-8")


def test_what_is_said_of_rows_is_the_same_in_every_form(ask):
    told = ask(f"{START}counts.json?{ASKED}").json()["metadata"]
    schema = pq.read_schema(io.BytesIO(ask(f"{START}counts.parquet?{ASKED}").content))
    link = ask(f"{START}counts.csv?{ASKED}").headers["link"]
    companion = ask(START + link.partition("<")[2].partition(">")[0]).json()
    book = ask(f"{START}counts.xlsx?{ASKED}").content
    citation = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("citation")

    assert 'rel="describedby"' in link
    assert json.loads(schema.metadata[b"metadata"])["sources"] == told["sources"]
    assert companion["notes"][0]["filters"] == told["filters"]
    assert told["citation"].partition("/api")[0] in companion["dc:bibliographicCitation"]
    assert told["citation"].partition("/api")[0] in citation.to_python()[0][1]
    assert [one["source_id"] for one in told["sources"]] == ["unhcr_odp_ukraine"]
    assert {one["parameter"]: one["in_words"] for one in told["filters"]} == {
        "country": "Poland and Moldova",
        "time": "1 March 2022 to 10 March 2022",
        "source": told["sources"][0]["publisher"] + ": " + told["sources"][0]["title"],
    }
    assert told["as_of"] == "2022-03-10"


def test_the_address_in_a_citation_gives_the_same_rows_for_ever(ask):
    told = ask(f"{START}counts.json?{ASKED}").json()
    again = ask(told["metadata"]["address"])

    assert again.json()["data"] == told["data"]
    assert "immutable" in again.headers["cache-control"]


def test_metadata_speaks_the_language_of_the_link(ask):
    french = ask(f"{START}counts.csv-metadata.json?lang=fr").json()
    columns = {one["name"]: one for one in french["tableSchema"]["columns"]}

    assert french["@context"][1] == {"@language": "fr"}
    assert columns["location_iso3"]["dc:title"] == "Pays"
    assert columns["count"]["datatype"] == {"base": "integer", "minimum": 0}
    assert columns["location_iso3"]["separator"] == "+"


@every_table
def test_every_column_is_there_and_told(ask, table):
    rows = in_csv(ask(f"{START}{table}.csv"))
    companion = ask(f"{START}{table}.csv-metadata.json").json()
    columns = companion["tableSchema"]["columns"]

    assert list(rows)[: len(TABLES[table].names)] == TABLES[table].names
    assert [one["titles"] for one in columns] == list(rows)
    assert all(one["dc:description"] for one in columns)


def test_tags_stand_in_a_row_of_their_own_when_they_are_asked_for(ask):
    plain = ask(f"{START}counts.csv?{ASKED}").text.splitlines()
    tagged = ask(f"{START}counts.csv?{ASKED}&hxl=on").text.splitlines()

    assert tagged[0] == plain[0]
    assert dict(zip(plain[0].split(","), tagged[1].split(","), strict=True))["count"] == "#affected"
    assert tagged[2:] == plain[1:]


def test_counts_given_for_several_countries_are_among_those_of_each(ask):
    of_one = set(in_csv(ask(f"{START}counts.csv?country=MDA"))["location_iso3"])

    assert "MDA+SVK" in of_one
    assert all("MDA" in place.split("+") for place in of_one)


def test_points_are_those_of_the_page_and_those_with_a_place_on_the_map(ask):
    listed = in_csv(ask(f"{START}assistance_points.csv?country=POL"))
    mapped = ask(f"{START}assistance_points.geojson?country=POL").json()
    placed = listed[listed["latitude"] != ""]

    assert "closed" not in set(listed["status"])
    assert [one["id"] for one in mapped["features"]] == placed["point_id"].tolist()
    assert mapped["metadata"]["rows"] == len(placed) > 0


@pytest.mark.parametrize("name", ["scale=log", "rate=per_1000"])
def test_what_only_changes_a_drawing_changes_no_row(ask, name):
    plain = ask(f"{START}counts.csv?page=people_fleeing").content

    assert ask(f"{START}counts.csv?page=people_fleeing&{name}").content == plain


@pytest.mark.parametrize(
    ("address", "status", "named"),
    [
        ("counts.csv?colour=red", 400, "population_type"),
        ("counts.csv?measure=weekly", 400, "stock"),
        ("counts.csv?page=people_fleeing&measure=stock", 400, "daily"),
        ("counts.csv?page=people_fleeing&population_type=idps", 400, "rate"),
        ("counts.csv?page=assistance", 400, "people_fleeing"),
        ("needs.csv?time=2022-03-01", 400, "country"),
        ("counts.csv?as_known=999", 404, "1..27"),
        ("counts.tsv", 404, "/api/v1/counts.csv"),
        ("people.csv", 404, "/api/v1/counts.csv"),
        ("counts.geojson", 404, "/api/v1/assistance_points.geojson"),
        ("accounts.csv", 404, "/api/v1/needs.csv"),
        ("", 404, "/api/v1/openapi.json"),
    ],
)
def test_what_is_not_understood_is_a_problem_that_names_what_is(ask, address, status, named):
    told = ask(START + address)

    assert told.status_code == status
    assert told.headers["content-type"] == "application/problem+json"
    assert named in told.json()["allowed"]


@pytest.mark.parametrize("address", [f"{START}counts.csv", f"{START}openapi.json", "/readyz"])
def test_nothing_is_written_here_and_heads_are_answered(ask, address):
    head, whole = ask(address, "HEAD"), ask(address)

    assert head.content == b""
    assert head.headers["content-length"] == whole.headers["content-length"]
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        refused = ask(address, method)
        assert (refused.status_code, refused.json()["status"]) == (405, 405)
        assert refused.headers["allow"] == "GET, HEAD"


def test_a_tag_is_enough_for_who_has_the_answer(ask):
    for query in ("", "?as_known=3"):
        first = ask(f"{START}sources.csv{query}")
        again = ask(f"{START}sources.csv{query}", headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert ("immutable" in first.headers["cache-control"]) == bool(query)
    assert ask(f"{START}sources.json").headers["etag"] != first.headers["etag"]


def test_an_error_of_ours_is_told_without_its_cause(ask, monkeypatch):
    def fail(*_):
        raise RuntimeError("secret of the house")

    monkeypatch.setitem(forms.FORMS, "csv", fail)
    told = ask(f"{START}offers.csv?find=nothing")

    assert told.status_code == 500
    assert told.json()["status"] == 500
    assert "secret" not in told.text
    assert "Traceback" not in told.text


def test_too_many_rows_for_a_workbook_are_refused_by_number(ask, monkeypatch):
    monkeypatch.setattr(forms.workbook, "MOST_ROWS", 100)
    told = ask(f"{START}counts.xlsx?time=2022-03-02..2022-06-01")

    assert told.status_code == 400
    assert "csv" in told.json()["allowed"]


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return tmp_path_factory.mktemp("empty")


@every_table
def test_an_empty_ledger_gives_headers_only(ask, empty, monkeypatch, table):
    monkeypatch.setenv("DISPLACEMENT_DATA", str(empty))
    for form in forms.of(table):
        answer = ask(f"{START}{table}.{form}?find=POL")
        assert answer.status_code == 200, form
        if form == "csv":
            names = [column.name for column in selection.columns(table)]
            assert answer.text == ",".join(names) + "\n"
        if form == "json":
            assert answer.json()["data"] == []


VALUES = st.one_of(
    st.sampled_from(["POL", "MDA+SVK", "latest", "2022-03-01..latest", "3", "all", "daily", "on"]),
    st.sampled_from(["9999-12-31", "0001-01-01", "people_fleeing", "2022-03-05..2022-03-01"]),
    st.sampled_from(["9999-12-31..latest", "2022-03-01", "cumulative", "hotline", "border", "("]),
    st.text(max_size=12),
)


@st.composite
def addresses(draw):
    """An address of the tables with a query that makes sense in part."""
    table = draw(st.sampled_from([*TABLES, "openapi"]))
    form = draw(st.sampled_from(forms.of(table) or ["json"]))
    names = st.sampled_from([*view.PARAMETERS[f"api/{table}"], "lang", "x"])
    query = draw(st.lists(st.tuples(names, VALUES), max_size=3))
    return f"{START}{table}.{form}", query


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(addresses())
def test_any_address_is_answered_or_refused_by_name(ask, asked):
    address, query = asked
    answer = ask(address, params=query)

    assert answer.status_code in (200, 400, 404)
    is_problem = answer.headers["content-type"] == "application/problem+json"
    assert is_problem == (answer.status_code != 200)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=1+1", "%0d%0aset-cookie:a=b"])
def test_what_is_asked_for_is_never_markup_or_a_header(ask, text):
    for address in ("sources.csv?find=", "sources.csv-metadata.json?find=", "sources.csv?country="):
        answer = ask(f"{START}{address}{text}")
        assert "html" not in answer.headers["content-type"]
        assert "set-cookie" not in answer.headers
