import hashlib
import json
from datetime import UTC, datetime

import pytest

from ledger.ledger import NothingToPublish
from tests.ledger.made_up import counts

CONTENT = b"made-up,bytes\n\x00\xff"


def audit(ledger):
    with ledger._engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT who, what, version, received, note FROM audit ORDER BY id"
        )
        return [(*row[:3], json.loads(row[3]), row[4]) for row in rows]


def test_a_file_is_kept_byte_for_byte_under_its_sha256(ledger, time_machine):
    time_machine.move_to(datetime(2022, 3, 5, tzinfo=UTC), tick=False)
    digest = ledger.keep("counts.csv", CONTENT, "Made-up analyst")
    assert digest == hashlib.sha256(CONTENT).hexdigest()
    kept = ledger.received(digest)
    assert (kept.name, kept.content, kept.received_by) == ("counts.csv", CONTENT, "Made-up analyst")
    assert kept.received_at == datetime(2022, 3, 5, tzinfo=UTC)


def test_a_file_received_twice_is_kept_once_as_first_received(ledger):
    first = ledger.keep("counts.csv", CONTENT, "Made-up analyst")
    assert ledger.keep("copy.csv", CONTENT, "Someone else") == first
    assert ledger.received_names() == {first: "counts.csv"}
    assert ledger.received(first).received_by == "Made-up analyst"


def test_a_file_never_received_is_not_found(ledger):
    with pytest.raises(KeyError):
        ledger.received("0" * 64)


def test_the_audit_tells_who_did_what_with_which_files(ledger):
    digest = ledger.keep("counts.csv", CONTENT, "Ana")
    rows = counts({"received_file": digest}, {"location_iso3": "MDA", "received_file": digest})
    ledger.publish(ledger.draft({"counts": rows}), "Bo", "first")
    ledger.publish(ledger.draft({"counts": counts({"count": 9})}), "Bo", "second")
    ledger.revert(1, "Cy", "back")
    with pytest.raises(NothingToPublish):
        ledger.publish(ledger.draft({"counts": rows}), "Bo", "nothing new")
    assert audit(ledger) == [
        ("Ana", "keep", None, [digest], "counts.csv"),
        ("Bo", "publish", 1, [digest], "first"),
        ("Bo", "publish", 2, ["f" * 64], "second"),
        ("Cy", "revert", 3, [], "back"),
    ]
