"""What a view says first when its reader chose countries, nationalities or places of help."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis import counts, fleeing, headlines, lines, nationals, points, updates
from analysis.finding.said import Finding, source
from analysis.headlines import Headline
from analysis.rows import Row, as_rows
from analysis.shown import Shown
from analysis.view import codes
from analysis.wording import Wording
from ledger import crisis
from ledger.crisis import Crisis

# More counts than these are not told one by one.
MOST = 5


def of_countries(view: Shown) -> Finding:
    """People fleeing into the countries chosen, each with its newest count."""
    words, places = view.words, codes(view.asked["country"])
    people = fleeing.everybody(view.counts, view.days.start, view.days.end)
    every = fleeing.by_country(people, view.order(people))
    measure = view.asked.get("measure", "cumulative")
    series = fleeing.daily(every) if measure == "daily" else fleeing.cumulative(every)
    series = series[series["location_iso3"].isin(places)].sort_values("reference_period_end")
    newest = fleeing.newest_by_country(series)
    if newest.empty:
        return _nothing(places, words)
    silent = [place for place in places if place not in set(newest["location_iso3"])]
    if len(newest) == 1:
        found = _one(view, series, newest, measure)
    else:
        about = {"out_of_origin": crisis.read().out_of_origin[words.language]}
        what = words.say(f"finding.countries.{measure}", unit=lines.axis(newest, words), **about)
        names = [_place(row, words) for row in as_rows(newest)]
        found = _several(view, what, newest, names)
    also = [words.say("finding.crossings")] if "crossings" in set(newest["unit"]) else []
    also += [_nothing(silent, words).sentence] if silent else []
    beside_them = " ".join([found.beside_them, *also]) if found.several else ""
    sentence = " ".join([found.sentence, *also])
    return replace(found, sentence=sentence, beside_them=beside_them)


def of_nationalities(view: Shown) -> Finding:
    """Third-country nationals of the nationalities chosen, where the page shows them first."""
    words, chosen = view.words, codes(view.asked["nationality"])
    reported = counts.only(view.counts, population_type=nationals.KIND)
    of_chosen = nationals.by_nationality(reported, list(chosen), view.order(reported))
    first = next(nationals.groups(of_chosen), None)
    if first is None:
        return _nothing(chosen, words)
    row, group = first
    names = [words.country(one) for one in group["nationality_iso3"]]
    unit = words.name("unit", row["unit"])
    place = words.countries(row["location_iso3"])
    what = words.say("finding.nationalities", place=place, unit=unit)
    return _several(view, what, group, names)


def of_points(view: Shown) -> Finding:
    """How many places and lines of help match the view, when they were verified and by whom."""
    words = view.words
    found = points.chosen(view.tables["assistance_points"], points.asked(view.asked))
    if found.empty:
        return Finding(words.say("assistance.none"))
    sentence = words.say("finding.points", n=len(found))
    if places := codes(view.asked.get("country", "")):
        named = words.listed(words.country(place) for place in places)
        sentence = words.say("finding.of_places", places=named, sentence=sentence)
    verified = found[found["last_verified"].notna()]
    if verified.empty:
        return Finding(sentence)
    return Finding(sentence, source(view, verified, "last_verified", "finding.verified"))


def of_updates(view: Shown) -> Finding:
    """How many updates the view has, and what the newest is about."""
    found = updates.of_view(view)
    return Finding(updates.finding(found, view.words))


def of_one(name: str, row: Row, measure: str, about: Crisis, words: Wording) -> str:
    """The newest count of one country in a sentence."""
    return words.say(
        f"finding.country.{measure}",
        name=name,
        count=words.count_in_words(row["count"], row["qualifier"]),
        unit=words.name("unit", row["unit"]),
        out_of_origin=about.out_of_origin[words.language],
        start=words.day(row["reference_period_start"]),
        as_of=words.day(row["reference_period_end"]),
    )


def told(names: Sequence[str], rows: Sequence[Row], words: Wording) -> list[str]:
    """Each name with its count, short."""
    return [
        words.say("finding.each", name=name, count=headlines.value(row, words))
        for name, row in zip(names, rows, strict=True)
    ]


def _one(view: Shown, series: pd.DataFrame, newest: pd.DataFrame, measure: str) -> Finding:
    """The newest count of one country. What was added up began with the first of its parts."""
    words, row = view.words, as_rows(newest)[0]
    since = {"reference_period_start": series["reference_period_start"].min()}
    # What was added up and what was published need not meet: they are not drawn as one line.
    alike = series[series["how"] == row["how"]]
    return Finding(
        of_one(_place(row, words), row | since, measure, crisis.read(), words),
        source(view, newest),
        headlines.value(row, words),
        Headline(row, None, alike),
    )


def _several(view: Shown, what: str, newest: pd.DataFrame, names: Sequence[str]) -> Finding:
    """Counts side by side, the largest first; `what` they are."""
    words, rows = view.words, as_rows(newest)
    each = told(names, rows, words)[:MOST]
    if len(rows) > MOST:
        each.append(words.say("finding.more", n=len(rows) - MOST))
    bars = [
        (name, float(row["count"]), headlines.value(row, words))
        for name, row in zip(names, rows, strict=True)
    ]
    sentence = words.say("finding.listed", what=what, counts=words.listed(each))
    return Finding(sentence, source(view, newest), several=bars[:MOST], beside_them=f"{what}.")


def _place(row: Row, words: Wording) -> str:
    name = words.country(row["location_iso3"])
    added_up = row["how"] == fleeing.ADDED_UP
    return words.say("line.added_up", name=name) if added_up else name


def _nothing(chosen: Sequence[str], words: Wording) -> Finding:
    names = words.listed(words.country(code) for code in chosen)
    return Finding(words.say("nothing_reported_by", places=names))
