"""What a report reader hands on: draft counts and contacts, each with its place in the text.

Positions are code points of `Reading.text`: `text[start:end]` are the words that were recognised.
"""

from dataclasses import dataclass
from datetime import date


class Unreadable(Exception):
    """A report that cannot be read: the catalogue entry that says why, and what it speaks of."""

    def __init__(self, message: str, **values: str | int) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


@dataclass(frozen=True, slots=True)
class DraftCount:
    """A count of people found in a report. Several countries are joined by "+", "" is none."""

    start: int
    end: int
    span: str
    value: int
    value_max: int | None  # only of a range
    qualifier: str  # vocabulary.QUALIFIERS; "" when exact
    qualifier_phrase: str
    population_type: str
    measure: str
    unit: str
    origin_iso3: str
    location_iso3: str
    nationality_iso3: str
    reference_period_start: date | None
    reference_period_end: date | None
    source: str  # as the text names it, "" = none
    confidence: float  # 0 to 1
    why: tuple[str, ...]  # the rules that decided, as names
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True)
class DraftContact:
    """A number or page where people get help."""

    start: int
    end: int
    country_iso3: str
    phone: str  # E.164, or a country's own short number; "" when there is only a page
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one text."""

    text: str
    language: str
    counts: tuple[DraftCount, ...]
    contacts: tuple[DraftContact, ...]
