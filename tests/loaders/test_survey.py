"""The survey of displacement by region: made-up workbooks in the shapes of its rounds."""

from datetime import date

import pytest

from loaders.loading import Loaded
from tests.loaders.test_formats import counts, read, rules, workbook

HEADER = ["Reported Date", "Oblast", "Oblast pcode", "Estimated # of IDPs"]


def oblasts(*rows: list, header: list | None = None) -> Loaded:
    dated = [["2022-09-26", *row] for row in rows]
    return read(workbook(("IDPs", [header or HEADER, *dated])), "survey_round_9.xlsx")


def test_where_people_came_from_is_not_read_as_where_they_are():
    rows = [["Macro-Region", "# EST IDPs", "% of IDPs"], ["WEST", 900, 0.9], ["EAST", 100, 0.1]]
    came = [["Macro-Region", "# EST IDPs", "% of IDPs"], ["WEST", 50, 0.05], ["EAST", 950, 0.95]]
    content = workbook(
        ("Current location of IDPs", [["Location of IDPs, 10 - 16 March 2022"], *rows]),
        ("IDPs by Region of Origin", came),
    )
    (asked,) = [p for p in read(content).problems if p.rule == "day_missing"]
    told = read(content, days={read(content).received: "2022-03-16"})

    assert asked.params["suggested"] == "2022-03-16"
    assert counts(told, "place_as_reported", "count") == [("WEST", 900), ("EAST", 100)]
    assert rules(told, "note") == ["table_left_out", "titles_unknown"]


@pytest.mark.parametrize("title", ["Number of IDP households", "IDPs in need", "% of IDPs"])
def test_what_is_no_number_of_people_is_not_read_as_one(title):
    loaded = oblasts(["Lvivska", "UA46", 287000, 4], header=[*HEADER, title])

    assert counts(loaded, "count") == [(287000,)]
    assert rules(loaded, "note") == ["titles_unknown"]


@pytest.mark.parametrize("title", ["Returnees", "Est. returnees", "Estimated returnee pop."])
def test_returnees_are_read_in_the_words_of_each_round(title):
    loaded = oblasts(["Lvivska", "UA46", "287,000", "62 000"], header=[*HEADER, title])

    assert counts(loaded, "population_type", "round", "count") == [
        ("idps", "9", 287000),
        ("returnees", "9", 62000),
    ]
    assert rules(loaded) == []


def test_totals_people_without_a_place_and_rows_without_a_name_are_no_regions():
    loaded = oblasts(
        ["Lvivska", "UA46", 10],
        ["Residence unknown**", "n/a", 5],
        ["Total Ukraine", "UA", 15],
        ["", "", 15],
    )

    assert counts(loaded, "place_as_reported", "admin1_code", "count") == [
        ("Lvivska", "UA46", 10),
        ("Residence unknown", None, 5),
        (None, None, 15),
    ]
    assert [(p.rule, p.row, p.value) for p in loaded.problems] == [("region_missing", 5, "15")]


def test_the_sum_of_a_part_is_no_total_and_a_short_note_below_is_no_region():
    loaded = oblasts(["Total West", "", 15], ["Data of 23 May", "", ""], ["Grand Total:", "", 15])

    assert [(p.severity, p.rule, p.row) for p in loaded.problems] == [
        ("note", "note_left_out", 3),
        ("error", "region_unknown", 2),
    ]
    assert counts(loaded, "place_as_reported")[-1] == (None,)


def test_a_region_that_nobody_knows_is_named_and_one_with_a_known_code_doubted():
    loaded = oblasts(["Lvivskka", "UA46", 10], ["Atlantis", "UA98", 5], ["Одеська", "UA51", 7])

    assert [(p.severity, p.rule, p.cell, p.suggestion) for p in loaded.problems] == [
        ("warning", "region_unknown", "B2", "UA46"),
        ("error", "region_unknown", "B3", ""),
    ]


def test_two_columns_or_sheets_for_the_same_people_are_an_error():
    twice = oblasts(["Lvivska", "UA46", 10, 12], header=[*HEADER, "IDP estimation"])
    rows = [HEADER, ["2022-09-26", "Lvivska", "UA46", 10], ["2022-09-26", "Odeska", "UA51", 20]]
    other = [HEADER, ["2022-09-26", "Lvivska", "UA46", 10], ["2022-09-26", "Odeska", "UA51", 21]]
    sheets = read(workbook(("One", rows), ("Two", other)))

    assert rules(twice, "error") == ["columns_alike"]
    assert [(p.severity, p.rule, p.sheet, p.row) for p in sheets.problems] == [
        ("warning", "repeated_in_sheets", "Two", 2),
        ("error", "duplicate_key_in_sheets", "Two", 3),
    ]
    assert [count for (count,) in counts(sheets, "count")] == [10, 20, 21]


def test_a_country_that_is_not_known_is_never_taken_for_the_one_in_crisis():
    rows = [["Country", "Date", "Oblast", "IDPs"], ["Utopia", "2022-09-26", "Bay", 5]]

    assert set(rules(read(workbook(("IDPs", rows))), "error")) == {"country", "countries"}


def test_regions_of_another_country_are_a_table_to_be_mapped_and_not_this_survey():
    rows = [["Region", "IDPs"], ["Bay", 5], ["Gedo", 7]]
    loaded = read(workbook(("Somalia", rows)))

    assert (loaded.loader, rules(loaded, "error")[0]) == ("mapped", "not_confirmed")


def test_a_round_may_be_numbered_in_a_column_of_any_of_its_titles():
    rows = [["Survey Round", *HEADER], ["Round 4", "2022-05-03", "Lvivska", "UA46", 10]]

    assert counts(read(workbook(("IDPs", rows))), "round", "reference_period_end") == [
        ("4", date(2022, 5, 3))
    ]
