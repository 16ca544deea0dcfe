"""Counts side by side: source and source, totals as published and sums of countries."""

import numpy as np
import pandas as pd

from analysis import adding, claims, counts, identity, leading, pairing
from analysis.headlines import as_rows
from analysis.leading import Leads
from analysis.qualifiers import EXACT
from analysis.wording import Wording
from ledger.tables import COUNTS

FIRST_DAYS = 5
OTHER = "_other"
SAID = ("source_id", "count", "qualifier", "unit", "reference_period_start")
SAID += ("reference_period_end", "published_at", "source_url")


def differing_totals(published: pd.DataFrame, order: Leads) -> pd.DataFrame:
    """Published regional totals beside the sum of countries, of the source that leads.

    `published` holds every vintage; the columns are those of counts.totals_beside_countries, and
    `origin`: how links name the total; `source_id`.
    """
    chosen = _of_everybody(published)
    chosen = leading.of_one(chosen, order, "people_fleeing")
    beside = counts.totals_beside_countries(chosen)
    return beside.assign(
        origin=identity.codes(COUNTS, chosen.loc[beside.index]),
        source_id=chosen["source_id"].astype(str),
    )


def parts_of_sum(published: pd.DataFrame, total: pd.DataFrame) -> pd.DataFrame:
    """The counts of countries that make up the sum beside a published total (a table of one).

    No row when that is no total beside which a sum stands.
    """
    chosen = _of_everybody(published)
    chosen = chosen[chosen["source_id"] == total["source_id"].iloc[0]]
    totals = chosen.index[chosen["location_iso3"].isna()]
    if total.index[0] not in totals:
        return chosen[:0]
    return counts.known_with(chosen, total.index[0])


def with_totals(published: pd.DataFrame) -> list[str]:
    """The sources that publish a regional total and counts of countries."""
    return sorted(_of_everybody(published)["source_id"].astype(str).unique())


def _of_everybody(published: pd.DataFrame) -> pd.DataFrame:
    """Cumulative counts of everybody by sources that have totals and countries."""
    chosen = counts.only(published, population_type="people_fleeing", measure="cumulative")
    chosen = counts.not_broken_down(chosen)
    with_total = chosen[chosen["location_iso3"].isna()]["source_id"].unique()
    with_parts = chosen[chosen["location_iso3"].notna()]["source_id"].unique()
    return chosen[chosen["source_id"].isin(set(with_total) & set(with_parts))]


def side_by_side(newest: pd.DataFrame, order: Leads) -> pd.DataFrame:
    """Every two counts of different sources that are about the same thing and disagree.

    What the same thing is says analysis.pairing, what a count allows analysis.claims. Counts of one
    day disagree when no number is possible under both. When the source that leads is silent on the
    day, they disagree when the other lies outside its counts of the days before and after, at most
    MOST_DAYS_APART away. Households are set beside households only.

    One row for each pair, the largest ratio first, in the columns of `told`.
    """
    counted = pairing.with_company(newest[newest["count"].notna()])
    found = pairing.pairs(counted, order)
    said = claims.of(counted)
    near, far, other = (found[which].to_numpy() for which in ("near", "far", "other"))
    households = counted["unit"].eq("households").to_numpy()
    judged = (found["on_day"] | found["between"]).to_numpy()
    judged = judged & (households[near] == households[other])
    agree = said.at(near).or_between(said.at(far)).agree(said.at(other))
    pairs = told(counted.iloc[near[judged & ~agree]], counted.iloc[other[judged & ~agree]])
    return pairs.sort_values("ratio", ascending=False, kind="stable", ignore_index=True)


def beside(newest: pd.DataFrame, row: pd.DataFrame, order: Leads) -> pd.DataFrame:
    """What other sources say of the thing that one count (a table of one) is about.

    The count of the nearest day of each, whether they agree or not, in the columns of `told` and
    in the order of the sources; a table without columns where no other source says anything.
    """
    about = as_rows(row)[0]
    apart = (newest["reference_period_end"] - about["reference_period_end"]).abs()
    is_near = (apart <= pairing.MOST_DAYS_APART) & newest["count"].notna()
    is_near &= newest["source_id"] != about["source_id"]
    for column in ("population_type", "measure"):
        is_near &= newest[column] == about[column]
    near = newest[is_near]
    if len(near):
        near = near[pairing.things(near) == pairing.things(row)[0]]
    if near.empty:
        return pd.DataFrame()
    kind, place = about["population_type"], about["location_iso3"]
    ranked = order.ranked(near["source_id"].astype(str), kind, place)
    keys = pd.DataFrame(
        {
            "rank": near["source_id"].astype(object).map(ranked.index),
            "unlike": near["unit"].astype(object) != about["unit"],
            "apart": apart[near.index],
            "source_id": near["source_id"].astype(object),
        }
    ).sort_values(["rank", "unlike", "apart"], kind="stable")
    near = near.loc[keys.drop_duplicates("source_id").index]
    return told(row.loc[row.index.repeat(len(near))], near)


def told(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Pairs of counts, row by row: what they have in common, and what each says.

    Columns: pairing.IN_COMMON; SAID of the one that leads, and the same with `_other`; `ratio`
    (at least 1; infinite beside a zero); `difference`, blank where adding.each_apart refuses one;
    `why_not`: "unit" or "days" where it does.
    """
    same = one[list(pairing.IN_COMMON)].reset_index(drop=True)
    sides = [_said_by(rows, which) for rows, which in ((one, ""), (other, OTHER))]
    pairs = pd.concat([same, *sides], axis=1)
    first, second = (pairs[f"count{which}"].to_numpy(float) for which in ("", OTHER))
    low, high = np.minimum(first, second), np.maximum(first, second)
    ratio = np.where(low > 0, high / np.where(low > 0, low, 1), np.inf)
    unlike = pairs["unit"].astype(object) != pairs[f"unit{OTHER}"].astype(object)
    difference = adding.each_apart(one, other)
    why_not = np.where(unlike, "unit", "days")
    return pairs.assign(
        ratio=np.where(high > 0, ratio, 1),
        difference=difference,
        why_not=np.where(difference.isna(), why_not, ""),
    )


def _said_by(rows: pd.DataFrame, which: str) -> pd.DataFrame:
    named = rows[list(SAID)].assign(origin=identity.codes(COUNTS, rows)).reset_index(drop=True)
    named = named.rename(columns={"reference_period_end": "as_of"})
    return named.rename(columns={name: f"{name}{which}" for name in named})


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
