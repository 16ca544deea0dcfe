"""Periods as publishers write them: 2021, 2021-Q3, 2021M04, 2021-04, 2021-W15, a day."""

import re
from calendar import monthrange
from datetime import date

FORMS = re.compile(r"(\d{4})(?:-?(?:(Q)([1-4])|(M)?(\d{2})|S([12])))?(?:-(\d{2}))?")


def period(text: str) -> tuple[date, date] | None:
    """The first and last day of a period; None for a text that is none.

    Half-years are S1 and S2, quarters Q1 to Q4, months 2021-04, 2021M04 or 202104.
    """
    found = FORMS.fullmatch(text.strip())
    if not found:
        return None
    year, quarter, month, half, day = (int(found[n] or 0) for n in (1, 3, 5, 6, 7))
    if day:
        return _one_day(year, month, day)
    first, months = 1, 12
    if quarter:
        first, months = 3 * quarter - 2, 3
    elif half:
        first, months = 6 * half - 5, 6
    elif month:
        first, months = month, 1
    last = first + months - 1
    if not 1 <= last <= 12:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _one_day(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    return on, on
