"""The counts that matter most of what a version changed, each as a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import adding, counts, differences, falls, headlines, identity, qualifiers
from analysis.adding import BREAKDOWNS
from analysis.headlines import Headline
from analysis.rows import Row, as_rows
from analysis.wording import Wording
from ledger.changes import BEFORE, Changes
from ledger.tables import COUNTS

MOST_OF_A_KIND = 3
MOST_TOTALS = 2
MOST_FALLS = 2
NOW = ("added", "revised", "corrected")
PARTS = [name for name in BREAKDOWNS if name != "place_as_reported"]


@dataclass(frozen=True)
class Around:
    """The counts of the sources that a version wrote to, before and after it, all vintages.

    Beside them its breaks in series, the publisher of each source, and the reader's language.
    """

    before: pd.DataFrame
    after: pd.DataFrame
    breaks: pd.DataFrame
    cards: Mapping[str, str]
    words: Wording


def sentences(changed: Changes, around: Around) -> list[str]:
    """The newest totals, the largest revisions, what went, the newest counts of places."""
    revised = differences.revisions(changed)
    # Of a revision that left the number as it was the summary tells; so of what is withheld.
    moved = revised[revised["change"].fillna(0) != 0] if len(revised) else revised
    newest = _newest(changed.added)
    is_total = newest["location_iso3"].isna() & ~newest["part"]
    return [
        *_added(newest[is_total].head(MOST_TOTALS), around),
        *(_revised(row, around) for row in as_rows(moved.head(MOST_OF_A_KIND))),
        *_gone(revised, changed.withdrawn, around),
        *_added(newest[~is_total].head(MOST_OF_A_KIND), around),
    ]


def fallen(changed: Changes, around: Around) -> list[str]:
    """Where a cumulative count is lower than the one before it with this version, and why."""
    rows = pd.concat([getattr(changed, kind) for kind in NOW])
    rows = counts.only(rows, measure="cumulative")
    newest = counts.newest(around.after)
    touched = np.isin(identity.marks(newest, falls.SERIES), identity.marks(rows, falls.SERIES))
    found = falls.find(newest[touched], around.after, around.breaks)
    if not found:
        return []
    both = pd.DataFrame([row for fall in found for row in (fall.earlier, fall.later)])
    marks = identity.marks(both, COUNTS.subject)
    changed_now = np.isin(marks, identity.marks(rows, COUNTS.subject)).tolist()
    pairs = zip(found, changed_now[::2], changed_now[1::2], strict=True)
    new = [fall for fall, *both_rows in pairs if any(both_rows)]
    new.sort(key=lambda fall: fall.later["count"] - fall.earlier["count"])
    told = (falls.in_words(fall, around.words) for fall in new[:MOST_FALLS])
    return [around.words.say("changes.fell", told=one) for one in told]


def _newest(added: pd.DataFrame) -> pd.DataFrame:
    """The newest count of each series; `part` says whether it is broken down.

    Counts of everybody come first, what was counted since a day before single days, the largest
    before others.
    """
    known = added[added["count"].notna() & (added["status"] != "withdrawn")]
    ordered = known.sort_values("reference_period_end", kind="stable")
    last = ordered.drop_duplicates(differences.SERIES, keep="last")
    # Several countries together have the place as it was reported beside them.
    alone = ~last["location_iso3"].astype(str).str.contains("+", regex=False)
    part = last[PARTS].notna().any(axis=1) | (alone & last["place_as_reported"].notna())
    last = last.assign(part=part, flow=last["measure"] == "flow")
    return last.sort_values(["part", "flow", "count"], ascending=[True, True, False])


def _added(rows: pd.DataFrame, around: Around) -> Iterator[str]:
    """New counts, and how each moved since the newest of its series in the version before."""
    before = counts.newest(around.before)
    for at, row in enumerate(as_rows(rows)):
        one = rows.iloc[[at]]
        earlier = [] if row["measure"] == "flow" else as_rows(adding.before(before, one))
        told = _about(row, around) | {"count": _count(row, around.words)}
        if earlier:
            moved = Headline(row, earlier[0], one)
            change = headlines.change(moved, around.breaks, around.words)
            yield around.words.say("changes.row.added_since", **told, change=change)
        else:
            yield around.words.say("changes.row.added", **told)


def _gone(revised: pd.DataFrame, withdrawn: pd.DataFrame, around: Around) -> Iterator[str]:
    """Counts that do not stand any more: taken back by their publisher, or withdrawn here."""
    if len(revised):
        taken_back = revised[(revised["status"] == "withdrawn") & revised[f"count{BEFORE}"].notna()]
        for row in as_rows(taken_back.head(MOST_OF_A_KIND)):
            count = _count(row, around.words, BEFORE)
            yield around.words.say("changes.row.taken_back", **_about(row, around), count=count)
    held = differences.largest_first(withdrawn).dropna(subset="count")
    for row in as_rows(held.head(MOST_OF_A_KIND)):
        count = _count(row, around.words)
        yield around.words.say("changes.row.withdrawn", **_about(row, around), count=count)


def _revised(row: Row, around: Around) -> str:
    words = around.words
    change = ", ".join(filter(None, differences.moved(row, words)))
    told = {"before": _count(row, words, BEFORE), "now": _count(row, words), "change": change}
    return words.say("changes.row.revised", **_about(row, around), **told)


def _about(row: Row, around: Around) -> dict[str, str]:
    """Who is counted where and when, in which unit, and by whom."""
    words = around.words
    start, end = row["reference_period_start"], row["reference_period_end"]
    place, nationality = row["location_iso3"], row["nationality_iso3"]
    columns = PARTS if "+" in place else BREAKDOWNS
    parts = {name: differences.value(COUNTS.column(name), row[name], words) for name in columns}
    if nationality:
        country = words.country(nationality)
        parts["nationality_iso3"] = words.say("changes.nationality", country=country)
    days = {"start": words.day(start), "end": words.day(end)}
    one_day = row["measure"] == "stock" or start == end
    who = words.name("population_type", row["population_type"]), *parts.values()
    return {
        "who": ", ".join(filter(None, who)),
        "place": words.countries(place) if place else words.say("changes.everywhere"),
        "unit": words.name("unit", row["unit"]),
        "when": words.say("changes.on" if one_day else "changes.from_to", **days),
        "source": around.cards.get(row["source_id"], row["source_id"]),
    }


def _count(row: Row, words: Wording, suffix: str = "") -> str:
    qualifier = row[f"qualifier{suffix}"] or qualifiers.EXACT
    return words.count_in_words(row[f"count{suffix}"], qualifier)
