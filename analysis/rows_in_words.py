"""The rows that matter most of what a version changed in tables besides counts, in sentences."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from analysis import differences, listing
from analysis.rows import as_rows
from analysis.wording import Wording
from ledger.changes import BEFORE, Changes
from ledger.tables import TABLES

ONE_BY_ONE = ("counts", "assisted_movements", "updates", "breaks")
MOST_OF_A_KIND = 3
MOST_TOGETHER = 5
# What the rows of a table are told together by, besides where they are.
KIND = {"assistance_points": "kind", "needs": "item", "offers": "item"}


def of(name: str, changed: Changes, cards: Mapping[str, str], words: Wording) -> list[str]:
    """Sentences about what changed in a table; `cards` are the publishers of sources.

    Of tables in ONE_BY_ONE each tells of one row, of others all together of every row.
    """
    match name:
        case "assisted_movements":
            return _movements(changed, words)
        case "updates":
            return _updates(changed, words)
        case "breaks":
            return _breaks(changed, cards, words)
        case _:
            return _together(name, changed, words)


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
