"""Which source leads where several report the same thing: the one place that decides it.

In this order: the source that the reader chose; one whose card is recommended for the population
type in that place (`third_country_nationals@MDA`); one recommended for the type everywhere; the
order in data/crisis.toml; the identifiers. Sources are never mixed in one series.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from ledger.crisis import Crisis


@dataclass(frozen=True)
class Leads:
    """The order of sources, for each population type and place.

    `recommended` says which sources are recommended for a `type` or for a `type@ISO3`, `order`
    which come next for a type, `chosen` which one the reader wants to see first (blank: none).
    """

    recommended: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Mapping[str, list[str]] = field(default_factory=dict)
    chosen: str = ""

    def first(self, present: Iterable[str], kind: str, place: str = "") -> str:
        """The source that leads among some of a population type in a place; blank among none.

        A blank place is all of them together.
        """
        return next(iter(self.ranked(present, kind, place)), "")

    def ranked(self, present: Iterable[str], kind: str, place: str = "") -> list[str]:
        """Sources from the one that leads to the last."""
        order = self.order.get(kind, [])
        here = self.recommended.get(f"{kind}@{place}", ())
        everywhere = self.recommended.get(kind, ())
        return sorted(
            set(present),
            key=lambda source: (
                source != self.chosen,
                source not in here,
                source not in everywhere,
                order.index(source) if source in order else len(order),
                source,
            ),
        )

    def as_recommended(self) -> "Leads":
        """The order of sources for a reader who chose none."""
        return replace(self, chosen="")

    def places(self, kind: str) -> list[str]:
        """The places for which a source of their own is recommended."""
        named = (about.partition("@") for about in sorted(self.recommended))
        return [place for of, _, place in named if of == kind and place]

    def named(self, kind: str, place: str = "") -> list[str]:
        """The sources that cards and the deployment name for a population type, in order."""
        about = f"{kind}@{place}" if place else kind
        order = [] if place else self.order.get(kind, [])
        return self.ranked({*self.recommended.get(about, ()), *order}, kind, place)


def leads(sources: pd.DataFrame, crisis: Crisis, chosen: str = "") -> Leads:
    """The order of sources that the cards of a version and the deployment ask for."""
    recommended: dict[str, tuple[str, ...]] = {}
    cards = sources.dropna(subset="recommended_for")
    said = zip(cards["source_id"].astype(str), cards["recommended_for"].astype(str), strict=True)
    for source, text in said:
        for about in filter(None, map(str.strip, text.split(";"))):
            recommended[about] = (*recommended.get(about, ()), source)
    return Leads(recommended, crisis.source_order, chosen)


def of_one(counts: pd.DataFrame, order: Leads, kind: str, place: str = "") -> pd.DataFrame:
    """Of counts of one population type in one place those of the source that leads there."""
    source = order.first(_sources(counts), kind, place)
    return counts[counts["source_id"] == source]


def by_place(counts: pd.DataFrame, order: Leads, kind: str) -> pd.DataFrame:
    """Of counts of one population type those of one source, and of another where it is better.

    One source leads for all places, whichever of them it reports, so that a series of countries is
    of one making. Only where a card is recommended for a single place its counts stand there
    instead, whatever their measure. A source that the reader chose is shown alone.
    """
    first = order.first(_sources(counts), kind)
    leads_here = counts["source_id"] == first
    for place in order.places(kind) if first != order.chosen else []:
        here = counts["location_iso3"] == place
        better = order.first(_sources(counts[here]), kind, place)
        if better in order.named(kind, place):
            leads_here = leads_here.mask(here, counts["source_id"] == better)
    return counts[leads_here]


def recommended(reporting: pd.DataFrame, order: Leads) -> list[str]:
    """The sources that lead the population types of some counts when the reader chose none."""
    without = order.as_recommended()
    firsts = (without.first(_sources(counts), kind) for kind, counts in _by_kind(reporting))
    return list(dict.fromkeys(firsts))


def choices(reporting: pd.DataFrame, order: Leads) -> list[str]:
    """The sources of some counts that would lead somewhere if chosen, and do not otherwise."""
    without = order.as_recommended()
    others = set()
    for kind, counts in _by_kind(reporting):
        shown = by_place(counts, without, kind)
        others |= {*_sources(counts[~counts.index.isin(shown.index)])}
    return sorted(others)


def _by_kind(counts: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    by_kind = counts.groupby("population_type", observed=True)
    return [(str(kind), rows) for kind, rows in by_kind]


def _sources(counts: pd.DataFrame) -> list[str]:
    return counts["source_id"].dropna().astype(str).unique().tolist()
