"""Publishers' formats: small made-up files in the shape of real ones, with their quirks."""

import inspect
import io
import json
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter

from ledger.decisions import Decisions
from loaders import FORMATS
from loaders.loading import Loaded, load_or_say_why
from loaders.quotes import spans_lines
from loaders.source_cards import CARDS, card_of

each_format = pytest.mark.parametrize("loader", FORMATS, ids=lambda loader: loader.__name__)


def read(text: str | bytes | list | dict, name: str = "any name", **decided: object) -> Loaded:
    content = text if isinstance(text, bytes) else text if isinstance(text, str) else None
    raw = json.dumps(text).encode() if content is None else content
    return load_or_say_why(
        name, raw if isinstance(raw, bytes) else raw.encode(), None, Decisions(**decided)
    )


def workbook(*sheets: tuple[str, list[list]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return made.getvalue()


def counts(loaded: Loaded, *names: str) -> list[tuple]:
    return [tuple(row[name] for name in names) for row in loaded.tables["counts"].to_pylist()]


def rules(loaded: Loaded, *severities: str) -> list[str]:
    wanted = severities or ("error", "warning")
    return [problem.rule for problem in loaded.problems if problem.severity in wanted]


@each_format
def test_its_docstring_tells_an_analyst_what_the_figures_mean(loader):
    for heading in ("Published", "Measures", "Covers", "Known gaps"):
        assert f"\n{heading} " in inspect.getdoc(loader)


@each_format
def test_it_has_a_card_for_its_source(loader):
    for card in loader.SOURCES:
        assert card.publisher and card.title and card.url and card.licence and card.citation
        assert CARDS[card.source_id] is card


def test_a_part_of_a_source_has_the_card_of_the_whole():
    assert card_of("iom_dtm_lake_chad").title.endswith(": lake chad")
    assert card_of("somebody_else") is None


POPULATION = (
    "Year,Country of origin,Country of origin (ISO),Country of asylum,Country of asylum (ISO),"
    "Refugees under UNHCR's mandate,Asylum-seekers,Returned refugees,IDPs of concern to UNHCR,"
    "Returned IDPss,Stateless persons,Others of concern\n"
    "2021,Ukraine,UKR,Austria,AUT,400,5,0,0,0,0,0\n"
    "2021,Ukraine,UKR,-,-,9999,0,0,0,0,0,0\n"
    "2021,Ukraine,UKR,Ukraine,UKR,0,0,0,854012,17,35642,0\n"
    "2021,Unknown,UNK,Poland,POL,0,0,0,0,0,1328,0\n"
)


def test_the_data_finder_has_a_count_for_each_population_and_none_for_totals_and_zeros():
    loaded = read(POPULATION)

    assert loaded.loader == "unhcr_population"
    assert counts(
        loaded, "population_type", "measure", "origin_iso3", "location_iso3", "count", "qualifier"
    ) == [
        ("refugees", "stock", "UKR", "AUT", 400, "exact"),
        ("asylum_seekers", "stock", "UKR", "AUT", 5, "about"),
        ("idps", "stock", "UKR", "UKR", 854012, "exact"),
        ("returnees", "flow", "UKR", "UKR", 17, "exact"),
        ("stateless", "stock", "UKR", "UKR", 35642, "exact"),
        ("stateless", "stock", None, "POL", 1328, "exact"),
    ]
    assert rules(loaded) == []
    assert rules(loaded, "note") == ["groups_unread", "totals_left_out"]
    assert counts(loaded, "reference_period_start", "reference_period_end")[3] == (
        date(2021, 1, 1),
        date(2021, 12, 31),
    )


def test_codes_of_unhcr_are_never_taken_for_iso():
    items = [
        {"year": 1951.0, "coo": "AUS", "coo_iso": "AUT", "coa": "AUL", "coa_iso": "AUS"}
        | {"refugees": "180.0", "idps": "-", "asylum_seekers": "0"},
    ]
    loaded = read({"page": 1, "maxPages": 1, "items": items})

    assert counts(loaded, "origin_iso3", "location_iso3", "count") == [("AUT", "AUS", 180)]


def test_a_title_that_changed_is_named_and_nothing_is_read():
    loaded = read(POPULATION.replace("Year,", "Yr,"))

    assert (loaded.loader, loaded.tables) == ("unhcr_population", {})
    assert [(p.rule, p.column) for p in loaded.problems] == [("title_missing", "Year")]


def test_a_code_that_is_not_known_is_named_with_its_cell():
    loaded = read(POPULATION.replace("Austria,AUT", "Austria,AZZ"))

    assert {(p.rule, p.cell, p.value) for p in loaded.problems if p.severity == "error"} == {
        ("countries", "E2", "AZZ")
    }


def test_a_wrong_number_is_named_with_the_cell_of_its_own_column():
    loaded = read(POPULATION.replace(",17,", ",seventeen,").replace(",400,5,", ",400,five,"))

    errors = [(p.rule, p.cell, p.value) for p in loaded.problems if p.severity == "error"]
    assert errors == [("whole", "G2", "five"), ("whole", "J4", "seventeen")]


def test_a_note_in_a_column_that_is_not_counted_is_told():
    loaded = read(POPULATION + ",Source: UNHCR,,,,,,,,,,\n")

    told = [(p.rule, p.row) for p in loaded.problems]
    assert told == [("note_left_out", 6), ("groups_unread", 1), ("totals_left_out", 0)]
    shorter = read(POPULATION + '"Source: UNHCR, made up"\n')
    assert rules(shorter) == []
    assert rules(read(POPULATION + "2021,Ukraine,UKR,Pol")) == ["row_short"]


@pytest.mark.parametrize(
    ("quoted", "spans"),
    [("Austria", False), ("Aus\ntria", True), ("Aus\rtria", True), ('Aus""\n""tria', True)],
)
def test_a_line_break_in_quotes_is_part_of_a_value(quoted, spans):
    text = POPULATION.replace("Austria,AUT", f'"{quoted}",AUT')

    assert spans_lines(text.encode()) is spans
    assert counts(read(text), "location_iso3", "count")[0] == ("AUT", 400)


def sublocation(name: str, people: str, published: bool = True) -> dict:
    return {
        "geomaster_name": name,
        "geomaster_id": 1,
        "date": "2022-04-25",
        "individuals": people,
        "households": "0",
        "population_groups_concat": "Asylum-seekers/applications cumulative",
        "population_groups": [
            {"pop_type_code": "ASY", "pop_frequency_cumulative": "cumulative"}
            | {"pop_origin_code": "UKR"}
        ],
        "published": published,
    }


def test_the_portal_s_countries_are_cumulative_and_its_days_a_flow_of_crossings():
    by_country = read({"data": [sublocation("Republic of Moldova", "439015")]})
    days = [
        {"data_date": f"2022-03-0{n}", "unix_timestamp": n, "individuals": n * 1000}
        for n in (1, 2, 3)
    ]
    by_day = read({"data": {"timeseries": days, "source": "UNHCR"}})
    said = ("population_type", "measure", "unit", "origin_iso3", "location_iso3", "count")

    assert counts(by_country, *said) == [
        ("people_fleeing", "cumulative", "crossings", "UKR", "MDA", 439015)
    ]
    assert counts(by_day, *said)[0] == ("people_fleeing", "flow", "crossings", "UKR", None, 1000)
    assert {r.loader for r in (by_country, by_day)} == {"unhcr_portal"}


def test_a_series_that_hardly_changes_is_not_read_as_a_flow():
    days = [
        {"data_date": f"2022-07-{n:02}", "unix_timestamp": n, "individuals": 5_000_000 + n * 900}
        for n in range(1, 15)
    ]

    assert rules(read({"data": {"timeseries": days}})) == ["stock_in_flow"]


@pytest.mark.parametrize(
    "text",
    [
        "country,id,longitude,latitude,date,month,year,individuals,published,numChildren\n"
        "Poland,10781,19.4,52.1,2022-03-10,3,2022,1412503,True,0\n",
        "country,id,longitude,latitude,date,month,year,individuals,published,numChildren,share,"
        "display_date\nPoland,10781,19.4,52.1,2022-03-10,3,2022,1412503,True,0,61.1,Mar. 10\n",
        "geomaster_name,geomaster_id,centroid_lon,centroid_lat,date,month,year,individuals\n"
        "Poland,10781,19.4,52.1,2022-03-10,3,2022,1412503\n",
    ],
)
def test_mirrors_of_the_portal_are_read_in_each_of_their_headers(text):
    loaded = read(text)

    assert loaded.loader == "unhcr_portal"
    assert counts(loaded, "measure", "location_iso3", "count") == [("cumulative", "POL", 1412503)]


def test_the_mirrored_days_leave_the_running_sum_alone():
    loaded = read("date,individuals,cumsum\n2022-02-24,79000,79000\n2022-02-25,101000,180000\n")

    assert counts(loaded, "measure", "count") == [("flow", 79000), ("flow", 101000)]


def test_the_old_wide_table_has_a_count_a_year_and_stars_are_suppressed():
    text = (
        '\ufeff"Extracted from a database."\r\nDate extracted: 2014-06-30 19:13 +00:00\r\n\r\n'
        '"Time Series – Persons of concern"\r\n\r\n'
        "Country / territory of residence,Origin / Returned from,Population type,2012,2013\r\n"
        "Poland,Russian Federation,Refugees,12500,*\r\n"
        "Poland,Various,Asylum seekers,,-2\r\n"
        "Congo,Various,Others of concern,7,7\r\n"
    )
    loaded = read(text)

    assert loaded.loader == "unhcr_wide"
    assert counts(loaded, "origin_iso3", "reference_period_end", "count", "status") == [
        ("RUS", date(2012, 12, 31), 12500, "reported"),
        ("RUS", date(2013, 12, 31), None, "suppressed"),
    ]
    assert [(p.rule, p.cell) for p in loaded.problems if p.severity == "warning"] == [
        ("negative_left_out", "E8")
    ]
    assert loaded.tables["counts"]["published_at"][0].as_py().isoformat() == (
        "2014-06-30T19:13:00+00:00"
    )


DTM = (
    "id,operation,admin0Pcode,admin1Name,admin1Pcode,admin2Name,admin2Pcode,numPresentIdpInd,"
    "reportingDate,roundNumber,displacementReason,numberMales,numberFemales,assessmentType\n"
    "#id,#op,#c,#a1,#a1+code,#a2,#a2+code,#idps,#date,#round,#cause,#m,#f,#type\n"
    "1,Crisis A,TCD,Lac,TD07,Fouli,TD0704,100,2017-09-30T00:00:00,1,Conflict,40,60,BA\n"
    "2,Crisis A,TCD,Lac,TD07,Fouli,TD0704,20,2017-09-30T00:00:00,1,Other reason,,,BA\n"
    "3,Crisis A,TCD,Lac,TD07,Fouli,TD0704,70,2018-09-30T00:00:00,2,Conflict,30,40,BA\n"
    "4,Crisis B,TCD,Lac,TD07,Fouli,TD0704,55,2018-09-30T00:00:00,2,Conflict,,,BA\n"
    "5,Crisis A,TCD,Lac,TD07,Fouli,TD0704,9,2018-09-30T00:00:00,2,Conflict,,,SA\n"
)


def test_reasons_of_a_place_and_round_belong_together_rounds_and_operations_do_not():
    loaded = read(DTM)

    assert loaded.loader == "iom_dtm"
    assert counts(loaded, "source_id", "round", "sex", "count", "admin2_code") == [
        ("iom_dtm_crisis_a", "1", None, 120, "TD0704"),
        ("iom_dtm_crisis_a", "2", None, 70, "TD0704"),
        ("iom_dtm_crisis_b", "2", None, 55, "TD0704"),
        ("iom_dtm_crisis_a_sites", "2", None, 9, "TD0704"),
        ("iom_dtm_crisis_a", "2", "male", 30, "TD0704"),
        ("iom_dtm_crisis_a", "2", "female", 40, "TD0704"),
    ]
    assert rules(loaded) == []


def test_one_place_twice_with_one_number_is_doubted():
    assert rules(
        read(DTM.replace("20,2017", "100,2017").replace("Other reason,,", "Conflict,,"))
    ) == ["same_place_twice"]


def test_the_api_s_answer_says_the_same_as_the_flat_table():
    header, _, *lines = [line.split(",") for line in DTM.splitlines()]
    rows = [dict(zip(header, line, strict=True)) for line in lines]
    rows[3]["numPresentIdpInd"] = None
    loaded = read({"result": rows, "isSuccess": True, "totalRecordsCount": 5})

    assert len(counts(loaded, "count")) == 5
    assert rules(loaded, "note") == ["not_reported"]


SURVEY = [
    ["Round", "Country Name", "Country Code", "Reported Date", "Oblast", "Oblast pcode"],
    ["#meta+round", "#country+name", "#country+code", "#date", "#adm1+name", "#adm1+code"],
    [4, "Ukraine", "UKR", "2022-05-03", "Lvivska", "UA46"],
    [4, "Ukraine", "UKR", "2022-05-03", "Luhanska*", "UA44"],
    [4, "Ukraine", "UKR", "2022-05-03", "Kyiv", "UA32"],
    ["", "* Estimates are likely too low because of limited coverage of these areas."],
]
ESTIMATES = ["Estimated IDPs present", "#affected+idps", 287000, "n/a", 112000]


def survey(drop: int | None = None, note_beside: bool = False) -> bytes:
    rows = [[*row, *ESTIMATES[at : at + 1]] for at, row in enumerate(SURVEY)]
    if drop is not None:
        rows = [row[:drop] + row[drop + 1 :] for row in rows]
    if note_beside:
        rows[2] = [*rows[2], "", "", "A note beside the table"]
    return workbook(
        ("Estimated Population", rows), ("Shares", [["Top 5", "% of IDPs"], ["A", 0.2]])
    )


def test_a_round_of_the_survey_is_read_past_tags_notes_and_missing_estimates():
    loaded = read(survey(note_beside=True))

    assert loaded.loader == "iom_dtm_survey"
    assert counts(loaded, "round", "place_as_reported", "admin1_code", "count", "method") == [
        ("4", "Lvivska", "UA46", 287000, "survey"),
        ("4", "Kyiv", "UA80", 112000, "survey"),
    ]
    assert [(p.rule, p.cell, p.suggestion) for p in loaded.problems if p.severity != "note"] == [
        ("code_of_other_place", "F5", "UA80")
    ]
    assert sorted(rules(loaded, "note")) == ["beside_table", "not_reported", "note_left_out"]


def test_a_round_without_a_day_asks_for_it_once():
    content = survey(drop=3)
    asked = read(content, "round_4_3_may_2022.xlsx")
    told = read(content, days={asked.received: "2022-05-03"})

    assert [(p.rule, p.params["suggested"]) for p in asked.problems] == [
        ("day_missing", "2022-05-03")
    ]
    assert counts(told, "reference_period_end", "count")[0] == (date(2022, 5, 3), 287000)


def test_macro_regions_and_a_total_are_read_from_the_first_rounds():
    rows = [["Macro-region", "# est. IDPs presence per macro-region"], ["WEST", 2941000]]
    loaded = read(workbook(("IDPs", [*rows, ["Total", 6478000]])), days={})
    told = read(
        workbook(("IDPs", [*rows, ["Total", 6478000]])), days={loaded.received: "2022-03-16"}
    )

    assert counts(told, "place_as_reported", "count") == [("WEST", 2941000), (None, 6478000)]


HAPI_IDPS = (
    "location_code,has_hrp,in_gho,provider_admin1_name,provider_admin2_name,admin1_code,admin1_name,"
    "admin2_code,admin2_name,admin_level,operation,assessment_type,population,reporting_round,"
    "reference_period_start,reference_period_end,dataset_hdx_id,resource_hdx_id,warning,error\n"
    "TCD,Y,Y,,,,,,,0,Crisis A,BA,500,2,2018-09-30,2018-09-30,x,y,,\n"
    "TCD,Y,Y,Lac,Fouli,TCD07,Lac,TCD0704,Fouli,2,Crisis A,BA,70,2,2018-09-30,2018-09-30,x,y,"
    "PCode length TD07->TCD07,\n"
    "TCD,Y,Y,,,,,,,0,Crisis A,BA,3,3,2019-09-30,2019-09-30,x,y,,no such place\n"
)


def test_hapi_s_warnings_go_into_the_note_and_rows_with_an_error_are_not_read():
    loaded = read(HAPI_IDPS)

    assert counts(loaded, "source_id", "admin2_code", "count", "note") == [
        ("hdx_hapi_idps_crisis_a", None, 500, None),
        ("hdx_hapi_idps_crisis_a", "TCD0704", 70, "HDX: PCode length TD07->TCD07"),
    ]
    assert rules(loaded) == ["rows_with_error"]


def test_all_stands_beside_its_breakdown_and_is_no_sum_of_it():
    rows = [
        {"origin_location_code": "UKR", "asylum_location_code": "POL", "population_group": group}
        | {"gender": gender, "age_range": age, "population": people}
        | {"reference_period_start": "2022-01-01", "reference_period_end": "2022-12-31"}
        for group, gender, age, people in (
            ("REF", "all", "all", 961000),
            ("REF", "f", "all", 600000),
            ("REF", "f", "0-4", 40000),
            ("REF", "u", "all", 12),
            ("RET", "all", "all", 20),
            ("HST", "all", "all", 1),
        )
    ]
    loaded = read({"data": rows})

    assert counts(loaded, "population_type", "measure", "sex", "age_range", "count") == [
        ("refugees", "stock", None, None, 961000),
        ("refugees", "stock", "female", None, 600000),
        ("refugees", "stock", "female", "0-4", 40000),
        ("returnees", "flow", None, None, 20),
    ]


def test_a_blank_of_idmc_is_not_a_zero_and_rounded_columns_are_not_read():
    loaded = read(
        "iso3,country_name,year,new_displacement,new_displacement_rounded,total_displacement,"
        "total_displacement_rounded\nUKR,Ukraine,2022,16870323,17000000,5913638,5914000\n"
        "AGO,Angola,2009,0,,,\nAB9,Abyei Area,2020,5,,,\n"
    )

    assert counts(loaded, "measure", "location_iso3", "place_as_reported", "count") == [
        ("flow", "UKR", None, 16870323),
        ("flow", "AGO", None, 0),
        ("flow", None, "Abyei Area", 5),
        ("stock", "UKR", None, 5913638),
    ]


def test_events_of_a_disaster_file_are_listed_one_by_one():
    loaded = read(
        "iso3,country_name,year,event_name,start_date,hazard_type,new_displacement\n"
        "MOZ,Mozambique,2019,Cyclone A,2019-03-14,Storm,478000\n"
        "MOZ,Mozambique,2019,Cyclone B,2019-04-25,Storm,24000\n"
    )

    assert counts(loaded, "source_id", "place_as_reported", "count") == [
        ("idmc_gidd_disaster", "Cyclone A", 478000),
        ("idmc_gidd_disaster", "Cyclone B", 24000),
    ]


YEARLY = (
    "ISO3,Name,Year,Conflict Stock Displacement,Conflict Stock Displacement (Raw),"
    "Conflict Internal Displacements,Conflict Internal Displacements (Raw)\n"
    "#country+code,#country+name,#date+year,#stock,,#flow,\n"
    "UKR,Ukraine,2022,5000,5012,7000,7034\n"
)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (YEARLY.replace("Conflict Internal Displacements (Raw)", "Conflict IDs"), "(Raw)"),
        (
            "iso3,country_name,year,new_displacement,total_displacement_rounded\nUKR,Ukraine,2022,5,9\n",
            "total_displacement",
        ),
        (
            "ISO3,Country / Territory,Year,Event Name,Disaster Internal Displacements\n"
            "UKR,Ukraine,2023,Flood,100\n",
            "(Raw)",
        ),
    ],
)  # fmt: skip
def test_a_rounded_column_never_takes_the_place_of_an_exact_one_that_is_lost(text, lost):
    loaded = read(text)

    assert [p.rule for p in loaded.problems if p.severity == "error"] == ["title_missing"]
    assert loaded.problems[-1].column.endswith(lost)
    assert not any(map(len, loaded.tables.values()))
    assert counts(read(YEARLY), "count", "qualifier") == [(7034, "exact"), (5012, "exact")]


def test_the_first_editions_have_rounded_numbers_only_and_say_so():
    loaded = read(
        "ISO3,Name,Year,Conflict Stock Displacement,Conflict New Displacements,"
        "Disaster New Displacements\nAFG,Afghanistan,2013,630,120,15\n"
    )

    assert counts(loaded, "source_id", "measure", "count", "qualifier") == [
        ("idmc_gidd_conflict", "flow", 120, "about"),
        ("idmc_gidd_conflict", "stock", 630, "about"),
        ("idmc_gidd_disaster", "flow", 15, "about"),
    ]
    assert rules(loaded) == ["only_rounded"]


def test_events_of_one_name_are_told_apart_and_end_when_the_file_is_certain():
    loaded = read(
        "iso3,country_name,year,start_date,end_date,end_date_accuracy,event_name,hazard_type,"
        "new_displacement\n"
        "AFG,Afghanistan,2012,2012-01-01,,,Cold wave,13,63\n"
        "AFG,Afghanistan,2012,2012-01-01,,,Cold wave,13,71\n"
        "AFG,Afghanistan,2016,2016-04-02,2016-04-08,Day,Storms,14,22\n"
        "AFG,Afghanistan,2015,2015-03-03,2015-03-01,Month,Landslide,11,12\n"
        "HND,Honduras,2008,2008-12-12,2009-01-12,Day,Flood,10,25\n"
    )

    assert counts(loaded, "place_as_reported", "reference_period_end", "count") == [
        ("Cold wave", date(2012, 12, 31), 63),
        ("Cold wave (2)", date(2012, 12, 31), 71),
        ("Storms", date(2016, 4, 8), 22),
        ("Landslide", date(2015, 12, 31), 12),
        ("Flood", date(2008, 12, 31), 25),
    ]
    assert rules(loaded) == []


def test_the_first_edition_of_events_is_read_and_an_event_without_a_number_is_none():
    loaded = read(
        "ISO3,Name,Year,Start Date,Event Name,Hazard Category,Hazard Type,New Displacements\n"
        "AFG,Afghanistan,2013,2013-02-01,Floods,Weather related,Flood,88\n"
        "AFG,Afghanistan,2008,2008-01-01,,Weather related,Extreme temperature,\n"
    )

    assert counts(loaded, "source_id", "measure", "count") == [("idmc_gidd_disaster", "flow", 88)]


def test_what_a_page_of_an_answer_and_a_workbook_hold_beside_is_told():
    record = {"iso3": "TLS", "country_name": "Timor-Leste", "year": 2013, "new_displacement": 5}
    page = read({"count": 13, "next": "https://example.org", "results": [record]})
    ages = [["ISO3", "Country", "Year", "0-4"], ["UKR", "Ukraine", "2022", "1"]]
    rows = [line.split(",") for line in YEARLY.splitlines()]
    book = read(workbook(("1_Displacement_data", rows), ("3_Ages", ages), ("README", [["Title"]])))

    assert rules(page) == ["records_missing"] and page.problems[-1].params["n"] == 12
    assert [p.params["sheets"] for p in book.problems] == ["3_Ages"]
    assert len(book.tables["counts"]) == 2


def test_abyei_has_no_code_and_keeps_its_name():
    loaded = read("iso3,country_name,year,new_displacement\nAB9,,2014,7\n")

    assert counts(loaded, "location_iso3", "place_as_reported") == [(None, "Abyei Area")]


def update(**changed: object) -> dict:
    at = "2023-11-06T11:00:00.000Z"
    made = {"id": 1, "iso3": "IND", "displacement_type": "Disaster", "qualifier": "more than"}
    made |= {"figure": 20, "displacement_start_date": at, "displacement_end_date": at}
    made |= {"event_name": "Flood", "created_at": "2023-11-08T19:37:23.870Z"}
    made["standard_info_text"] = "<b> India: 20 displacements, 07 November  - 07 November  </b>"
    return made | changed


def test_an_update_is_about_the_day_that_its_sentence_names():
    loaded = read([update(), update(id=2, standard_info_text="<b>India</b>", figure=3)])

    assert counts(loaded, "reference_period_end", "qualifier", "count") == [
        (date(2023, 11, 7), "more_than", 20),
        (date(2023, 11, 6), "more_than", 3),
    ]
    assert "2023-11-06T11" in loaded.tables["counts"]["note"][0].as_py()
    assert rules(loaded, "note") == ["days_shifted"]
    assert rules(read([update(qualifier="maybe")])) == ["choice"]


def test_an_update_without_a_figure_is_no_count_and_abyei_keeps_its_name():
    loaded = read(
        [
            update(figure=None),
            update(id=2, iso3="AB9", country="Abyei Area", qualifier="More than or equal"),
            update(id=3, role="Triangulation", standard_info_text="", qualifier="total"),
        ]
    )

    assert counts(loaded, "location_iso3", "place_as_reported", "qualifier") == [
        (None, "Abyei Area: Flood (2)", "at_least"),
        ("IND", "Flood (3)", "exact"),
    ]
    assert loaded.tables["counts"]["note"].to_pylist()[1] == "Triangulation"
    assert rules(loaded, "error", "warning", "note") == ["days_shifted", "not_reported"]


def test_updates_as_a_table_have_tags_that_lack_their_mark():
    titles = list(update())
    tags = ["", "#country+iso3", "#type", "total", "#figure", *["#date"] * (len(titles) - 5)]
    rows = [titles, tags, [str(value) for value in update().values()]]
    loaded = read(workbook(("Events", rows)))

    assert counts(loaded, "location_iso3", "count") == [("IND", 20)]


LINEAR = (
    "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Time frequency,duration,Duration,reason,Reason,"
    "unit,citizen,geo,TIME_PERIOD,Time,OBS_VALUE,Observation value,OBS_FLAG\n"
)


def linear(*rows: tuple[str, str, str, str]) -> str:
    return LINEAR + "".join(
        f"dataflow,ESTAT:MIGR_RESVALID(1.0),All,A,Annual,{duration},D,TOTAL,T,PER,UA,{geo},2021,,"
        f"{value},,{flag}\n"
        for duration, geo, value, flag in rows
    )


def test_eurostat_s_aggregates_and_parts_are_not_read_and_flags_are_kept():
    loaded = read(
        linear(
            ("TOTAL", "EL", "20737", ""),
            ("TOTAL", "UK", "30", "ep"),
            ("TOTAL", "EU27_2020", "1599595", ""),
            ("M3-5", "EL", "12", ""),
            ("TOTAL", "PL", ":", "u"),
        )
    )
    said = ("population_type", "location_iso3", "nationality_iso3", "count", "qualifier", "status")

    assert counts(loaded, *said) == [
        ("third_country_nationals", "GRC", "UKR", 20737, "exact", "reported"),
        ("third_country_nationals", "GBR", "UKR", 30, "about", "provisional"),
    ]
    assert rules(loaded, "note") == ["aggregates_left_out", "parts_left_out"]
    assert loaded.tables["counts"]["note"].to_pylist()[1] == "Eurostat flags: ep"


TSV = (
    "freq,citizen,sex,unit,age,geo\\TIME_PERIOD\t2022-03 \t2022-04 \n"
    "M,UA,T,PER,TOTAL,PL\t960000 p\t: \n"
    "M,UA,F,PER,Y_LT14,PL\t120000 \t130000 b\n"
    "M,UA,T,PER,TOTAL,EU27_2020\t5 \t6 \n"
)


def test_a_tsv_of_eurostat_is_read_by_its_name_because_it_does_not_name_itself():
    loaded = read(TSV, "estat_migr_asytpsm.tsv")

    assert counts(loaded, "measure", "sex", "age_range", "reference_period_end", "count") == [
        ("stock", None, None, date(2022, 3, 31), 960000),
        ("stock", "female", "0-13", date(2022, 3, 31), 120000),
        ("stock", "female", "0-13", date(2022, 4, 30), 130000),
    ]
    assert rules(read(TSV, "download.tsv")) == ["dataset_unknown"]


SDMX = (
    "DATAFLOW,LAST UPDATE,freq,unit,citizen,sex,age,{more}geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,"
    "CONF_STATUS\n"
)
UPDATED = "23/05/24 23:00:00"


def test_sdmx_csv_says_its_dataset_and_when_it_was_updated():
    loaded = read(
        SDMX.format(more="asyl_app,")
        + f"ESTAT:MIGR_ASYAPPCTZM(1.0),{UPDATED},M,PER,UA,T,TOTAL,ASY_APP,DE,2022-03,115,,\n"
    )
    (row,) = loaded.tables["counts"].to_pylist()

    assert (row["population_type"], row["measure"]) == ("asylum_seekers", "flow")
    assert (row["reference_period_start"], row["reference_period_end"]) == (
        date(2022, 3, 1),
        date(2022, 3, 31),
    )
    assert row["published_at"].date() == date(2024, 5, 23)


def test_labels_in_the_same_cells_as_codes_are_left_aside():
    titles = SDMX.format(more="").replace("geo,", "geo: Geopolitical entity (reporting),")
    loaded = read(
        titles
        + f"ESTAT:MIGR_ASYTPSM(1.0): Protection,{UPDATED},M: Monthly,PER: Person,UA: Ukraine,"
        "T: Total,TOTAL: Total,EL: Greece,2022-03,115,e: estimated,\n"
    )

    assert counts(loaded, "location_iso3", "nationality_iso3", "count", "qualifier") == [
        ("GRC", "UKR", 115, "about")
    ]
    assert rules(loaded, "error", "warning", "note") == []


def test_a_confidential_value_is_a_suppressed_count_and_a_missing_one_is_none():
    start = f"ESTAT:MIGR_ASYTPSM(1.0),{UPDATED},M,PER,UA,T,TOTAL"
    loaded = read(
        SDMX.format(more="")
        + f"{start},DE,2022-03,:,c,\n{start},FR,2022-03,,,C\n{start},AT,2022-03,:,,\n"
    )

    assert counts(loaded, "location_iso3", "count", "status") == [
        ("DEU", None, "suppressed"),
        ("FRA", None, "suppressed"),
    ]
    assert rules(read(TSV.replace(": \n", ":c\n"), "migr_asytpsm.tsv")) == []


def test_each_dataset_in_a_file_is_read_as_itself_and_one_not_known_is_named():
    rest = f"(1.0),{UPDATED},M,PER,UA,T,TOTAL,DE,2022-03"
    loaded = read(
        SDMX.format(more="")
        + f"ESTAT:MIGR_ASYTPSM{rest},115,,\nESTAT:MIGR_ASYTPFM{rest},15,,\n"
        + f"ESTAT:MIGR_ASYTPSM2{rest},7,,\n"
    )
    (problem,) = loaded.problems

    assert counts(loaded, "measure", "count") == [("stock", 115), ("flow", 15)]
    assert (problem.rule, problem.value, problem.row) == ("dataset_unknown", "migr_asytpsm2", 4)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("freq,unit,nace_r2,geo\\TIME_PERIOD\t2022\nA,NR,I551,PL\t5\n", "tour.tsv", "tour.tsv"),
        (TSV, "estat_migr_pop1ctz.tsv", "migr_pop1ctz"),
        (TSV, "migr_asytpsm2.tsv", "migr_asytpsm2"),
        (LINEAR + "dataflow,ESTAT:DEMO_PJAN(1.0),P,A,,,,,,NR,,PL,2022,,5,,\n", "any", "demo_pjan"),
    ],
)  # fmt: skip
def test_another_dataset_is_named_and_never_read(text, name, value):
    loaded = read(text, name)

    assert not len(loaded.tables["counts"])
    assert [(p.rule, p.value) for p in loaded.problems if p.severity == "error"] == [
        ("dataset_unknown", value)
    ]


@pytest.mark.parametrize("lost", ["sex", "age", "citizen"])
def test_a_dimension_that_is_lost_is_named_because_a_part_would_look_like_a_total(lost):
    lines = [line.split("\t", 1) for line in TSV.splitlines()]
    at = lines[0][0].split("\\")[0].split(",").index(lost)
    keys = [key.split(",") for key, _ in lines]
    kept = [",".join(key[:at] + key[at + 1 :]) for key in keys]
    rows = zip(kept, (rest for _, rest in lines), strict=True)
    loaded = read("\n".join("\t".join(row) for row in rows), "migr_asytpsm.tsv")

    assert [(p.rule, p.column) for p in loaded.problems] == [("title_missing", lost)]
    assert not len(loaded.tables["counts"])


def test_new_codes_of_eurostat_and_a_title_that_is_no_period_are_named():
    rows = "M,QQQ,T,PER,TOTAL,PL\t1\nM,UA,T,PER,Y_ZZ,PL\t2\nM,EUR_C,T,PER,TOTAL,EA20\t3\n"
    loaded = read(
        f"freq,citizen,sex,unit,age,geo\\TIME_PERIOD\t2022-03\n{rows}", "migr_asytpsm.tsv"
    )
    renamed = read(TSV.replace("2022-04", "April 22"), "migr_asytpsm.tsv")

    assert [(p.rule, p.cell, p.value) for p in loaded.problems if p.severity == "error"] == [
        ("country", "A2", "QQQ"),
        ("age_unknown", "A3", "Y_ZZ"),
    ]
    assert rules(loaded, "note") == ["aggregates_left_out"]
    assert [(p.rule, p.cell, p.value) for p in renamed.problems] == [
        ("period_unknown", "C1", "April 22")
    ]


def test_half_a_tsv_is_read_but_for_the_row_that_is_cut():
    half = read(TSV + "M,UA,T,PER,TOTAL,CZ\t12", "migr_asytpsm.tsv")
    key_cut = read(TSV + "M,UA,T,PER,CZ\t12 \t13 \n", "migr_asytpsm.tsv")

    assert [(p.rule, p.row) for p in half.problems if p.severity == "error"] == [("row_short", 5)]
    assert [(p.rule, p.cell) for p in key_cut.problems if p.severity == "error"] == [
        ("dimensions_cut", "A5")
    ]
    assert len(half.tables["counts"]) == len(key_cut.tables["counts"]) == 3


def test_flags_that_are_lost_are_missed():
    lost = SDMX.format(more="").replace(",OBS_FLAG,CONF_STATUS", "")
    loaded = read(lost + f"ESTAT:MIGR_ASYTPSM(1.0),{UPDATED},M,PER,UA,T,TOTAL,DE,2022-03,115\n")

    assert rules(loaded) == ["flags_missing"]


def crossing(**properties: object) -> dict:
    point = {"type": "Point", "coordinates": [23.810660016614278, 51.187826018202273]}
    return {"type": "Feature", "properties": properties, "geometry": point}


def test_crossings_are_read_in_each_version_and_only_the_newer_have_a_status():
    newer = crossing(
        Name_ENG="Yahodyn - Dorohusk", Country="Poland", Type="Road", Status="Operational",
        Lat=51.18, Lon=23.81, StatusAsOf="2023-05-30",
    )  # fmt: skip
    older = crossing(
        **{"Name - English": "Yahodyn - Dorohusk", "Country": "Poland ", "Lat": 51.2, "Long": 23.8}
    )
    sheet = [
        ["Name - English", "Country", "Lat", "Long"],
        ["Yahodyn - Dorohusk", "Poland", 51.2, 23.8],
    ]
    found = [
        read({"type": "FeatureCollection", "features": [newer]}),
        read({"type": "FeatureCollection", "features": [older]}),
        read(workbook(("Crossings", sheet))),
    ]
    points = [one.tables["assistance_points"].to_pylist()[0] for one in found]

    assert {point["point_id"] for point in points} == {"bcp-ukr-pol-yahodyn-dorohusk"}
    assert [point["status"] for point in points] == ["open", None, None]
    assert [point["longitude"] for point in points] == [23.81066, 23.81066, 23.8]
    assert [rules(one) for one in found] == [[], [], []]


def test_crossings_keep_their_place_whatever_shape_it_is_given_in():
    told = {"Country": "Poland", "Lat": 51.5, "Lon": 23.5}
    shapes = [
        ("A - A", {}, {"type": "Point", "coordinates": ["23.8", "51.1"]}),
        ("B - B", told, None),
        ("C - C", {}, {"type": "MultiPoint", "coordinates": [[23.7, 51.7]]}),
        ("D - D", {}, {"type": "MultiPoint", "coordinates": [[23.7, 51.7], [23.6, 51.6]]}),
    ]
    features = [
        crossing(Name_ENG=name, **{"Country": "Poland"} | more) | {"geometry": shape}
        for name, more, shape in shapes
    ]
    loaded = read({"type": "FeatureCollection", "features": features})
    points = loaded.tables["assistance_points"].to_pylist()

    assert [(point["latitude"], point["longitude"]) for point in points] == [
        (51.1, 23.8),
        (51.5, 23.5),
        (51.7, 23.7),
        (None, None),
    ]
    assert [(p.rule, p.row) for p in loaded.problems if p.severity == "warning"] == [
        ("place_without_coordinates", 4)
    ]


def test_every_sheet_of_crossings_is_read_and_a_road_and_a_railway_are_two():
    titles = ["Name - ENG", "Country", "Type", "Lat", "Long"]
    poland = [
        titles,
        ["A - B", "Poland", "Road", 51.2, 23.8],
        ["A - B", "Poland", "Rail", 51.2, 23.8],
    ]
    romania = [["List of crossings"], [], titles, ["C - D", "Romania", "Road", 47.9, 26.0]]
    loaded = read(workbook(("Poland", poland), ("Romania", romania), ("Codes", [["a", "b", "c"]])))

    assert loaded.tables["assistance_points"]["point_id"].to_pylist() == [
        "bcp-ukr-pol-a-b-road",
        "bcp-ukr-pol-a-b-rail",
        "bcp-ukr-rou-c-d",
    ]
    assert [(p.rule, p.params.get("sheets")) for p in loaded.problems] == [
        ("sheets_left_out", "Codes")
    ]


def spot(**changed: object) -> dict:
    made = {"id": 7, "type": "receptionPoint", "hasLocation": True, "territorialUnitId": "PL-1862"}
    made |= {"name": {"en": "Station"}, "services": ["hotMeals", "unheardOf"]}
    made |= {"location": {"locality": "Town", "latitude": 49.78361, "longitude": 22.77638}}
    contact = {"phone": "+48226286930 (8-16)", "eMail": "info@example.org", "name": "", "sms": ""}
    return made | {"contacts": [contact | changed.pop("contact", {})]} | changed


def test_help_points_without_a_place_have_none_and_numbers_keep_their_hours():
    nowhere = {"locality": "", "latitude": 0.0, "longitude": 0.0}
    loaded = read({"spots": [spot(), spot(id=8, location=nowhere), spot(id=9, hasLocation=False)]})
    points = loaded.tables["assistance_points"].to_pylist()

    assert [point["latitude"] for point in points] == [49.78361, None, None]
    assert (points[0]["phone"], points[0]["phone_note"]) == ("+48226286930", "8-16")
    assert (points[0]["kind"], points[0]["services"]) == ("reception_centre", "food")
    assert rules(loaded) == []


@pytest.mark.parametrize(
    "contact",
    [{"phone": "+48512345678"}, {"eMail": "jan.kowalski@gmail.com"}, {"name": "Jan Kowalski"}],
)
def test_contacts_that_may_be_a_person_s_are_dropped_with_a_warning(contact):
    loaded = read({"spots": [spot(contact=contact)]})
    kept = str(loaded.tables["assistance_points"].to_pylist())

    assert rules(loaded) == ["contact_left_out"]
    assert not any(text in kept for text in contact.values())


def test_a_description_with_a_person_s_number_is_dropped_and_a_deleted_point_is_not_read():
    loaded = read(
        {
            "spots": [
                spot(id=1, dbType="delete"),
                spot(id=2, descriptionShort={"en": "Call +48512345678"}),
                spot(id=3, name={"en": "", "fi": "Asema"}, descriptionShort={"en": "By the road"}),
            ]
        }
    )
    points = loaded.tables["assistance_points"].to_pylist()

    assert [(point["name"], point["note"]) for point in points] == [
        ("Station", None),
        ("Asema", "By the road"),
    ]
    assert [(p.rule, p.row) for p in loaded.problems] == [
        ("points_deleted", 0),
        ("contact_left_out", 2),
    ]


def test_a_number_without_its_country_s_is_one_of_the_point_s_country():
    loaded = read({"spots": [spot(contact={"phone": "22 628 69 30\n112\n512345678"})]})
    (point,) = loaded.tables["assistance_points"].to_pylist()

    assert point["phone"] == "+48226286930"
    assert point["other_contact"] == "112; info@example.org"
    assert rules(loaded) == ["contact_left_out"]


def test_half_a_json_file_and_a_web_page_are_named_for_what_they_are():
    half = json.dumps({"data": [sublocation("Poland", "5")]})[:-40]

    assert rules(read(half)) == ["damaged_json"]
    assert rules(read("<!DOCTYPE html><html><body>Error</body></html>")) == ["is_web_page"]


def test_a_file_that_no_loader_knows_is_told_which_came_nearest():
    (problem,) = read("iso3,colour\nUKR,green\n").problems

    assert (problem.rule, problem.params["nearest"]) == ("unknown_format", "idmc_gidd")
    assert problem.params["missing"] == "country_name, year, new_displacement"


def test_a_row_too_short_is_named_and_the_others_are_read():
    loaded = read(POPULATION + "2020,Ukraine,UKR\n")

    assert rules(loaded) == ["row_short"]
    assert len(loaded.tables["counts"]) == 6


def test_a_published_file_is_the_same_read_twice():
    once, twice = read(POPULATION), read(POPULATION)

    assert replace(once, tables={}) == replace(twice, tables={})
    assert once.tables["counts"].equals(twice.tables["counts"])
