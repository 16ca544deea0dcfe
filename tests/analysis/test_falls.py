"""Cumulative series that fall: found within one series, and told with the reason if known."""

import pandas as pd
import pytest

from analysis import charts, counts, falls, lines, provisional, traces, trends
from tests.analysis.conftest import table

NO_BREAKS = table("breaks", [])
NO_SOURCES = table("sources", [])
FIRST = {"at": "MDA", "end": "2030-01-13", "count": 300, "published": "2030-01-13"}
LOWER = {"at": "MDA", "end": "2030-01-14", "count": 250, "published": "2030-01-14"}


def found(frame: pd.DataFrame, breaks: pd.DataFrame = NO_BREAKS) -> list[falls.Fall]:
    return falls.find(counts.newest(frame), frame, breaks)


def told(frame, words, breaks: pd.DataFrame = NO_BREAKS) -> str:
    (fall,) = found(frame, breaks)
    return falls.in_words(fall, words)


def test_a_fall_is_told_with_both_counts_and_days_and_that_no_reason_is_known(
    made_up_counts, words
):
    said = told(made_up_counts(FIRST, LOWER), words)

    for fact in ("300", "250", words.say("fall.no_reason"), words.country("MDA")):
        assert fact in said
    for day in pd.to_datetime(["2030-01-13", "2030-01-14"]):
        assert words.day(day) in said


@pytest.mark.parametrize(
    "other",
    [
        {"source_id": "made_up_b"},
        {"at": "POL"},
        {"unit": "people"},
        {"nationality_iso3": "IND"},
        {"reference_period_start": "2030-01-02"},
        {"place_as_reported": "a border"},
        {"measure": "flow"},
        {"count": 300},
        {"count": 301},
    ],
    ids=str,
)
def test_a_lower_count_of_another_series_or_one_that_is_not_lower_is_no_fall(made_up_counts, other):
    assert found(made_up_counts(FIRST, LOWER | other)) == []


@pytest.mark.parametrize("measure", ["stock", "flow"])
def test_only_what_is_cumulative_falls(made_up_counts, measure):
    assert found(made_up_counts(FIRST | {"measure": measure}, LOWER | {"measure": measure})) == []


def test_the_note_of_the_lower_count_is_its_reason(made_up_counts, words):
    said = told(made_up_counts(FIRST, LOWER | {"note": "recounted"}), words)

    assert words.say("quoted", text="recounted") in said
    assert words.say("fall.no_reason") not in said


def test_a_break_between_the_two_days_is_the_reason(made_up_counts, words):
    row = {"source_id": "made_up_a", "location_iso3": "MDA+ROU", "date": "2030-01-14"}
    breaks = table("breaks", [row | {"text_en": "Made up", "text_fr": "Inventé"}])
    frame = made_up_counts(FIRST, LOWER)

    day = words.day(pd.Timestamp("2030-01-14"))
    assert words.say("fall.method", days=day) in told(frame, words, breaks)
    assert words.say("fall.method", days=day) not in told(frame, words)


def test_a_revision_of_the_earlier_day_is_the_reason(made_up_counts, words):
    before = FIRST | {"count": 240, "published": "2030-01-12T08:00:00Z"}
    said = told(made_up_counts(before, FIRST, LOWER), words)

    assert "240" in said
    assert words.say("fall.no_reason") not in said


def test_a_later_vintage_without_a_fall_ends_it(made_up_counts):
    corrected = FIRST | {"count": 230, "published": "2030-01-20"}

    assert len(found(made_up_counts(FIRST, LOWER))) == 1
    assert found(made_up_counts(FIRST, LOWER, corrected)) == []


@pytest.fixture
def trend(made_up_counts, words) -> trends.Trend:
    """A made-up series that falls, with text in a note that must not become markup."""
    frame = made_up_counts(FIRST, LOWER | {"note": "<b>*re*counted</b>"})
    series = provisional.marked(counts.newest(frame).assign(how="published"), NO_RULES)
    series = falls.marked(series, frame, NO_BREAKS, words)
    drawn = lines.of_places(series, ["MDA"], NO_BREAKS, words)
    return trends.trend(drawn, series, charts.Chart("Made up"), NO_SOURCES, NO_RULES, words)


NO_RULES = provisional.measured(table("counts", []), table("counts", []))


def test_a_fall_is_drawn_as_reported_marked_and_told_under_the_chart_and_in_words(trend, words):
    (line,) = trend.figure.data

    assert list(line.y) == [300, 250]
    assert list(line.marker.symbol) == ["circle", "triangle-down"]
    assert "250" in line.customdata[1] and "&lt;b&gt;" in line.customdata[1]
    for text in (trend.below, trend.in_words):
        assert words.country("MDA") in text
        assert r"\<b\>\*re\*counted" in text


def test_more_falls_than_fit_are_counted_and_all_of_them_told_in_words(made_up_counts, words):
    many = [FIRST | {"end": f"2030-01-{day:02}", "count": 400 - day} for day in range(1, 15)]
    frame = made_up_counts(*many)
    series = provisional.marked(frame.assign(how="published"), NO_RULES)
    series = falls.marked(series, frame, NO_BREAKS, words)
    made = trends.trend([], series, charts.Chart("Made up"), NO_SOURCES, NO_RULES, words)

    assert made.below.count("\n- ") == trends.MOST_FALLS + 1
    assert words.say("fall.more", n=13 - trends.MOST_FALLS) in made.below
    assert made.in_words.count("\n\n") == 12


def test_no_line_is_drawn_across_a_break(made_up_counts, words):
    days = [{"at": "MDA", "end": f"2030-01-{day}", "count": 10 * day} for day in (12, 13, 14, 15)]
    row = {"source_id": "made_up_a", "location_iso3": "MDA", "date": "2030-01-14"}
    breaks = table("breaks", [row | {"text_en": "Made up", "text_fr": "Inventé"}])

    series = made_up_counts(*days).assign(how="published")
    (line,) = lines.of_places(series, ["MDA"], breaks, words)

    assert [point.value for point in traces.with_gaps(line)] == [120, 130, None, 140, 150]
