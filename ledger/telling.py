"""Versions and changes as plain text for a terminal, in one of our languages."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from babel.dates import format_datetime

from ledger.changes import BEFORE, Changes
from ledger.declaration import Table
from ledger.publishing import Version
from ledger.tables import TABLES
from ledger.words import say

BLANK = "-"


def versions(known: list[Version], language: str) -> str:
    """Every version, one below the other."""
    if not known:
        return say("ledger.no_versions", language)
    return "\n".join(version(one, language) for one in known)


def version(told: Version, language: str) -> str:
    """When a version was published, by whom and why, and what it changed."""
    moment = format_datetime(told.published_at, "long", locale=language)
    by = told.published_by
    lines = [say("ledger.version", language, number=told.number, moment=moment, by=by)]
    lines += [f"    {told.note}"] if told.note else []
    if told.reverts is not None:
        lines.append("    " + say("ledger.reverts", language, number=told.reverts))
    for name, numbers in told.changed.items():
        lines.append("    " + counted(name, numbers, language))
    return "\n".join(lines)


def changes(differing: Mapping[str, Changes], most: int, language: str) -> str:
    """What differs between two versions: for each table the numbers, then at most `most` rows."""
    if not any(change.counted for change in differing.values()):
        return say("ledger.no_changes", language)
    return "\n".join(
        line for name, change in differing.items() for line in _table(name, change, most, language)
    )


def _table(name: str, change: Changes, most: int, language: str) -> Iterator[str]:
    numbers = change.counted
    yield counted(name, numbers | {"unchanged": change.unchanged}, language)
    for kind in numbers:
        rows = getattr(change, kind)
        yield "  " + say(f"ledger.rows.{kind}", language)
        for _, row in rows.head(most).iterrows():
            yield "    " + _row(TABLES[name], kind, row, language)
        if len(rows) > most:
            yield "    " + say("ledger.more_rows", language, n=len(rows) - most)


def counted(name: str, numbers_by_kind: Mapping[str, int], language: str) -> str:
    """What changed in a table, in numbers: "Counts: 48 added, 80 revised"."""
    numbers = [say(f"ledger.{kind}", language, n=n) for kind, n in numbers_by_kind.items()]
    table = say(f"table.{name}", language)
    return say("ledger.counted", language, table=table, numbers=", ".join(numbers))


def _row(table: Table, kind: str, row: pd.Series, language: str) -> str:
    """What a row is about; then what it said before and says now, or what it says."""
    subject = " ".join(filter(None, (_value(row[name]) for name in table.subject)))
    now = {name: _value(row[name]) for name in table.names if name not in table.subject}
    if kind in {"revised", "corrected"}:
        was = {name: _value(row[name + BEFORE]) for name in now}
        said = [f"{n} {was[n] or BLANK} -> {now[n] or BLANK}" for n in now if was[n] != now[n]]
    else:
        said = [f"{name} {value}" for name, value in now.items() if value]
    return say("ledger.row", language, subject=subject, said="; ".join(said))


def _value(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.isoformat() if value.tzinfo else value.date().isoformat()
    return str(value)
