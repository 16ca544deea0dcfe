"""Which rows of a table an address asks for: what is read without a page has the rows of pages.

Of counts the newest vintages are given, of every source, and each parameter leaves out the rows
that do not match. Only the table of People fleeing (`page=people_fleeing`) is more than some rows:
one source for each country, daily counts added up. Parameters that change nothing but how a page
draws (scale, rate, point) leave every row.
"""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from analysis import (
    by_country,
    counts,
    disclosure,
    exported,
    fleeing,
    listing,
    narration,
    nationals,
    points,
    updates,
)
from analysis.shown import Shown
from analysis.view import codes
from ledger.declaration import Column
from ledger.tables import TABLES

# What stands in a row beside the columns that its publisher filled: why there is no number, how
# there is one, and where the row came from.
BESIDE = (
    Column("withheld", "choice", disclosure.WHY_NO_NUMBER),
    Column("how", "choice", (fleeing.PUBLISHED, fleeing.ADDED_UP)),
    Column("received_file"),
    Column("received_sheet"),
    Column("received_row", "whole"),
)


def of(view: Shown, table: str) -> pd.DataFrame:
    """The rows of a table; `columns` says which of their columns are meant, in which order."""
    if view.asked.get("page"):
        return _of_people_fleeing(view)
    if table == "counts":
        return _chosen(view, view.found(_asked(view, "country"), vintages=_has_history(view)))
    return OTHERS[table](view, view.tables[table])


def as_csv(view: Shown, table: str, tags: Sequence[str] = ()) -> bytes:
    """The rows of a table as exported.as_csv writes them; of counts, cells are written already."""
    names = [column.name for column in columns(table, view.asked.get("page", ""))]
    if table != "counts" or {"page", "find"} & {*view.asked}:
        return exported.as_csv(of(view, table), names, tags)
    held = view.by_place(vintages=_has_history(view))
    at = held.at(view.days.start, view.days.end, _asked(view, "country"))
    rows = _chosen(view, held.chosen_by.take(at))
    return held.cells.as_csv(rows.index.to_numpy(), names, tags)


def columns(table: str, page: str = "") -> list[Column]:
    """What each column of the rows is, in their order."""
    without = set() if table in ("counts", "assisted_movements") else {"withheld"}
    without |= set() if page else {"how"}
    return [*TABLES[table].columns, *(one for one in BESIDE if one.name not in without)]


def _of_people_fleeing(view: Shown) -> pd.DataFrame:
    """By country, of the source that leads there, added up where the page does so."""
    people = fleeing.everybody(view.counts, view.days.start, view.days.end)
    return by_country.rows(people, view.order(people), by_country.asked_of(view))


def _chosen(view: Shown, rows: pd.DataFrame) -> pd.DataFrame:
    """The counts of some places that match all else that is asked for; see ByPlace.chosen_by."""
    match view.asked.get("measure", ""):
        case "":
            pass
        case "daily":
            rows = fleeing.daily(rows)
        case measure:
            rows = counts.only(rows, measure=measure)
    rows = _only(rows, "population_type", _asked(view, "population_type"))
    return _found(view, "counts", _only(rows, "nationality_iso3", _asked(view, "nationality")))


def _has_history(view: Shown) -> bool:
    return view.asked.get("history") == "all"


def _points(view: Shown, every: pd.DataFrame) -> pd.DataFrame:
    choices = (_asked(view, name) for name in ("country", "kind", "service", "speaks", "status"))
    rows = points.chosen(every, points.Asked(*choices, view.asked.get("find", "")))
    return _only(rows, "source_id", _asked(view, "source"))


def _movements(view: Shown, every: pd.DataFrame) -> pd.DataFrame:
    rows = nationals.known(every, view.days.end) if view.asked.get("time") else every
    rows = _only(rows, "nationality_iso3", _asked(view, "nationality"))
    if places := _asked(view, "country"):
        way = (rows["from_iso3"], rows["via_iso3"], rows["to_iso3"])
        on_it = [each.isin(counts.labels_of(each.cat.categories, places)) for each in way]
        rows = rows[np.logical_or.reduce(on_it)]
    return _found(view, "assisted_movements", rows)


def _updates(view: Shown, every: pd.DataFrame) -> pd.DataFrame:
    rows = narration.known(every, view.days.end) if view.asked.get("time") else every
    return _found(view, "updates", updates.chosen(rows, updates.asked(view.asked), view.words))


def _needs(view: Shown, every: pd.DataFrame) -> pd.DataFrame:
    return _found(view, "needs", _only(every, "country_iso3", _asked(view, "country")))


def _offers(view: Shown, every: pd.DataFrame) -> pd.DataFrame:
    return _found(view, "offers", _only(every, "country_iso3", _asked(view, "country")))


def _breaks(view: Shown, every: pd.DataFrame) -> pd.DataFrame:
    places = _asked(view, "country")
    return _found(view, "breaks", counts.of_places(every, places) if places else every)


def _sources(view: Shown, every: pd.DataFrame) -> pd.DataFrame:
    return _found(view, "sources", every)


def _found(view: Shown, table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Of some sources and with some words in them, if the address asks for these."""
    rows = _only(rows, "source_id", _asked(view, "source"))
    return listing.search(rows, view.asked.get("find", ""), table, view.words)


def _only(rows: pd.DataFrame, column: str, values: list[str]) -> pd.DataFrame:
    return counts.only(rows, **{column: values}) if values else rows


def _asked(view: Shown, name: str) -> list[str]:
    return list(codes(view.asked.get(name, "")))


OTHERS: dict[str, Callable[[Shown, pd.DataFrame], pd.DataFrame]] = {
    "assistance_points": _points,
    "needs": _needs,
    "offers": _offers,
    "assisted_movements": _movements,
    "updates": _updates,
    "sources": _sources,
    "breaks": _breaks,
}
