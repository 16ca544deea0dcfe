"""Revisions: found among made-up vintages that hold known ones, listed, and drawn."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import by_country, counts, freshness, ghosts, lines, provisional, revision_list
from analysis import revisions as revised
from analysis.by_country import Asked
from analysis.leading import Leads
from ledger.changes import BEFORE
from tests.analysis.conftest import A_COUNT, table

NO_BREAKS = table("breaks", [])
SOURCES = table("sources", [{"source_id": "made_up_a", "publisher": "A <b>publisher</b>"}])
NO_RULES = provisional.measured(table("counts", []), table("counts", []))
MARCH_4 = {"at": "POL", "end": "2030-03-04"}


def vintages(made_up_counts, *numbers: int | None, row=None, **more) -> pd.DataFrame:
    """One count that was published with these numbers, day after day from 5 March on."""
    rows = [
        MARCH_4 | (row or {}) | {"count": number, "published": f"2030-03-{5 + at:02}"} | more
        for at, number in enumerate(numbers)
    ]
    return made_up_counts(*rows)


def found(frame: pd.DataFrame, breaks: pd.DataFrame = NO_BREAKS) -> list[tuple]:
    rows = revised.found(frame, breaks)
    names = [revised.KIND, f"count{BEFORE}", "count", "change"]
    return list(rows[names].astype(object).itertuples(index=False, name=None))


def test_each_vintage_that_states_another_number_is_a_revision_the_largest_first(made_up_counts):
    frame = vintages(made_up_counts, 100, 120, 120, 50)

    assert found(frame) == [("again", 120, 50, -70), ("again", 100, 120, 20)]
    assert found(frame.sample(frac=1, random_state=4)) == found(frame)


@pytest.mark.parametrize(
    "other",
    [
        {"at": "MDA"},
        {"source_id": "made_up_b"},
        {"unit": "people"},
        {"end": "2030-03-05"},
        {"nationality_iso3": "IND"},
        {"place_as_reported": "a border"},
    ],
    ids=str,
)
def test_a_count_of_something_else_is_no_revision(made_up_counts, other):
    one = MARCH_4 | {"count": 100, "published": "2030-03-05"}

    assert found(made_up_counts(one, one | other | {"count": 200, "published": "2030-03-06"})) == []


def test_another_qualifier_is_a_revision_and_what_is_about_makes_the_change_so(
    made_up_counts, words
):
    frame = vintages(made_up_counts, 100, 130)
    frame["qualifier"] = pd.Series(["exact", "about"], dtype="category")
    rows = revised.found(frame, NO_BREAKS)
    listed = revision_list.listed(rows, SOURCES, NO_BREAKS, words)
    said = revision_list.styled(listed, rows, words).to_html()

    assert found(frame) == [("again", 100, 130, 30)]
    assert words.count(130, "about") in said
    assert words.change(30, "about") in said


@pytest.mark.parametrize("status", revised.GONE)
def test_a_number_that_is_gone_has_no_change_and_its_note_is_not_told(
    made_up_counts, words, status
):
    frame = vintages(made_up_counts, 100, 7, note="it was 7")
    frame["status"] = pd.Series([None, status], dtype="category")
    rows = revised.found(frame, NO_BREAKS)
    (reason,) = reasons(rows, NO_BREAKS, words)

    assert rows[["count", "change", "share"]].isna().all(axis=None)
    assert reason == words.say(f"revision.gone.{status}")


def reasons(rows: pd.DataFrame, breaks: pd.DataFrame, words) -> list[str]:
    listed = revision_list.listed(rows, SOURCES, breaks, words)
    return listed[words.say("revision.reason")].tolist()


def test_the_reason_is_a_change_of_method_or_what_is_new_in_the_note_or_unknown(
    made_up_counts, words
):
    notes = ("as counted", "as counted; revised from 100", "as counted; recounted", "recounted")
    frame = vintages(made_up_counts, 100, 90, 80, 75)
    frame["note"] = pd.Series(notes, dtype="category")
    row = {"source_id": "made_up_a", "location_iso3": "POL", "date": "2030-03-06"}
    breaks = table("breaks", [row | {"text_en": "Made up", "text_fr": "Inventé"}])
    rows = revised.found(frame, breaks).sort_values("published_at")
    note = words.say("fall.note", note=words.say("quoted", text="recounted"))
    method = words.say("fall.method", days=words.day(date(2030, 3, 6)))

    unknown = words.say("fall.no_reason")
    assert reasons(rows, NO_BREAKS, words) == [unknown, note, unknown]
    assert reasons(rows, breaks, words) == [unknown, f"{method} {note}", unknown]


def test_a_cumulative_count_that_falls_stands_among_revisions_with_both_days(made_up_counts, words):
    days = [
        {"at": "MDA", "end": f"2030-03-0{day}", "published": f"2030-03-0{day}"} for day in (3, 5)
    ]
    frame = made_up_counts(days[0] | {"count": 300}, days[1] | {"count": 250})
    rows = revised.found(frame, NO_BREAKS)
    told = revision_list.fallen(rows, words)

    assert found(frame) == [("fell", 300, 250, -50)]
    for fact in ("300", "250", words.day(date(2030, 3, 3)), words.day(date(2030, 3, 5))):
        assert fact in told
    assert words.say("revision.found.fell", n=1, number="1") in revision_list.finding(rows, words)


def test_a_fall_across_a_change_of_method_has_no_change(made_up_counts):
    days = [
        {"at": "MDA", "end": f"2030-03-0{day}", "published": f"2030-03-0{day}"} for day in (3, 5)
    ]
    frame = made_up_counts(days[0] | {"count": 300}, days[1] | {"count": 250})
    row = {"source_id": "made_up_a", "location_iso3": "MDA", "date": "2030-03-04"}
    breaks = table("breaks", [row | {"text_en": "Made up", "text_fr": "Inventé"}])

    assert revised.found(frame, breaks)["change"].isna().all()


def test_the_finding_names_the_count_with_the_most_values_and_says_if_one_came_back(
    made_up_counts, words
):
    often = vintages(made_up_counts, 100, 120, 100)
    once = vintages(made_up_counts, 10, 5_000, row={"at": "MDA"})
    said = revision_list.finding(
        revised.found(pd.concat([often, once], ignore_index=True), NO_BREAKS), words
    )

    assert words.country("POL") in said
    assert words.country("MDA") not in said
    assert words.say("revision.values_repeated", n=3, different=2) in said


def test_nothing_revised_is_said_and_makes_an_empty_table(made_up_counts, words):
    rows = revised.found(vintages(made_up_counts, 100), NO_BREAKS)

    assert revision_list.finding(rows, words) == words.say("revision.none")
    assert revision_list.listed(rows, SOURCES, NO_BREAKS, words).empty
    assert revised.found(table("counts", []), NO_BREAKS).empty


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_the_changes_of_a_count_lead_from_its_first_number_to_its_last(numbers):
    shorts = {"location_iso3": "POL", "reference_period_end": "2030-03-04"}
    frame = table(
        "counts",
        [
            A_COUNT | shorts | {"count": number, "published_at": f"2030-03-{5 + at:02}"}
            for at, number in enumerate(numbers)
        ],
    )
    rows = revised.found(frame, NO_BREAKS)

    assert rows["change"].sum() == numbers[-1] - numbers[0]
    assert (rows["count"] != rows[f"count{BEFORE}"]).all()
    assert rows["change"].abs().is_monotonic_decreasing
    changes = sum(one != other for one, other in zip(numbers, numbers[1:], strict=False))
    assert len(rows) == changes


# On the chart --------------------------------------------------------------------------


@pytest.fixture
def daily(made_up_counts) -> pd.DataFrame:
    """Daily counts of all countries together; the days up to 6 March are rewritten on the 8th."""
    rows = []
    for day in (4, 5, 6, 7):
        end = f"2030-03-{day:02}"
        row = {"end": end, "reference_period_start": end, "measure": "flow", "count": 100 * day}
        rows.append(row | {"published": f"2030-03-{day + 1:02}"})
        if day < 7:
            rows.append(row | {"count": 100 * day + 50, "published": "2030-03-08T10:00:00Z"})
    return made_up_counts(*rows)


def picture(frame: pd.DataFrame, words, *days: date, **asked: object) -> by_country.ByCountry:
    tables = {"counts": frame, "breaks": NO_BREAKS, "sources": SOURCES}
    newest = counts.newest(frame)
    judged = freshness.series(newest, SOURCES, Leads(), date(2030, 3, 9))
    past = ghosts.past(frame, tables)
    past = ghosts.Past(past.vintages, past.revised, past.breaks, past.publishers, days)
    chosen = Asked(**{"measure": "daily", "revisions": "shown"} | asked)
    return by_country.picture(tables, newest, past, judged, Leads(), chosen, NO_RULES, words)


def test_a_line_is_drawn_behind_as_it_was_before_the_publication_that_changed_most(daily, words):
    figure = picture(daily, words).trend.figure
    earlier, line = figure.data

    assert list(line.y) == [450, 550, 650, 700]
    assert list(earlier.y) == [400, 500, 600]
    assert earlier.line.width < line.line.width
    assert earlier.opacity < 1
    assert words.day(date(2030, 3, 7)) in earlier.name
    assert all(size > 0 for size in earlier.marker.size)
    assert words.say("ghost.now", number="450") in earlier.customdata[0]
    assert words.tick(date(2030, 3, 7)) in [note.text for note in figure.layout.annotations]


def test_days_that_a_reader_chose_are_drawn_and_named_in_words(daily, words):
    made = picture(daily, words, date(2030, 3, 5), date(2030, 3, 6))

    assert [list(one.y) for one in made.trend.figure.data[:-1]] == [[400], [400, 500]]
    for day in (5, 6):
        assert words.day(date(2030, 3, day)) in made.trend.in_words
        assert any(words.day(date(2030, 3, day)) in note for note in made.notes)


def test_more_days_than_fit_are_left_out_and_counted(daily, words):
    days = [date(2030, 3, day) for day in range(5, 11)]
    made = picture(daily, words, *days)

    assert len(made.trend.figure.data) == ghosts.MOST_GHOSTS + 1
    assert any(words.say("ghost.left_out", n=2) in note for note in made.notes)


def test_pointed_at_a_count_tells_its_revisions_when_from_to_by_whom_and_why(daily, words):
    said = picture(daily, words).trend.figure.data[-1].customdata[0].replace("<br>", " ")

    assert words.say("revision.values", n=2) in said
    assert "A &lt;b&gt;publisher&lt;/b&gt;, example.org" in said
    moment = words.moment(pd.Timestamp("2030-03-08T10:00:00Z"))
    assert words.say("ghost.revision", published=moment, before="400", after="450") in said
    assert words.say("fall.no_reason").split()[0] in said
    assert "400" not in picture(daily, words).trend.figure.data[-1].customdata[3]


def test_a_count_with_many_values_tells_how_many_and_the_newest_of_them(made_up_counts, words):
    numbers = list(range(100, 118))
    frame = vintages(made_up_counts, *numbers)
    series = counts.newest(frame).assign(how="published")
    past = ghosts.past(frame, {"breaks": NO_BREAKS, "sources": SOURCES})
    told = ghosts.told(series, past, words)[lines.EARLIER].iloc[0].split("\n")

    assert words.say("revision.values", n=18) in told[0]
    assert told[1].endswith("116 → 117")
    assert told[ghosts.MOST_TOLD + 1] == words.say("ghost.more", n=17 - ghosts.MOST_TOLD)
    assert len(told) == ghosts.MOST_TOLD + 3


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ({"rate": "per_1000", "countries": ("POL",)}, "ghost.not_of_rates"),
        ({"countries": ("POL", "MDA", "ROU")}, "ghost.of_few_lines"),
    ],
)
def test_where_no_earlier_lines_are_drawn_the_page_says_why(made_up_counts, words, asked, entry):
    rows = [
        {"at": place, "end": "2030-03-04", "count": count, "published": f"2030-03-0{day}"}
        for place in ("POL", "MDA", "ROU")
        for count, day in ((100, 5), (200, 6))
    ]
    made = picture(made_up_counts(*rows), words, measure="cumulative", **asked)

    assert words.say(entry, n=ghosts.MOST_LINES) in made.notes
    assert not any(one.opacity for one in made.trend.figure.data)


def test_two_countries_have_their_earlier_values_beside_each_other(made_up_counts, words):
    rows = [
        {"at": place, "end": "2030-03-04", "count": count, "published": f"2030-03-0{day}"}
        for place, of_place in (("POL", (100, 200)), ("MDA", (30, 20)))
        for count, day in zip(of_place, (5, 6), strict=True)
    ]
    made = picture(made_up_counts(*rows), words, measure="cumulative", countries=("POL", "MDA"))
    earlier = [one for one in made.trend.figure.data if one.opacity]

    assert sorted(one.y[0] for one in earlier) == [30, 100]
    assert len({one.line.color for one in earlier}) == 2
