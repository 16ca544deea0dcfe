"""UNHCR's files as they are passed around: small made-up ones, with what changes in them."""

from datetime import date

import pytest

from tests.loaders.test_formats import POPULATION, counts, read, rules, sublocation, workbook


def test_a_group_without_a_column_is_asked_after_and_a_changed_title_named():
    changed = POPULATION.replace("Asylum-seekers", "Asylum applicants")
    said = next(p for p in read(changed).problems if p.rule == "groups_absent")

    assert (said.severity, said.row, said.column) == ("warning", 1, "Asylum-seekers")
    assert said.params == {"titles": "Asylum-seekers", "others": "Asylum applicants"}
    renamed = read(POPULATION.replace("Returned IDPss", "Returned IDPs (new)"))
    assert renamed.tables == {}
    assert [(p.rule, p.column, p.suggestion) for p in renamed.problems] == [
        ("title_missing", "Returned IDPs", "Returned IDPs (new)")
    ]


def test_returned_refugees_and_returned_idps_of_one_country_are_two_series():
    row = "2021,Ukraine,UKR,Ukraine,UKR,0,0,12,0,17,0,0\n"
    loaded = read(POPULATION.splitlines(keepends=True)[0] + row)

    assert counts(loaded, "source_id", "count") == [
        ("unhcr_popstats", 12),
        ("unhcr_popstats_returned_idps", 17),
    ]
    assert rules(loaded) == []


def test_a_row_without_a_country_is_an_error_and_no_total():
    loaded = read(POPULATION.replace("Ukraine,UKR,Austria", "Ukraine,,Austria"))

    assert [(p.rule, p.cell) for p in loaded.problems if p.severity == "error"] == [("blank", "C2")]
    namibia = read(POPULATION.replace("Austria,AUT", "Austria,NA"))
    assert ("countries", "NA") in {(p.rule, p.value) for p in namibia.problems}


def test_a_title_that_stands_twice_is_an_error():
    loaded = read(POPULATION.replace("Stateless persons", "Asylum-seekers"))

    assert [(p.rule, p.cell) for p in loaded.problems if p.severity == "error"] == [
        ("title_twice", "K1")
    ]


HDX_FILE = (
    "Year,Country of Origin Code,Country of Asylum Code,Country of Origin Name,"
    "Country of Asylum Name,Refugees,Asylum seekers,"
    "Other people in need of international protection,Internally displaced persons,"
    "Stateless Persons,Others of concern to UNHCR,Host community\n"
    "2021,UKN,AUS,Various / unknown,Australia,1800,0,0,0,0,0,0\n"
    "2021,UKR,UKR,Ukraine,Ukraine,0,0,0,8500,7,0,0\n"
)


def test_the_file_on_hdx_has_iso_codes_and_no_people_who_returned():
    loaded = read(HDX_FILE)

    assert counts(loaded, "population_type", "origin_iso3", "location_iso3", "count") == [
        ("refugees", None, "AUS", 1800),
        ("idps", "UKR", "UKR", 8500),
        ("stateless", "UKR", "UKR", 7),
    ]
    assert rules(loaded) == []


API_RECORD = {"year": 2022, "coo_iso": "UKR", "coa_iso": "AUT", "coo": "UKR", "coa": "AUS"}


@pytest.mark.parametrize(
    "columns",
    [{"applied": 7, "app_type": "N"}, {"dec_total": 7}, {"f_total": 3, "total": 7}, {"total": 7}],
)
def test_other_datasets_of_the_data_finder_are_named_and_not_read(columns):
    loaded = read({"page": 1, "items": [API_RECORD | columns]})

    assert (loaded.loader, loaded.tables, rules(loaded)) == ("unhcr_population", {}, ["no_groups"])
    assert ", ".join(columns) in str(loaded.problems[-1].params)


def test_of_the_solutions_only_returns_are_read():
    made = {"returned_refugees": 10, "resettlement": 20, "naturalisation": 30, "returned_idps": 40}
    loaded = read({"items": [API_RECORD | made]})

    assert counts(loaded, "population_type", "measure", "count") == [
        ("returnees", "flow", 10),
        ("returnees", "flow", 40),
    ]
    assert rules(loaded) == []
    assert rules(loaded, "note") == ["groups_unread"]


def test_pages_of_the_api_are_read_together_and_one_page_of_several_says_so():
    groups = dict.fromkeys(("asylum_seekers", "returned_refugees", "idps", "returned_idps"), "0")
    records = [API_RECORD | groups | {"refugees": n, "stateless": "-"} for n in (100, 200)]
    records[1]["coa_iso"] = "POL"
    pages = [{"page": n, "maxPages": 2, "items": [r]} for n, r in enumerate(records, start=1)]
    by_name = {"first": pages[0], "second": pages[1]}

    assert counts(read(pages), "location_iso3", "count") == [("AUT", 100), ("POL", 200)]
    assert counts(read(by_name), "location_iso3", "count") == [("AUT", 100), ("POL", 200)]
    assert counts(read({"all": pages}), "location_iso3", "count") == [("AUT", 100), ("POL", 200)]
    assert rules(read(pages[0]), "error", "warning", "note") == ["one_of_pages"]
    assert rules(read({"page": 1, "maxPages": 0, "items": []})) == ["no_records"]


def test_people_recorded_are_a_stock_though_the_portal_calls_them_cumulative():
    label = "Individual refugees recorded across Europe (cumulative)"
    group = {"pop_type_code": "REF", "pop_data_type_code": "REG", "pop_origin_code": "UKR"}
    group |= {"name": label, "pop_frequency_cumulative": "cumulative"}
    recorded = sublocation("Germany", "91500") | {"population_groups": [group]}
    loaded = read({"data": [recorded | {"population_groups_concat": label}]})

    assert counts(
        loaded, "population_type", "measure", "unit", "method", "reference_period_start", "count"
    ) == [("refugees", "stock", "people", "registration", date(2022, 4, 25), 91500)]
    assert rules(loaded) == []


def test_crossings_far_from_the_border_are_doubted_and_what_is_not_reported_is_no_error():
    rows = [sublocation(name, people) for name, people in (("Germany", "70"), ("Poland", ""))]
    loaded = read({"data": rows})

    assert counts(loaded, "location_iso3", "count") == [("DEU", 70)]
    assert [(p.rule, p.params) for p in loaded.problems] == [
        ("not_reported", {"n": 1}),
        ("not_neighbours", {"countries": "DEU", "origin": "UKR"}),
    ]


def test_another_situation_is_named_and_never_taken_for_this_crisis():
    mediterranean = sublocation("Italy", "500") | {"population_groups": []}
    loaded = read({"situation_view_name": "Mediterranean Situation", "data": [mediterranean]})
    this_one = read({"situation_view_name": "Ukraine Refugee Situation", "data": [mediterranean]})
    other = sublocation("Lebanon", "500")
    other["population_groups"][0]["pop_origin_code"] = "SYR"

    assert rules(loaded) == ["other_situation"]
    assert counts(this_one, "origin_iso3", "count") == [("UKR", 500)]
    assert [(p.rule, p.column) for p in read({"data": [other]}).problems][1:] == [
        ("blank", "reference_period_start")
    ]


def test_the_old_table_with_one_row_a_year_says_the_same():
    loaded = read(
        "Year,Country / territory of asylum/residence,Origin,Population type,Value\n"
        "2015,Austria,Iraq,Asylum-seekers,20\n2016,Austria,Iraq,Asylum-seekers,*\n"
        "2016,Iraq,Austria,Returned refugees,7\n"
    )

    said = ("population_type", "reference_period_start", "count", "status")
    assert counts(loaded, *said) == [
        ("asylum_seekers", date(2015, 12, 31), 20, "reported"),
        ("asylum_seekers", date(2016, 12, 31), None, "suppressed"),
        ("returnees", date(2016, 1, 1), 7, "reported"),
    ]
    assert rules(loaded) == []


def test_the_old_wide_table_as_spreadsheets_and_later_extracts_write_it():
    loaded = read(
        '"Extracted"\n"Date extracted: 2018-06-30 19:13:00 +02:00"\n\n'
        "Country / territory of asylum/residence,Origin,Population type,2015.0,2016.0\n"
        "Austria,Iraq,Asylum-seekers (pending cases),20.0,-\n"
    )

    assert counts(loaded, "reference_period_end", "count") == [(date(2015, 12, 31), 20)]
    assert rules(loaded) == []
    assert loaded.tables["counts"]["published_at"][0].as_py().isoformat() == (
        "2018-06-30T17:13:00+00:00"
    )


def test_a_series_that_never_falls_is_not_read_as_a_flow():
    days = [
        {"data_date": f"2022-05-{n:02}", "unix_timestamp": n, "individuals": str(n * n * 900)}
        for n in range(1, 15)
    ]
    assert rules(read({"data": {"timeseries": days}})) == ["stock_in_flow"]

    days[7]["individuals"] = "900"
    assert rules(read({"data": {"timeseries": days}})) == []


def test_each_sheet_of_a_workbook_that_has_the_table_is_read():
    header, *rows = [line.split(",") for line in POPULATION.splitlines()]
    sheets = {year: [[year, *row[1:]] for row in rows] for year in ("2020", "2021")}
    book = workbook(
        ("README", [["About"], ["Made-up numbers"]]),
        *((f"Year {year}", [header, *rows]) for year, rows in sheets.items()),
    )

    assert [year.year for (year,) in counts(read(book), "reference_period_end")] == (
        6 * [2020] + 6 * [2021]
    )


def test_a_table_of_which_nothing_is_known_says_which_format_is_nearest():
    loaded = read("alpha,beta\n1,2\n3,4\n")

    assert (loaded.loader, rules(loaded)) == ("", ["unknown_format"])
    assert loaded.problems[-1].params["nearest"] == "counts"
