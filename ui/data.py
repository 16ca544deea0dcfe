"""The ledger as a page reads it: which version, and its tables, cached by their content.

A part of the ledger never changes, so frames are cached by the hashes of their parts and shared
between readers: they are never changed in place.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from analysis import counts, view
from ledger import crisis
from ledger.desk import Submission
from ledger.ledger import Ledger, Version
from loaders import drafting
from loaders.drafting import Prepared
from ui import disclosed, link

KNOWN = "version known"
# What was read for a draft is not kept in memory for ever.
MINUTES = 10 * 60
Made = TypeVar("Made")
Tables = dict[str, pd.DataFrame]


@st.cache_resource
def ledger() -> Ledger:
    """The ledger of this deployment."""
    return Ledger()


@dataclass(frozen=True)
class Known:
    """The version that a page shows. `frozen` is true when the link asks for it.

    `draft` shows what would be public if that draft were published on top of the version. With
    `small` whoever looks may see small counts; everybody else gets tables without them.
    """

    version: int
    newest: int
    frozen: bool
    unknown: str = ""
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
    asked = Known(newest, newest, False, "", draft) if draft else _asked(newest)
    st.session_state[KNOWN] = replace(asked, small=small)


def _asked(newest: int) -> Known:
    asked = link.asked("as_known")
    if not asked:
        return Known(newest, newest, frozen=False)
    number = int(asked) if asked.isdecimal() else _version_of_day(asked, newest)
    if number is None or not 1 <= number <= newest:
        return Known(newest, newest, frozen=False, unknown=asked)
    return Known(number, newest, frozen=True)


def version(number: int) -> Version | None:
    """When a version was published, by whom and why."""
    return _versions(known().newest).get(number)


def tables() -> Tables:
    """Every table of the version that the page shows, small counts suppressed."""
    shown = known()
    if shown.draft:
        return tables_with(shown.draft)
    return tables_of(shown.version)


def tables_of(number: int) -> Tables:
    """Every table of a version, small counts suppressed for all who may not see them."""
    return _tables(tuple(_parts(number).items()), known().small, number)


def newest_tables() -> Tables:
    """Every table of the newest version as readers see it, whichever version the page shows."""
    newest = known().newest
    return _tables(tuple(_parts(newest).items()), False, newest)


def prepared(draft: Submission) -> Prepared:
    """The rows and problems of a draft, read again when its files or decisions change."""
    made = draft.decisions
    decided = repr((made.corrections, made.recipes, made.persons_not, made.days))
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
    return _newest(_counts_shown(), as_published(), withheld, tables()["counts"])


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
    return _composed(_counts_shown(), known().content, as_published(), key, make)


def vintages(span: view.Days) -> pd.DataFrame:
    """Every vintage of the counts whose last day lies in a span of days.

    Only those published by the day that the address asks for, if it asks for one.
    """
    held = counts.published_by(tables()["counts"], as_published())
    return counts.until(held, span.start, span.end)


def versions() -> list[Version]:
    """Every version up to the one that the page shows."""
    shown = known().version
    return [version for version in _versions(known().newest).values() if version.number <= shown]


def received_names() -> dict[str, str]:
    """The names of the files received, by their hashes."""
    return ledger().received_names()


def chosen_days(words) -> view.Days:
    """The span of days that the address asks for."""
    return link.span(words, *reported_days())


@st.cache_resource(max_entries=16, show_spinner=False)
def _parts(number: int) -> dict[str, tuple[str, ...]]:
    return ledger().parts(number)


@st.cache_resource(max_entries=4, show_spinner=False)
def _tables(parts: tuple, small: bool, _number: int) -> Tables:
    return disclosed.to_show(ledger(), _number, ledger().tables(_number), small=small)


@st.cache_resource(max_entries=2, ttl=MINUTES, show_spinner=False)
def _prepared(key: Hashable, _draft: Submission) -> Prepared:
    return drafting.prepare(ledger(), _draft)


@st.cache_resource(max_entries=2, ttl=MINUTES, show_spinner=False)
def _tables_with(key: Hashable, small: bool, _draft: Submission) -> Tables:
    worked_out = drafting.work_out(ledger(), prepared(_draft), _draft.decisions)
    drafted = ledger().tables_with(worked_out)
    return disclosed.drafted(ledger(), ledger().newest(), drafted, small=small)


def _counts_shown() -> Hashable:
    """The key for caches of what is made of counts."""
    shown = known()
    return shown.content if shown.draft else (shown.small, _parts(shown.version)["counts"])


@st.cache_resource(max_entries=8, show_spinner=False)
def _newest(
    parts: Hashable, as_published: date | None, withheld: bool, _counts: pd.DataFrame
) -> pd.DataFrame:
    return counts.newest(_counts, as_published, withheld=withheld)


@st.cache_resource(max_entries=64, show_spinner=False)
def _composed(
    parts: Hashable,
    content: Hashable,
    as_published: date | None,
    key: tuple,
    _make: Callable[[], Any],
) -> Any:
    return _make()


def _reported_days() -> tuple[date, date]:
    start = crisis.read().start
    last = newest_counts()["reference_period_end"].max()
    return start, start if pd.isna(last) else max(start, last.date())


@st.cache_resource(max_entries=2, show_spinner=False)
def _versions(newest: int) -> dict[int, Version]:
    return {version.number: version for version in ledger().versions()}


def _version_of_day(day: str, newest: int) -> int | None:
    try:
        end = datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), UTC)
    except ValueError:
        return None
    before = [v.number for v in _versions(newest).values() if v.published_at < end]
    return max(before, default=None)
