"""Which numbers a count with its qualifier allows, and when two counts agree."""

import pytest

from analysis import claims

CASES = [
    (("exact", 612_000), ("exact", 612_000), True),
    (("exact", 612_000), ("exact", 612_001), False),
    (("at_least", 600_000), ("exact", 612_000), True),
    (("at_least", 600_000), ("exact", 600_000), True),
    (("at_least", 600_000), ("exact", 599_999), False),
    (("more_than", 600_000), ("exact", 600_000), True),
    (("at_least", 600_000), ("at_least", 900_000), True),
    (("up_to", 600_000), ("exact", 0), True),
    (("up_to", 600_000), ("exact", 612_000), False),
    (("up_to", 600_000), ("at_least", 600_001), False),
    (("about", 600_000), ("exact", 650_000), True),
    (("about", 600_000), ("exact", 650_001), False),
    (("about", 612_000), ("exact", 612_400), True),
    (("about", 612_000), ("exact", 613_000), False),
    (("nearly", 600_000), ("exact", 590_000), True),
    (("nearly", 600_000), ("exact", 600_001), False),
    (("about", 0), ("exact", 0), True),
    (("about", 0), ("exact", 7), False),
]


@pytest.mark.parametrize(("one", "other", "agree"), CASES)
def test_two_counts_agree_when_one_number_is_possible_under_both(made_up_counts, one, other, agree):
    rows = made_up_counts(
        *({"qualifier": said, "count": n, "end": "2030-01-02"} for said, n in (one, other))
    )
    said = claims.of(rows)
    first, second = (said.at([place]) for place in (0, 1))

    assert first.agree(second).tolist() == second.agree(first).tolist() == [agree]


def test_a_range_reaches_to_its_upper_end(made_up_counts):
    said = claims.of(made_up_counts({"count": 100, "count_max": 150, "end": "2030-01-02"}))

    assert (said.low.tolist(), said.high.tolist()) == ([100], [150])
