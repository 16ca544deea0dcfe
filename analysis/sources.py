"""Who the counts come from: source cards, and the versions in which they were published here."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.rows import Row, as_rows
from analysis.wording import Wording, plain
from ledger import telling
from ledger.ledger import Version

DEFINES = ("covers", "method", "known_gaps")
FACTS = ("covers", "method", "cadence_days", "known_gaps", "licence", "citation")


@dataclass(frozen=True)
class Card:
    """A source as readers see it; `text` is Markdown."""

    title: str
    text: str


def ids(tables: dict[str, pd.DataFrame]) -> list[str]:
    """Every source with a card."""
    return sorted(tables["sources"]["source_id"].astype(str))


def name(tables: dict[str, pd.DataFrame], source_id: str) -> str:
    """Publisher and title of a source; its id when it has no card."""
    cards = tables["sources"]
    found = cards.loc[cards["source_id"] == source_id, ["publisher", "title"]]
    return ": ".join(map(str, found.iloc[0])) if len(found) else source_id


def definition(tables: dict[str, pd.DataFrame], source_id: str, words: Wording) -> str:
    """What a source counts, how, and what it misses, as Markdown; says so when it has no card."""
    cards = tables["sources"]
    found = as_rows(cards[cards["source_id"] == source_id])
    told = _facts(found[0], DEFINES, words) if found else []
    return "\n".join(told) or words.say("side_by_side.no_card")


def places(counts: pd.DataFrame) -> list[str]:
    """Every place that has a count, joint ones included."""
    return sorted(counts["location_iso3"].dropna().astype(str).unique())


def cards(tables: dict[str, pd.DataFrame], words: Wording, only: str = "") -> list[Card]:
    """The card of every source: what it covers, how, how often, its gaps and its terms.

    `only`: the card of that source, if it has one.
    """
    held = tables["counts"]["source_id"].value_counts()
    chosen = tables["sources"]
    chosen = chosen[chosen["source_id"] == only] if only else chosen
    return [
        Card(name(tables, row["source_id"]), _text(row, int(held.get(row["source_id"], 0)), words))
        for row in as_rows(chosen.sort_values(["publisher", "title"]))
    ]


def terms(row: Row, words: Wording) -> str:
    """A source of the table of sources with its licence and the way to its page, as Markdown."""
    return words.say(
        "source.terms" if row["url"] else "source.terms_without_page",
        name=plain(f"{row['publisher']}: {row['title']}"),
        licence=plain(row["licence"] or words.say("unknown")),
        url=row["url"],
    )


def versions(published: Iterable[Version], words: Wording) -> pd.DataFrame:
    """Every version, the newest first: when, by whom, what it changed and why."""
    return pd.DataFrame(
        {
            words.say("label.version"): version.number,
            words.say("label.published_at"): words.moment(version.published_at),
            words.say("label.published_by"): version.published_by,
            words.say("label.changed"): "; ".join(
                telling.counted(table, numbers, words.language)
                for table, numbers in version.changed.items()
            ),
            words.say("label.note"): version.note,
        }
        for version in sorted(published, key=lambda version: -version.number)
    )


def _text(row: dict, held: int, words: Wording) -> str:
    facts = _facts(row, FACTS, words)
    if row["url"]:
        facts.append(words.say("source.link", url=row["url"]))
    return "\n".join([*facts, words.say("source.held", n=held)])


def _facts(row: dict, names: Iterable[str], words: Wording) -> list[str]:
    return [
        words.say("source.fact", label=words.say(f"label.sources.{name}"), value=_value(row[name]))
        for name in names
        if row[name] != ""
    ]


def _value(value: object) -> str:
    return plain(str(int(value)) if isinstance(value, float) else str(value))
