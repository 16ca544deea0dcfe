"""Days, months, years and times of day in a text: where they stand and what they mean."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from loaders.reports.language import Language, language
from loaders.reports.phrases import plain

CLOCK = (
    r"(?<![\d.,])\d{1,2}(?::\d{2}(?::\d{2})?|\s?h\d{2}|\s?[ap]\.?m\b\.?)(?!\d)(?:\s?[ap]\.?m\b\.?)?"
    r"|(?<![\w.,])[012]\d[0-5]\d(?=\s?(?:h\b|hrs\b|hours\b|GMT|UTC|,\s\d{1,2}\s[^\W\d]))"
)
NUMERIC = r"(?<![\w./-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:19|20)?\d{2})(?!\w)"
# Numbers to call; they are found here so that nobody reads them as counts.
PHONE = (
    r"\+\d[\d \u00a0().-]{5,18}\d(?!\w)"
    r"|(?<![\w.,])0\d{1,3}[ -]\d{2,4}[ -]\d{2,4}(?:[ -]\d{2,4})?(?!\w)"
)
YEAR = r"(?:19|20)\d{2}"
YEARS = rf"(?<![\d.,])\b{YEAR}\s?[-–—/]\s?(?:{YEAR}|\d{{2}})\b(?!\s?\d{{3}})"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, span of days, month, year or time; `first` and `last` are None when nobody can say."""

    start: int
    end: int
    kind: str  # "day", "days", "month", "year", "time", "phone"
    first: date | None = None
    last: date | None = None


def find_days(text: str, spoken: Language, published: date | None) -> list[Day]:
    """The days and times in a text, in its order."""
    found: list[Day] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in _patterns(spoken.code):
        for match in pattern.finditer(text):
            day = _made(kind, match, spoken.code, published)
            if day and not any(day.start < end and start < day.end for start, end in taken):
                found.append(day)
        taken = [(day.start, day.end) for day in found]
    return sorted(found, key=lambda day: day.start)


def _made(kind: str, match: re.Match[str], code: str, published: date | None) -> Day | None:
    start, end = match.span()
    if kind in ("time", "phone"):
        return Day(start, end, kind)
    if kind == "numeric":
        day = _numeric(match[0])
        return Day(start, end, "day", day, day) if day else None
    said = match.groupdict()
    year = int(said["year"]) if said.get("year") else None
    if kind == "year":
        first, last = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
        return Day(*(match.span("year") if year else match.span()), kind, first, last)
    month = _month(said["month"], code)
    year = year or _near_year(month, published)
    if kind == "month":
        return Day(*match.span("all"), kind, *_span(year, month, 1, 31))
    days = [int(said[name]) for name in ("first", "day") if said.get(name)]
    if not 1 <= days[-1] <= 31:
        return None
    return Day(
        start, end, "days" if len(days) > 1 else "day", *_span(year, month, days[0], days[-1])
    )


def _span(year: int | None, month: int, first: int, last: int) -> tuple[date | None, date | None]:
    if year is None:
        return None, None
    longest = monthrange(year, month)[1]
    days = sorted((max(1, min(first, longest)), max(1, min(last, longest))))
    return date(year, month, days[0]), date(year, month, days[1])


def _near_year(month: int, published: date | None) -> int | None:
    """The year of a month without one: its last by the day of publication."""
    if published is None:
        return None
    return published.year - (1 if month > published.month + 1 else 0)


def _numeric(text: str) -> date | None:
    parts = [int(part) for part in re.split(r"[-./]", text)]
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    if month > 12:
        day, month = month, day
    try:
        return date(year + (2000 if year < 100 else 0), month, day)
    except ValueError:
        return None


def _month(word: str, code: str) -> int:
    name = plain(word).rstrip(".")
    for number, forms in enumerate(language(code).settings["dates"]["months"], start=1):
        for form in forms.split():
            if name == form or form.endswith("*") and name.startswith(form[:-1]):
                return number
    raise ValueError(word)


@cache
def _patterns(code: str) -> list[tuple[str, re.Pattern[str]]]:
    said = language(code).settings["dates"]
    forms = sorted((f for listed in said["months"] for f in listed.split()), key=len, reverse=True)
    names = "|".join(
        f"{f[:-1]}[а-яіїєґ]{{0,5}}" if f.endswith("*") else re.escape(f) for f in forms
    )
    month = rf"(?P<month>(?:{names})\b)\.?"
    ordinal = rf"(?:[-‑]?(?:{'|'.join(said['ordinals'].split())})\b)?"
    of = rf"(?:{said['of']}\s)?" if said["of"] else ""
    to = rf"(?:\s?[-–—]\s?|\s(?:{'|'.join(said['range'].split())})\s)(?:le\s)?"
    year = rf"(?P<year>{YEAR})\b(?:\s(?:року|рік|році|р\.))?"
    before = _either(said["before_bare_month"])
    before_year = _either(said["before_year"])
    first = rf"(?P<first>\d{{1,2}}){ordinal}"
    day = rf"(?P<day>\d{{1,2}}){ordinal}"
    day_first = rf"(?<![\w.,])(?:{first}{to})?{day}\s{of}{month}(?:,?\s{year})?"
    not_number = r"(?![\d.,]*\d|[ \u00a0\u202f]\d{3})"
    no_more = rf"{not_number}(?:,?\s{year}(?![.,]?\d))?"
    day_last = rf"\b{month}\s(?:{first}{not_number}{to})?{day}{no_more}"
    patterns = {
        "phone": PHONE,
        "time": CLOCK,
        "numeric": NUMERIC,
        "day": day_first,
        "day_last": day_last,
        "month": rf"\b(?P<all>{month},?\s{year})",
        "bare_month": rf"\b(?:{before})[\s-](?P<all>{month})(?!\s\d)",
        "years": YEARS,
        "year": rf"\b(?:{before_year})['’]?\s?{year}(?![.,]\d)(?!\s(?:people|personnes|осіб))",
    }
    names_of_kinds = {"bare_month": "month", "day_last": "day", "years": "year"}
    return [(names_of_kinds.get(k, k), re.compile(p, re.IGNORECASE)) for k, p in patterns.items()]


def _either(words: str) -> str:
    return "|".join(re.escape(word) for word in words.split())
