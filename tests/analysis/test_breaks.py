"""Breaks of method: they separate the counts they cover, by day and by vintage, and no others."""

from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from analysis import adding, breaks, headlines, sparklines
from analysis.leading import Leads
from analysis.rows import as_rows
from tests.analysis.conftest import table

ON = "2030-01-14"


def a_break(
    place: str | None = "MDA+ROU", source: str = "made_up_a", day: str = ON
) -> pd.DataFrame:
    made = {"source_id": source, "location_iso3": place, "date": day}
    return table("breaks", [made | {"text_en": "Made up", "text_fr": "Inventé"}])


def cuts(counts: pd.DataFrame, changes: pd.DataFrame) -> list[bool]:
    return breaks.cuts(as_rows(counts), changes)


def series(made_up_counts, *days: int, **same) -> pd.DataFrame:
    return made_up_counts(
        *({"at": "MDA", "end": f"2030-01-{day:02}", "count": 10 * day, **same} for day in days)
    )


def test_a_series_is_cut_at_the_break_and_nowhere_else(made_up_counts):
    assert cuts(series(made_up_counts, 12, 13, 14, 15), a_break()) == [False, False, True, False]


@pytest.mark.parametrize(
    ("place", "of_break", "cut"),
    [
        ("MDA", "MDA", True),
        ("MDA", "MDA+ROU", True),
        ("MDA+SVK", "MDA+ROU", True),
        ("POL", "MDA+ROU", False),
        (None, "MDA+ROU", False),
        (None, None, True),
        ("MDA", None, False),
    ],
)
def test_a_break_covers_the_places_it_names_and_a_blank_one_the_total(
    made_up_counts, place, of_break, cut
):
    assert cuts(series(made_up_counts, 13, 14, at=place), a_break(of_break))[1] is cut


def test_a_chart_marks_only_the_breaks_of_what_it_shows(made_up_counts):
    shown = series(made_up_counts, 12, 15)

    assert len(breaks.about(shown, a_break())) == 1
    for other in (a_break("POL"), a_break(None), a_break(source="made_up_b")):
        assert breaks.about(shown, other).empty
    assert breaks.about(shown[:0], a_break()).empty


def test_a_break_of_another_source_cuts_nothing(made_up_counts):
    assert not any(cuts(series(made_up_counts, 13, 14), a_break(source="made_up_b")))


def test_an_earlier_day_published_after_the_break_is_joined_to_neither_side(made_up_counts):
    counts = made_up_counts(
        {"at": "MDA", "end": "2030-01-12", "count": 100, "published": "2030-01-13"},
        {"at": "MDA", "end": "2030-01-13", "count": 300, "published": "2030-01-15T02:09:11Z"},
        {"at": "MDA", "end": "2030-01-14", "count": 310, "published": "2030-01-15T13:15:58Z"},
        {"at": "MDA", "end": "2030-01-15", "count": 320, "published": "2030-01-16"},
    )

    assert cuts(counts, a_break()) == [False, True, True, False]


def test_a_series_published_as_a_whole_after_the_break_is_cut_once(made_up_counts):
    assert cuts(series(made_up_counts, 12, 13, 14, published="2030-02-01"), a_break()) == [
        False,
        False,
        True,
    ]


def test_another_method_cuts_a_series_and_one_that_is_not_given_does_not(made_up_counts):
    made = [{"at": "MDA", "end": f"2030-01-0{n}", "count": n} for n in (1, 2, 3)]
    methods = ("estimate", "survey", None)
    counts = made_up_counts(*(row | {"method": m} for row, m in zip(made, methods, strict=True)))

    assert cuts(counts, table("breaks", [])) == [False, True, False]


@pytest.mark.parametrize("days", [(12, 13), (13, 14), (12, 20), (14, 15)])
def test_there_is_a_difference_exactly_where_a_line_is_drawn(made_up_counts, days):
    counts = series(made_up_counts, *days)
    for earlier, later in pairwise(as_rows(counts)):
        if cuts(counts, a_break())[1]:
            with pytest.raises(adding.MethodChangedError) as changed:
                adding.difference(later, earlier, a_break())
            assert changed.value.days == [date(2030, 1, 14)]
        else:
            assert adding.difference(later, earlier, a_break()).count == 10 * (days[1] - days[0])


def test_a_headline_says_that_the_method_changed_instead_of_a_difference(made_up_counts, words):
    lead = headlines.people_fleeing(series(made_up_counts, 13, 14, at=None), Leads())

    said = headlines.change(lead, a_break(None), words)
    assert words.day_and_month(date(2030, 1, 14)) in said
    assert "10" not in said
    assert words.change(10) in headlines.change(lead, a_break("MDA"), words)


def test_a_headline_is_not_compared_with_a_count_that_began_on_another_day(made_up_counts, words):
    counts = series(made_up_counts, 13, 14, at=None)
    counts["reference_period_start"] = pd.to_datetime(["2030-01-01", "2030-01-02"])

    lead = headlines.people_fleeing(counts, Leads())
    assert headlines.change(lead, a_break(None), words) == ""


def test_a_sparkline_is_cut_at_a_break_and_says_so(made_up_counts, words):
    lead = headlines.people_fleeing(series(made_up_counts, 12, 13, 14, 15, at=None), Leads())

    whole = sparklines.drawn(lead, "Title", a_break("MDA"), words)
    cut = sparklines.drawn(lead, "Title", a_break(None), words)
    assert words.say("sparkline.cut", title="Title", first="A", last="B")[-12:] in cut
    assert words.say("sparkline.cut", title="Title", first="A", last="B")[-12:] not in whole
