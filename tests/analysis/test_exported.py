"""Rows as files: written as they are, quoted where they must be, and without those of others."""

import csv
import io
import json

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from analysis import exported, workbook
from analysis.wording import Wording
from ledger.tables import COUNTS
from tests.analysis.conftest import A_COUNT, table

TOLD = {
    "title": "Made up",
    "citation": "Made up",
    "licences": [],
    "version": {"number": 1, "published_at": "2030-01-01T00:00:00Z"},
    "as_of": None,
    "rows": 1,
    "address": "/made-up",
    "disclosure": {"in_words": "nothing"},
    "sources": [],
    "filters": [],
    "columns": [],
}
texts = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=12)


@settings(deadline=None)
@given(st.lists(texts.filter(lambda text: not text.startswith(("=", "+", "-", "@", "\t")))))
def test_any_text_is_read_again_from_csv_and_json(written):
    rows = pd.DataFrame({"a": written, "b": range(len(written))})
    read = list(csv.DictReader(io.StringIO(exported.as_csv(rows).decode(), newline="")))
    told = json.loads(exported.as_json(rows, ["a", "b"], {}))

    assert [one["a"] for one in read] == written
    assert told["data"] == [{"a": text, "b": number} for number, text in enumerate(written)]


@pytest.mark.parametrize(
    "text", ["=1+1", "+48527", "-2+3", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"]
)
def test_what_a_spreadsheet_would_run_is_marked_in_csv_and_text_in_a_workbook(text):
    rows = pd.DataFrame({"note": pd.Categorical([text]), "count": [-5]})
    line = next(csv.reader(io.StringIO(exported.as_csv(rows).decode().partition("\n")[2])))
    book = workbook.written(rows, ["note", "count"], TOLD, Wording("en"))
    cells = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("data").to_python()

    assert line == [f"'{text}", "-5"]
    assert cells[1] == [text, -5]
    assert b"<f>" not in book


def test_what_other_rows_say_is_in_no_file():
    secret = "three people of a village"
    rows = [
        A_COUNT | {"note": note, "reference_period_end": "2030-01-02"} for note in (secret, "x")
    ]
    shown = table("counts", rows).iloc[1:]
    content = exported.as_parquet(shown, COUNTS.columns, {})

    assert secret in list(shown["note"].cat.categories)
    assert secret.encode() not in content
    assert pq.read_table(io.BytesIO(content))["note"].to_pylist() == ["x"]
    assert secret.encode() not in exported.as_json(shown, COUNTS.names, {})


def test_moments_are_utc_and_days_are_days():
    rows = table(
        "counts",
        [
            A_COUNT
            | {"reference_period_end": "2030-01-02", "published_at": "2030-01-03T09:30:00+02"}
        ],
    )
    line = dict(next(csv.DictReader(io.StringIO(exported.as_csv(rows).decode()))))

    assert line["reference_period_end"] == "2030-01-02"
    assert line["published_at"] == "2030-01-03T07:30:00Z"
    assert line["count"] == ""


def test_many_rows_are_written_piece_by_piece(monkeypatch):
    rows = pd.DataFrame({"a": range(10)})
    whole = exported.as_csv(rows), exported.as_json(rows, ["a"], {})
    monkeypatch.setattr(exported, "AT_ONCE", 3)

    assert (exported.as_csv(rows), exported.as_json(rows, ["a"], {})) == whole
    assert len(json.loads(whole[1])["data"]) == 10
