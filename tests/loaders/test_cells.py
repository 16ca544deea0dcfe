"""Where a count stands in its file: asked for by whoever looks into a file again."""

import loaders
from loaders.judging import COUNT_IN
from loaders.loading import load_or_say_why
from loaders.reading import load_apart


def counted(name: str, content: bytes) -> list[tuple[int, str, int]]:
    """Row, letter and count of each count of a file."""
    rows = load_or_say_why(name, content, with_cells=True).tables["counts"].to_pylist()
    return [(row["received_row"], row[COUNT_IN], row["count"]) for row in rows]


# Made up.
POPULATION = (
    b"Year,Country of Origin,Country of Origin ISO,Country of Asylum,Country of Asylum ISO,"
    b"Refugees under UNHCR's mandate,Asylum-seekers\n"
    b"2020,Aland,UKR,Poland,POL,12,34\n2021,Aland,UKR,Poland,POL,56,0\n"
)


def test_counts_of_several_columns_each_have_their_cell():
    assert sorted(counted("a.csv", POPULATION)) == [(2, "F", 12), (2, "G", 34), (3, "F", 56)]


def test_a_sum_of_several_rows_stands_in_no_cell():
    titles = (
        "operation,admin0Pcode,admin1Name,admin1Pcode,numPresentIdpInd,reportingDate,roundNumber"
    )
    rows = ("Lac,TD07,10", "Lac,TD07,20", "Kanem,TD06,40")
    lines = [f"Crisis A,TCD,{row},2017-09-30,1" for row in rows]

    assert counted("a.csv", "\n".join([titles, *lines, ""]).encode()) == [
        (2, "", 30),
        (4, "E", 40),
    ]


def test_the_column_is_there_only_where_it_is_asked_for():
    assert COUNT_IN not in loaders.load("a.csv", POPULATION).tables["counts"].column_names


def test_a_process_of_its_own_says_the_same_and_whether_rows_are_records():
    apart = load_apart("a.csv", POPULATION, with_cells=True)
    here = load_or_say_why("a.csv", POPULATION, with_cells=True)

    assert apart.tables["counts"].equals(here.tables["counts"])
    assert not apart.has_records
    assert load_apart("a.json", b'[{"a": "1"}]').has_records
