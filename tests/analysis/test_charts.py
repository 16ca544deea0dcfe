"""Charts: gaps stay gaps, ends are labelled, and each chart can be read as text."""

import pandas as pd

from analysis import charts, fleeing, labels, lines, traces
from analysis.traces import Line
from analysis.wording import Wording
from tests.analysis.conftest import table

ENGLISH = Wording("en")


def line(*points: tuple[str, float], name: str = "Poland") -> Line:
    days = [pd.Timestamp(day) for day, _ in points]
    values = [value for _, value in points]
    says = [ENGLISH.count(value) for value in values]
    return Line(name, days, values, says, ["exact"] * len(values), label=name)


def test_a_day_without_a_count_is_a_gap_and_not_a_straight_line():
    points = traces.with_gaps(line(("2030-01-01", 1), ("2030-01-02", 2), ("2030-01-05", 9)))

    assert [point.value for point in points] == [1, 2, None, 9]
    days = [point.day for point in points if point.value is not None]
    assert days == ["2030-01-01", "2030-01-02", "2030-01-05"]


def test_a_chart_of_one_day_has_an_axis_in_days(words):
    figure = charts.lines([line(("2030-01-01", 5))], charts.Chart("People"), words)

    assert figure.layout.xaxis.tickvals == ("2030-01-01",)
    assert figure.layout.xaxis.ticktext[0] in {"1 Jan", "1 janv."}


def test_names_at_the_ends_of_lines_do_not_cover_each_other():
    close = [line(("2030-01-01", 100.0 + n), name=f"P{n}") for n in range(5)]
    figure = charts.lines(close, charts.Chart("People"), ENGLISH)
    heights = sorted(note.y for note in figure.layout.annotations)

    apart = [above - below for below, above in zip(heights, heights[1:], strict=False)]
    assert min(apart) >= labels.LABEL_GAP * 104 * 0.99


def test_the_name_of_a_place_stands_at_the_end_of_its_last_line_even_before_a_total(made_up_counts):
    flow = {"at": "POL", "measure": "flow", "count": 5}
    days = made_up_counts(
        flow | {"end": "2030-01-01", "reference_period_start": "2030-01-01"},
        {"at": "MDA", "end": "2030-01-02", "count": 7},
        flow | {"at": "MDA", "end": "2030-01-01", "reference_period_start": "2030-01-01"},
    )
    drawn = lines.of_places(fleeing.cumulative(days), ["POL", "MDA"], table("breaks", []), ENGLISH)

    assert [line.label for line in drawn] == ["Poland", "", "Moldova"]


def test_a_chart_says_in_words_where_each_line_starts_and_ends():
    said = charts.in_words([line(("2030-01-01", 5), ("2030-01-02", 1200))], ENGLISH)

    assert said == "Poland: from 5 to 1,200."


def test_a_chart_without_lines_is_empty_and_not_an_error(words):
    assert len(charts.lines([], charts.Chart("People"), words).data) == 0


def test_added_up_days_are_dotted_and_published_days_solid(made_up_counts, words):
    flow = {"at": "POL", "measure": "flow", "count": 5}
    frame = made_up_counts(
        flow | {"end": "2030-01-01"},
        flow | {"end": "2030-01-02"},
        {"at": "POL", "end": "2030-01-03", "count": 18},
    )
    flows = frame["measure"] == "flow"
    frame["reference_period_start"] = frame["reference_period_start"].mask(
        flows, frame["reference_period_end"]
    )

    drawn = lines.of_places(fleeing.cumulative(frame), ["POL"], table("breaks", []), words)

    assert [(part.dash, list(part.values)) for part in drawn] == [
        ("dot", [5, 10]),
        ("solid", [18]),
    ]
