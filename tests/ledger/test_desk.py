from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ledger import desk, memory, quarantine
from ledger.decisions import Decisions
from ledger.ledger import Ledger, NotNow
from tests.ledger.made_up import counts

# All counts and people here are made up.


@pytest.fixture
def draft(ledger):
    return desk.start(ledger, [ledger.keep("a.csv", b"made up", "anna")], "anna", Decisions())


def test_a_draft_is_found_again_by_another_process(ledger, url, draft):
    other = Ledger(url)

    assert desk.get(other, draft.id) == draft
    assert desk.every(other) == [draft]


def test_decisions_are_kept_and_the_second_of_two_at_once_is_refused(ledger, draft):
    first = replace(draft.decisions, corrections={"location_iso3": {"Poland": "POL"}})
    desk.decide(ledger, draft, "anna", first)
    with pytest.raises(NotNow):
        desk.decide(ledger, draft, "ben", Decisions(base=3))

    assert desk.get(ledger, draft.id).decisions == first


@pytest.mark.parametrize(
    ("moves", "status"),
    [
        (["ask_review"], "in_review"),
        (["ask_review", "approve"], "approved"),
        (["ask_review", "send_back"], "sent_back"),
        (["ask_review", "approve", "reopen"], "open"),
        (["schedule"], "scheduled"),
        (["schedule", "fail"], "failed"),
        (["discard"], "discarded"),
    ],
)
def test_a_draft_goes_its_way_and_every_step_is_in_the_audit_trail(ledger, draft, moves, status):
    for what in moves:
        moved = desk.move(ledger, draft.id, what, "ben", "why")

    assert moved.status == status
    told = [(entry.what, entry.who) for entry in ledger.trail() if entry.draft == draft.id]
    assert told == [*((what, "ben") for what in reversed(moves)), ("open", "anna")]


def test_nobody_approves_a_draft_of_their_own(ledger, draft):
    desk.move(ledger, draft.id, "ask_review", "anna")
    with pytest.raises(NotNow):
        desk.move(ledger, draft.id, "approve", "anna")

    assert desk.move(ledger, draft.id, "approve", "ben").decided_by == "ben"


@pytest.mark.parametrize("what", ["approve", "send_back", "reopen"])
def test_an_open_draft_cannot_be_moved_as_if_it_waited_for_review(ledger, draft, what):
    with pytest.raises(NotNow):
        desk.move(ledger, draft.id, what, "ben")


def test_a_draft_is_published_once(ledger, draft):
    one = ledger.draft({"counts": counts({"count": 1})})
    ledger.publish(one, "anna", "made up", of=draft.id)
    other = ledger.draft({"counts": counts({"count": 2})})
    with pytest.raises(NotNow):
        ledger.publish(other, "anna", "made up", of=draft.id)

    assert ledger.newest() == 1
    assert desk.get(ledger, draft.id).version == 1
    published = next(entry for entry in ledger.trail() if entry.what == "publish")
    assert (published.version, published.draft) == (1, draft.id)


def test_a_draft_is_due_when_its_time_has_come_and_not_before(ledger, draft):
    at = datetime(2026, 1, 1, 12, tzinfo=UTC)
    desk.move(ledger, draft.id, "schedule", "anna", "made up", at)

    assert desk.due(ledger, at - timedelta(seconds=1)) == []
    assert [d.id for d in desk.due(ledger, at)] == [draft.id]


def test_remarks_stand_with_the_row_they_are_about(ledger, draft):
    desk.remark(ledger, draft.id, "ben", "Poland", "Too high?")

    (said,) = desk.remarks(ledger, draft.id)
    assert (said.by, said.about, said.text) == ("ben", "Poland", "Too high?")


def test_a_draft_that_is_not_there_is_said_to_be_unknown(ledger):
    with pytest.raises(desk.UnknownDraft):
        desk.get(ledger, "nothing")


def test_what_a_spelling_means_is_remembered_for_its_source_and_the_last_decision_counts(ledger):
    memory.keep_meaning(ledger, "made_up", "location_iso3", "Congo", "COG", "anna")
    memory.keep_meaning(ledger, "made_up", "location_iso3", "Congo", "COD", "anna")

    assert memory.meanings(ledger, "made_up") == {"location_iso3": {"Congo": "COD"}}
    assert memory.meanings(ledger, "another") == {}


def test_a_file_with_personal_data_is_shut_away_at_once_and_erased_after_two_weeks(ledger):
    digest = ledger.keep("people.csv", b"made-up names", "anna")
    quarantine.shut_away(ledger, digest, "anna")
    shut = ledger.received(digest).quarantined_at
    early = quarantine.erase_old(ledger, shut + timedelta(days=13), "held personal data")
    kept = ledger.received(digest).content
    late = quarantine.erase_old(ledger, shut + timedelta(days=14), "held personal data")
    erased = ledger.received(digest)

    assert (early, kept) == ([], b"made-up names")
    assert late == [digest]
    assert (erased.content, erased.erased_because) == (None, "held personal data")
    assert [e.what for e in ledger.trail()][:2] == ["erase", "quarantine"]
