"""Which country codes a file may use, and which one was probably meant by another text.

Codes are ISO 3166-1 alpha-3, from data/reference/countries.csv. Nationality also knows the
travel-document codes XXA (stateless) and XXX (unspecified). A suggestion is only ever shown,
never put in the place of what was written ("Dominican" is not Dominica).
"""

import csv
import unicodedata
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

COUNTRIES = Path(__file__).parent.parent / "data" / "reference" / "countries.csv"
NATIONALITIES_ONLY = frozenset({"XXA", "XXX"})
NOT_NAMES = frozenset({"m49", "hrp", "region", "subregion", "lat", "lon"})
CLOSE_ENOUGH = 80


@cache
def known_countries() -> frozenset[str]:
    """Every ISO 3166-1 alpha-3 code of the reference list."""
    return frozenset(country["iso3"] for country in _reference())


def allowed(column: str) -> frozenset[str]:
    """The codes that a column of that name may hold."""
    if column == "nationality_iso3":
        return known_countries() | NATIONALITIES_ONLY
    return known_countries()


@cache
def country_names(language: str) -> dict[str, str]:
    """The name of every country by code, in English when the list has none in that language."""
    return {country["iso3"]: country.get(language) or country["en"] for country in _reference()}


@cache
def suggested_country(text: str) -> str:
    """The code whose own spelling, or name in any language we have, is nearest; "" if none is."""
    wanted = folded(text)
    names = _codes_by_name()
    if wanted in names:
        return names[wanted]
    near = process.extractOne(wanted, names.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return names[near[0]] if near and len(wanted) > 3 else ""


@cache
def _codes_by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for country in _reference():
        for column, name in country.items():
            if name and column not in NOT_NAMES:
                names.setdefault(folded(name), country["iso3"])
    return names


@cache
def _reference() -> tuple[dict[str, str], ...]:
    with COUNTRIES.open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


def folded(text: str) -> str:
    """A text as it is looked up: small letters, no accents, single spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
