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


def proposed(text: str, name: str = "any.csv") -> Recipe:
    (proposal,) = load_or_say_why(name, text.encode()).proposals
    return proposal.recipe


def test_numbers_of_rows_and_of_columns_shares_means_and_phones_are_no_counts():
    text = "L.p.;Kraj;Liczba osób;Udział;Średnia;Telefon\n1;2;3;4;5;6\n"
    text += "1;Polska;10;12,5;2,5;48000000001\n2;Rumunia;20;87,5;1,5;48000000002\n"

    assert proposed(text).series == {"Liczba osób": {}}
    assert found(*text.replace(";", "|").splitlines())[0][2] == 2


def test_countries_as_titles_say_where_and_their_sum_is_left_out():
    recipe = proposed("Date,Poland,Hungary,Total\n2022-03-01,10,20,30\n2022-03-02,11,21,32\n")

    assert recipe.series == {
        "Poland": {"location_iso3": "POL"},
        "Hungary": {"location_iso3": "HUN"},
    }


def test_three_rows_of_titles_are_read_together_and_letters_say_whom():
    rows = ("|2022||2023|", "Region|IDPs||IDPs|", "|M|F|M|F", "North|1|2|3|4", "South|5|6|7|8")
    recipe = proposed("\n".join(rows))

    assert recipe.series["2023 / IDPs / M"] == {
        "population_type": "idps",
        "reference_period_end": "2023-12-31",
        "sex": "male",
    }
    assert len(recipe.series) == 4


def test_titles_that_stand_twice_are_told_apart():
    assert found("Country|Men|Men", "Poland|1|2")[0][0] == ["Country", "Men", "Men (2)"]


def test_days_below_countries_are_titles_of_a_table_turned_on_its_side():
    text = "Country|Poland|Hungary\nAs of|2022-03-01|2022-03-01\nRefugees|10|20\nIDPs|3|4\n"
    recipe = proposed(text)

    assert recipe.columns == {"Country / As of": "population_type"}
    assert recipe.series["Hungary / 2022-03-01"] == {
        "location_iso3": "HUN",
        "reference_period_end": "2022-03-01",
    }


def test_remarks_below_in_two_cells_and_names_of_parts_are_no_rows():
    (table,) = tables_in(
        grid("Country|People", "EUROPE|", "Poland|5", "Moldova|7", "", "1)|of these 3 by train")
        + [(7, ["Source:", "made up"])]
    )

    assert [cells[0] for _, cells in table.rows] == ["Poland", "Moldova"]
    assert table.notes == [2, 6, 7]


def test_what_says_how_exact_a_number_is_hides_no_table():
    text = "Kraj;Stan na;Liczba osób\nPolska;2022-03-01;ok. 500\nWęgry;2022-03-01;b.d.\n"

    assert proposed(text).series == {"Liczba osób": {}}


@pytest.mark.parametrize(
    ("day", "encoding"),
    {
        "24 лютого 2022 р.": "cp1251",
        "24 lutego 2022 r.": "cp1250",
        "24 de febrero de 2022": "utf-8",
    }.items(),
)
def test_days_in_words_and_old_encodings_are_read(day, encoding):
    name = {"cp1251": "Словаччина", "cp1250": "Słowacja"}.get(encoding, "Eslovaquia")
    loaded = load_or_say_why("any.csv", f"a;b;c\n{name};{day};5\n".encode(encoding))

    assert counts(loaded, "location_iso3", "reference_period_end") == [("SVK", date(2022, 2, 24))]


def test_a_day_and_country_outside_the_rows_are_those_of_each_file():
    titles = ["Region", "Individuals"]
    text = "Region,Individuals\nNorth,10\nSouth,20\n"
    recipe = proposed(text, "Poland_2022-03-05.csv")
    known = Recipe(
        "counts", recipe.columns, {**recipe.constants, **SAME}, recipe.series, recipe.around
    )
    later = load_or_say_why("Romania 2022-03-12.csv", text.encode(), None, confirmed(titles, known))
    silent = load_or_say_why("any.csv", text.encode(), None, confirmed(titles, known))

    assert set(recipe.around) == {"reference_period_end", "location_iso3"}
    assert recipe.constants["reference_period_end"] == "2022-03-05"
    assert counts(later, "location_iso3", "reference_period_end")[0] == ("ROU", date(2022, 3, 12))
    assert "missing_column" in rules(silent)


def test_a_day_confirmed_for_good_is_doubted_where_a_file_names_another():
    titles = ["Country", "People"]
    same = {**SAME, "reference_period_end": "2022-03-01"}
    recipe = Recipe("counts", {"Country": "location_iso3"}, same, {"People": {}})
    text = "Country,People\nPoland,5\nMoldova,6\n"
    loaded = load_or_say_why("2022-03-08.csv", text.encode(), None, confirmed(titles, recipe))

    assert rules(loaded, "warning") == ["other_day"]


def test_a_table_beside_a_confirmed_one_is_not_lost_without_a_word():
    rows = "Country,People\nPoland,5\nMoldova,6\n\nAge,Persons\n0-17,5\n18+,6\n"
    recipe = Recipe("counts", {"Country": "location_iso3"}, SAME, {"People": {}})
    known = confirmed(["Country", "People"], recipe)
    loaded = load_or_say_why("any.csv", rows.encode(), None, known)

    assert [(p.rule, p.row) for p in loaded.problems if p.severity == "warning"] == [
        ("table_not_mapped", 5)
    ]


def test_words_for_sex_and_months_beside_years_are_not_guessed():
    text = "Pays;Sexe;Année;Mois;Effectif\nPologne;Femmes;2022;3;5\nPologne;H;2022;4;6\n"
    loaded = load_or_say_why("any.csv", text.encode())

    assert counts(loaded, "sex") == [("female",), ("male",)]
    assert "reference_period_end" not in loaded.proposals[0].recipe.columns.values()


def test_a_day_within_a_title_is_when_and_places_with_people_are_counts():
    recipe = proposed("Region,Lat,Lon,Refugees (as of 5 March 2022)\nNorth,50.1,30.2,5\n")

    assert recipe.table == "counts"
    assert recipe.series == {
        "Refugees (as of 5 March 2022)": {
            "population_type": "refugees",
            "reference_period_end": "2022-03-05",
        }
    }
