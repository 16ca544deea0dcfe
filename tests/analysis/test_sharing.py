"""Shared links: always with their time, the same for all who share the same, never broken."""

from datetime import date
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import finding, sharing, shown, view
from analysis.wording import Wording
from ledger import links

EN = Wording("en")
TODAY = date(2026, 1, 1)
# What addresses ask for: things that exist, and things that do not.
VALUES = ["", "POL", "MDA~POL~MDA", "Poland,Moldova", "latest", "2022-02-26..2022-03-01", "1", "2"]
VALUES += ["daily", "log", "made_up", "counts", "open", "a b&c=<d>~é", "2022-03-02"]


def understood(published, page="people_fleeing", words=EN, /, **asked):
    given = {name: [value] for name, value in asked.items()}
    return sharing.understood(page, given, words, published, TODAY)


def view_of(published, page="people_fleeing", words=EN, /, **asked):
    return understood(published, page, words, **asked)[0]


@pytest.mark.parametrize(
    ("asked", "live", "frozen"),
    [
        ({}, "time=2022-02-24..latest", "time=2022-02-24..2022-03-02&as_known=2"),
        (
            {"time": "2022-02-26..2022-03-01"},
            "time=2022-02-26..2022-03-01",
            "time=2022-02-26..2022-03-01&as_known=2",
        ),
        # A frozen link names the last day of its version; shared live it follows new days again.
        (
            {"time": "2022-02-24..2022-03-01", "as_known": "1"},
            "time=2022-02-24..latest",
            "time=2022-02-24..2022-03-01&as_known=1",
        ),
        (
            {"country": "MDA", "measure": "daily", "as_published": "2022-03-01"},
            "country=MDA&time=2022-02-24..latest&as_published=2022-03-01&measure=daily",
            "country=MDA&time=2022-02-24..2022-03-02&as_known=2&as_published=2022-03-01"
            "&measure=daily",
        ),
    ],
)
def test_a_shared_link_carries_its_time_and_a_frozen_one_its_version(
    two_versions, asked, live, frozen
):
    shared = view_of(two_versions, **asked)

    assert sharing.address(shared, frozen=False) == f"/people_fleeing?{live}"
    assert sharing.address(shared, frozen=True) == f"/people_fleeing?{frozen}"


def test_a_page_that_is_of_no_days_is_shared_without(two_versions):
    shared = view_of(two_versions, "assistance", status="open")

    assert sharing.address(shared, frozen=False) == "/assistance?status=open"
    assert sharing.address(shared, frozen=True) == "/assistance?as_known=2&status=open"


def test_the_same_view_has_the_same_code_however_it_was_asked_for_and_in_any_language(two_versions):
    same = [
        view_of(two_versions, country="POL~MDA", lang="fr", utm_source="chat"),
        view_of(two_versions, country="Pologne,Moldova", measure="cumulative", point="p1"),
        view_of(two_versions, "people_fleeing", Wording("fr"), country="POL~MDA", time="latest"),
        view_of(two_versions, country="POL~MDA~ZZZ", time="2022-02-24..2022-03-02"),
    ]

    assert len({links.code_of(sharing.address(each, frozen=False)) for each in same}) == 1
    assert len({links.code_of(sharing.address(each, frozen=True)) for each in same}) == 1
    other = view_of(two_versions, country="MDA")
    assert sharing.address(other, frozen=False) != sharing.address(same[0], frozen=False)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(view.SHARING),
    st.dictionaries(st.sampled_from([*view.ORDER, "x"]), st.sampled_from(VALUES), max_size=6),
    st.booleans(),
)
def test_whatever_is_asked_what_is_shared_is_understood_and_shared_alike(
    two_versions, page, asked, frozen
):
    shared = sharing.address(view_of(two_versions, page, **asked), frozen=frozen)
    path, _, query = shared.partition("?")
    again = shown.of(page, parse_qs(query), EN, two_versions, TODAY)

    assert path == view.PAGES[page]
    assert again.frozen == frozen
    assert sharing.address(again, frozen=frozen) == shared


def test_what_is_asked_in_vain_is_left_out_and_named(two_versions):
    made, refused = understood(two_versions, country="POL~ZZZ", scale="x", hello="1", point="p1")

    assert made.asked == {"country": "POL"}
    assert {(one.parameter, one.value) for one in refused} == {
        ("country", "ZZZ"),
        ("scale", "x"),
        ("hello", "1"),
    }


def test_a_message_has_the_finding_its_day_its_source_and_the_link(two_versions, words):
    shared = view_of(two_versions, "people_fleeing", words)
    live = sharing.message(shared, "https://example.org/s/abc", frozen=False).split("\n")
    frozen = sharing.message(shared, "https://example.org/s/abc", frozen=True).split("\n")

    assert live[0] == finding.of(shared).sentence
    assert words.number(5000) in live[0]
    assert words.day(date(2022, 3, 1)) in live[1]
    assert "made_up" in live[1]
    assert live[2:] == ["https://example.org/s/abc"]
    assert frozen[2].startswith(words.say("share.of_version", version=2, day="")[:20])


def test_a_view_that_leads_with_no_number_is_shared_by_its_name(two_versions, words):
    shared = view_of(two_versions, "third_country_nationals", words)
    found = finding.of(shared)

    assert words.say("menu.third_country_nationals") in found.sentence
    assert words.crisis() in found.sentence
    assert found.source == ""


def test_an_e_mail_says_the_same_as_the_message():
    text = "7,363,623 crossings & more\nhttps://example.org/?country=POL~MDA&time=a"
    parts = urlsplit(sharing.mail("A subject: ü & ?", text))
    asked = parse_qs(parts.query, strict_parsing=True)

    assert parts.scheme == "mailto"
    assert asked == {"subject": ["A subject: ü & ?"], "body": [text.replace("\n", "\r\n")]}


def test_a_code_to_scan_is_a_picture_with_its_quiet_zone():
    one, other = (sharing.qr(f"https://example.org/s/{code}") for code in ("a" * 16, "b" * 16))
    root = ElementTree.fromstring(one)

    assert one != other
    assert root.tag.endswith("svg")
    assert root.attrib["width"] == root.attrib["height"]


def test_what_is_embedded_breaks_out_of_nothing():
    code = sharing.embedded('https://example.org/embed?a=1&b="><script>', 'A "title" <b>')

    assert ElementTree.fromstring(code).attrib["title"] == 'A "title" <b>'
    assert "<script>" not in code
