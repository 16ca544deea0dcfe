"""Which counts may still change: those whose publisher says so, and the last days of a series.

How long a source goes on rewriting its days is measured from the vintages held here, for each kind
of count apart: the age that most of its rewritten days had at most when they were rewritten. A day
that was no older when the source last published may be rewritten next. With few rewritings, or
none, nothing is said.
"""

from typing import Any

import numpy as np
import pandas as pd

from analysis import identity
from analysis.rows import as_rows
from analysis.wording import Wording
from ledger.tables import COUNTS

# What rewrites its days in the same way.
KIND = ["source_id", "population_type", "measure", "unit"]
# So many of the rewritings came by that age, and it takes so many to say so.
SHARE = 0.9
FEWEST = 10
COLUMN = "provisional"
BY_PUBLISHER, BY_RULE = "publisher", "rule"


def measured(vintages: pd.DataFrame, newest: pd.DataFrame) -> pd.DataFrame:
    """How long each kind of count is rewritten, by the vintages published up to those of `newest`.

    One row for each kind that has a rule: the columns KIND, `days` (the age in days) and
    `published` (the day on which its source last published).
    """
    counted = vintages["count"].notna() & (vintages["published_at"] <= newest["published_at"].max())
    known = vintages[counted].sort_values("published_at", kind="stable")
    published = known["published_at"].dt.tz_localize(None).dt.normalize()
    before = known["count"].groupby(identity.marks(known, COUNTS.subject)).shift()
    rewritten = (before.notna() & (before != known["count"])).fillna(False).astype(bool)
    age = (published - known["reference_period_end"]).dt.days
    of_kind = known[KIND].assign(published=published, age=age.where(rewritten))
    rules = of_kind.groupby(KIND, observed=True).agg(
        days=("age", lambda ages: ages.quantile(SHARE, interpolation="higher")),
        n=("age", "count"),
        published=("published", "max"),
    )
    return rules[rules["n"] >= FEWEST].drop(columns="n").reset_index()


def marked(series: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    """The counts with a column that says which are provisional, and by whom: see COLUMN."""
    kinds = series[KIND].astype(object)
    known = kinds.merge(rules.astype(dict.fromkeys(KIND, object)), "left", KIND)
    last = series["reference_period_end"].to_numpy()
    young = (known["published"] - last).dt.days <= known["days"]
    by_rule = np.where(young, BY_RULE, "")
    said = np.where(series["status"] == "provisional", BY_PUBLISHER, by_rule)
    return series.assign(**{COLUMN: said})


def is_provisional(row: dict[str, Any]) -> bool:
    """Whether a count may still change, as its publisher says or as `marked` found."""
    return row["status"] == "provisional" or bool(row.get(COLUMN))


def in_words(
    series: pd.DataFrame, rules: pd.DataFrame, publishers: dict[str, str], words: Wording
) -> list[str]:
    """Which of the counts, marked by `marked`, may still change, and how that is known."""
    told = []
    may_change = series[series[COLUMN] == BY_PUBLISHER]
    if len(may_change):
        told.append(words.say("provisional.by_publisher", days=_days(may_change, words)))
    for rule in as_rows(rules):
        of_kind = (series[KIND] == [rule[name] for name in KIND]).all(axis=1)
        young = series[of_kind & (series[COLUMN] == BY_RULE)]
        if len(young):
            told.append(
                words.say(
                    "provisional.by_rule",
                    days=_days(young, words),
                    source=publishers.get(rule["source_id"], rule["source_id"]),
                    share=words.part(SHARE),
                    n=int(rule["days"]),
                )
            )
    return told


def _days(counts: pd.DataFrame, words: Wording) -> str:
    days = counts["reference_period_end"]
    return words.span(days.min(), days.max())
