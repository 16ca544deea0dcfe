"""Tables in no format that we know: found in their sheet, proposed, confirmed once, remembered."""

from dataclasses import asdict
from datetime import date

import pytest

from ledger.decisions import Decisions
from loaders.finding import tables_in
from loaders.loading import load_or_say_why
from loaders.recipes import Recipe, fingerprint
from tests.loaders.test_formats import counts, rules, workbook

# Made up, all of it.
SAME = {
    "source_id": "made_up",
    "population_type": "people_fleeing",
    "measure": "stock",
    "unit": "people",
    "source_url": "https://example.org/made-up",
}


def grid(*rows: str) -> list[tuple[int, list[str]]]:
    return [(n, row.split("|") if row else [""]) for n, row in enumerate(rows, start=1)]


def found(*rows: str) -> list[tuple[list[str], int, int]]:
    """The titles of each table, the row they stand in, and how many rows it has."""
    return [(t.titles, t.header_row, len(t.rows)) for t in tables_in(grid(*rows))]


def test_a_table_is_found_below_a_heading_and_above_its_notes():
    (table,) = tables_in(
        grid("Situation report", "as of 1 March", "", "Country|People", "Poland|5", "Moldova|7")
        + [(7, ["Total", "12"]), (8, ["* provisional", ""])]
    )

    assert (table.titles, table.header_row) == (["Country", "People"], 4)
    assert [cells for _, cells in table.rows] == [["Poland", "5"], ["Moldova", "7"]]
    assert (table.totals, table.notes) == ([7], [8])


@pytest.mark.parametrize(
    "word", ["Total", "TOTAL", "Всього", "Razem", "Ogółem", "Totaux", "Итого", "Grand total"]
)
def test_a_row_of_totals_is_no_row_of_values(word):
    (table,) = tables_in(grid("Land|2021|2022", "Poland|5|6", f"{word}|5|6"))

    assert (len(table.rows), table.totals) == (1, [3])


def test_titles_in_two_rows_are_read_together():
    rows = ("|IDPs||Returnees|", "Region|Women|Men|Women|Men", "North|1|2|3|4", "South|5|6|7|8")

    assert found(*rows) == [
        (["Region", "IDPs / Women", "IDPs / Men", "Returnees / Women", "Returnees / Men"], 2, 2)
    ]


def test_tags_are_no_values():
    assert found("Country|People", "#country|#affected", "Poland|5", "Moldova|7")[0][2] == 2


def test_several_tables_of_a_sheet_are_found_one_under_another_and_side_by_side():
    rows = ("A|B||C|D", "x|1||y|2", "z|3||w|4", "", "Country|People", "Poland|5", "Moldova|6")

    assert found(*rows) == [(["A", "B"], 1, 2), (["C", "D"], 1, 2), (["Country", "People"], 5, 2)]


def test_a_note_beside_a_table_is_no_column_of_it():
    rows = ("Country|People||", "Poland|5||see the report", "Moldova|7||", "Romania|8||", "Italy|9")

    assert found(*rows) == [(["Country", "People"], 1, 4)]


def test_text_without_numbers_is_no_table():
    assert found("Read me first", "This workbook has|two sheets", "Contact|the office") == []


TITLES = {
    "en": ("Country", "Date", "Refugees"),
    "fr": ("Pays d'accueil", "Date", "Réfugiés"),
    "uk": ("Країна", "Дата", "Біженці"),
    "pl": ("Kraj", "Stan na", "Uchodźcy"),
    "es": ("País", "Fecha", "Refugiados"),
}


@pytest.mark.parametrize("language", TITLES)
def test_titles_are_understood_in_each_language_and_nothing_is_taken_for_granted(language):
    text = ";".join(TITLES[language]) + "\nПольща;2022-03-01;10 000\nMoldavie;2022-03-01;5000\n"
    loaded = load_or_say_why("any.csv", text.encode())
    (proposal,) = loaded.proposals

    assert proposal.recipe.columns == {
        TITLES[language][0]: "location_iso3",
        TITLES[language][1]: "reference_period_end",
    }
    assert proposal.recipe.series == {TITLES[language][2]: {"population_type": "refugees"}}
    assert counts(loaded, "location_iso3", "count") == [("POL", 10000), ("MDA", 5000)]
    assert rules(loaded) == ["not_confirmed"]


def test_values_say_what_a_column_is_where_its_title_does_not():
    text = "A,B,C\nPolska,1 March 2022,5\nRumunia,2 March 2022,6\nSłowacja,3 March 2022,7\n"
    (proposal,) = load_or_say_why("any.csv", text.encode()).proposals

    assert proposal.recipe.columns == {"A": "location_iso3", "B": "reference_period_end"}
    assert proposal.recipe.series == {"C": {}}


def test_years_as_titles_say_when_and_shares_are_no_counts():
    text = "Country,2021,2022,% of total\nPoland,5,6,40\nMoldova,7,8,60\n"
    (proposal,) = load_or_say_why("any.csv", text.encode()).proposals

    assert proposal.recipe.series == {
        "2021": {"reference_period_end": "2021-12-31"},
        "2022": {"reference_period_end": "2022-12-31"},
    }


def confirmed(titles: list[str], recipe: Recipe) -> Decisions:
    return Decisions(recipes={fingerprint(titles): asdict(recipe)})


def test_a_confirmed_table_is_read_past_everything_around_it():
    titles = ["Country", "As of", "Women", "Men"]
    rows = [
        ["Report of the week"],
        [],
        titles,
        ["Poland", "2022-03-01", ">1,000", 5],
        ["Total", "", 1000, 5],
    ]
    content = workbook(("README", [["Read", "me"], ["about", 1]]), ("Data", rows))
    recipe = Recipe(
        "counts",
        {"Country": "location_iso3", "As of": "reference_period_end"},
        SAME,
        {"Women": {"sex": "female"}, "Men": {"sex": "male"}},
    )
    loaded = load_or_say_why("any.xlsx", content, None, confirmed(titles, recipe))

    assert loaded.loader == "mapped"
    assert counts(loaded, "location_iso3", "sex", "reference_period_start") == [
        ("POL", "female", date(2022, 3, 1)),
        ("POL", "male", date(2022, 3, 1)),
    ]
    assert [(p.rule, p.cell, p.suggestion) for p in loaded.problems if p.severity == "error"] == [
        ("whole", "C4", "1000")
    ]
    assert rules(loaded, "note") == ["read_as_confirmed", "total_left_out"]


def test_how_exact_a_count_is_comes_from_its_text_and_a_star_is_suppressed():
    titles = ["Country", "As of", "People"]
    values = ["> 500", "about 600", "700+", "nearly 800", "900", "*", "n/a"]
    text = ",".join(titles) + "\n"
    text += "".join(f"POL,2022-03-{n:02},{value}\n" for n, value in enumerate(values, start=1))
    recipe = Recipe(
        "counts",
        {"Country": "location_iso3", "As of": "reference_period_end"},
        SAME,
        {"People": {}},
    )
    loaded = load_or_say_why("any.csv", text.encode(), None, confirmed(titles, recipe))

    assert counts(loaded, "qualifier", "count", "status") == [
        ("more_than", 500, None),
        ("about", 600, None),
        ("at_least", 700, None),
        ("nearly", 800, None),
        ("exact", 900, None),
        ("exact", None, "suppressed"),
    ]
    assert rules(loaded) == []


def test_a_misspelt_country_in_a_confirmed_table_is_suggested_and_not_taken():
    titles = ["Country", "As of", "People"]
    recipe = Recipe(
        "counts",
        {"Country": "location_iso3", "As of": "reference_period_end"},
        SAME,
        {"People": {}},
    )
    text = ",".join(titles) + "\nPolnad,2022-03-01,5\n"
    loaded = load_or_say_why("any.csv", text.encode(), None, confirmed(titles, recipe))

    assert rules(loaded) == ["countries"]
    assert [(p.cell, p.value, p.suggestion) for p in loaded.problems if p.severity == "error"] == [
        ("A2", "Polnad", "POL")
    ]
