"""A refused file comes back as the same workbook with what is wrong written where it is wrong."""

import io

import openpyxl
import pytest
import xlsxwriter

from loaders import load, marking
from loaders.loading import load_or_say_why
from loaders.marking import mark

# Made up.
HEADER = ["source_id", "publisher", "title", "licence", "citation", "cadence_days"]
GOOD = ["made_up", "Publisher", "Title", "None", "Made up", "7"]
WRONG = ["made_up_2", "Publisher", "Title", "None", "Made up", "weekly"]


def workbook(*lines: list[str]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        green = book.add_format({"bg_color": "#00FF00"})
        notes = book.add_worksheet("README")
        notes.write_string(0, 0, "read me")
        notes.write_formula(1, 0, "=1+1", None, 2)
        sheet = book.add_worksheet("sources")
        sheet.data_validation("F2:F9", {"validate": "integer", "criteria": ">", "value": 0})
        for row, line in enumerate(lines):
            for place, text in enumerate(line):
                sheet.write_string(row, place, text, green if row == 0 else None)
    return made.getvalue()


def marked(name: str, content: bytes, language: str = "en") -> openpyxl.Workbook:
    problems = load_or_say_why(name, content).problems
    return openpyxl.load_workbook(io.BytesIO(mark(name, content, problems, language)))


def test_a_workbook_comes_back_as_it_was_with_its_problems_marked():
    book = marked("made_up.xlsx", workbook(HEADER, GOOD, WRONG))
    sheet = book["sources"]

    assert book.sheetnames == ["Problems", "README", "sources"]
    assert book["README"]["A2"].value == "=1+1"
    assert sheet["A1"].fill.fgColor.rgb == "FF00FF00"
    assert sheet.data_validations.dataValidation[0].sqref == "F2:F9"
    assert sheet["G1"].value == "What is wrong"
    assert sheet["G2"].value is None
    assert sheet["G3"].value.startswith("cadence_days: A whole number")
    assert sheet["F3"].fill.fgColor.rgb.endswith("FDE2C8")
    assert "whole number" in sheet["F3"].comment.text


def test_a_plain_file_comes_back_as_a_workbook_with_the_same_rows():
    lines = [";".join(line) for line in (HEADER, GOOD, WRONG)]
    book = marked("made_up.csv", "\n".join(["", *lines, ""]).encode(), "fr")
    rows = [[cell.value for cell in row] for row in book["made_up"]]

    assert book.sheetnames == ["Problèmes", "made_up"]
    assert rows[1] == [*HEADER, "Ce qui ne va pas"]
    assert rows[2][:6] == GOOD
    assert rows[3][:6] == WRONG
    assert rows[3][6].startswith("cadence_days:")
    assert book["made_up"]["F4"].fill.fgColor.rgb == "FFFDE2C8"


def test_a_large_workbook_is_written_anew_with_every_sheet(monkeypatch):
    monkeypatch.setattr(marking, "LARGEST_KEPT", 0)
    book = marked("made_up.xlsx", workbook(HEADER, GOOD, ["made_up_3", *GOOD[1:]], WRONG))

    assert book.sheetnames == ["Problems", "README", "sources"]
    assert book["sources"]["G4"].value.startswith("cadence_days:")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_text_that_looks_like_a_formula_stays_text(kind):
    hostile = [*WRONG[:2], "=cmd|' /C calc'!A0", *WRONG[3:5], "=1+1"]
    lines = [",".join(line) for line in (HEADER, hostile)]
    content = "\n".join(lines).encode() if kind == "csv" else workbook(HEADER, hostile)
    book = marked(f"made_up.{kind}", content)

    kinds = {c.data_type for s in book if s.title != "README" for row in s for c in row if c.value}
    assert kinds == {"s"}


def test_a_file_that_nobody_can_open_comes_back_as_a_list_of_its_problems():
    book = marked("made_up.xlsx", b"PK\x03\x04 cut off")

    assert book.sheetnames == ["Problems"]
    assert book["Problems"]["F2"].value


def test_the_marked_workbook_can_be_corrected_and_given_again():
    first = load_or_say_why("made_up.xlsx", workbook(HEADER, GOOD, WRONG))
    content = mark("made_up.xlsx", workbook(HEADER, GOOD, WRONG), first.problems, "fr")
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["sources"]["F3"].value = 7
    corrected = io.BytesIO()
    book.save(corrected)
    loaded = load("made_up.xlsx", corrected.getvalue())

    assert loaded.problems == []
    assert len(loaded.tables["sources"]) == 2
