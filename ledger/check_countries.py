"""Which country codes a file may use.

Codes are ISO 3166-1 alpha-3, from data/reference/countries.csv. Nationality also knows the
travel-document codes XXA (stateless) and XXX (unspecified). What names mean says ledger.names.
"""

import csv
import unicodedata
from functools import cache
from pathlib import Path

COUNTRIES = Path(__file__).parent.parent / "data" / "reference" / "countries.csv"
NATIONALITIES_ONLY = frozenset({"XXA", "XXX"})
NOT_NAMES = frozenset({"m49", "hrp", "region", "subregion", "lat", "lon"})


@cache
def known_countries() -> frozenset[str]:
    """Every ISO 3166-1 alpha-3 code of the reference list."""
    return frozenset(country["iso3"] for country in reference())


def allowed(column: str) -> frozenset[str]:
    """The codes that a column of that name may hold."""
    if column == "nationality_iso3":
        return known_countries() | NATIONALITIES_ONLY
    return known_countries()


@cache
def country_names(language: str) -> dict[str, str]:
    """The name of every country by code, in English when the list has none in that language."""
    return {country["iso3"]: country.get(language) or country["en"] for country in reference()}


@cache
def reference() -> tuple[dict[str, str], ...]:
    """The rows of the reference list, with a column for each language."""
    with COUNTRIES.open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


def folded(text: str) -> str:
    """A text as it is looked up: small letters, no accents, single spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
