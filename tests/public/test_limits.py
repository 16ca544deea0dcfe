"""Who asks for too much is told when to come back; nobody else notices."""

import time
from types import SimpleNamespace

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from public import limits

ADDRESS = "/api/v1/breaks.csv"


@pytest.fixture
def points(monkeypatch):
    """Sets how many points there are in a minute; what was spent before is forgotten."""
    limits._storage().reset()

    def choose(per_minute, **more):
        chosen = limits.DEFAULTS | {"per_minute": per_minute} | more
        monkeypatch.setattr(limits, "chosen", lambda: chosen)

    yield choose
    limits._storage().reset()


def asker(host):
    return SimpleNamespace(client=SimpleNamespace(host=host))


def test_who_asks_for_too_much_is_told_when_to_come_back(ask, points):
    points(35)
    answers = [ask(f"{ADDRESS}?find=word{n}") for n in range(4)]
    refused = answers[-1]

    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert refused.headers["content-type"] == "application/problem+json"
    assert 1 <= int(refused.headers["retry-after"]) <= 120
    assert refused.json()["n"] == int(refused.headers["retry-after"])


def test_what_is_kept_or_known_costs_little(ask, points):
    points(0)
    first = ask(f"{ADDRESS}?find=kept")
    points(12)
    known = {"if-none-match": first.headers["etag"]}

    assert [ask(f"{ADDRESS}?find=kept").status_code for _ in range(5)] == [200] * 5
    assert [ask(f"{ADDRESS}?find=kept", headers=known).status_code for _ in range(5)] == [304] * 5
    assert ask(f"{ADDRESS}?find=new").status_code == 429


def test_what_is_refused_costs_too_and_costly_kinds_cost_more(ask, points):
    points(3)
    assert [ask(f"{ADDRESS}?colour={n}").status_code for n in range(4)] == [400, 400, 400, 429]
    points(100, costs={"breaks.csv": 60})
    assert limits.cost("breaks.csv", kept=False) == 60
    assert limits.cost("breaks.json", kept=False) == 10


def test_the_header_of_a_proxy_that_nobody_trusts_changes_nothing(ask, points):
    points(10)
    forwarded = [{"x-forwarded-for": f"10.0.0.{n}"} for n in range(2)]

    found = [ask(f"{ADDRESS}?find=b{n}", headers=h).status_code for n, h in enumerate(forwarded)]
    assert found == [200, 429]


def test_addresses_are_apart_but_those_of_one_network_of_version_6_are_not(points):
    points(10)
    hosts = ["192.0.2.1", "192.0.2.2", "2001:db8:1:1::1", "2001:db8:1:1::2", "2001:db8:1:2::1"]
    waits = [bool(limits.wait(asker(host), 10)) for host in hosts]

    # Two of them share a place once in thousands of processes.
    assert waits == [False, False, False, True, False]
    assert limits._place("::ffff:192.0.2.1") == limits._place("192.0.2.1")
    assert limits._place("testclient") == limits._place("testclient")


def test_many_addresses_take_no_more_memory_than_there_are_places(points):
    points(10)
    for number in range(limits.PLACES // 4):
        limits.wait(asker(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"), 1)

    assert len({limits._place(f"2001:db8:{n:x}::1") for n in range(60_000)}) <= limits.PLACES
    assert len(limits._storage().storage) <= limits.PLACES


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 50)), max_size=8), st.integers(1, 20))
def test_after_the_wait_one_may_ask_again(spent, wanted):
    limits._storage().reset()
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(1_900_000_000) as clock:
        patch.setattr(limits, "chosen", lambda: limits.DEFAULTS | {"per_minute": 20})
        for points_spent, pause in spent:
            limits.wait(asker("192.0.2.9"), points_spent)
            clock.shift(pause)
        seconds = limits.wait(asker("192.0.2.9"), wanted)
        if seconds:
            clock.move_to(time.time() + seconds)
            assert limits.wait(asker("192.0.2.9"), wanted) == 0
