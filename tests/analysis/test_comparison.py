"""Sources side by side: shown when they disagree, and only then."""

from analysis import comparison


def pairs(counts, crisis):
    beside = comparison.side_by_side(counts, crisis)
    return list(zip(beside["count"], beside["count_other"], strict=True))


def other(**row):
    return {"at": "MDA", "source_id": "made_up_b"} | row


def test_two_counts_of_one_day_that_differ_stand_side_by_side(made_up_counts, a_crisis):
    frame = made_up_counts(
        {"at": "MDA", "end": "2030-01-04", "count": 100}, other(end="2030-01-04", count=190)
    )

    assert pairs(frame, a_crisis) == [(100, 190)]


def test_two_counts_that_agree_are_not_shown(made_up_counts, a_crisis):
    frame = made_up_counts(
        {"at": "MDA", "end": "2030-01-04", "count": 100}, other(end="2030-01-04", count=100)
    )

    assert pairs(frame, a_crisis) == []


def test_between_two_days_of_the_first_source_another_may_lie_between_its_counts(
    made_up_counts, a_crisis
):
    first = [
        {"at": "MDA", "end": "2030-01-03", "count": 100},
        {"at": "MDA", "end": "2030-01-05", "count": 200},
    ]
    between = made_up_counts(*first, other(end="2030-01-04", count=150))
    beyond = made_up_counts(*first, other(end="2030-01-04", count=300))

    assert pairs(between, a_crisis) == []
    assert pairs(beyond, a_crisis) == [(100, 300)]


def test_a_source_that_speaks_of_other_days_is_not_compared(made_up_counts, a_crisis):
    frame = made_up_counts(
        {"at": "MDA", "end": "2030-01-04", "count": 100}, other(end="2030-01-20", count=300)
    )

    assert pairs(frame, a_crisis) == []
