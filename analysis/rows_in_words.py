"""The rows that matter most of what a version changed, each as a sentence, by table."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from analysis import counts, differences, listing, qualifiers
from analysis.adding import BREAKDOWNS
from analysis.rows import Row, as_rows
from analysis.wording import Wording
from ledger.changes import BEFORE, Changes
from ledger.tables import TABLES

ONE_BY_ONE = ("counts", "assisted_movements", "updates", "breaks")
MOST_OF_A_KIND = 3
MOST_TOGETHER = 5
COUNTED_ONCE = ("source_id", "population_type", "measure")


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
    revised = differences.revisions(changed)
    # Of a revision that left the number as it was the summary tells; so of what is withheld.
    moved = (
        revised[revised["change"].notna() & (revised["change"] != 0)] if len(revised) else revised
    )
    withdrawn = differences.largest_first(changed.withdrawn).dropna(subset="count")
    return [
        *(_revised(row, cards, words) for row in as_rows(moved.head(MOST_OF_A_KIND))),
        *(
            words.say(
                "changes.row.withdrawn", **_about(row, cards, words), count=_count(row, words)
            )
            for row in as_rows(withdrawn.head(MOST_OF_A_KIND))
        ),
        *(
            words.say("changes.row.added", **_about(row, cards, words), count=_count(row, words))
            for row in as_rows(_newest_totals(changed.added).head(MOST_OF_A_KIND))
        ),
    ]


def _newest_totals(added: pd.DataFrame) -> pd.DataFrame:
    """The newest count of everybody by each source, or of what it has instead, newest first."""
    known = added[added["count"].notna() & (added["status"] != "withdrawn")]
    everybody = counts.not_broken_down(known)
    totals = counts.only(everybody, location_iso3=None)
    chosen = next((rows for rows in (totals, everybody) if len(rows)), known)
    order = ["reference_period_end", "count"]
    ordered = chosen.sort_values(order, ascending=False, kind="stable")
    return ordered.drop_duplicates(COUNTED_ONCE) if chosen is totals else ordered


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
    broken_down = (differences.value(table.column(name), row[name], words) for name in BREAKDOWNS)
    days = {"start": words.day(start), "end": words.day(end)}
    one_day = row["measure"] == "stock" or start == end
    who = words.name("population_type", row["population_type"]), *broken_down
    place = row["location_iso3"]
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
    rows = pd.concat([changed.revised, changed.added]).dropna(subset="count")
    largest = listing.movements(differences.largest_first(rows).head(MOST_OF_A_KIND), words)
    label = {
        name: words.say(f"label.{name}") for name in ("who", "count", "way", "date", "assisted_by")
    }
    return [
        words.say("changes.row.movement", **{name: row[label[name]] for name in label})
        for row in as_rows(largest)
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
    """Where rows were added, and which columns of others changed, those most often first."""
    told = []
    if "country_iso3" in changed.added and changed.added["country_iso3"].notna().any():
        places = Counter(map(words.country, changed.added["country_iso3"].dropna().astype(str)))
        told.append(words.say("changes.where", places=_most(places, words)))
    rows = as_rows(changed.revised)
    columns = [column for column in TABLES[name].names if f"{column}{BEFORE}" in changed.revised]
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
