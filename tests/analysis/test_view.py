"""Links: codes in, codes out, nothing lost and nothing silently dropped."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import view

FIRST, LAST = date(2022, 2, 24), date(2022, 6, 9)


def test_codes_are_separated_by_a_tilde_and_keep_their_order():
    assert view.codes("POL~MDA~POL") == ("POL", "MDA")
    assert view.codes("") == ()


@pytest.mark.parametrize(
    ("text", "start", "end", "follows"),
    [
        ("latest", FIRST, LAST, True),
        ("2022-03-01..latest", date(2022, 3, 1), LAST, True),
        ("2022-03-01..2022-04-01", date(2022, 3, 1), date(2022, 4, 1), False),
        ("2022-04-01", FIRST, date(2022, 4, 1), False),
        ("2021-01-01..2023-01-01", FIRST, LAST, False),
        ("2021-01-01", FIRST, FIRST, False),
        ("2023-01-01..latest", LAST, LAST, True),
    ],
)
def test_a_span_of_days_is_read_from_a_link(text, start, end, follows):
    assert view.days(text, FIRST, LAST) == view.Days(start, end, follows)


@pytest.mark.parametrize(
    "text", ["yesterday", "2022-05-01..2022-04-01", "..", "2022-02-30", "20220301", "2022-W09-2"]
)
def test_days_that_are_none_are_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        view.days(text, FIRST, LAST)


@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST), st.booleans())
def test_a_span_written_into_a_link_opens_as_the_same_span(one, other, follows):
    end = LAST if follows else max(one, other)
    days = view.Days(min(one, other), end, follows)

    assert view.days(days.text(FIRST), FIRST, LAST) == days


def test_the_same_view_has_one_query_string_whatever_the_order_of_its_choices():
    one = view.query_string({"time": "2022-02-24..latest", "country": "POL~MDA", "lang": "fr"})
    other = view.query_string({"lang": "fr", "country": "POL~MDA", "time": "2022-02-24..latest"})

    assert one == other == "country=POL~MDA&time=2022-02-24..latest&lang=fr"


def test_names_that_no_page_reads_are_named_except_what_messengers_add():
    assert view.unknown_parameters(["contry", "country", "lang", "utm_source", "fbclid"]) == [
        "contry"
    ]


def test_the_same_choices_have_one_form():
    said = {"country": "POL~MDA~POL", "measure": "cumulative", "scale": "log", "find": ""}

    said_once = {"country": "POL~MDA", "scale": "log"}
    assert view.canonical("people_fleeing", said) == said_once
    assert view.canonical("people_fleeing", said_once) == said_once
