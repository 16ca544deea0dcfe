"""Names of countries, peoples and regions: exact, or suggested, never guessed."""

import csv
import random

import pytest

from ledger import names
from ledger.check_countries import NATIONALITIES_ONLY, known_countries, reference

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
IN_TWO = ("Congo", "Korea", "Dominican", "Congolese", "корейці", "Кореї")
IN_FULL = {
    "Republic of Belarus": "BLR",
    "Республіка Молдова": "MDA",
    "République de Pologne": "POL",
    "The Philippines": "PHL",
    "Korea, South": "KOR",
    "Congo, Democratic Republic of the": "COD",
    "Gambia, The": "GMB",
    "Netherlands (the)": "NLD",
    "St. Vincent & the Grenadines": "VCT",
    "В'єтнам": "VNM",
    "Mołdawia": "MDA",
    "Moldawia": "MDA",
    "Kosovo*": "XKX",
    "Poland¹": "POL",
    "Hungary (2)": "HUN",
    "ЮАР": "ZAF",
    "RFN": "DEU",
    "Birmania": "MMR",
}
CASED = {
    "до Польщі": "POL",
    "w Polsce": "POL",
    "из Украины": "UKR",
    "na Litwie": "LTU",
    "в Румынию": "ROU",
    "Нігерії": "NGA",
    "Нігеру": "NER",
    "Південної Кореї": "KOR",
    "громадяни України": "UKR",
    "en Ucrania": "UKR",
}


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


@pytest.mark.parametrize(("text", "code"), IN_FULL.items())
def test_a_name_in_full_or_turned_round_or_with_a_mark_is_exact(text, code):
    assert names.exact_country(text) == code


@pytest.mark.parametrize(("text", "code"), CASED.items())
def test_a_name_in_another_case_is_suggested(text, code):
    assert names.near_country(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    {
        "Republic of Georgja": "GEO",
        "Republic of Koria": "",
        "ChRX": "",
        "Georgia (USA)": "",
    }.items(),
)
def test_words_that_many_names_share_and_codes_suggest_nothing(text, code):
    assert names.near_country(text) == code


def test_one_letter_left_out_or_two_changed_round_never_suggest_another_country():
    for row in reference():
        for language in ("en", "uk"):
            name = row[language]
            for at in range(1, min(len(name) - 1, 4)):
                slips = (name[:at] + name[at + 1 :], name[:at] + name[at + 1] + name[at])
                for slip in (slips[0], slips[1] + name[at + 2 :]):
                    found = names.exact_country(slip) or names.near_country(slip)
                    assert found in ("", row["iso3"]) or names.exact_country(slip)


@pytest.mark.parametrize(
    "text",
    ["", "\x1b", "Austrai", "Nigeri", "Iseland", "Guiana", "Poland/Slovakia", "Inne", "Austrai"],
)
def test_what_is_nearly_two_countries_is_none(text):
    assert names.near_country(text) == ""
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
