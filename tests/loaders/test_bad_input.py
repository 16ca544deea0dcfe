"""What is wrong with a file is said in full, by cell and in both languages, and changes nothing."""

import io
import json

import pytest
import xlsxwriter

from ledger import words
from ledger.ledger import Ledger
from loaders.__main__ import main

# Made up: the source, the counts and the days. The second column of a row is column B and so on.
HEADER = [
    *("source_id", "population_type", "measure", "unit", "reference_period_start"),
    *("reference_period_end", "location_iso3", "count", "qualifier", "source_url"),
]
GOOD = [
    *("made_up", "people_fleeing", "cumulative", "crossings", "2022-02-24"),
    *("2022-03-01", "POL", "1000", "exact", "https://example.org/made-up"),
]
PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def row(**changed: str) -> list[str]:
    return [changed.get(name, value) for name, value in zip(HEADER, GOOD, strict=True)]


CASES = {
    "unknown column": ([[*HEADER, "colour"], [*GOOD, "red"]], "unknown_column", "K1", ""),
    "missing column": ([HEADER[:-2], GOOD[:-2]], "missing_column", None, ""),
    "text for a count": ([HEADER, row(count="many")], "whole", "H2", ""),
    "text for a day": ([HEADER, row(reference_period_end="soon")], "day", "F2", ""),
    "day in the future": ([HEADER, row(reference_period_end="2999-01-01")], "future", "F2", ""),
    "negative count": ([HEADER, row(count="-5")], "whole_negative", "H2", ""),
    "fractional count": ([HEADER, row(count="1.5")], "whole_fraction", "H2", ""),
    "unknown country": ([HEADER, row(location_iso3="Polland")], "countries", "G2", "POL"),
    "misspelt value": ([HEADER, row(unit="crosings")], "choice", "D2", "crossings"),
    "blank where a value must be": ([HEADER, row(source_url="")], "blank", "J2", ""),
    "duplicate keys": ([HEADER, GOOD, row(count="2000")], "duplicate", "H3", ""),
    "no rows": ([HEADER], "no_rows", "", ""),
}
each_case = pytest.mark.parametrize("case", CASES)
each_kind = pytest.mark.parametrize("kind", ["csv", "xlsx"])


def as_file(kind: str, lines: list[list[str]]) -> bytes:
    if kind == "csv":
        return "".join(",".join(line) + "\n" for line in lines).encode()
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("counts")
        for number, line in enumerate(lines):
            for column, value in enumerate(line):
                sheet.write_string(number, column, value)
    return made.getvalue()


@pytest.fixture
def given(tmp_path, monkeypatch):
    """Writes a file to inspect, beside a ledger that holds one made-up count."""
    monkeypatch.setenv("DISPLACEMENT_DATA", str(tmp_path / "data"))
    before = tmp_path / "before.csv"
    before.write_bytes(as_file("csv", [HEADER, GOOD]))
    assert main(["publish", str(before), "--by", "Made-up analyst", "--note", "made up"]) == 0

    def write(name: str, content: bytes) -> str:
        (tmp_path / name).write_bytes(content)
        return str(tmp_path / name)

    return write


def inspected(capsys, *arguments: str) -> tuple[int, dict]:
    capsys.readouterr()
    code = main(["inspect", *arguments])
    return code, json.loads(capsys.readouterr().out)


@each_kind
@each_case
def test_a_problem_names_its_cell_value_and_what_was_expected(given, capsys, case, kind):
    lines, rule, cell, suggestion = CASES[case]
    path = given(f"made_up.{kind}", as_file(kind, lines))
    code, report = inspected(capsys, path)
    found = [problem for problem in report["problems"] if problem["rule"].startswith(rule)]

    assert code == 1
    assert report["loader"] == "template"
    assert report["table"] == "counts"
    assert found, report["problems"]
    assert found[0]["severity"] == "error"
    if cell is not None:
        assert cell in [problem["cell"] for problem in found]
    assert found[0]["sheet"] == ("counts" if kind == "xlsx" and cell else found[0]["sheet"])
    assert suggestion in [problem["suggestion"] for problem in found]


@each_case
def test_what_was_expected_is_said_in_each_language(given, capsys, case):
    lines, rule, _, _ = CASES[case]
    path = given("made_up.csv", as_file("csv", lines))
    said = {}
    for language in words.LANGUAGES:
        _, report = inspected(capsys, path, "--language", language)
        found = [problem for problem in report["problems"] if problem["rule"].startswith(rule)]
        said[language] = found[0]["expected"]

    assert all(said.values())
    assert said["en"] != said["fr"]


@each_kind
@each_case
def test_a_file_with_an_error_is_refused_and_nothing_changes(given, capsys, case, kind):
    ledger = Ledger()
    before = (ledger.newest(), ledger.parts())
    path = given(f"made_up.{kind}", as_file(kind, CASES[case][0]))
    code = main(["publish", path, "--by", "Made-up analyst", "--note", "made up"])

    assert code == 1
    assert (ledger.newest(), ledger.parts()) == before
    assert capsys.readouterr().err


def test_both_rows_of_a_duplicate_key_are_named(given, capsys):
    path = given("made_up.csv", as_file("csv", CASES["duplicate keys"][0]))
    _, report = inspected(capsys, path)
    named = json.dumps(report["problems"])

    assert "2" in named
    assert any(problem["row"] == 3 for problem in report["problems"])


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.csv", b""), ("empty.xlsx", b""), ("report.xlsx", PDF), ("noise.csv", b"\x00\x01\x02")],
)
def test_a_file_that_no_loader_knows_is_said_to_be_one(given, capsys, name, content):
    ledger = Ledger()
    before = ledger.newest()
    path = given(name, content)
    code, report = inspected(capsys, path)
    sentences = {report["problems"][0]["expected"]}
    _, report = inspected(capsys, path, "--language", "fr")
    sentences.add(report["problems"][0]["expected"])

    assert code == 2
    assert report["loader"] is None
    assert report["rows"] == 0
    assert len(sentences) == 2
    assert main(["publish", path, "--by", "Made-up analyst", "--note", "made up"]) in (1, 2)
    assert ledger.newest() == before


def test_an_empty_file_and_a_pdf_are_told_apart(given, capsys):
    rules = []
    for name, content in (("empty.csv", b""), ("report.xlsx", PDF)):
        _, report = inspected(capsys, given(name, content))
        rules.append(report["problems"][0]["rule"])

    assert len(set(rules)) == 2


def test_inspecting_a_good_file_says_what_it_holds(given, capsys, tmp_path):
    path = given("made_up.csv", as_file("csv", [HEADER, GOOD, row(location_iso3="MDA")]))
    out = tmp_path / "rows.csv"
    code, report = inspected(capsys, path, "--rows", str(out))

    assert code == 0
    assert (report["table"], report["rows"], report["count_total"]) == ("counts", 2, 2000)
    assert report["reference_period"] == ["2022-02-24", "2022-03-01"]
    assert report["problems"] == []
    assert len(out.read_text(encoding="utf-8").splitlines()) == 3


def test_the_file_as_received_is_kept_even_when_it_is_refused(given):
    content = as_file("csv", CASES["negative count"][0])
    path = given("refused.csv", content)
    main(["publish", path, "--by", "Made-up analyst", "--note", "made up"])
    ledger = Ledger()
    kept = [hash_ for hash_, name in ledger.received_names().items() if name == "refused.csv"]

    assert ledger.received(kept[0]).content == content


def test_a_file_with_personal_data_is_shut_away_on_the_command_line_too(given):
    content = as_file("csv", [[*HEADER, "note"], [*GOOD, "ask Olena Kovalenko"]])
    path = given("personal.csv", content)
    code = main(["publish", path, "--by", "Made-up analyst", "--note", "made up"])
    ledger = Ledger()
    digest = next(key for key, name in ledger.received_names().items() if name == "personal.csv")

    assert code == 1
    assert ledger.received(digest).quarantined_at
