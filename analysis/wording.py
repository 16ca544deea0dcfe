"""Numbers, days, places and counts in a reader's language, qualifiers included.

Sentences come from the translation catalogues; number, date and list forms from CLDR. English
dates are written day first, as UN publications do.
"""

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel import Locale, lists
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal, format_percent

from ledger import crisis, words
from ledger.vocabulary import QUALIFIERS

COUNTRIES = Path(__file__).parent.parent / "data" / "reference" / "countries.csv"
LOCALES = {"en": "en_GB"}


@dataclass(frozen=True)
class Wording:
    """How things are said in one language (`en`, `fr`)."""

    language: str

    @property
    def locale(self) -> Locale:
        """The CLDR locale that numbers and dates follow."""
        return _locale(self.language)

    def say(self, entry: str, **values: object) -> str:
        """A catalogue entry with its values filled in."""
        return words.say(entry, self.language, **values)

    def name(self, column: str, value: str) -> str:
        """The name of an allowed value of a column: `unit`, `crossings` -> "crossings"."""
        return self.say(f"value.{column}.{value}")

    def number(self, number: float) -> str:
        """A whole number in the reader's digits: 600,000 or 600 000."""
        return format_decimal(round(number), locale=self.locale)

    def rate(self, number: float, qualifier: str = "exact") -> str:
        """A rate with one decimal, with the qualifier of its count, short: 1.5+."""
        return self.say(f"qualified.{qualifier}", count=self._one_decimal(number))

    def rate_in_words(self, number: float, qualifier: str = "exact") -> str:
        """A rate with the qualifier of its count, for a sentence: at least 1.5."""
        return self.say(f"qualified_in_words.{qualifier}", count=self._one_decimal(number))

    def change(self, number: float, qualifier: str = "exact") -> str:
        """A difference with its sign and how certain it is: +12,000 · about +12,000."""
        signed = format_decimal(round(number), format="+#,##0;\u2212#,##0", locale=self.locale)
        return self.say(f"qualified_in_words.{qualifier}", count=signed)

    def share(self, share: float, qualifier: str = "exact") -> str:
        """A relative change with its sign and how certain it is: +12.5% · about +12.5%."""
        form = f"+{self._percent};\u2212{self._percent}"
        signed = format_percent(share, format=form, locale=self.locale)
        return self.say(f"qualified_in_words.{qualifier}", count=signed)

    @property
    def _percent(self) -> str:
        """How the locale writes a percentage, with a decimal where there is one."""
        pattern = self.locale.percent_formats[None].pattern
        return pattern.replace("#,##0", "#,##0.#").replace("\xa0", "\u202f")

    def part(self, part: float) -> str:
        """A part of a whole: 0.05 -> "5%"."""
        return format_percent(part, format=self._percent, locale=self.locale)

    def count(self, count: float, qualifier: str = "exact") -> str:
        """A count with its qualifier, short: 600,000+ · > 470,000 · ~ 5 · < 5 · up to 5."""
        return self.say(f"qualified.{qualifier}", count=self.number(count))

    def count_in_words(self, count: float, qualifier: str = "exact") -> str:
        """A count with its qualifier, for a sentence: at least 600,000."""
        return self.say(f"qualified_in_words.{qualifier}", count=self.number(count))

    def qualifiers_among(self, qualifiers: Iterable[str]) -> str:
        """Which qualifiers some counts carry, as a sentence; blank when all are exact."""
        present = set(qualifiers)
        named = [self.name("qualifier", q) for q in QUALIFIERS[1:] if q in present]
        if not named:
            return ""
        entry = "qualifiers.some" if len(present) > 1 else "qualifiers.all"
        return self.say(entry, which=self.listed(self.say("quoted", text=name) for name in named))

    def day(self, day: date) -> str:
        """28 February 2022."""
        return format_date(day, format="long", locale=self.locale)

    def short_day(self, day: date) -> str:
        """28 Feb 2022."""
        return format_date(day, format="medium", locale=self.locale)

    def tick(self, day: date) -> str:
        """28 Feb, for an axis."""
        return format_skeleton("MMMd", day, locale=self.locale)

    def day_and_month(self, day: date) -> str:
        """28 February."""
        return format_skeleton("MMMMd", day, locale=self.locale)

    def moment(self, moment: datetime) -> str:
        """A UTC time; one at 00:00 was given as a day and is shown as one."""
        if moment.hour == moment.minute == moment.second == 0:
            return self.short_day(moment.date())
        shown = format_datetime(moment.replace(tzinfo=None), "d MMM y HH:mm", locale=self.locale)
        return f"{shown} UTC"

    def on_day(self, said: str, day: date) -> str:
        """A count in words with its day: 600,000+, 28 Feb 2022."""
        return f"{said}, {self.short_day(day)}"

    def span(self, start: date, end: date) -> str:
        """The days from start to end, both included."""
        if start == end:
            return self.day(end)
        return self.say("span", start=self.day(start), end=self.day(end))

    def _one_decimal(self, number: float) -> str:
        return format_decimal(number, format="#,##0.0", locale=self.locale)

    def countries(self, codes: str) -> str:
        """The name of a country, or of several joined by `+`; blank stands for all together."""
        if not codes:
            return self.say("place.all")
        return self.listed(self.country(code) for code in codes.split("+"))

    def country(self, code: str) -> str:
        """The name of one country; a code that is no country is returned as it is."""
        return country_names(self.language).get(code, code)

    def listed(self, parts: Iterable[str]) -> str:
        """Parts as a sentence lists them: "Moldova and Slovakia"."""
        return lists.format_list(list(parts), locale=self.locale)

    def option(self, parameter: str) -> Callable[[str], str]:
        """What the options of a choice are called."""
        return lambda option: self.say(f"option.{parameter}.{option}")

    def named(self, column: str) -> Callable[[str], str]:
        """What the allowed values of a column are called."""
        return lambda value: self.name(column, value)

    def language_name(self, code: str) -> str:
        """The name of a language: `uk` -> "Ukrainian"; a code that is none as it is."""
        return self.locale.languages.get(code, code)

    def crisis(self) -> str:
        """The name of the crisis."""
        return crisis.read().name[self.language]


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALES.get(language, language))


def plain(text: str) -> str:
    """Text from a file made safe for Markdown: shown as it was written, never as markup."""
    return re.sub(r"([\\\\`*_{}\[\]()#+!|<>~$:])", r"\\\1", text)


@cache
def country_names(language: str) -> dict[str, str]:
    """Country names by ISO 3166-1 alpha-3 code (Unicode CLDR), and the ICAO codes XXA, XXX."""
    with COUNTRIES.open(encoding="utf-8", newline="") as text:
        names = {row["iso3"]: row[language] for row in csv.DictReader(text)}
    special = {code: words.say(f"place.{code}", language) for code in ("XXA", "XXX")}
    return names | special
