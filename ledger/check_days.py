"""Days and moments as texts: ISO is read, any other form is at best suggested.

24/02/2022 has one reading and is suggested as 2022-02-24; 04/03/2022 has two and is not.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache

from babel import Locale

# The languages that files come in; we speak fewer.
LANGUAGES = ("en", "fr", "uk", "pl", "es", "ro", "ru")
YEAR_IS_SAID = re.compile(r"(?<=\d{4}) ?(?:г|года|р|року|r|roku)$")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
ISO_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)
FIRST_SPREADSHEET_DAY = date(1899, 12, 30)


def read_day(text: str) -> tuple[date | None, str]:
    """The day an ISO text says, or None and the ISO text of the only day it can mean, if any."""
    if ISO_DAY.fullmatch(text):
        return _real_day(text), ""
    meant = _year_first(text) or _day_and_month(text) or _month_in_words(text) or _serial(text)
    return None, meant.isoformat() if meant else ""


def read_moment(text: str) -> tuple[datetime | None, str]:
    """The moment (UTC) of an ISO day or ISO time with its offset, or None and a suggestion."""
    if ISO_MOMENT.fullmatch(text):
        moment = _real_moment(text)
        if moment and moment.tzinfo:
            return moment.astimezone(UTC).replace(microsecond=0), ""
        return None, f"{text}Z" if moment else ""
    spaced = text.replace(" ", "T", 1)
    if " " in text and ISO_MOMENT.fullmatch(spaced):
        has_offset = re.search(r"(Z|[+-]\d{2}:\d{2})$", spaced)
        return None, spaced if has_offset else f"{spaced}Z"
    day, suggestion = read_day(text)
    return (datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None), suggestion


def day_and_month(text: str, *, day_first: bool) -> date | None:
    """The day that 03/04/2022 says when it is known which of the two is the day."""
    found = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", text, re.ASCII)
    if not found:
        return None
    first, second, year = found.groups()
    day, month = (first, second) if day_first else (second, first)
    return _day_of(year if len(year) == 4 else f"20{year}", int(month), day)


def _real_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _real_moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None


def _day_of(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _year_first(text: str) -> date | None:
    found = re.fullmatch(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})([T ][0:.]*Z?)?", text, re.ASCII)
    if not found or (text.isdigit() and len(text) != 8):
        return None
    return _day_of(found[1], int(found[2]), found[3])


def _day_and_month(text: str) -> date | None:
    """24.02.2022 is always day first; with slashes the day must give itself away."""
    found = re.fullmatch(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})", text, re.ASCII)
    if not found:
        return None
    first, second, year = found[1], found[3], found[4]
    if int(first) > 12 or found[2] == "." or first == second:
        return _day_of(year, int(second), first)
    return _day_of(year, int(first), second) if int(second) > 12 else None


def _month_in_words(text: str) -> date | None:
    words = _words(text)
    if found := re.fullmatch(r"(\d{1,2})(?:er|st|nd|rd|th)? (\D+) (\d{4})", words, re.ASCII):
        day, month, year = found.groups()
    elif found := re.fullmatch(r"(\D+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})", words, re.ASCII):
        month, day, year = found.groups()
    else:
        return None
    number = _months().get(month)
    return _day_of(year, number, day) if number else None


def read_month(text: str) -> tuple[int, int] | None:
    """The year and month that a text says and no day: March 2022, 2022-03, 03.2022."""
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text, re.ASCII):
        year, month = int(found[1]), int(found[2])
    elif found := re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text, re.ASCII):
        year, month = int(found[2]), int(found[1])
    elif found := re.fullmatch(r"(\D+) (\d{4})", _words(text), re.ASCII):
        year, month = int(found[2]), _months().get(found[1], 0)
    else:
        return None
    return (year, month) if 1 <= month <= 12 and 1900 <= year < 2100 else None


def _words(text: str) -> str:
    """A day in words without signs, "de" and the word for year."""
    words = re.sub(r"[\s,\-/]+", " ", text.casefold().replace(".", "")).strip()
    return YEAR_IS_SAID.sub("", re.sub(r" del? ", " ", words))


@cache
def _months() -> dict[str, int]:
    """The number of each month by its names and short names in the languages of files."""
    numbers: dict[str, int] = {}
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = Locale(language).months[context][width]
                numbers |= {name.casefold().strip("."): at for at, name in names.items()}
    return numbers


def _serial(text: str) -> date | None:
    """A spreadsheet's day number, as a date cell without its format gives it."""
    if re.fullmatch(r"[34]\d{4}", text, re.ASCII):
        return FIRST_SPREADSHEET_DAY + timedelta(days=int(text))
    return None
