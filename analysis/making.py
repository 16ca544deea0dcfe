"""What this dashboard makes of counts: sums, changes and rates, each with what it was made of."""

from dataclasses import dataclass

import pandas as pd

from analysis import adding, comparison, fleeing
from analysis.headlines import as_rows
from analysis.leading import Leads
from analysis.wording import Wording
from ledger import populations

# How a number was made: `made=` in a link.
SUM_OF_COUNTRIES = "sum_of_countries"
CHANGE = "change"
RATES = (fleeing.PER_1000, fleeing.ADDED_UP_PER_1000)
MADE = (SUM_OF_COUNTRIES, fleeing.ADDED_UP, CHANGE, *RATES)


@dataclass(frozen=True)
class Total:
    """A number that this dashboard made: how, what it is, and the counts that it was made of."""

    made: str
    count: float
    qualifier: str
    parts: pd.DataFrame


def total(
    made: str,
    row: pd.DataFrame,
    newest: pd.DataFrame,
    published: pd.DataFrame,
    breaks: pd.DataFrame,
) -> Total | None:
    """What was made of the count in `row` (a table of one): a sum it stands beside or ends, its
    change, its rate.

    `newest` holds the newest vintages within the days of the view, `published` all of them. None
    when nothing of the kind is made of that row, as no change is across one of the `breaks`.
    """
    if made == CHANGE:
        return _change(row, newest, breaks)
    if made == fleeing.PER_1000:
        return _rate(made, row)
    if made == fleeing.ADDED_UP_PER_1000:
        added = total(fleeing.ADDED_UP, row, newest, published, breaks)
        return _rate(made, row, added) if added else None
    if made == SUM_OF_COUNTRIES:
        parts = comparison.parts_of_sum(published, row)
    elif made == fleeing.ADDED_UP:
        of_source = newest[newest["source_id"] == row["source_id"].iloc[0]]
        days = of_source["reference_period_end"].agg(["min", "max"])
        people = fleeing.everybody(of_source, *days) if len(of_source) else of_source
        parts = fleeing.parts_added_up(fleeing.by_country(people, Leads()), row)
    else:
        return None
    if parts.empty:
        return None
    added = (adding.total if made == SUM_OF_COUNTRIES else adding.over_time)(parts)
    return Total(made, added.count, added.qualifier, parts)


def value(made: Total, words: Wording) -> str:
    """What was made, as it is shown."""
    if made.made == CHANGE:
        return words.change(made.count, made.qualifier)
    if made.made in RATES:
        return words.rate(made.count, made.qualifier)
    return words.count(made.count, made.qualifier)


def why(made: Total, words: Wording) -> str:
    """How it was made, in a sentence or two."""
    told: dict[str, object] = {}
    if made.made in RATES:
        place = str(made.parts["location_iso3"].iloc[-1])
        known = populations.rows()[place]
        told = {name: known[name] for name in ("year", "source", "source_url")}
        told["inhabitants"] = words.number(int(known["population"]))
        told["place"] = words.country(place)
    return words.say(f"provenance.why.{made.made}", n=len(made.parts), **told)


def _change(row: pd.DataFrame, newest: pd.DataFrame, breaks: pd.DataFrame) -> Total | None:
    """A count and the one before it in its series: how it moved."""
    earlier = adding.before(newest, row)
    if earlier.empty or row["count"].isna().any():
        return None
    parts = pd.concat([earlier, row])
    try:
        moved = adding.difference(*(as_rows(one)[0] for one in (row, earlier)), breaks)
    except adding.MethodChangedError:
        return None
    return Total(CHANGE, moved.count, moved.qualifier, parts)


def _rate(made: str, row: pd.DataFrame, added: Total | None = None) -> Total | None:
    """A count, or what was added up to it, for each 1,000 inhabitants of its country."""
    counted = row.assign(count=added.count) if added else row[row["count"].notna()]
    rate = adding.per_thousand(counted, populations.read())
    if rate.empty:
        return None
    qualifier = added.qualifier if added else str(row["qualifier"].iloc[0])
    return Total(made, rate["count"].iloc[0], qualifier, added.parts if added else row)
