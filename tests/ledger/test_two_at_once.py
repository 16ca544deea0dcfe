from multiprocessing import get_context

import pytest

from ledger.ledger import Conflict, Ledger
from tests.ledger import publisher
from tests.ledger.made_up import counts, many_counts, points, said

CONTEXT = get_context("spawn")
PATIENCE = 60


def publish(ledger: Ledger, draft):
    return ledger.publish(draft, "Made-up analyst", "made up")


def run(target, *arguments) -> list:
    """Run the target in one process for each set of arguments, all at once; what they answer."""
    start = CONTEXT.Barrier(len(arguments))
    pipes = [CONTEXT.Pipe(duplex=False) for _ in arguments]
    processes = [
        CONTEXT.Process(target=target, args=(url, start, *rest, send))
        for (url, *rest), (_, send) in zip(arguments, pipes, strict=True)
    ]
    for process in processes:
        process.start()
    answers = [receive.recv() if receive.poll(PATIENCE) else None for receive, _ in pipes]
    for process in processes:
        process.join(PATIENCE)
    assert [process.exitcode for process in processes] == [0] * len(processes)
    return answers


def test_the_second_to_change_a_slot_is_asked_to_look_again(ledger):
    publish(ledger, ledger.draft({"counts": counts({"count": 1})}))
    one = ledger.draft({"counts": counts({"count": 2})})
    other = ledger.draft({"counts": counts({"location_iso3": "MDA"})})
    publish(ledger, one)
    with pytest.raises(Conflict):
        publish(ledger, other)
    assert ledger.newest() == 2
    again = ledger.draft({"counts": counts({"location_iso3": "MDA"})})
    assert publish(ledger, again).number == 3
    shown = said(ledger.tables()["counts"], ["location_iso3", "count"])
    assert shown == [("MDA", 1), ("POL", 2)]


def test_drafts_of_different_slots_are_not_in_each_others_way(ledger):
    drafts = [
        ledger.draft({"counts": counts({"source_id": "one"})}),
        ledger.draft({"counts": counts({"source_id": "two"})}),
        ledger.draft({"counts": counts({"source_id": "one", "published_at": None})}),
        ledger.draft({"assistance_points": points({})}),
        ledger.draft({"assistance_points": points({"source_id": "two", "point_id": "p2"})}),
    ]
    assert [publish(ledger, draft).number for draft in drafts] == [1, 2, 3, 4, 5]
    assert len(ledger.tables()["counts"]) == 3
    assert len(ledger.tables()["assistance_points"]) == 2


def test_a_row_found_unchanged_is_looked_at_again_when_it_changed_meanwhile(ledger):
    publish(ledger, ledger.draft({"counts": counts({"count": 1})}))
    same = counts({"count": 1}, {"source_id": "new"})
    draft = ledger.draft({"counts": same})
    publish(ledger, ledger.draft({"counts": counts({"count": 2})}))
    with pytest.raises(Conflict):
        publish(ledger, draft)


def test_a_withdrawal_conflicts_with_a_change_of_the_same_slot(ledger):
    publish(ledger, ledger.draft({"counts": counts({})}))
    draft = ledger.draft({}, {"counts": counts({})})
    publish(ledger, ledger.draft({"counts": counts({"count": 2})}))
    with pytest.raises(Conflict):
        publish(ledger, draft)


def test_a_point_added_by_two_sources_at_once_does_not_stand_twice(ledger):
    drafts = [ledger.draft({"assistance_points": points({"source_id": s})}) for s in ("a", "b")]
    publish(ledger, drafts[0])
    with pytest.raises(Conflict):
        publish(ledger, drafts[1])
    assert len(ledger.tables()["assistance_points"]) == 1


def test_a_draft_conflicts_with_a_revert_of_what_it_touches(ledger):
    publish(ledger, ledger.draft({"counts": counts({"count": 1})}))
    publish(ledger, ledger.draft({"counts": counts({"count": 2})}))
    draft = ledger.draft({"counts": counts({"count": 3})})
    ledger.revert(1, "Made-up analyst", "back")
    with pytest.raises(Conflict):
        publish(ledger, draft)


def test_of_two_processes_that_publish_the_same_slot_one_is_refused(ledger, url):
    publish(ledger, ledger.draft({"counts": counts({"count": 1})}))
    drafts = [ledger.draft({"counts": counts({"count": n})}) for n in (2, 3)]
    answers = run(publisher.publish_draft, *((url, draft) for draft in drafts))
    assert sorted(answers) == [0, 2]
    wanted = 2 if answers[0] else 3
    assert said(ledger.tables()["counts"], ["count"]) == [(wanted,)]


def test_two_processes_that_publish_at_once_lose_nothing(ledger, url):
    start = CONTEXT.Barrier(2)
    mine = [many_counts(50, seed, f"source {seed % 3}") for seed in range(8)]
    processes = [
        CONTEXT.Process(target=publisher.publish_each, args=(url, start, tables))
        for tables in (mine[0::2], mine[1::2])
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(PATIENCE)
    assert [process.exitcode for process in processes] == [0, 0]
    versions = ledger.versions()
    assert [version.number for version in versions] == list(range(1, 9))
    times = [version.published_at for version in versions]
    assert times == sorted(set(times))
    changed = [sum(version.changed["counts"].values()) for version in versions]
    assert changed[0] == 50
    assert len(ledger.tables()["counts"]) == 150


def test_processes_that_start_at_once_make_one_database(tmp_path):
    url = f"sqlite:///{tmp_path / 'new' / 'ledger.sqlite'}"
    assert run(publisher.open_ledger, *[(url,)] * 3) == [0, 0, 0]
    assert Ledger(url).newest() == 0
