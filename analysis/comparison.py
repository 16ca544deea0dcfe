"""Counts of people fleeing side by side: totals and sums of countries, source and source."""

from datetime import timedelta

import numpy as np
import pandas as pd

from analysis import counts, identity
from analysis.headlines import as_rows
from analysis.qualifiers import EXACT
from analysis.wording import Wording
from ledger.crisis import Crisis
from ledger.tables import COUNTS

MOST_DAYS_APART = 2
FIRST_DAYS = 5


def differing_totals(published: pd.DataFrame, crisis: Crisis) -> pd.DataFrame:
    """Published regional totals beside the sum of countries, of the source shown first.

    `published` holds every vintage; the columns are those of counts.totals_beside_countries, and
    `origin`: how links name the total.
    """
    chosen = _with_totals(published, crisis)
    beside = counts.totals_beside_countries(chosen)
    return beside.assign(origin=identity.codes(COUNTS, chosen.loc[beside.index]))


def parts_of_sum(published: pd.DataFrame, total: pd.DataFrame, crisis: Crisis) -> pd.DataFrame:
    """The counts of countries that make up the sum beside a published total (a table of one).

    No row when that is no total beside which a sum stands.
    """
    chosen = _with_totals(published, crisis)
    totals = chosen.index[chosen["location_iso3"].isna()]
    if total.index[0] not in totals:
        return chosen[:0]
    return counts.known_with(chosen, total.index[0])


def _with_totals(published: pd.DataFrame, crisis: Crisis) -> pd.DataFrame:
    """Cumulative counts of everybody by the source shown first that has totals and countries."""
    chosen = counts.only(published, population_type="people_fleeing", measure="cumulative")
    chosen = counts.not_broken_down(chosen)
    with_total = chosen[chosen["location_iso3"].isna()]["source_id"].unique()
    with_parts = chosen[chosen["location_iso3"].notna()]["source_id"].unique()
    both = chosen[chosen["source_id"].isin(set(with_total) & set(with_parts))]
    return counts.preferred(both, crisis.source_order.get("people_fleeing", []))


def side_by_side(people: pd.DataFrame, crisis: Crisis) -> pd.DataFrame:
    """Cumulative counts of other sources that the source shown first does not agree with.

    A count disagrees when the first source says something else of the same day; or, when that is
    silent on the day, when it lies outside its counts of the days before and after. One row for
    each: location_iso3; count, qualifier, unit, as_of, source_id and source_url of the first
    source on the nearest day, and the same with `_other`; `ratio` of the two, the largest first.
    Counts of people and of crossings stand beside each other and are never subtracted.
    """
    columns = ["location_iso3", "as_of", "count", "qualifier", "unit", "source_id", "source_url"]
    columns.append("at")
    chosen = counts.only(people, measure="cumulative")
    chosen = chosen[chosen["place_as_reported"].isna()]
    chosen = chosen.assign(
        as_of=chosen["reference_period_end"],
        location_iso3=chosen["location_iso3"].astype(object).fillna(""),
        count=chosen["count"].astype(float),
        at=chosen.index,
    )[columns].sort_values("as_of")
    first = counts.preferred(chosen, crisis.source_order.get("people_fleeing", []))
    other = chosen[~chosen.index.isin(first.index)]
    beside = _nearest(other, first, "nearest")
    around = [_nearest(other, first, way)["count"] for way in ("backward", "forward")]
    low, high = (np.minimum(*around), np.maximum(*around))
    outside = (beside["count_other"] < low) | (beside["count_other"] > high)
    ratio = beside["count_other"] / beside["count"]
    beside = beside.assign(ratio=ratio.where(ratio >= 1, 1 / ratio))
    found = beside[outside].sort_values("ratio", ascending=False, kind="stable")
    # Named only now: there are many counts, and few disagreements.
    named = {
        f"origin{which}": identity.codes(COUNTS, people.loc[found[f"at{which}"]])
        for which in ("", "_other")
    }
    return found.assign(**named)


def _nearest(other: pd.DataFrame, first: pd.DataFrame, direction: str) -> pd.DataFrame:
    return pd.merge_asof(
        other.assign(day=other["as_of"]),
        first.assign(day=first["as_of"]),
        on="day",
        by="location_iso3",
        direction=direction,
        tolerance=timedelta(days=MOST_DAYS_APART),
        suffixes=("_other", ""),
    )


def first_and_newest(totals: pd.DataFrame) -> pd.DataFrame:
    """Of published totals: those about the first days, and the newest of each source."""
    first = totals["reference_period_start"].min() + pd.Timedelta(days=FIRST_DAYS)
    newest = totals.sort_values("reference_period_end").drop_duplicates("source_id", keep="last")
    early = totals[totals["reference_period_end"] < first]
    return pd.concat([early, newest]).drop_duplicates().sort_values("reference_period_end")


def sum_against_total(beside: pd.Series, words: Wording) -> str:
    """How a sum of countries differs from the published total; only exact ones are equal."""
    qualifier = beside["difference_qualifier"]
    if not beside["difference"]:
        return words.say("totals.same" if qualifier == EXACT else "totals.about_same")
    return words.say("totals.less", difference=words.change(-beside["difference"], qualifier))


def totals_table(beside: pd.DataFrame, words: Wording) -> pd.DataFrame:
    """Published totals beside the sum of countries as a reader's table, the newest first."""
    rows = [
        {
            words.say("label.as_of"): words.short_day(row["as_of"]),
            words.say("label.published_at"): words.moment(row["published_at"]),
            words.say("totals.published"): words.count(row["total"], row["qualifier"]),
            words.say("totals.sum"): words.count(row["sum"], row["sum_qualifier"]),
            words.say("totals.difference"): words.change(
                row["difference"], row["difference_qualifier"]
            ),
            words.say("label.origin"): f"count={row['origin']}",
            words.say("label.made"): f"count={row['origin']}&made=sum_of_countries",
            words.say("label.note"): row["note"],
        }
        for row in as_rows(beside.iloc[::-1])
    ]
    return pd.DataFrame(rows)


def side_by_side_table(
    pairs: pd.DataFrame, publishers: dict[str, str], words: Wording
) -> pd.DataFrame:
    """What two sources say of one place and time, each with its unit and last day."""
    return pd.DataFrame(
        {
            words.say("label.location_iso3"): words.countries(row["location_iso3"]),
            words.say("side_by_side.first"): _said(row, "", publishers, words),
            words.say("side_by_side.other"): _said(row, "_other", publishers, words),
            words.say("label.origin_first"): f"count={row['origin']}",
            words.say("label.origin_other"): f"count={row['origin_other']}",
        }
        for row in as_rows(pairs)
    )


def _said(row: dict, which: str, publishers: dict[str, str], words: Wording) -> str:
    return words.say(
        "side_by_side.said",
        count=words.count(row[f"count{which}"], row[f"qualifier{which}"]),
        unit=words.name("unit", row[f"unit{which}"]),
        source=publishers.get(row[f"source_id{which}"], row[f"source_id{which}"]),
        day=words.short_day(row[f"as_of{which}"]),
    )
