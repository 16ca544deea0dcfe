"""Real files as publishers made them, where they are at hand, and facts counted by hand."""

from datetime import date
from pathlib import Path

import pytest

from loaders.loading import Loaded, load_or_say_why

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not at hand")

# Loader, table, rows, sum of the counts (None for points).
FACTS = {
    "eurostat_residence_permits_linear.csv": ("eurostat", "counts", 314, None),
    "hdx_hapi_idps.csv": ("hdx_hapi", "counts", 6854, None),
    "idmc_gidd_conflict.csv": ("idmc_gidd", "counts", 796 + 898, None),
    "idmc_idu.json": ("idmc_idu", "counts", 113, 112_759),
    "ifr_spots_poland.json": ("assistance_spots", "assistance_points", 66, None),
    "iom_dtm_api_admin2_chad.json": ("iom_dtm", "counts", 129, None),
    "iom_dtm_ukraine_round13_returnees.xlsx": ("iom_dtm_survey", "counts", 25, 4_757_000),
    "iom_dtm_ukraine_round14_idps.xlsx": ("iom_dtm_survey", "counts", 50, 3_674_000 + 4_573_000),
    "ocha_border_crossings_2023.geojson": ("border_crossings", "assistance_points", 128, None),
    "tracker_romania.xlsx": ("mapped", "counts", 3 * 93, None),
    "tracker_russia.csv": ("mapped", "counts", 33, None),
    "unhcr_odp_sublocation_2022-04.json": ("unhcr_portal", "counts", 7, 5_264_767),
    "unhcr_odp_timeseries_2022-04.json": ("unhcr_portal", "counts", 61, 5_264_767),
}


def sample(name: str) -> Loaded:
    return load_or_say_why(name, (SAMPLES / name).read_bytes())


def found(loaded: Loaded, **wanted: object) -> list[int]:
    rows = loaded.tables["counts"].to_pylist()
    return [r["count"] for r in rows if all(r[name] == value for name, value in wanted.items())]


@pytest.mark.parametrize("name", FACTS)
def test_a_file_as_published_has_the_rows_and_sums_that_were_counted_by_hand(name):
    loader, table, rows, total = FACTS[name]
    loaded = sample(name)
    errors = {problem.rule for problem in loaded.problems if problem.severity == "error"}

    assert (loaded.loader, len(loaded.tables[table])) == (loader, rows)
    assert errors == ({"not_confirmed"} if loader == "mapped" else set())
    if total:
        assert sum(found(loaded)) == total


def test_hapi_and_iom_s_own_table_say_the_same_of_every_place_and_round():
    hapi, flat = sample("hdx_hapi_idps.csv"), sample("iom_dtm_flat_hxl.csv")
    totals = [r for r in flat.tables["counts"].to_pylist() if not r["sex"]]

    assert len(totals) == len(hapi.tables["counts"]) == 6854
    assert sum(row["count"] for row in totals) == sum(found(hapi))
    last = [row for row in flat.tables["counts"].to_pylist() if row["received_row"] == 13_369]
    assert [(r["count"], r["sex"]) for r in last] == [
        (5063, None),
        (2194, "male"),
        (2869, "female"),
    ]


def test_single_figures_of_the_samples():
    gidd = sample("idmc_gidd_conflict.csv")
    population = sample("unhcr_population_40000_rows.csv")
    year = {"reference_period_end": date(1951, 12, 31), "population_type": "refugees"}
    permits = sample("eurostat_residence_permits_linear.csv")
    chad = sample("iom_dtm_api_admin2_chad.json")

    assert found(gidd, location_iso3="UKR", reference_period_end=date(2022, 12, 31)) == [
        16_870_323,
        5_913_638,
    ]
    assert sum(found(population, **year)) == 2_116_011
    assert found(population, **year, location_iso3="AUS") == [180_000]
    assert found(permits, location_iso3="GRC", reference_period_end=date(2021, 12, 31)) == [20_737]
    assert sum(found(chad, round="1")) == 294_064


def test_the_old_table_is_read_but_for_the_negative_numbers_that_stand_in_it():
    loaded = sample("unhcr_wide_2000_2013_preamble.csv")
    displaced = {"population_type": "idps", "location_iso3": "AFG"}

    assert {p.rule for p in loaded.problems} == {"groups_left_out", "negative_left_out"}
    assert found(loaded, **displaced, reference_period_end=date(2013, 12, 31)) == [631_286]


def test_the_swapped_codes_of_the_survey_are_put_right_by_name_and_told():
    loaded = sample("iom_dtm_ukraine_round13_returnees.xlsx")
    warned = [(p.cell, p.value, p.suggestion) for p in loaded.problems if p.severity == "warning"]

    assert warned == [("F11", "UA32", "UA80"), ("F12", "UA80", "UA32")]
    assert found(loaded, admin1_code="UA80", place_as_reported="Kyiv") == [1_106_000]
