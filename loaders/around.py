"""What a file says of all its rows outside them: in its name, a sheet's name, or above a table.

A day or a country that stands there only is as of every count. It is proposed, and where an
analyst agrees it is looked for again in each file: next week's file has next week's day.
"""

import re
from collections.abc import Iterable

from ledger import names
from ledger.check_days import read_day

END, LOCATION = "reference_period_end", "location_iso3"
DAYS = (
    re.compile(r"(?<!\d)\d{4}[-_.]\d{1,2}[-_.]\d{1,2}(?!\d)"),
    re.compile(r"(?<!\d)\d{1,2}[-/_.]\d{1,2}[-/_.]\d{4}(?!\d)"),
    re.compile(r"(?<!\d)20\d{6}(?!\d)"),
    re.compile(
        r"(?<!\d)\d{1,2}(?:er|st|nd|rd|th)?[ _-](?:de )?[^\W\d_]{3,}\.?,?[ _-](?:de )?\d{4}"
    ),
    re.compile(r"[^\W\d_]{3,} \d{1,2}(?:st|nd|rd|th)?,? \d{4}"),
)
MOST_WORDS_OF_A_NAME, FEWEST_LETTERS = 4, 4


def said_around(file: str, sheet: str, above: Iterable[str], origin: str) -> dict[str, str]:
    """The day and the country that are said, each where one is said and no other.

    The nearest place leads: the sheet's name, then the lines above, then the file's name.
    """
    file = re.sub(r"\.\w{2,5}$", "", file)
    days = (days_in([sheet]), days_in(above), days_in([file]))
    countries = (_countries(sheet, origin), _countries(file, origin))
    found = {END: next(filter(None, days), set()), LOCATION: next(filter(None, countries), set())}
    return {name: said.pop() for name, said in found.items() if len(said) == 1}


def days_in(texts: Iterable[str]) -> set[str]:
    """Every day that texts say in a form that can only mean one."""
    return {
        day
        for text in texts
        for pattern in DAYS
        for found in pattern.findall(text)
        if (day := _day(found.replace("_", " " if re.search("[a-z]", found) else "-")))
    }


def _day(text: str) -> str:
    read, meant = read_day(text)
    return read.isoformat() if read else meant


def _countries(name: str, origin: str) -> set[str]:
    """The countries that a name of a file or sheet has among its words, but the crisis's own."""
    words = re.findall(r"[^\W\d_]+['’]?[^\W\d_]*", name.replace("_", " "))
    found: dict[int, str] = {}
    for length in range(MOST_WORDS_OF_A_NAME, 0, -1):
        for at in range(len(words) - length + 1):
            text = " ".join(words[at : at + length])
            taken = any(place in found for place in range(at, at + length))
            code = "" if taken or len(text) < FEWEST_LETTERS else names.exact_country(text)
            found |= dict.fromkeys(range(at, at + length), code) if code else {}
    return {*found.values()} - {origin}
