"""The one count of a kind that a page leads with, what came before it, and who says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis import adding, counts, leading
from analysis import breaks as method_breaks
from analysis.leading import Leads
from analysis.rows import Row, as_rows
from analysis.wording import Wording, plain
from ledger.crisis import Crisis


@dataclass(frozen=True)
class Headline:
    """A count as published, the report before it (of the same series), and the whole series."""

    row: Row
    previous: Row | None
    series: pd.DataFrame

    @property
    def as_of(self) -> date:
        """The last day that the count is about."""
        return self.row["reference_period_end"].date()


def people_fleeing(newest: pd.DataFrame, order: Leads) -> Headline | None:
    """Everybody who crossed the border since the crisis began: a total as published."""
    chosen = counts.only(newest, population_type="people_fleeing", measure="cumulative")
    return _lead(counts.only(chosen, location_iso3=None), "people_fleeing", order)


def third_country_nationals_present(
    newest: pd.DataFrame, crisis: Crisis, order: Leads
) -> Headline | None:
    """Third-country nationals in the country of origin of the crisis."""
    chosen = counts.only(newest, population_type="third_country_nationals", measure="stock")
    chosen = counts.only(chosen, location_iso3=crisis.origin_iso3)
    return _lead(chosen, "third_country_nationals", order, crisis.origin_iso3)


def third_country_nationals_fleeing(newest: pd.DataFrame, order: Leads) -> Headline | None:
    """Third-country nationals who crossed into other countries, all countries together."""
    chosen = counts.only(newest, population_type="third_country_nationals", measure="cumulative")
    return _lead(counts.only(chosen, location_iso3=None), "third_country_nationals", order)


def internally_displaced(newest: pd.DataFrame, crisis: Crisis, order: Leads) -> Headline | None:
    """People displaced inside the country of origin."""
    chosen = counts.only(newest, population_type="idps", measure="stock")
    chosen = counts.only(chosen, location_iso3=crisis.origin_iso3)
    return _lead(chosen, "idps", order, crisis.origin_iso3)


def value(row: Row, words: Wording) -> str:
    """The count with its qualifier, short."""
    return words.count(row["count"], row["qualifier"])


def sentence(headline: Headline, words: Wording, entry: str, crisis: Crisis) -> str:
    """The finding in one sentence: how many, of what, since when, as of when."""
    row = headline.row
    text = words.say(
        entry,
        count=words.count_in_words(row["count"], row["qualifier"]),
        unit=words.name("unit", row["unit"]),
        start=words.day(row["reference_period_start"]),
        as_of=words.day(headline.as_of),
        from_origin=crisis.from_origin[words.language],
        out_of_origin=crisis.out_of_origin[words.language],
        in_origin=crisis.in_origin[words.language],
    )
    return text[0].upper() + text[1:]


def source_line(row: Row, publishers: Mapping[str, str], words: Wording) -> str:
    """Unit, as-of day, and publisher with a link to the page where a count stands, as Markdown."""
    publisher = publishers.get(row["source_id"], row["source_id"])
    return words.say(
        "source.line",
        unit=words.name("unit", row["unit"]),
        as_of=words.day(row["reference_period_end"]),
        source=f"[{plain(publisher)}]({row['source_url']})",
    )


def change(headline: Headline, breaks: pd.DataFrame, words: Wording) -> str:
    """How the count moved since the report before, with its day; blank when there is none.

    Where the way of counting changed in between, that is said instead of a difference.
    """
    if headline.previous is None:
        return ""
    since = words.day_and_month(headline.previous["reference_period_end"])
    if difference := moved(headline, breaks):
        said = words.change(difference.count, difference.qualifier)
        return words.say("headline.change", change=said, since=since)
    days = method_breaks.between(headline.previous, headline.row, breaks)
    if not days:
        return words.say("headline.method_changed", since=since)
    changed = words.listed(words.day_and_month(day) for day in days)
    return words.say("headline.method_changed_on", since=since, days=changed)


def moved(headline: Headline, breaks: pd.DataFrame) -> adding.Difference | None:
    """How the count moved since the report before; None when the two are not comparable."""
    if headline.previous is None:
        return None
    try:
        return adding.difference(headline.row, headline.previous, breaks)
    except adding.MethodChangedError:
        return None


def _lead(chosen: pd.DataFrame, kind: str, order: Leads, place: str = "") -> Headline | None:
    everybody = counts.not_broken_down(chosen)
    of_first = leading.of_one(everybody, order, kind, place)
    series = of_first.sort_values(["reference_period_end", "published_at"])
    if series.empty:
        return None
    last = series.tail(1)
    previous = as_rows(adding.before(series, last))
    return Headline(as_rows(last)[0], previous[0] if previous else None, series)


def publishers(sources: pd.DataFrame) -> dict[str, str]:
    """The publisher of each source."""
    names = sources["source_id"].astype(str), sources["publisher"].astype(str)
    return dict(zip(*names, strict=True))
