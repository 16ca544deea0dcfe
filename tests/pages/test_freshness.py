"""Late and outdated counts are named where they stand; what looks back is judged by its own day."""

from datetime import date, timedelta

import pytest

import loaders
from ledger.ledger import Ledger
from tests.pages.test_every_page import text_of

CARD = (
    "source_id,publisher,title,licence,citation,cadence_days\n"
    "unhcr_odp_ukraine,Made-up publisher,Made-up counts,none,none,1\n"
)
HEADER = (
    "source_id,population_type,measure,unit,reference_period_start,reference_period_end,"
    "origin_iso3,location_iso3,count,qualifier,source_url\n"
)


@pytest.fixture
def reported_days_ago(tmp_path):
    """Publishes a made-up total and a made-up count of a country, each so many days old."""
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")

    def publish(total: int, country: int) -> date:
        days = [date.today() - timedelta(days=ago) for ago in (total, country)]
        rows = [
            f"unhcr_odp_ukraine,people_fleeing,cumulative,crossings,2022-02-24,{day},UKR,{place},"
            "1000,exact,https://example.org/made-up\n"
            for day, place in zip(days, ("", "MDA"), strict=True)
        ]
        for name, text in (("card.csv", CARD), ("counts.csv", HEADER + "".join(rows))):
            loaded = loaders.load(name, text.encode())
            ledger.publish(ledger.draft(loaded.tables, {}), "test", name)
        return max(days)

    return publish


def test_an_old_figure_is_faint_and_says_so_and_a_fresh_one_is_not(opened):
    app = opened("situation", lang="en")
    values = [metric.value for metric in app.metric]

    assert values == ["7,363,623", ":gray[> 470,000]", "~ 7,134,000"]
    assert text_of(app).count("Out of date: no newer count since 1 March 2022.") == 1


def test_on_its_own_day_no_figure_is_old(opened):
    app = opened("situation", lang="en", time="2022-03-01")

    assert "Out of date" not in text_of(app)
    assert app.metric[1].value == "> 470,000"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "No series of a regular source is late"),
        (2, "A newer count is due"),
        (3, "A newer count is overdue"),
        (10, "Out of date: no newer count since"),
    ],
)
def test_a_live_page_says_that_nothing_comes_any_more(opened_on, reported_days_ago, days, said):
    last = reported_days_ago(total=days, country=days)
    app = opened_on("situation", lang="en")

    assert said in text_of(app)
    assert app.metric[0].value == (":gray[1,000]" if days == 10 else "1,000")
    looking_back = opened_on("situation", lang="en", time=f"2022-02-24..{last}")
    assert "No series of a regular source is late" in text_of(looking_back)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Moldova (long overdue, last count"), ("fr", "Moldavie (très en retard, dernier")],
)
def test_a_country_without_a_current_count_is_named_beside_map_and_chart(
    opened_on, reported_days_ago, language, said
):
    reported_days_ago(total=1, country=9)

    for page in ("situation", "people_fleeing"):
        assert text_of(opened_on(page, lang=language)).count(said) >= 2


def test_every_series_is_listed_the_most_late_first(opened):
    app = opened("figures_and_sources", lang="en")
    listed = next(f.value for f in app.dataframe if "Days late" in f.value)

    assert listed["Freshness"].iloc[0] == "long overdue"
    assert listed["Freshness"].iloc[-1] == "ended"
    assert listed["Days late"].iloc[0] == 12
    assert "5 series are late" in text_of(app)
