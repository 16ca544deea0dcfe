"""One view: what a page, its files, its card and its brief show for the same address.

An address is read strictly here: what it asks for and this deployment does not know is refused by
name, with what would be understood, so that nobody gets other figures than they asked for.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TypeVar

import pandas as pd

from analysis import allowed, counts, freshness, leading, migrations, provisional, view
from analysis.by_place import ByPlace
from analysis.leading import Leads
from analysis.published import Published, Tables
from analysis.view import Days
from analysis.wording import Wording
from ledger import crisis
from ledger.ledger import Version

Made = TypeVar("Made")
EMPTY = Version(0, datetime.fromtimestamp(0, UTC), "", "", None, {})


@dataclass(frozen=True)
class Refused:
    """What an address asks for in vain: `why` is part of a catalogue entry `refused.<why>`.

    `allowed` are the values that would be understood; empty where they are too many or of any
    form, which the sentence then says.
    """

    parameter: str
    value: str
    why: str
    allowed: tuple[str, ...] = ()


class NotShown(Exception):
    """An address that cannot be shown; `refused` says all that is wrong with it."""

    def __init__(self, refused: list[Refused]) -> None:
        super().__init__(refused)
        self.refused = refused


@dataclass(frozen=True)
class Shown:
    """A view of one version. `asked` are its parameters in canonical form, `today` our day.

    `frozen` is true when the address names the version, `version.number` 0 in an empty ledger.
    """

    page: str
    asked: Mapping[str, str]
    words: Wording
    published: Published
    version: Version
    newest: int
    frozen: bool
    today: date

    @property
    def query(self) -> str:
        """The canonical query string: the same for everybody who asks for the same."""
        return view.query_string(self.asked)

    @property
    def is_final(self) -> bool:
        """Whether the address shows the same for ever: the version of a day may still come."""
        asked = self.asked.get("as_known", "")
        return self.frozen and (asked.isdecimal() or date.fromisoformat(asked) < self.today)

    @property
    def tables(self) -> Tables:
        """Every table of the version, small counts withheld."""
        return self.published.tables(self.version.number)

    @cached_property
    def as_published(self) -> date | None:
        """The day up to which the publishers' vintages are taken, if any is asked for."""
        asked = self.asked.get("as_published")
        return date.fromisoformat(asked) if asked else None

    @cached_property
    def reported_days(self) -> tuple[date, date]:
        """The first day of the crisis and the last that any count is about."""
        start = crisis.read().start
        last = self.published.made(
            lambda: self.all_days()["reference_period_end"].max(),
            *("last day", self.version.number, self.as_published),
        )
        return start, start if pd.isna(last) else max(start, last.date())

    @cached_property
    def days(self) -> Days:
        """The days that the view is about."""
        return view.days(self.asked.get("time") or view.LATEST, *self.reported_days)

    def all_days(self, *, withheld: bool = False) -> pd.DataFrame:
        """The newest vintages of all days; `withheld`: also those without their number."""
        number = self.version.number
        return self.published.newest_counts(number, self.as_published, withheld=withheld)

    @cached_property
    def counts(self) -> pd.DataFrame:
        """The newest vintages of the view's days."""
        return counts.until(self.all_days(), self.days.start, self.days.end)

    def vintages(self) -> pd.DataFrame:
        """Every vintage of the view's days."""
        held = counts.published_by(self.tables["counts"], self.as_published)
        return counts.until(held, self.days.start, self.days.end)

    def found(self, places: Iterable[str] = (), *, vintages: bool = False) -> pd.DataFrame:
        """The counts of the view's days, withheld ones among them, of some places or of all.

        The newest vintages, or with `vintages` every one; numbered as in `by_place`.
        """
        return self.by_place(vintages=vintages).until(self.days.start, self.days.end, places)

    def by_place(self, *, vintages: bool = False) -> ByPlace:
        """The counts of all days, to be found by place and day; see Published.by_place."""
        return self.published.by_place(self.version.number, self.as_published, vintages=vintages)

    def order(self, reporting: pd.DataFrame) -> Leads:
        """The order of sources, first the one asked for if it is among those reporting."""
        present = set(reporting["source_id"].dropna().astype(str).unique())
        asked = view.codes(self.asked.get("source", ""))
        chosen = next((code for code in asked if code in present), "")
        return leading.leads(self.tables["sources"], crisis.read(), chosen)

    @property
    def judged_on(self) -> date:
        """The day against which counts are judged: see freshness.judged_on."""
        frozen = self.frozen or self.as_published is not None
        return freshness.judged_on(self.days, self.reported_days[1], self.today, frozen=frozen)

    def judged(self) -> pd.DataFrame:
        """Every series of the view's days as freshness.series judges it."""

        def judge() -> pd.DataFrame:
            cards = self.tables["sources"]
            within = counts.until(self.all_days(withheld=True), self.days.start, self.days.end)
            order = leading.leads(cards, crisis.read())
            return freshness.series(within, cards, order, self.judged_on)

        # The same for all pages and languages
        of_days = (self.version.number, self.as_published, self.days, self.judged_on)
        return self.published.made(judge, "freshness", *of_days)

    def rewriting(self) -> pd.DataFrame:
        """How long sources rewrite their days: see provisional.measured."""
        return self.published.made(
            lambda: provisional.measured(self.tables["counts"], self.all_days()),
            *("rewriting of all days", self.version.number, self.as_published),
        )

    def made(self, make: Callable[[], Made], *key: Hashable) -> Made:
        """What is made of this view, once for all who see the same; see Published.made."""
        of_view = (self.version.number, self.page, self.query, self.words, *key)
        return self.published.made(make, "shown", *of_view)


def of(
    page: str,
    asked: Mapping[str, Iterable[str]],
    words: Wording,
    published: Published,
    today: date,
) -> Shown:
    """The view that an address asks for; `asked` has every value of each of its parameters.

    Raises NotShown with all that is wrong with the address.
    """
    said = view.canonical(page, migrations.migrated(asked))
    # Which page a card or a brief is of is asked for beside the view; a table's is part of it.
    beside = (*view.BESIDE_THE_VIEW, *(() if page.startswith("api/") else ("page",)))
    said = {name: value for name, value in said.items() if name not in beside}
    said = {name: value for name, value in said.items() if not view.is_added(name)}
    refused = [
        Refused(name, value, "parameter", view.PARAMETERS.get(page, ()))
        for name, value in said.items()
        if name not in view.PARAMETERS.get(page, ())
    ]
    newest = published.newest()
    number = newest
    if frozen := bool(said.get("as_known")):
        known = published.version_of(said["as_known"])
        if known is None:
            refused.append(Refused("as_known", said["as_known"], "version", (f"1..{newest}",)))
        number = known or newest
    version = published.versions(newest).get(number, EMPTY)
    made = Shown(page, said, words, published, version, newest, frozen, today)
    refused += _unknown(made, said)
    if refused:
        raise NotShown(refused)
    return made


def _unknown(shown: Shown, said: Mapping[str, str]) -> list[Refused]:
    """Values of parameters that are not among those understood."""
    refused = []
    for name, known in allowed.BY_NAME.items():
        asked = said.get(name, "")
        codes = view.codes(asked) if name in view.SEVERAL else [asked] * bool(asked)
        understood = known(shown) if codes else ()
        few = understood if len(understood) <= allowed.MOST_NAMED else ()
        why = "code" if few else f"code.{name}"
        refused += [Refused(name, code, why, few) for code in codes if code not in understood]
    for name in ("as_published", "time"):
        if not _is_time(name, said.get(name, "")):
            refused.append(Refused(name, said[name], f"time.{name}"))
    return refused


def _is_time(name: str, text: str) -> bool:
    try:
        if text and name == "time":
            view.days(text, date.min, date.max)
        elif text:
            view.day(text)
    except ValueError:
        return False
    return True
