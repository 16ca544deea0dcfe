"""What publishers changed after they had published it, as the vintages held here tell.

A vintage that states something else than the one before it is a revision. A cumulative count that
is lower than that of an earlier day is one as well, of days that nobody published again.
"""

import numpy as np
import pandas as pd

from analysis import adding, counts, falls, identity
from analysis import breaks as method_breaks
from analysis.breaks import Breaks
from analysis.rows import Row, as_rows
from analysis.wording import Wording
from ledger.changes import BEFORE, STATED
from ledger.tables import COUNTS

KIND = "kind"
AGAIN, FELL = "again", "fell"
# A count that its publisher withdrew, or that is withheld, has no number.
GONE = ("withdrawn", "suppressed")
# What is kept of the count before; the rest of it is the same.
OF_BEFORE = ["reference_period_end", "method", "published_at", "source_url", "note", *STATED]
# What the seed notes on a revised vintage says no more than the number before.
NO_REASON = "revised from {count}"


def found(vintages: pd.DataFrame, breaks: pd.DataFrame) -> pd.DataFrame:
    """Every revision and every fall of some counts, given with all their vintages.

    A row is the later count. What is in OF_BEFORE stands there a second time as it was before,
    under its name and BEFORE. KIND says which of the two it is; `change` how much the count grew,
    and `share` which part of the earlier number that is: blank where a number is missing, and for a
    fall across a change in the way of counting. The largest changes stand first.
    """
    known = vintages.assign(count=vintages["count"].mask(vintages["status"].isin(GONE)))
    both = pd.concat([_again(known), _fell(known, breaks)], ignore_index=True)
    share = both["change"] / both[f"count{BEFORE}"].replace(0, pd.NA)
    size = both["change"].abs().sort_values(ascending=False, na_position="last", kind="stable")
    return both.assign(share=share).loc[size.index]


def most_often(revised: pd.DataFrame) -> pd.DataFrame:
    """Of revisions from `found` those of the count that had the most; none if there are none."""
    again = revised[revised[KIND] == AGAIN]
    subjects = identity.marks(again, COUNTS.subject)
    distinct, times = np.unique(subjects, return_counts=True)
    return again[subjects == distinct[times.argmax()]] if len(distinct) else again


def before(row: Row) -> Row:
    """The earlier count of a revision."""
    return row | {name: row[f"{name}{BEFORE}"] for name in OF_BEFORE}


def reason(row: Row, breaks: Breaks, words: Wording) -> str:
    """Why a number was replaced, as far as it is known; blank when it is not."""
    earlier = before(row)
    if row["status"] in GONE:
        return words.say(f"revision.gone.{row['status']}")
    told = []
    if earlier["status"] == "provisional" != row["status"]:
        told.append(words.say("revision.was_provisional"))
    if days := method_breaks.between(earlier, row, breaks):
        told.append(words.say("fall.method", days=words.listed(map(words.day, days))))
    elif not method_breaks.alike(earlier, row, breaks):
        told.append(words.say("revision.other_method"))
    if earlier["status"] != "suppressed" and (note := _new_in_note(earlier, row)):
        told.append(words.say("fall.note", note=words.say("quoted", text=note)))
    return " ".join(told)


def _new_in_note(earlier: Row, later: Row) -> str:
    """What a note says that the note before did not, and that is more than the number before."""
    old = [part.strip() for part in earlier["note"].split(";")]
    old.append(NO_REASON.format(count=earlier["count"]))
    parts = (part.strip() for part in later["note"].split(";"))
    return "; ".join(part for part in parts if part and part not in old)


def _again(known: pd.DataFrame) -> pd.DataFrame:
    """The vintages that state something else than the one before of the same count."""
    ordered = known.sort_values("published_at", na_position="first", kind="stable")
    at = pd.Series(range(len(ordered)))
    of_before = at.groupby(identity.marks(ordered, COUNTS.subject)).shift()
    later = ordered.iloc[at[of_before.notna()]]
    earlier = ordered.iloc[of_before.dropna().astype(int)]
    differs = identity.marks(earlier, STATED) != identity.marks(later, STATED)
    earlier, later = earlier[differs], later[differs]
    return _beside(earlier, later, AGAIN).assign(change=adding.each_apart(earlier, later))


def _fell(known: pd.DataFrame, breaks: pd.DataFrame) -> pd.DataFrame:
    """The cumulative counts that are lower than the one before in their series."""
    pairs = falls.pairs(counts.newest(known))
    earlier, later = (known.loc[[pair[side] for pair in pairs]] for side in (0, 1))
    both = zip(as_rows(later), as_rows(earlier), strict=True)
    change = pd.array([_moved(*rows, breaks) for rows in both], dtype="Int64")
    return _beside(earlier, later, FELL).assign(change=change)


def _moved(later: Row, earlier: Row, breaks: pd.DataFrame) -> int | None:
    try:
        return adding.difference(later, earlier, breaks).count
    except adding.MethodChangedError:
        return None


def _beside(earlier: pd.DataFrame, later: pd.DataFrame, kind: str) -> pd.DataFrame:
    old = earlier[OF_BEFORE].reset_index(drop=True).add_suffix(BEFORE)
    return pd.concat([later.reset_index(drop=True), old], axis=1).assign(**{KIND: kind})
