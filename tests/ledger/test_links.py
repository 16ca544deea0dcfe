"""Short links: the same for everybody, kept once, paused and removed by an admin."""

import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update

from ledger import links, schema
from ledger.ledger import Ledger, NotNow

VIEW = "/people_fleeing?country=POL~MDA&time=2022-02-24..latest"


def test_the_code_is_made_of_the_view_alone():
    digest = base64.b32encode(hashlib.sha256(VIEW.encode()).digest()).decode()

    assert links.code_of(VIEW) == digest[:16].lower() == "p6k7mwuzfucscsvj"
    assert links.code_of(VIEW + "&as_known=3") != links.code_of(VIEW)


def test_the_same_view_is_one_link_whoever_shares_it(ledger):
    first = links.make(ledger, VIEW, "anna")
    again = links.make(ledger, VIEW, "")

    assert first == again == links.find(ledger, first.code.upper())
    assert [link.shared_by for link in links.every(ledger)] == ["anna"]
    assert links.find(ledger, "a" * 16) is None


def test_two_who_share_at_once_share_the_same(ledger, url):
    with ThreadPoolExecutor(4) as readers:
        made = list(readers.map(lambda _: links.make(Ledger(url), VIEW, ""), range(4)))

    assert len({link.code for link in made}) == 1
    assert len(links.every(ledger)) == 1


def test_an_admin_pauses_and_resumes_a_link_and_the_trail_says_who_and_why(ledger):
    code = links.make(ledger, VIEW, "").code
    links.pause(ledger, code, "ada", "Under review")
    paused = links.find(ledger, code)
    links.resume(ledger, code, "ada", "Reviewed")

    assert (paused.status, paused.because) == ("paused", "Under review")
    assert links.find(ledger, code).status == "open"
    told = [(entry.who, entry.what, entry.note) for entry in ledger.trail()]
    assert told == [
        ("ada", "resume_link", f"{code}: Reviewed"),
        ("ada", "pause_link", f"{code}: Under review"),
    ]


def test_a_removed_link_forgets_its_view_and_is_not_made_again(ledger):
    code = links.make(ledger, VIEW, "anna").code
    links.remove(ledger, code, "ada", "Named a person")
    again = links.make(ledger, VIEW, "anna")

    assert again.status == "removed"
    assert again.view == ""
    assert again.because == "Named a person"


@pytest.mark.parametrize(("first", "then"), [("remove", "pause"), ("pause", "pause")])
def test_what_a_link_is_not_cannot_be_done_with_it(ledger, first, then):
    code = links.make(ledger, VIEW, "").code
    getattr(links, first)(ledger, code, "ada", "x")

    with pytest.raises(NotNow):
        getattr(links, then)(ledger, code, "ada", "x")
    with pytest.raises(KeyError):
        links.pause(ledger, "a" * 16, "ada", "x")


def test_nobody_fills_the_database_with_links(ledger, monkeypatch):
    monkeypatch.setattr(links, "MOST_AN_HOUR", 2)
    made = [links.make(ledger, f"{VIEW}&as_known={n}", "") for n in (1, 2)]

    with pytest.raises(links.TooManyError):
        links.make(ledger, f"{VIEW}&as_known=3", "")
    with pytest.raises(links.TooLongError):
        links.make(ledger, f"/?find={'x' * links.LONGEST_VIEW}", "")
    assert links.make(ledger, f"{VIEW}&as_known=1", "") == made[0]
    assert len(links.every(ledger)) == 2


def test_an_hour_later_there_is_room_again(ledger, monkeypatch):
    monkeypatch.setattr(links, "MOST_AN_HOUR", 1)
    old = links.make(ledger, VIEW, "")
    hours_ago = old.shared_at - timedelta(minutes=61)
    with ledger.writing() as connection:
        connection.execute(update(schema.links).values(shared_at=hours_ago))

    assert links.make(ledger, f"{VIEW}&as_known=1", "").status == "open"
