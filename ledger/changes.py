"""What two states of a table differ in."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ledger.tables import Table

BEFORE = "_before"


@dataclass(frozen=True)
class Changes:
    """Rows that differ, in the table's columns; `_before` columns hold the earlier values.

    added      what is counted was not known before
    revised    a newer vintage says something else than the newest one before
    corrected  the same vintage says something else
    withdrawn  what is counted is no longer there
    unchanged  how many rows (vintages count apart) say the same
    """

    added: pd.DataFrame
    revised: pd.DataFrame
    corrected: pd.DataFrame
    withdrawn: pd.DataFrame
    unchanged: int


def compare(table: Table, before: pd.DataFrame, after: pd.DataFrame) -> Changes:
    """The changes from one state of a table to another; see Changes."""
    subject = _numbers(before, after, _with_source(table.subject))
    vintage = _numbers(before, after, _with_source(table.key))
    says = _numbers(before, after, [name for name in table.names if name != "published_at"])
    old = before[table.names].assign(subject=subject[0], vintage=vintage[0], says=says[0])
    new = after[table.names].assign(subject=subject[1], vintage=vintage[1], says=says[1])

    same = new["vintage"].map(old.set_index("vintage")["says"])
    corrected = new[same.notna() & (same != new["says"])]
    old_newest, new_newest = _newest(old), _newest(new)
    said = new_newest["subject"].map(old_newest.set_index("subject")["says"])
    differs = said.notna() & (said != new_newest["says"])
    revised = new_newest[differs & ~new_newest["vintage"].isin(old["vintage"])]
    return Changes(
        added=_plain(new_newest[said.isna()]),
        revised=_beside(revised, old_newest, "subject", table),
        corrected=_beside(corrected, old, "vintage", table),
        withdrawn=_plain(old_newest[~old_newest["subject"].isin(new["subject"])]),
        unchanged=int((same == new["says"]).sum()),
    )


def _with_source(columns: list[str]) -> list[str]:
    return list(dict.fromkeys(["source_id", *columns]))


def _numbers(
    before: pd.DataFrame, after: pd.DataFrame, columns: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    """The same number for rows that are equal in the columns, in both frames."""
    both = pd.concat([before[columns].astype(object), after[columns].astype(object)])
    filled = both.where(both.notna(), None)
    numbers = filled.groupby(columns, dropna=False, sort=False).ngroup().to_numpy()
    return numbers[: len(before)], numbers[len(before) :]


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    if "published_at" in rows:
        rows = rows.sort_values("published_at", na_position="first", kind="stable")
    return rows.drop_duplicates("subject", keep="last")


def _beside(rows: pd.DataFrame, old: pd.DataFrame, by: str, table: Table) -> pd.DataFrame:
    """The rows with the earlier values of every column that is no key, and of published_at."""
    told = [name for name in table.names if name not in table.subject]
    earlier = old[[by, *told]].rename(columns={name: name + BEFORE for name in told})
    return _plain(rows.merge(earlier, on=by, how="left"))


def _plain(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.drop(columns=["subject", "vintage", "says"]).reset_index(drop=True)
