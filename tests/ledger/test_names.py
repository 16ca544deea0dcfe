"""Names of countries, peoples and regions: exact, or suggested, never guessed."""

import csv
import random

import pytest

from ledger import names
from ledger.check_countries import NATIONALITIES_ONLY, known_countries

COUNTRIES = {
    "Poland": "POL",
    "Pologne": "POL",
    "Польща": "POL",
    "Polska": "POL",
    "Polonia": "POL",
    "Польша": "POL",
    "POLSKA": "POL",
    " węgry ": "HUN",
    "Wegry": "HUN",
    "UK": "GBR",
    "U.S.A.": "USA",
    "EL": "GRC",
    "DR Congo": "COD",
    "Rep. of Moldova": "MDA",
    "Türkiye": "TUR",
    "Turkey": "TUR",
    "Netherlands (Kingdom of the)": "NLD",
    "pl": "POL",
    "MDA": "MDA",
    "Niger": "NER",
    "Guinea": "GIN",
}
PEOPLES = {
    "Ukrainians": "UKR",
    "Ukrainiennes": "UKR",
    "українці": "UKR",
    "Ukraińcy": "UKR",
    "ucraineni": "UKR",
    "украинцы": "UKR",
    "ucranianos": "UKR",
    "Nigérians": "NGA",
    "Nigériens": "NER",
    "marocains": "MAR",
    "Hindusi": "IND",
    "stateless": "XXA",
    "apatrides": "XXA",
    "невідомо": "XXX",
}
TYPOS = {"Polnad": "POL", "Moldva": "MDA", "Ukrane": "UKR", "Slovakai": "SVK"}
IN_TWO = ("Congo", "Korea", "Dominican", "Congolese", "корейці")


@pytest.mark.parametrize(("text", "code"), COUNTRIES.items())
def test_a_country_is_known_by_every_name_whatever_its_case_and_accents(text, code):
    assert names.exact_country(text) == code


@pytest.mark.parametrize(("text", "code"), PEOPLES.items())
def test_a_people_is_known_in_every_language(text, code):
    assert names.exact_nationality(text) == code


@pytest.mark.parametrize(("text", "code"), TYPOS.items())
def test_a_slip_is_suggested_and_never_taken_for_exact(text, code):
    assert names.exact_country(text) == names.exact_nationality(text) == ""
    assert names.near_country(text) == code


@pytest.mark.parametrize("text", IN_TWO)
def test_a_name_that_two_bear_is_neither_known_nor_suggested(text):
    assert names.exact_country(text) == names.exact_nationality(text) == ""
    assert names.near_country(text) == names.near_nationality(text) == ""


def test_what_is_nearly_two_countries_is_none():
    assert names.near_country("Austrai") == ""
    assert names.near_country("Somewhere else entirely") == ""


@pytest.mark.parametrize(
    ("text", "code"),
    {
        "Kyiv": "UA80",
        "Kiev": "UA80",
        "м. Київ": "UA80",
        "Kyivska": "UA32",
        "Kyiv Oblast": "UA32",
        "Київська область": "UA32",
        "Donetska*": "UA14",
        "Lviv Oblast": "UA46",
        "obwód lwowski": "UA46",
        "Львовская область": "UA46",
        "UA71": "UA71",
        "Odessa": "UA51",
        "Residence location unknown": "",
    }.items(),
)
def test_a_region_is_known_by_name_and_code(text, code):
    assert names.exact_place(text, "UKR") == code
    assert names.exact_place(text, "POL") == ""


def test_a_slip_in_a_region_is_suggested():
    assert names.exact_place("Odesska", "UKR") == ""
    assert names.near_place("Odesska", "UKR") == "UA51"


@pytest.mark.parametrize("file", ["demonyms.csv", "country_aliases.csv", "admin1.csv"])
def test_every_code_of_the_reference_files_is_known(file):
    with (names.FOLDER / file).open(encoding="utf-8", newline="") as lines:
        codes = {row.get("iso3") or row["country_iso3"] for row in csv.DictReader(lines)}

    assert codes <= known_countries() | NATIONALITIES_ONLY


def test_a_hundred_thousand_names_are_looked_up_once_for_each_spelling():
    chance = random.Random(1)
    known = [*COUNTRIES, *PEOPLES, *TYPOS, *IN_TWO]
    names.near_nationality.cache_clear()
    for _ in range(100_000):
        names.near_nationality(chance.choice(known))

    assert names.near_nationality.cache_info().misses == len(known)
