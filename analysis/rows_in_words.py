"""The rows that matter most of what a version changed, each as a sentence, by table."""

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from analysis import differences, listing, qualifiers
from analysis.adding import BREAKDOWNS
from analysis.rows import Row, as_rows
from analysis.wording import Wording
from ledger.changes import BEFORE, Changes
from ledger.tables import TABLES

ONE_BY_ONE = ("counts", "assisted_movements", "updates", "breaks")
MOST_OF_A_KIND = 3
MOST_TOGETHER = 5
MOST_TOTALS = 2
PARTS = [name for name in BREAKDOWNS if name != "place_as_reported"]
# What the rows of a table are told together by, besides where they are.
KIND = {"assistance_points": "kind", "needs": "item", "offers": "item"}


def of(name: str, changed: Changes, cards: Mapping[str, str], words: Wording) -> list[str]:
    """Sentences about what changed in a table; `cards` are the publishers of sources.

    Of tables in ONE_BY_ONE each tells of one row, of others all together of every row.
    """
    match name:
        case "counts":
            return _counts(changed, cards, words)
        case "assisted_movements":
            return _movements(changed, words)
        case "updates":
            return _updates(changed, words)
        case "breaks":
            return _breaks(changed, cards, words)
        case _:
            return _together(name, changed, words)


def _counts(changed: Changes, cards: Mapping[str, str], words: Wording) -> list[str]:
    """The newest totals, the largest revisions, what went, the newest counts of places."""
    revised = differences.revisions(changed)
    # Of a revision that left the number as it was the summary tells; so of what is withheld.
    moved = revised[revised["change"].fillna(0) != 0] if len(revised) else revised
    withdrawn = differences.largest_first(changed.withdrawn).dropna(subset="count")
    newest = _newest(changed.added)
    is_total = newest["location_iso3"].isna() & ~newest["part"]
    return [
        *_standing("added", newest[is_total].head(MOST_TOTALS), cards, words),
        *(_revised(row, cards, words) for row in as_rows(moved.head(MOST_OF_A_KIND))),
        *_standing("withdrawn", withdrawn.head(MOST_OF_A_KIND), cards, words),
        *_standing("added", newest[~is_total].head(MOST_OF_A_KIND), cards, words),
    ]


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


def _standing(
    entry: str, rows: pd.DataFrame, cards: Mapping[str, str], words: Wording
) -> Iterator[str]:
    """Counts that stand now, or stood until now, each in a sentence."""
    for row in as_rows(rows):
        about = _about(row, cards, words)
        yield words.say(f"changes.row.{entry}", **about, count=_count(row, words))


def _revised(row: Row, cards: Mapping[str, str], words: Wording) -> str:
    before, about = _count(row, words, BEFORE), _about(row, cards, words)
    if row["status"] == "withdrawn":
        return words.say("changes.row.taken_back", **about, count=before)
    change, share = differences.moved(row, words)
    told = ", ".join(filter(None, (change, share))) if row["change"] else ""
    moved = words.say("changes.row.moved", change=told) if told else ""
    return words.say(
        "changes.row.revised", **about, before=before, now=_count(row, words), change=moved
    )


def _about(row: Row, cards: Mapping[str, str], words: Wording) -> dict[str, str]:
    """Who is counted where and when, in which unit, and by whom."""
    table, start, end = TABLES["counts"], row["reference_period_start"], row["reference_period_end"]
    place, nationality = row["location_iso3"], row["nationality_iso3"]
    columns = PARTS if "+" in place else BREAKDOWNS
    parts = {name: differences.value(table.column(name), row[name], words) for name in columns}
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
        "source": cards.get(row["source_id"], row["source_id"]),
    }


def _count(row: Row, words: Wording, suffix: str = "") -> str:
    qualifier = row[f"qualifier{suffix}"] or qualifiers.EXACT
    return words.count_in_words(row[f"count{suffix}"], qualifier)


def _movements(changed: Changes, words: Wording) -> list[str]:
    """The largest, then those without a number, such as what States asked for."""
    rows = differences.largest_first(pd.concat([changed.revised, changed.added]))
    label = {
        name: words.say(f"label.{name}")
        for name in ("who", "count", "way", "status", "date", "assisted_by")
    }
    return [
        words.say("changes.row.movement", **{name: row[label[name]] for name in label})
        for row in as_rows(listing.movements(rows.head(MOST_OF_A_KIND), words))
    ]


def _updates(changed: Changes, words: Wording) -> list[str]:
    rows = pd.concat([changed.revised, changed.added]).sort_values("date", ascending=False)
    return [
        words.say(
            "changes.row.update",
            title=row.get(f"title_{words.language}") or row["title_en"],
            organisation=row["organisation"],
            day=words.day(row["date"]),
        )
        for row in as_rows(rows.head(MOST_OF_A_KIND))
    ]


def _breaks(changed: Changes, cards: Mapping[str, str], words: Wording) -> list[str]:
    rows = pd.concat([changed.revised, changed.added]).sort_values("date", ascending=False)
    return [
        words.say(
            "changes.row.break",
            source=cards.get(row["source_id"], row["source_id"]),
            day=words.day(row["date"]),
            text=row[f"text_{words.language}"],
        )
        for row in as_rows(rows.head(MOST_OF_A_KIND))
    ]


def _together(name: str, changed: Changes, words: Wording) -> list[str]:
    """What was added and where, what is new in the status of others, and what else changed."""
    told = []
    if name in KIND and len(changed.added):
        kinds = Counter(map(words.named(KIND[name]), changed.added[KIND[name]].astype(str)))
        told.append(words.say("changes.kinds", kinds=_most(kinds, words)))
    if "country_iso3" in changed.added and changed.added["country_iso3"].notna().any():
        places = Counter(map(words.country, changed.added["country_iso3"].dropna().astype(str)))
        told.append(words.say("changes.where", places=_most(places, words)))
    rows = as_rows(changed.revised)
    columns = [column for column in TABLES[name].names if f"{column}{BEFORE}" in changed.revised]
    if "status" in columns:
        new = [row["status"] for row in rows if row["status"] != row[f"status{BEFORE}"]]
        if status := Counter(words.name("status", one) for one in new if one):
            told.append(words.say("changes.status", status=_most(status, words)))
    differ = Counter(c for row in rows for c in columns if row[c] != row[f"{c}{BEFORE}"])
    if differ:
        named = Counter({words.say(f"label.{column}"): n for column, n in differ.items()})
        told.append(words.say("changes.columns", columns=_most(named, words)))
    return told


def _most(numbers: Counter[str], words: Wording) -> str:
    """What stands there most often, with how many rows have it, and how many others there are."""
    most = numbers.most_common(MOST_TOGETHER)
    told = [words.say("changes.times", what=what, times=times) for what, times in most]
    rest = len(numbers) - len(most)
    return words.listed([*told, *([words.say("changes.others", n=rest)] if rest else [])])
