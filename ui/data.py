"""What was published, as a page reads it: of which version, or as a draft would make it."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import pandas as pd
import streamlit as st

from analysis import counts, disclosure, published, sharing, view
from analysis.shown import Refused, Shown
from analysis.wording import Wording
from ledger import crisis
from ledger.desk import Submission
from ledger.ledger import Ledger, Version
from loaders import drafting
from loaders.drafting import Prepared
from ui import link

KNOWN = "version known"
# What was read for a draft is not kept in memory for ever.
MINUTES = 10 * 60
Made = TypeVar("Made")
Tables = dict[str, pd.DataFrame]


def ledger() -> Ledger:
    """The ledger of this deployment."""
    return published.here().ledger


@dataclass(frozen=True)
class Known:
    """The version that a page shows. `frozen` is true when the link asks for it.

    `draft` shows what would be public if that draft were published on top of the version. With
    `small` whoever looks may see small counts; everybody else gets tables without them.
    """

    version: int
    newest: int
    frozen: bool
    draft: Submission | None = None
    small: bool = False

    @property
    def content(self) -> Hashable:
        """The key for caches: whatever is shown under the same key is the same."""
        draft = (self.draft.id, self.draft.changed_at) if self.draft else ()
        return (self.small, self.version, self.newest if self.draft else 0, *draft)


def known() -> Known:
    """The version that this run of the page shows, from its first line to its last."""
    return st.session_state[KNOWN]


def look_up_version(draft: Submission | None = None, *, small: bool = False) -> None:
    """Find which version the address asks for: a number, a day (the last version of it), or none.

    Called once a run, so that a publication meanwhile does not mix two versions on one page.
    With a draft, pages show what it would make of the newest version; `small` as in Known.
    """
    newest = ledger().newest()
    asked = Known(newest, newest, False, draft) if draft else _asked(newest)
    st.session_state[KNOWN] = replace(asked, small=small)


def _asked(newest: int) -> Known:
    asked = link.asked("as_known")
    number = published.here().version_of(asked) if asked else None
    return Known(number or newest, newest, frozen=number is not None)


def version(number: int) -> Version | None:
    """When a version was published, by whom and why."""
    return published.here().versions().get(number)


def tables() -> Tables:
    """Every table of the version that the page shows, small counts suppressed."""
    shown = known()
    if shown.draft:
        return tables_with(shown.draft)
    return tables_of(shown.version)


def tables_of(number: int) -> Tables:
    """Every table of a version, small counts suppressed for all who may not see them."""
    return published.here().tables(number, small=known().small)


def newest_tables() -> Tables:
    """Every table of the newest version as readers see it, whichever version the page shows."""
    return published.here().tables(known().newest)


def prepared(draft: Submission) -> Prepared:
    """The rows and problems of a draft, read again when its files or decisions change."""
    made = draft.decisions
    decided = repr((made.corrections, made.recipes, made.persons_not, made.days, made.reports))
    return _prepared((draft.id, tuple(draft.files), decided), draft)


def tables_with(draft: Submission) -> Tables:
    """Every table as it would be if a draft were published now, small counts suppressed."""
    small = known().small
    return _tables_with((draft.id, draft.changed_at, ledger().newest()), small, draft)


def forget_drafts() -> None:
    """Let go of what was read for drafts: one was published or discarded."""
    _prepared.clear()
    _tables_with.clear()


def newest_counts(*, withheld: bool = False) -> pd.DataFrame:
    """The newest vintage of every count, as published by the day the address asks for.

    Counts without their number are among them only for lists, which say why it is `withheld`.
    """
    shown, day = known(), as_published()
    if shown.draft:
        drafted = tables()["counts"]
        return composed(
            lambda: counts.newest(drafted, day, withheld=withheld), "newest counts", withheld
        )
    return published.here().newest_counts(shown.version, day, withheld=withheld, small=shown.small)


def as_published() -> date | None:
    """The day up to which the publishers' vintages are taken, if the address names one."""
    try:
        return date.fromisoformat(link.asked("as_published"))
    except ValueError:
        return None


def reported_days() -> tuple[date, date]:
    """The first day of the crisis and the last day that any count is about."""
    return composed(_reported_days, "reported days")


def composed(make: Callable[[], Made], *key: Hashable) -> Made:
    """What pure functions make of the version shown, made once for all who see the same.

    `key` is everything besides the version that it depends on. Nobody changes what was made.
    """
    return published.here().made(make, known().content, as_published(), published.rule(), *key)


def view_of(page: str, words: Wording) -> Shown:
    """The view that the address asks of a page, as everybody sees it; see sharing.understood."""
    return read_address(page, words)[0]


def read_address(page: str, words: Wording) -> tuple[Shown, list[Refused]]:
    """The view that the address asks of a page, and what it asks for in vain."""
    given = {name: [value] for name, value in link.parameters().items()}
    made, refused = sharing.understood(page, given, words, published.here(), date.today())
    shown = known()
    # Of the version that the page shows, also when another was published since.
    of_version = version(shown.version) or made.version
    return replace(made, version=of_version, newest=shown.newest), refused


def vintages(span: view.Days) -> pd.DataFrame:
    """Every vintage of the counts whose last day lies in a span of days.

    Only those published by the day that the address asks for, if it asks for one.
    """
    held = counts.published_by(tables()["counts"], as_published())
    return counts.until(held, span.start, span.end)


def versions() -> list[Version]:
    """Every version up to the one that the page shows."""
    shown = known().version
    every = published.here().versions().values()
    return [version for version in every if version.number <= shown]


def received_names() -> dict[str, str]:
    """The names of the files received, by their hashes."""
    return ledger().received_names()


def chosen_days(words) -> view.Days:
    """The span of days that the address asks for."""
    return link.span(words, *reported_days())


@st.cache_resource(max_entries=2, ttl=MINUTES, show_spinner=False)
def _prepared(key: Hashable, _draft: Submission) -> Prepared:
    return drafting.prepare(ledger(), _draft)


@st.cache_resource(max_entries=2, ttl=MINUTES, show_spinner=False)
def _tables_with(key: Hashable, small: bool, _draft: Submission) -> Tables:
    worked_out = drafting.work_out(ledger(), prepared(_draft), _draft.decisions)
    drafted = ledger().tables_with(worked_out)
    if small:
        return disclosure.unsuppressed(drafted)
    newest = ledger().newest()
    before = published.here().decided(newest)
    of_newest = ledger().tables(newest, disclosure.SHAPES)
    then = disclosure.decide_next(before, [of_newest, drafted], published.rule())
    return disclosure.suppress(drafted, published.rule(), disclosure.together(before, then))


def _reported_days() -> tuple[date, date]:
    start = crisis.read().start
    last = newest_counts()["reference_period_end"].max()
    return start, start if pd.isna(last) else max(start, last.date())
