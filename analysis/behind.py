"""The rows behind a view: what its page lists or draws, table by table, of all its sources.

Counts are the newest vintages of the view's days, as readers see them: one that is withheld has no
number. The source that leads stands beside others, so no source is left out but where the page
lets the reader choose among sources.
"""

from collections.abc import Callable

import pandas as pd

from analysis import (
    counts,
    displaced,
    fleeing,
    identity,
    listing,
    nationals,
    pairing,
    points,
    situation,
    updates,
    view,
)
from analysis.published import Tables
from analysis.shown import Shown
from ledger import crisis
from ledger.tables import TABLES


def rows(shown: Shown) -> Tables:
    """The rows of each table that the page of a view shows; tables that it does not show left out.

    Frames are in the columns of the tables as readers get them, `withheld` among them.
    """
    return BEHIND.get(shown.page, lambda _: {})(shown)


def counted(shown: Shown) -> pd.DataFrame:
    """The newest vintages of the view's days, also those without their number."""
    held = shown.all_days(withheld=True)
    return counts.until(held, shown.days.start, shown.days.end)


def _situation(shown: Shown) -> Tables:
    return {
        "counts": situation.reporting(counted(shown), crisis.read()),
        "updates": _until(shown, "updates"),
    }


def _people_fleeing(shown: Shown) -> Tables:
    everybody = fleeing.everybody(counted(shown), shown.days.start, shown.days.end)
    return {"counts": _of_places(shown, everybody, totals=True)}


def _third_country_nationals(shown: Shown) -> Tables:
    of_them = counts.only(counted(shown), population_type=nationals.KIND)
    if chosen := _codes(shown, "nationality"):
        nationality = of_them["nationality_iso3"]
        of_them = of_them[nationality.isna() | nationality.isin(chosen)]
    return {"counts": of_them, "assisted_movements": _until(shown, "assisted_movements")}


def _internally_displaced(shown: Shown) -> Tables:
    return {"counts": displaced.reported(counted(shown), crisis.read())}


def _assistance(shown: Shown) -> Tables:
    names = ("country", "kind", "service", "speaks", "status")
    asked = points.Asked(*(_codes(shown, name) for name in names), shown.asked.get("find", ""))
    return {"assistance_points": points.chosen(shown.tables["assistance_points"], asked)}


def _updates(shown: Shown) -> Tables:
    return {"updates": updates.of_view(shown)}


def _figures_and_sources(shown: Shown) -> Tables:
    name = shown.asked.get("table", "counts")
    held = shown.tables[name]
    if name == "counts":
        held = _of_places(shown, counted(shown))
    if chosen := _codes(shown, "source"):
        held = held[held["source_id"].isin(chosen)]
    return {name: listing.search(held, shown.asked.get("find", ""), name, shown.words)}


def _disagreements(shown: Shown) -> Tables:
    return {"counts": _of_places(shown, pairing.with_company(shown.counts))}


def _provenance(shown: Shown) -> Tables:
    name = shown.asked.get("table", "counts")
    found = identity.find(TABLES[name], shown.tables[name], shown.asked.get("count", ""))
    if name != "counts" or found.empty:
        return {name: found}
    every = shown.all_days(withheld=True)
    return {name: identity.same(every, found, TABLES[name].subject)}


def _methodology(shown: Shown) -> Tables:
    return {name: shown.tables[name] for name in ("sources", "breaks")}


def _of_places(shown: Shown, rows: pd.DataFrame, *, totals: bool = False) -> pd.DataFrame:
    """The counts of the countries chosen, also where they are given with others; none: all.

    With `totals` also those of all countries together.
    """
    chosen = _codes(shown, "country")
    if not chosen:
        return rows
    places = rows["location_iso3"]
    named = counts.labels_of(places.cat.categories, chosen)
    return rows[places.isin(named) | (totals & places.isna())]


def _until(shown: Shown, name: str) -> pd.DataFrame:
    """The rows of a table up to the last day of the view."""
    held = shown.tables[name]
    return held[held["date"] <= pd.Timestamp(shown.days.end)]


def _codes(shown: Shown, name: str) -> list[str]:
    return list(view.codes(shown.asked.get(name, "")))


BEHIND: dict[str, Callable[[Shown], Tables]] = {
    "situation": _situation,
    "people_fleeing": _people_fleeing,
    "third_country_nationals": _third_country_nationals,
    "internally_displaced": _internally_displaced,
    "assistance": _assistance,
    "updates": _updates,
    "figures_and_sources": _figures_and_sources,
    "disagreements": _disagreements,
    "provenance": _provenance,
    "methodology": _methodology,
}
