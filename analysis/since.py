"""What changed in a frozen view since: its rows in its version beside those of the newest.

Only what readers see of the two versions is compared, so what is withheld in both says nothing
here either: a change tells no more than the two versions put together.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis import behind, differences, disclosure, identity, listing, view
from analysis.rows import as_rows
from analysis.shown import Shown
from analysis.wording import Wording
from ledger import telling
from ledger.changes import BEFORE, Changes, compare
from ledger.declaration import Column, Table
from ledger.tables import TABLES

KINDS = ("revised", "withdrawn", "added")
# What a count is about, for a reader: where and of when first.
COLUMNS = ("location_iso3", "as_of", "population_type", "nationality_iso3", "sex", "age_range")
COLUMNS += ("admin1_code", "measure", "since", "unit", "source")


@dataclass(frozen=True)
class Since:
    """A frozen view, the same view in the newest version, and what differs, table by table."""

    before: Shown
    now: Shown
    changes: dict[str, Changes]

    def rows(self, name: str, kind: str) -> pd.DataFrame:
        """The rows of a table that were revised (or corrected), withdrawn or added, largest first.

        Revised rows have each column a second time with its old value, and `change` of counts.
        """
        changed = self.changes[name]
        match kind:
            case "revised":
                return differences.revisions(changed)
            case "withdrawn":
                return differences.largest_first(changed.withdrawn)
            case _:
                return differences.largest_first(changed.added)

    @cached_property
    def counted(self) -> dict[str, dict[str, int]]:
        """How many rows of each table were added, revised, corrected, withdrawn."""
        return {name: counted for name, made in self.changes.items() if (counted := made.counted)}


def of(shown: Shown) -> Since:
    """What changed in a view since its version, made once for all who see it."""
    newest = shown.published.versions().get(shown.newest, shown.version)
    span = {"time": f"{shown.days.start}..{shown.days.end}"}
    reads_days = "time" in view.PARAMETERS[shown.page]
    # The same days, whichever are the last in the newest version.
    asked = {**shown.asked, **(span if reads_days else {})}
    now = replace(shown, version=newest, frozen=False, asked=asked)
    return shown.made(lambda: Since(shown, now, _changes(shown, now)), "since", newest.number)


def _changes(before: Shown, now: Shown) -> dict[str, Changes]:
    if before.version.number == now.version.number:
        return {}
    then, today = behind.rows(before), behind.rows(now)
    # A search may find a row in one version and not in the other: it is compared all the same.
    for name in then.keys() - {"counts"}:
        shown = _marks(name, then[name]), _marks(name, today[name])
        either = np.union1d(*shown)
        then[name], today[name] = (
            view_of.tables[name][np.isin(_marks(name, view_of.tables[name]), either)]
            for view_of in (before, now)
        )
    return {name: compared(name, then[name], today[name]) for name in then}


def compared(name: str, then: pd.DataFrame, today: pd.DataFrame) -> Changes:
    """What differs between two states of a table as they are shown."""
    table = TABLES[name]
    if name in disclosure.SHAPES:
        # Why a number is not shown is compared like what is shown.
        table = replace(table, columns=(*table.columns, Column(disclosure.WITHHELD, "code")))
    return compare(table, *(_in_arrow(table, rows) for rows in (then, today)))


def _in_arrow(table: Table, rows: pd.DataFrame) -> pa.Table:
    names = table.schema.names
    return pa.Table.from_pandas(rows[names], schema=table.schema, preserve_index=False)


def _marks(name: str, rows: pd.DataFrame) -> np.ndarray:
    return identity.marks(rows, TABLES[name].subject)


def in_words(since: Since, words: Wording) -> str:
    """How many rows changed, table by table: "Counts: 48 added, 80 revised"; blank for none."""
    return "; ".join(
        telling.counted(name, numbers, words.language) for name, numbers in since.counted.items()
    )


def listed(since: Since, name: str, kind: str, most: int, words: Wording) -> pd.DataFrame:
    """The rows of a table that changed, for a reader: what each said then and says now, and more.

    The columns `label.origin_then` and `label.origin_now` ask where each comes from.
    """
    rows = since.rows(name, kind).head(most)
    then, now = (
        words.say("changed.version", version=shown.version.number)
        for shown in (since.before, since.now)
    )
    said = differences.listed(
        name, rows, words, before=then, now=then if kind == "withdrawn" else now
    )
    if name == "counts":
        about = listing.listed(rows, since.before.tables["sources"], words, COLUMNS)
        said = pd.concat([about, said.drop(columns=words.say("differences.about_row"))], axis=1)
    said = said.loc[:, (said != "").any()]
    if kind == "revised" and then in said:
        said.insert(list(said).index(now), then, said.pop(then))
    if kind != "added":
        said[words.say("label.origin_then")] = _origins(name, rows, since.before)
    if kind != "withdrawn":
        said[words.say("label.origin_now")] = _origins(name, rows, since.now)
    return said


def _origins(name: str, rows: pd.DataFrame, shown: Shown) -> list[str]:
    """What links to where rows come from ask for, in the version of a view."""
    old = f"published_at{BEFORE}"
    if shown.frozen and old in rows:
        rows = rows.assign(published_at=rows[old])
    version = shown.version.number
    return [f"as_known={version}&{listing.origin(row, name)}" for row in as_rows(rows)]


def to_download(since: Since) -> pd.DataFrame:
    """Every row that changed, with its table, what became of it, and the two versions."""
    changed = [
        rows.assign(table=name, changed=kind)
        for name in since.changes
        for kind in KINDS
        if len(rows := since.rows(name, kind))
    ]
    versions = {"version_before": since.before.version.number, "version": since.now.version.number}
    first = ["table", "changed", *versions]
    every = pd.concat(changed, ignore_index=True) if changed else pd.DataFrame(columns=first)
    every = every.assign(**versions)
    return every[first + [name for name in every if name not in first]]
