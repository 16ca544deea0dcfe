"""Files as people make them: any encoding and delimiter, every row accounted for, the template."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import loaders
from ledger.tables import TABLES
from loaders import template_writer

# A file with a NUL is no text, and refused as such.
LETTERS = st.characters(exclude_characters="\x00")
SHORT = st.text(LETTERS, max_size=8)
HEADER = "source_id,publisher,title,licence,citation\n"
LINES = "made_up,Éditeur,A title,None stated,Made up\nmade_up_2,Other,B title,None stated,Made up\n"


def publishers(content: bytes) -> list[str]:
    return loaders.load("made_up.csv", content).tables["sources"]["publisher"].to_pylist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_of_a_file_does_not_matter(encoding):
    assert publishers((HEADER + LINES).encode(encoding)) == ["Éditeur", "Other"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_of_a_file_does_not_matter(delimiter):
    assert publishers((HEADER + LINES).replace(",", delimiter).encode()) == ["Éditeur", "Other"]


def test_blank_lines_do_not_shift_the_number_of_a_row():
    first, second = LINES.splitlines(keepends=True)
    loaded = loaders.load("made_up.csv", (HEADER + first + "\n\n" + second).encode())

    assert loaded.tables["sources"]["received_row"].to_pylist() == [2, 5]


def test_tags_in_the_row_below_the_header_are_skipped():
    tags = "#source+id,#org,#meta+title,#meta+licence,#meta+citation\n"

    assert publishers((HEADER + tags + LINES).encode()) == ["Éditeur", "Other"]


def test_the_letters_na_are_a_text_and_not_a_blank():
    assert publishers((HEADER + "made_up,NA,A title,None,Made up\n").encode()) == ["NA"]


@pytest.mark.parametrize(
    "line", ["made_up,Only two", "made_up,P,T,L,C,one too many", 'made_up,"P,T,L,C']
)
def test_a_line_that_does_not_fit_the_header_is_a_problem_and_not_padded(line):
    loaded = loaders.load("made_up.csv", (HEADER + LINES + line + "\n").encode())

    assert loaded.has_errors


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_template_of_every_table_is_recognised_and_explains_itself(name, language):
    content = template_writer.write(name, language)
    sheets = zipfile.ZipFile(io.BytesIO(content))
    texts = b"".join(sheets.read(part) for part in sheets.namelist())
    loaded = loaders.load("template.xlsx", content)

    assert [problem.rule for problem in loaded.problems] == ["no_rows"]
    assert list(loaded.tables) == [name]
    assert b"README" in texts
    choices = any(column.choices for column in TABLES[name].columns)
    assert (b"dataValidation" in texts) or not choices


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_no_bytes_are_an_error_of_ours(content):
    with contextlib.suppress(loaders.UnknownFormat):
        loaders.load("anything", content)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.text(LETTERS, max_size=12), min_size=1, max_size=7), max_size=6))
def test_whatever_stands_below_a_header_is_a_row_or_a_problem(lines):
    text = HEADER + "".join(",".join(line) + "\n" for line in lines)
    loaded = loaders.load("made_up.csv", text.encode("utf-8", "replace"))
    rows = sum(len(table) for table in loaded.tables.values())

    assert rows or loaded.problems


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(LETTERS, max_size=8), st.text(LETTERS, max_size=8)),
        min_size=1,
        max_size=8,
    )
)
def test_no_row_is_lost_whatever_its_counts_and_countries(values):
    header = "source_id,population_type,measure,unit,reference_period_start,"
    header += "reference_period_end,location_iso3,count,qualifier,source_url\n"
    start = "made_up,refugees,stock,people,2022-03-01,2022-03-01,"
    clean = [
        [text.translate({ord(c): None for c in ',"\r\n\x00;\t|'}) for text in v] for v in values
    ]
    lines = [f"{start}{place},{count},exact,https://example.org\n" for place, count in clean]
    loaded = loaders.load("made_up.csv", (header + "".join(lines)).encode("utf-8", "replace"))
    said = {problem.row for problem in loaded.problems}
    kept = set(loaded.tables["counts"]["received_row"].to_pylist())

    assert {*range(2, len(lines) + 2)} <= said | kept
