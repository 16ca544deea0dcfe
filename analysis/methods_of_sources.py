"""What the page of methods says of sources: which leads, and when two of them disagree."""

import pandas as pd

from analysis import claims, leading, pairing, sources
from analysis.headlines import as_rows
from analysis.wording import Wording, plain
from ledger import vocabulary
from ledger.crisis import Crisis

EXAMPLE = 612_000


def leads(tables: dict[str, pd.DataFrame], crisis: Crisis, words: Wording) -> list[str]:
    """For each population type, and for places with an order of their own, the sources in order."""
    order = leading.leads(tables["sources"], crisis)
    told = []
    for kind in vocabulary.POPULATION_TYPES:
        for place in ("", *order.places(kind)):
            named = " → ".join(plain(sources.name(tables, one)) for one in order.named(kind, place))
            about = {"what": words.name("population_type", kind), "order": named}
            if named and place:
                told.append(
                    words.say("methodology.leads_here", place=words.country(place), **about)
                )
            elif named:
                told.append(words.say("methodology.lead", **about))
    return [words.say("methodology.leads_text"), "\n".join(f"- {line}" for line in told)]


def agreeing(words: Wording) -> list[str]:
    """Which counts are compared, and what numbers each qualifier agrees with, by the code."""
    text = words.say(
        "methodology.agreeing_text",
        n=pairing.MOST_DAYS_APART.days,
        half=words.part(claims.ROUNDED_BY),
        columns=words.listed(words.say(f"label.{name}") for name in pairing.IN_COMMON),
    )
    every = {"qualifier": list(vocabulary.QUALIFIERS), "count": EXAMPLE, "count_max": None}
    examples = pd.DataFrame(every).astype({"count_max": "Int64"})
    said = claims.of(examples)
    ranges = zip(as_rows(examples), said.low, said.high, strict=True)
    return [text, "\n".join(f"- {_agrees(row, *ends, words)}" for row, *ends in ranges)]


def _agrees(row: dict, low: float, high: float, words: Wording) -> str:
    named = {
        "count": plain(words.count(EXAMPLE, row["qualifier"])),
        "name": words.name("qualifier", row["qualifier"]),
        "low": words.number(low),
    }
    if high == float("inf"):
        return words.say("methodology.agrees.above", **named)
    if low == high:
        return words.say("methodology.agrees.exact", **named)
    return words.say("methodology.agrees.within", **named, high=words.number(high))
