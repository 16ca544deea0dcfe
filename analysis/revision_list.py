"""Revisions for a reader: how many there are, which count had the most, and all as a table."""

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
from pandas.io.formats.style import Styler

from analysis import listing, qualifiers, revisions
from analysis.headlines import publishers
from analysis.revisions import AGAIN, FELL, KIND
from analysis.rows import Row, as_rows
from analysis.wording import Wording, plain
from ledger.changes import BEFORE

MOST_FALLS = 8
# How each column is called, in the order in which they stand.
TITLES = {
    "place": "revision.where",
    "measured": "label.measure",
    "day": "label.as_of",
    f"count{BEFORE}": "revision.before",
    "count": "revision.after",
    "change": "revision.change",
    "share": "revision.share",
    "origin": "label.origin",
    f"published_at{BEFORE}": "revision.published_before",
    "published_at": "revision.published",
    "source": "label.source",
    "reason": "revision.reason",
}
CERTAIN = ("qualifier", f"qualifier{BEFORE}")


def finding(revised: pd.DataFrame, words: Wording) -> str:
    """How many revisions from revisions.found there are, and which count had the most."""
    kinds = revised[KIND].value_counts()
    how_many = {
        kind: words.say(f"revision.found.{kind}", n=int(n), number=words.number(n))
        for kind, n in kinds.items()
    }
    most = as_rows(revisions.most_often(revised))
    often = [
        words.say(
            "revision.most_often",
            place=plain(place(row, words)),
            measure=_measure(row, words),
            day=words.day(row["reference_period_end"]),
            values=values(most, words),
        )
        for row in most[:1]
    ]
    said = [how_many.get(AGAIN, ""), *often, how_many.get(FELL, "")]
    return " ".join(filter(None, said)) or words.say("revision.none")


def fallen(revised: pd.DataFrame, words: Wording) -> str:
    """The cumulative counts that fell, place by place, as a Markdown list; at most MOST_FALLS."""
    fell = revised[revised[KIND] == FELL].sort_values(["location_iso3", "reference_period_end"])
    items = [
        words.say(
            "revision.fell",
            place=plain(place(row, words)),
            before=number(revisions.before(row), words),
            first=words.day(row[f"reference_period_end{BEFORE}"]),
            after=number(row, words),
            then=words.day(row["reference_period_end"]),
        )
        for row in as_rows(fell.head(MOST_FALLS))
    ]
    more = len(fell) - len(items)
    return "\n".join([*items, *([words.say("revision.fell_more", n=more)] if more else [])])


def values(of_count: Sequence[Row], words: Wording) -> str:
    """How many values a count had, one after the other, and how many different numbers they were.

    `of_count` are all its revisions from revisions.found.
    """
    numbers = {row[name] for row in of_count for name in ("count", f"count{BEFORE}")} - {""}
    n, different = len(of_count) + 1, len(numbers)
    entry = "revision.values" if different == n else "revision.values_repeated"
    return words.say(entry, n=n, different=different)


def number(row: Row, words: Wording) -> str:
    """What a vintage states: its number with its qualifier, or why there is none."""
    if row["count"] == "":
        return words.name("status", row["status"]) if row["status"] else words.say("count.none")
    said = words.count(row["count"], row["qualifier"] or qualifiers.EXACT)
    return words.say("said.provisional", said=said) if row["status"] == "provisional" else said


def place(row: Row, words: Wording) -> str:
    """Where the people are that were counted."""
    return row["place_as_reported"] or words.countries(row["location_iso3"])


def listed(
    revised: pd.DataFrame, sources: pd.DataFrame, breaks: pd.DataFrame, words: Wording
) -> pd.DataFrame:
    """Revisions as a reader's table. Numbers and days stay what they are, to be sorted by them.

    `styled` says them in words.
    """
    names, changes = publishers(sources), as_rows(breaks)
    shown = pd.DataFrame(
        {
            "place": place(row, words),
            "measured": _measure(row, words),
            "source": names.get(row["source_id"], row["source_id"]),
            "reason": _reason(row, changes, words),
            "origin": listing.origin(row),
        }
        for row in as_rows(revised)
    )
    kept = revised.rename(columns={"reference_period_end": "day"}).reset_index(drop=True)
    numbers = [name for name in TITLES if name in kept]
    both = pd.concat([shown, kept[numbers]], axis=1).reindex(columns=list(TITLES))
    return both.rename(columns={name: words.say(title) for name, title in TITLES.items()})


def told(
    revised: pd.DataFrame, sources: pd.DataFrame, breaks: pd.DataFrame, words: Wording
) -> pd.DataFrame:
    """The same with everything in words, to be read and not to be sorted."""
    titles = {name: words.say(entry) for name, entry in TITLES.items()}
    both = [(revisions.before(row), row) for row in as_rows(revised)]
    said = {
        "day": [words.short_day(row["reference_period_end"]) for _, row in both],
        f"count{BEFORE}": [number(earlier, words) for earlier, _ in both],
        "count": [number(row, words) for _, row in both],
        "change": [_moved("change", words.change, row) for _, row in both],
        "share": [_moved("share", words.share, row) for _, row in both],
        f"published_at{BEFORE}": [_moment(earlier, words) for earlier, _ in both],
        "published_at": [_moment(row, words) for _, row in both],
    }
    shown = listed(revised, sources, breaks, words).astype(object)
    return shown.assign(**{titles[name]: texts for name, texts in said.items()})


def _moved(name: str, say: Callable[..., str], row: Row) -> str:
    """How much a count changed, as certain as the two numbers are; blank where it is not known."""
    each = (row[certain] or qualifiers.EXACT for certain in CERTAIN)
    return "" if row[name] == "" else say(row[name], qualifiers.of_difference(*each))


def _moment(row: Row, words: Wording) -> str:
    return words.moment(row["published_at"]) if row["published_at"] else words.say("unknown")


def styled(shown: pd.DataFrame, revised: pd.DataFrame, words: Wording) -> Styler:
    """What `listed` made of the revisions, with its numbers and days in words."""
    style = shown.style
    title = {name: words.say(entry) for name, entry in TITLES.items()}
    style.format(words.short_day, subset=[title["day"]])
    moments = [title[f"published_at{BEFORE}"], title["published_at"]]
    style.format(words.moment, subset=moments, na_rep=words.say("unknown"))
    rows = revised.reset_index(drop=True)
    exact = {name: rows[name].astype(object).fillna(qualifiers.EXACT) for name in CERTAIN}
    pairs = zip(exact[f"qualifier{BEFORE}"], exact["qualifier"], strict=True)
    of_change = pd.Series([qualifiers.of_difference(*pair) for pair in pairs], dtype=object)
    _say(style, title[f"count{BEFORE}"], words.count, exact[f"qualifier{BEFORE}"])
    _say(style, title["count"], words.count, exact["qualifier"])
    _say(style, title["change"], words.change, of_change)
    _say(style, title["share"], words.share, of_change)
    return style


def _say(style: Styler, title: str, say: Callable[..., str], certain: pd.Series) -> None:
    """Say the numbers of a column, each as certain as it is."""
    for qualifier, rows in certain.groupby(certain).groups.items():
        said = partial(say, qualifier=qualifier)
        style.format(said, subset=pd.IndexSlice[rows, [title]], na_rep="–")


def _measure(row: Row, words: Wording) -> str:
    if row["measure"] == "flow" and row["reference_period_start"] == row["reference_period_end"]:
        return words.say("revision.per_day")
    return words.name("measure", row["measure"])


def _reason(row: Row, breaks: Sequence[Row], words: Wording) -> str:
    """Why, or that its publisher does not say; of a fall, below which day it is."""
    told = [revisions.reason(row, breaks, words) or words.say("fall.no_reason")]
    if row[KIND] == FELL:
        day = words.day(row[f"reference_period_end{BEFORE}"])
        told.insert(0, words.say("revision.lower_than", day=day))
    return " ".join(told)
