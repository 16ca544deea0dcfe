"""Personal data is recognised, and offices, places and institutions are not taken for persons."""

import pyarrow as pa
import pytest

from ledger.check_personal import personal_texts, personal_titles, rows_of_individuals
from ledger.tables import ASSISTANCE_POINTS, COUNTS
from tests.ledger.made_up import counts

NOTE = COUNTS.column("note")


def rules(text: str, column=NOTE) -> list[str]:
    return [fault.rule for fault in personal_texts(column, pa.array([text])).values()]


# The persons, addresses and numbers are made up.
@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("counted by anna.kowalska@example.org", "personal_email"),
        ("a.kowalska@example.org", "personal_email"),
        ("x99@gmail.com", "personal_email"),
        ("ring +48 600 123 456 after six", "personal_phone"),
        ("Olena Kovalenko", "personal_name"),
        ("Counted by Олена Коваленко", "personal_name"),
        ("M. Jean Dupont, bénévole", "personal_name"),
        ("Ask Mr Smith", "personal_name"),
    ],
)
def test_what_belongs_to_a_person_is_recognised(text, rule):
    assert rules(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "info@example.org",
        "ukraine.help@gmail.com",
        "hotline +48 22 628 69 96",
        "Ivan Franko Street",
        "вулиця Івана Франка",
        "Saint Mary Hospital",
        "Polish Red Cross",
        "Rava Ruska Crossing",
        "At least 600,000 people fled, IOM said on 28 February 2022.",
        "Mark the rows",
        "",
    ],
)
def test_offices_places_and_institutions_are_no_persons(text):
    assert rules(text) == []


def test_a_mobile_number_that_anybody_may_call_is_fine_in_its_own_column():
    assert rules("+48600123456", ASSISTANCE_POINTS.column("phone")) == []


@pytest.mark.parametrize(
    "title",
    ["First name", "surname", "date_of_birth", "Passport No", "Prénom", "Date de naissance"]
    + ["Прізвище", "фамилия", "Imię", "Nazwisko", "case number"],
)
def test_columns_that_announce_persons_are_recognised(title):
    assert personal_titles(["Country", title]) == [title]


@pytest.mark.parametrize("title", ["Country", "name", "Nationality", "Age", "Individuals", "Date"])
def test_columns_of_counts_are_no_columns_of_persons(title):
    assert personal_titles([title]) == []


def test_many_rows_that_count_one_each_look_like_a_list_of_persons():
    one_each = [{"count": 1, "place_as_reported": f"row {n}"} for n in range(20)]

    assert rows_of_individuals(counts(*one_each))
    assert not rows_of_individuals(counts(*one_each[:5]))
    assert not rows_of_individuals(counts(*one_each[1:], {"count": 7}))
