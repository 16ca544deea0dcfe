"""What was decided about small counts is kept with the version in which they appeared."""

import pytest

from ledger import disclosed
from ledger.ledger import Ledger
from tests.ledger.made_up import counts, points


@pytest.fixture
def three_versions(ledger) -> Ledger:
    """Counts, then a point of assistance, then more counts."""
    for tables in (
        {"counts": counts({"count": 3})},
        {"assistance_points": points({})},
        {"counts": counts({"location_iso3": "MDA", "count": 9})},
    ):
        ledger.publish(ledger.draft(tables), "Made-up analyst", "made up")
    return ledger


def decide_by_size(kept, before, after):
    """How many counts there were and are, and how often was decided before: made up."""
    return {"rows": [len(before["counts"]), len(after["counts"])], "before": len(kept)}


def refuse(*_):
    raise AssertionError("it was decided already")


def test_versions_are_decided_on_once_and_in_their_order(three_versions):
    first = disclosed.until(three_versions, 2, 5, {"counts"}, decide_by_size)
    every = disclosed.until(three_versions, 3, 5, {"counts"}, decide_by_size)

    assert first == [{"rows": [0, 1], "before": 0}, {}]
    assert every == [*first, {"rows": [1, 2], "before": 2}]
    assert disclosed.until(three_versions, 3, 5, {"counts"}, refuse) == every
    assert disclosed.until(three_versions, 1, 5, {"counts"}, refuse) == every[:1]


def test_another_threshold_is_decided_on_anew(three_versions):
    disclosed.until(three_versions, 3, 5, {"counts"}, decide_by_size)
    with pytest.raises(AssertionError):
        disclosed.until(three_versions, 3, 10, {"counts"}, refuse)


def test_who_decides_second_takes_what_was_decided_first(three_versions):
    def while_another_process_decides(kept, before, after):
        disclosed.until(three_versions, len(kept) + 1, 5, {"counts"}, decide_by_size)
        return {"rows": "of the second"}

    every = disclosed.until(three_versions, 3, 5, {"counts"}, while_another_process_decides)

    assert every == disclosed.until(three_versions, 3, 5, {"counts"}, refuse)
    assert "of the second" not in str(every)
