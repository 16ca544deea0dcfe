"""The seed says what its sources said: exact figures, each with its source, nothing personal."""

import re
from pathlib import Path

import pandas as pd
import pytest

import loaders
from analysis import comparison, counts, fleeing, leading, revision_list, revisions
from analysis.rows import as_rows
from analysis.wording import Wording
from ledger import crisis
from ledger.changes import BEFORE
from ledger.ledger import Ledger

RECEIVED = Path(__file__).parent.parent.parent / "data" / "received"
FILES = sorted(path for path in RECEIVED.glob("*.csv") if path.name != "notes.csv")
ENGLISH = Wording("en")
MARCH_4 = pd.Timestamp("2022-03-04")
EMAIL = re.compile(rb"[\w.+-]+@[\w-]+\.\w+")


@pytest.fixture(scope="module")
def ledger(seeded) -> Ledger:
    return Ledger(f"sqlite:///{seeded / 'ledger.sqlite'}")


def order_of(tables: dict[str, pd.DataFrame]) -> leading.Leads:
    """The order of sources that the deployment and its source cards ask for."""
    return leading.leads(tables["sources"], crisis.read())


@pytest.fixture(scope="module")
def tables(ledger) -> dict[str, pd.DataFrame]:
    return ledger.tables()


def told(rows: pd.DataFrame, **equal) -> list[tuple]:
    """Count and qualifier of the rows that equal what is asked."""
    found = counts.only(rows, **equal)
    return list(zip(found["count"].tolist(), found["qualifier"].astype(str), strict=True))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_seed_file_has_no_problem_of_any_kind(path):
    assert loaders.load(path.name, path.read_bytes()).problems == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_seed_file_holds_no_e_mail_address(path):
    assert EMAIL.search(path.read_bytes()) is None


def test_each_file_is_a_version_and_a_second_start_adds_none(ledger):
    loaders.seed(ledger)

    assert len(ledger.versions()) == ledger.newest() == len(FILES)


def test_every_count_has_an_address_and_a_source_with_a_card(tables):
    assert tables["counts"]["source_url"].notna().all()
    assert set(tables["counts"]["source_id"]) <= set(tables["sources"]["source_id"])


def test_the_three_counts_of_the_press_release(tables):
    release = counts.only(tables["counts"], source_id="iom_press_ukraine")
    release = release[release["published_at"] == pd.Timestamp("2022-03-01", tz="UTC")]

    fled = counts.only(release, population_type="people_fleeing")
    assert told(fled, location_iso3=None) == [(600_000, "at_least")]
    assert str(fled["reference_period_end"].iloc[0].date()) == "2022-02-28"
    assert told(release, measure="stock", location_iso3="UKR") == [(470_000, "more_than")]
    assert told(release, location_iso3="MDA+SVK") == [(6_000, "at_least")]
    assert len(release) == 3


def test_more_than_fifty_tunisians_go_home_by_charter(tables):
    row = counts.only(tables["assisted_movements"], movement_id="iom-2022-03-01-tun-1").iloc[0]
    way = (row["from_iso3"], row["via_iso3"], row["to_iso3"], row["mode"])

    assert (row["count"], row["qualifier"]) == (50, "more_than")
    assert way == ("MDA", "ROU", "TUN", "charter_flight")


def test_the_published_total_and_the_sum_of_countries(tables):
    beside = comparison.differing_totals(tables["counts"], order_of(tables))
    first = beside[beside["total"] == 2_011_312].iloc[0]
    after = beside[beside["published_at"] >= pd.Timestamp("2022-03-15", tz="UTC")]

    assert (first["sum"], first["as_of"]) == (1_801_073, pd.Timestamp("2022-03-08"))
    assert len(after) == 84
    assert (after["difference"] == 0).all()
    assert 4_137_842 in set(beside["total"])


def test_two_sources_disagree_on_moldova_on_3_and_4_march(tables):
    about = crisis.read()
    newest = counts.newest(tables["counts"])
    people = fleeing.everybody(newest, about.start, newest["reference_period_end"].max().date())
    beside = comparison.side_by_side(people, order_of(tables))
    of_moldova = beside[beside["location_iso3"] == "MDA"]
    pairs = set(zip(of_moldova["count"], of_moldova["count_other"], strict=True))

    assert (103_254, 194_000) in pairs


def test_past_days_were_rewritten_and_cumulative_counts_fell(tables):
    portal = counts.only(tables["counts"], source_id="unhcr_odp_ukraine")
    of_day = portal[portal["reference_period_end"] == MARCH_4]
    day = counts.only(of_day, measure="flow", location_iso3=None)
    moldova = counts.only(portal, measure="cumulative", location_iso3="MDA")
    moldova = moldova.sort_values(["published_at", "reference_period_end"])

    assert len(day) == 18
    assert moldova["count"].tolist()[:3] == [103_254, 84_067, 82_762]


@pytest.fixture(scope="module")
def revised(tables) -> pd.DataFrame:
    """Every revision and fall of people fleeing."""
    people = counts.only(tables["counts"], population_type="people_fleeing")
    return revisions.found(people, tables["breaks"])


def test_the_daily_count_of_4_march_had_18_values_more_than_any_other(revised):
    most = revisions.most_often(revised).sort_values("published_at")
    row = as_rows(most)[0]
    was = f"count{BEFORE}"

    assert (row["measure"], row["location_iso3"], row["unit"]) == ("flow", "", "crossings")
    assert row["reference_period_start"] == row["reference_period_end"] == MARCH_4
    assert len(most) == 17
    assert most[was].tolist()[1:] == most["count"].tolist()[:-1]
    assert most[was].iloc[0] == 173_455
    assert most["count"].iloc[-1] == 170_100
    # One number came back: 18 values, 17 different ones.
    assert pd.concat([most[was], most["count"]]).nunique() == 17
    assert "18 values" in revision_list.finding(revised, ENGLISH)
    assert "17 different numbers" in revision_list.finding(revised, ENGLISH)


def test_cumulative_counts_of_moldova_fell_twice(revised):
    fell = revised[(revised[revisions.KIND] == revisions.FELL)]
    moldova = counts.only(fell, location_iso3="MDA").sort_values("reference_period_end")

    assert moldova[f"count{BEFORE}"].tolist() == [103_254, 84_067]
    assert moldova["count"].tolist() == [84_067, 82_762]
    assert moldova["change"].tolist() == [84_067 - 103_254, 82_762 - 84_067]
    published = [*moldova[f"published_at{BEFORE}"].dt.day, moldova["published_at"].dt.day.iloc[-1]]
    assert published == [5, 6, 7]


def test_the_largest_revision_is_the_change_of_method_in_moldova(revised, tables):
    row = as_rows(revised)[0]

    assert (row["location_iso3"], row[f"count{BEFORE}"], row["count"]) == ("MDA", 106_994, 330_217)
    assert "14 March 2022" in revisions.reason(row, tables["breaks"], ENGLISH)
    assert "revised from" not in revisions.reason(row, tables["breaks"], ENGLISH)


def test_counts_end_with_the_last_day_of_the_seed(tables):
    assert tables["counts"]["reference_period_end"].max() == pd.Timestamp("2022-06-09")


def test_no_nationality_is_counted_below_five(tables):
    for name in ("counts", "assisted_movements"):
        by_nationality = tables[name][tables[name]["nationality_iso3"].notna()]
        assert not by_nationality["count"].between(1, 4).any()


def test_every_update_and_change_of_method_is_told_in_both_languages(tables):
    assert tables["updates"][["title_en", "title_fr", "text_en", "text_fr"]].notna().all(axis=None)
    assert tables["breaks"][["text_en", "text_fr"]].notna().all(axis=None)
