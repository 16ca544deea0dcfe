"""Which vintage of a count is the newest, and which source leads."""

from datetime import date

from analysis import counts


def test_the_newest_vintage_of_a_count_replaces_the_earlier_ones(made_up_counts):
    frame = made_up_counts(
        {"at": "POL", "end": "2030-01-03", "count": 100, "published": "2030-01-04"},
        {"at": "POL", "end": "2030-01-03", "count": 80, "published": "2030-01-09"},
        {"at": "POL", "end": "2030-01-03", "count": 90, "published": None},
    )

    assert counts.newest(frame)["count"].tolist() == [80]


def test_as_published_goes_back_to_what_the_publisher_had_said_by_the_end_of_that_day(
    made_up_counts,
):
    frame = made_up_counts(
        {"at": "POL", "end": "2030-01-03", "count": 100, "published": "2030-01-04T23:00:00Z"},
        {"at": "POL", "end": "2030-01-03", "count": 80, "published": "2030-01-05T00:00:00Z"},
    )

    assert counts.newest(frame, date(2030, 1, 4))["count"].tolist() == [100]


def test_a_count_its_publisher_withdrew_is_not_shown(made_up_counts):
    frame = made_up_counts(
        {"at": "POL", "end": "2030-01-03", "count": 100, "published": "2030-01-04"},
        {"at": "POL", "end": "2030-01-03", "published": "2030-01-05", "status": "withdrawn"},
    )

    assert counts.newest(frame).empty


def test_a_published_total_stands_beside_what_was_then_known_of_its_countries(made_up_counts):
    frame = made_up_counts(
        {"at": "POL", "end": "2030-01-02", "count": 60, "published": "2030-01-02"},
        {"at": "MDA", "end": "2030-01-01", "count": 10, "published": "2030-01-02"},
        {"at": None, "end": "2030-01-02", "count": 80, "published": "2030-01-03"},
        {"at": "POL", "end": "2030-01-02", "count": 70, "published": "2030-01-04"},
        {"at": None, "end": "2030-01-02", "count": 80, "published": "2030-01-05"},
    )

    beside = counts.totals_beside_countries(frame)

    assert beside[["total", "sum", "difference"]].values.tolist() == [[80, 70, 10], [80, 80, 0]]


def test_a_withheld_country_leaves_no_sum_and_a_withdrawn_one_is_left_out(made_up_counts):
    rows = [
        {"at": "POL", "end": "2030-01-02", "count": 10, "published": "2030-01-03"},
        {"at": "MDA", "end": "2030-01-02", "published": "2030-01-03"},
        {"end": "2030-01-02", "count": 16, "published": "2030-01-04"},
    ]

    def sums(status: str) -> list[int]:
        of_moldova = rows[1] | {"count": None, "status": status}
        frame = made_up_counts(rows[0], of_moldova, rows[2])
        beside = counts.totals_beside_countries(frame)
        for total in beside.index:
            parts = counts.known_with(frame, total)["count"]
            assert parts.sum() == beside["sum"][total]
        return beside["sum"].tolist()

    assert sums("suppressed") == []
    assert sums("withdrawn") == [10]
