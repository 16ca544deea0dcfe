"""IOM DTM and HDX HAPI: what their made-up answers and tables say that is easily read wrong."""

import pytest

from tests.loaders.test_formats import HAPI_IDPS, counts, read, rules

RECORD = {
    "id": 1,
    "operation": "Crisis A",
    "admin0Pcode": "TCD",
    "admin1Name": "Lac",
    "admin1Pcode": "TD07",
    "numPresentIdpInd": 100,
    "reportingDate": "2017-09-30T00:00:00",
    "roundNumber": 1,
    "displacementReason": "Conflict",
    "assessmentType": "BA",
}


def answer(*changed: dict, **beside: object) -> dict:
    records = [RECORD | one for one in changed]
    return {"result": records, "isSuccess": True, "totalRecordsCount": len(records)} | beside


@pytest.mark.parametrize(
    ("beside", "rule"),
    [
        ({"isSuccess": False}, "answer_failed"),
        ({"totalRecordsCount": 500}, "answer_cut_off"),
        ({"result": [], "errorMessages": ["Key expired"]}, "no_records"),
        ({"result": None}, "no_records"),
    ],
)
def test_an_answer_that_failed_or_is_cut_off_is_an_error(beside, rule):
    loaded = read(answer({}, **beside))

    assert rules(loaded) == [rule]
    assert "errorMessages" not in beside or "Key expired" in loaded.problems[0].params["said"]


def test_a_record_sent_twice_is_counted_once_and_a_sum_of_part_is_doubted():
    twice = read(answer({}, {}))
    part = read(answer({}, {"id": 2, "displacementReason": "Other", "numPresentIdpInd": None}))

    assert (counts(twice, "count"), rules(twice)) == ([(100,)], ["records_repeated"])
    assert (counts(part, "count"), rules(part)) == ([(100,)], ["sum_of_part"])


def test_kinds_of_assessment_are_kept_apart_and_a_new_one_is_named():
    loaded = read(answer({}, *({"assessmentType": kind} for kind in ("SA", "ETT", "ZZ"))))

    assert counts(loaded, "source_id", "method") == [
        ("iom_dtm_crisis_a", "estimate"),
        ("iom_dtm_crisis_a_sites", "survey"),
        ("iom_dtm_crisis_a_events", "estimate"),
        ("iom_dtm_crisis_a_zz", None),
    ]
    assert [(p.rule, p.row, p.value) for p in loaded.problems] == [("choice", 4, "ZZ")]


def test_a_record_without_a_country_or_operation_is_an_error():
    loaded = read(answer({}, {"id": 2, "admin0Pcode": None, "operation": None}))

    assert [(p.rule, p.row, p.column) for p in loaded.problems] == [
        ("blank", 2, "operation"),
        ("blank", 2, "admin0Pcode"),
    ]


def test_swapped_codes_of_the_country_in_crisis_are_warned_of_in_every_format():
    at = {"admin0Pcode": "UKR", "admin1Name": "Kyiv", "admin1Pcode": "UA32"}
    dtm = read(answer(at | {"reportingDate": "2022-09-30T00:00:00"}))
    line = "UKR,Y,Y,Kyiv,,UA32,Kyivska,,,1,A,BA,7,2,2022-09-30,2022-09-30,x,y,,\n"
    hapi = read(HAPI_IDPS.splitlines(keepends=True)[0] + line)

    for loaded in (dtm, hapi):
        assert counts(loaded, "admin1_code") == [("UA80",)]
        assert rules(loaded) == ["code_of_other_place"]


def test_hapi_s_blanks_are_not_reported_and_its_errors_are_told_in_its_own_words():
    blank = "TCD,Y,Y,,,,,,,0,Crisis A,BA,,4,2019-12-30,2019-12-30,x,y,,\n"
    loaded = read(HAPI_IDPS + blank)

    assert rules(loaded, "error") == []
    assert rules(loaded, "note") == ["not_reported"]
    assert [(p.cell, p.value) for p in loaded.problems if p.rule == "rows_with_error"] == [
        ("T4", "no such place")
    ]


PEOPLE = {
    "origin_location_code": "UKR",
    "asylum_location_code": "UKR",
    "population_group": "RET",
    "gender": "all",
    "age_range": "all",
    "population": 20,
    "reference_period_start": "2022-01-01T00:00:00",
    "reference_period_end": "2022-12-31T23:59:59",
}


def test_groups_that_share_a_word_of_ours_are_sources_of_their_own():
    changes = ({}, {"population_group": "RDP"}, {"population_group": "NAT"})
    loaded = read({"data": [PEOPLE | one for one in changes]})

    assert counts(loaded, "source_id", "population_type", "measure") == [
        ("hdx_hapi_returnees", "returnees", "flow"),
        ("hdx_hapi_returnees_returned_idps", "returnees", "flow"),
    ]
    assert (rules(loaded), rules(loaded, "note")) == ([], ["groups_left_out"])


def test_origins_that_no_country_has_a_code_for_are_kept_apart():
    refugees = PEOPLE | {"asylum_location_code": "POL", "population_group": "REF"}
    rows = [refugees | {"origin_location_code": code} for code in ("UNK", "XXA", "TIB")]
    loaded = read({"data": rows})

    assert counts(loaded, "origin_iso3", "nationality_iso3", "place_as_reported") == [
        (None, None, None),
        (None, "XXA", None),
        (None, None, "Tibetan (origin)"),
    ]
    assert rules(loaded) == []
