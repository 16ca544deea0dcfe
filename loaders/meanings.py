"""How texts that several publishers use are meant: years, days, numbers, countries, nothing.

Each function gets one trimmed text and gives back what it stands for in our tables, or the text as
it is where it does not understand it: the checks then name it.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping

from ledger import names
from ledger.check_countries import folded
from ledger.check_days import read_day, read_month

NOTHING = frozenset(
    {"", "-", "–", "—", ":", "..", "n/a", "n.a.", "n.d.", "nd", "b.d.", "н/д", "not available"}
    | {"null", "none", "no data", "not reported", "sin datos", "non disponible", "brak danych"}
    | {"#n/a"}
)
WHOLE_AS_FLOAT = re.compile(r"(\d+)\.0+")
YEAR = re.compile(r"(\d{4})(?:\.0+)?")
SPACES = re.compile(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3})")
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2})?(?:\.\d+)? ?(?:Z|\+00:00)?")
DAY_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ][\d:.]+Z?")


def is_nothing(text: str) -> bool:
    """Whether a text says that there is no value; "NA" is Namibia's code and no such text."""
    return text.casefold() in NOTHING


def blank(text: str) -> str:
    """The text, or "" where it says that there is none."""
    return "" if is_nothing(text) else text


def whole(text: str) -> str:
    """A whole number as we write it: 1951.0 is 1951, and 12 345 is 12345."""
    if is_nothing(text):
        return ""
    joined = SPACES.sub("", text)
    found = WHOLE_AS_FLOAT.fullmatch(joined)
    return found[1] if found else joined


def day(text: str) -> str:
    """The day of a moment, or a day in a form that can only mean one."""
    if found := DAY_WITH_TIME.fullmatch(text):
        return found[1]
    return read_day(text)[1] or text


def first_day(text: str) -> str:
    """The first day of a year."""
    found = YEAR.fullmatch(text)
    return f"{found[1]}-01-01" if found else text


def last_day(text: str) -> str:
    """The last day of a year."""
    found = YEAR.fullmatch(text)
    return f"{found[1]}-12-31" if found else text


def last_of(text: str) -> str:
    """The day that a text says, or the last day of the month or year that it says."""
    found = last_day(day(text))
    if found == text and (month := read_month(text)):
        return f"{month[0]}-{month[1]:02}-{monthrange(*month)[1]:02}"
    return found


def country(text: str) -> str:
    """The code of a country whose name is written exactly, in any language that we know."""
    return names.exact_country(text) or text


def nationality(text: str) -> str:
    """The code of a nationality whose country or people is named exactly."""
    return names.exact_nationality(text) or text


def among(known: Mapping[str, str]) -> Callable[[str], str]:
    """What a code stands for; one that is not known stays as it is."""
    return lambda text: known.get(text, text)


def slug(text: str) -> str:
    """A text as part of an identifier: small letters, digits, and one line for everything else."""
    plain = folded(text)
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def moment(text: str) -> str:
    """A day or time with its offset as our tables write moments."""
    found = MOMENT.fullmatch(text)
    return f"{found[1]}T{found[2]}:00Z" if found else text


def coordinate(text: str) -> str:
    """Degrees with five places, which is a metre."""
    try:
        return f"{float(text):.5f}"
    except ValueError:
        return text
