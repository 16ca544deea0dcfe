"""Disagreements between sources as readers see them: who says what, how far apart, and why."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import comparison, counts, pairing, qualifiers, sources
from analysis.comparison import OTHER
from analysis.headlines import as_rows, publishers
from analysis.leading import Leads
from analysis.wording import Wording, plain

Row = Mapping[str, Any]
Tables = dict[str, pd.DataFrame]
Names = Mapping[str, tuple[str, str]]
# From here on "2.7 times" says more than "170 %".
AS_TIMES = 2


def of_places(pairs: pd.DataFrame, chosen: list[str]) -> pd.DataFrame:
    """Those about one of the places chosen (none: all), alone or counted together with others."""
    if not chosen:
        return pairs
    places = pairs["location_iso3"].astype(object).fillna("").str.split("+")
    return pairs[[bool(set(several) & set(chosen)) for several in places]]


def places(pairs: pd.DataFrame) -> list[str]:
    """Every single place that two sources disagree about."""
    joined = pairs["location_iso3"].dropna().astype(str).unique()
    return sorted({place for several in joined for place in several.split("+")})


def totals(published: pd.DataFrame) -> pd.DataFrame:
    """Published totals that differ from the sum of countries, of every source, the largest first.

    Only where a country of the sum was counted on a day near that of the total: an older sum is
    smaller because time passed. `published` holds every vintage; the columns are those of
    comparison.differing_totals and `ratio`.
    """
    found = [
        comparison.differing_totals(counts.only(published, source_id=source), Leads())
        for source in comparison.with_totals(published)
    ]
    if not found:
        found = [comparison.differing_totals(published[:0], Leads())]
    beside = pd.concat(found)
    near = beside["as_of"] - beside["sum_as_of"] <= pairing.MOST_DAYS_APART
    beside = beside[near & (beside["difference"] != 0)]
    larger, smaller = beside[["total", "sum"]].max(axis=1), beside[["total", "sum"]].min(axis=1)
    beside = beside.assign(ratio=larger.astype(float) / smaller.astype(float))
    return beside.sort_values("ratio", ascending=False, kind="stable")


def totals_table(beside: pd.DataFrame, tables: Tables, words: Wording) -> pd.DataFrame:
    """Differing totals as a reader's table."""
    short = publishers(tables["sources"])
    said = comparison.totals_table(beside.iloc[::-1], words)
    said.insert(0, words.say("label.source"), [short.get(one, one) for one in beside["source_id"]])
    said.insert(5, words.say("totals.countries"), beside["countries"].tolist())
    return said


def about(row: Row, words: Wording) -> str:
    """What two counts are about: where, who, and how they are counted."""
    where = row["place_as_reported"] or words.countries(row["location_iso3"])
    coded = [
        words.name(name, row[name]) for name in ("population_type", "measure", "sex") if row[name]
    ]
    nationality = [words.country(row["nationality_iso3"])] if row["nationality_iso3"] else []
    plain = [row[name] for name in ("age_range", "admin1_code", "admin2_code") if row[name]]
    return " · ".join([where, *coded, *nationality, *plain])


def names(tables: Tables) -> Names:
    """The publisher of each source, and its publisher and title."""
    short = publishers(tables["sources"])
    return {
        source: (publisher, sources.name(tables, source)) for source, publisher in short.items()
    }


def said(row: Row, which: str, named: Names, words: Wording) -> str:
    """One of two counts with its unit, publisher and last day, in a line.

    Of two sources by one publisher each is called by its title too.
    """
    one, other = (_named(row[f"source_id{side}"], named) for side in (which, _beside(which)))
    return words.say(
        "side_by_side.said",
        count=number(row, which, words),
        unit=words.name("unit", row[f"unit{which}"]),
        source=one[one[0] == other[0]],
        day=words.short_day(row[f"as_of{which}"]),
    )


def also(beside: pd.DataFrame, tables: Tables, words: Wording) -> list[str]:
    """What other sources say of a headline, and how far they are apart, each as Markdown.

    `beside` is from comparison.beside.
    """
    named = names(tables) if len(beside) else {}
    told = ((plain(said(pair, OTHER, named, words)), pair) for pair in as_rows(beside))
    return [
        words.say("side_by_side.also", said=other, apart=apart(pair, words)) for other, pair in told
    ]


def number(row: Row, which: str, words: Wording) -> str:
    """One of two counts with its qualifier."""
    return words.count(row[f"count{which}"], row[f"qualifier{which}"] or "exact")


def difference(row: Row, words: Wording) -> str:
    """How far the other count is from the one that leads; or why no difference is given."""
    match row["why_not"]:
        case "":
            return words.say(
                "side_by_side.difference", difference=words.change(row["difference"], _certain(row))
            )
        case "unit":
            units = (words.name("unit", row[f"unit{which}"]) for which in ("", OTHER))
            return words.say("side_by_side.unlike_units", units=words.listed(units))
        case _:
            return words.say("side_by_side.unlike_days")


def ratio(row: Row, words: Wording) -> str:
    """How much larger the larger of two counts is; blank beside a zero, and when it is not told."""
    more = words.part(row["ratio"] - 1)
    if row["ratio"] == float("inf") or more == words.part(0):
        return ""
    if row["ratio"] >= AS_TIMES:
        times = words.rate_in_words(row["ratio"], _certain(row))
        return words.say("side_by_side.times", ratio=times)
    exact = _certain(row) == qualifiers.EXACT
    return words.say("side_by_side.larger" if exact else "side_by_side.about_larger", share=more)


def apart(row: Row, words: Wording) -> str:
    """The difference and the ratio of two counts, in a line."""
    told = (difference(row, words), ratio(row, words))
    return " · ".join(filter(None, told))


def table(pairs: pd.DataFrame, tables: Tables, words: Wording) -> pd.DataFrame:
    """Pairs of counts as a reader's table, with links to where each comes from."""
    named = names(tables)
    return pd.DataFrame(
        {
            words.say("side_by_side.about"): about(row, words),
            words.say("side_by_side.first"): said(row, "", named, words),
            words.say("side_by_side.other"): said(row, OTHER, named, words),
            words.say("side_by_side.apart"): apart(row, words),
            words.say("label.origin_first"): f"count={row['origin']}",
            words.say("label.origin_other"): f"count={row[f'origin{OTHER}']}",
        }
        for row in as_rows(pairs)
    )


def with_definitions(pairs: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Pairs of counts in codes, each with what its source counts, how, and what it misses."""
    cards = tables["sources"].set_index("source_id")
    defined = {
        f"{name}{which}": pairs[f"source_id{which}"].astype(object).map(cards[name])
        for which in ("", OTHER)
        for name in ("publisher", *sources.DEFINES)
    }
    return pairs.assign(**defined)


def _certain(row: Row) -> str:
    """The qualifier of what two counts differ by."""
    each = (row[f"qualifier{which}"] or qualifiers.EXACT for which in ("", OTHER))
    return qualifiers.of_difference(*each)


def _named(source: str, named: Names) -> tuple[str, str]:
    return named.get(source, (source, source))


def _beside(which: str) -> str:
    return "" if which else OTHER
