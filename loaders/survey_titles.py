"""Titles of the tables of a survey of displacement by region, in the words of its many rounds.

Each is a text as loaders.headers wants it: spellings with | between them, or a pattern.
"""

import re
from collections.abc import Iterable


def _in_any_case(*titles: str) -> str:
    """Titles with the capitals that one round or another gave them, as a header wants them."""
    written = [t for one in titles for t in (one, one.lower(), one.upper(), one.title())]
    return "|".join(dict.fromkeys([*written, *(one.capitalize() for one in titles)]))


REGION = _in_any_case(
    *(
        "Oblast",
        "Oblast name",
        "Oblast/City",
        "Oblast / City",
        "Oblast (region)",
        "Region (oblast)",
    ),
    *("Macro-region", "Macro region", "Macroregion", "Region", "Region name", "Admin 1", "Admin1"),
    *("ADM1_EN", "Область", "Макрорегіон"),
)
CODE = _in_any_case(
    *("Oblast pcode", "Oblast p-code", "Oblast code", "Pcode", "P-code", "ADM1_PCODE", "Код"),
    *("Admin 1 pcode", "Admin1 pcode", "Admin1Pcode", "Region pcode", "Region code"),
)
DAY = _in_any_case(
    *("Reported date", "Reporting date", "Date", "Date reported", "Data collection date"),
    *("Survey date", "Round date", "As of", "As of date", "Дата"),
)
ROUND = _in_any_case("Round", "Round number", "Survey round", "GPS round")
COUNTRY = _in_any_case("Country code", "Country name", "Country", "ISO3", "ADM0_PCODE")
# A number of people says nothing else than this: a share, a household or a need is none.
WORDS = (
    r"est|estimates?|estimated|estimations?|numbers?|num|no|total|max|maximum|figures?|rounded|idps?"
    r"|internally|displaced|persons?|people|individuals?|population|pop|returnees?|present|presence"
    r"|hosted|hosting|currently|current|location|residing|de|facto|of|the|in|by|per|as|at|on|gps"
    r"|oblasts?|regions?|macro|macroregions?|round|r?\d+|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|кількість|впо"
)
ESTIMATE = (
    r"(?i)(?=.*(?:\bidps?\b|\breturnees?\b|\bdisplaced\b|\bвпо\b))"
    rf"[^\w%]*(?:\b(?:{WORDS})\b[^\w%]*)+"
)
LARGEST_OR_SMALLER = re.compile(r"(?i)\btop \d|\bhromadas?\b|\braions?\b|\bsettlements?\b")
ORIGIN = re.compile(r"(?i)\borigins?\b")
HERE = re.compile(r"(?i)\b(?:locations?|present|presence|estimated population)\b")
OTHER_PLACE = re.compile(r"(?i)(?:hromada|raion|settlement|.*\borigin)\b[^%]*")


def is_aside(sheet: str, above: Iterable[str], titles: Iterable[str]) -> bool:
    """Whether a table is not about all the people in each region.

    It may tell where they came from, the largest places only, or places smaller than regions;
    the sheet's name says so, or a text above the table, or a title.
    """
    if any(OTHER_PLACE.fullmatch(title) for title in titles):
        return True
    said = (sheet, *above)
    origin = any(ORIGIN.search(text) and not HERE.search(text) for text in said)
    return origin or any(LARGEST_OR_SMALLER.search(text) for text in said)
