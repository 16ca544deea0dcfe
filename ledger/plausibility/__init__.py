"""What may be wrong with rows that are well formed: warnings that an analyst gives a reason for.

The rules that need the ledger, the crisis or other rows stand in the modules of this folder; those
that need one row only are in ledger.check_rows. Rows that the ledger holds just like that were
judged when they came, and are not doubted again.
"""

from collections.abc import Iterable, Mapping

import pandas as pd
import pyarrow as pa

from ledger import crisis
from ledger.checks import Problem
from ledger.crisis import Crisis
from ledger.frames import to_pandas
from ledger.ledger import Ledger
from ledger.plausibility import lost, parts, points, revisions, series, totals
from ledger.plausibility.rows import Doubt, side_by_side

MOST_OF_A_RULE = 2000


def of_upload(ledger: Ledger, tables: Mapping[str, pa.Table]) -> list[Problem]:
    """The doubts about the tables of a draft beside the newest version of the ledger."""
    new = {name: to_pandas(rows) for name, rows in tables.items()}
    return doubts(ledger.tables(), new, crisis.read())


def doubts(
    now: Mapping[str, pd.DataFrame], new: Mapping[str, pd.DataFrame], about: Crisis
) -> list[Problem]:
    """Warnings about uploaded rows, in the order of their tables and rows.

    `now` has the tables of the newest version, `new` those of the upload, both as
    ledger.frames.to_pandas gives them. A row has at most one warning of a rule, and a rule at most
    MOST_OF_A_RULE; then one warning `more_doubts` says how many more (n) of which rule. The
    parameter `received_file` is the hash of the file that the row stands in.
    """
    problems: list[Problem] = []
    if "counts" in new and len(new["counts"]):
        rows = side_by_side(now["counts"], new["counts"])
        found = [
            *series.doubts(rows, about.start),
            *revisions.doubts(rows),
            *parts.doubts(rows),
            *totals.doubts(rows),
            *lost.doubts(rows, now["counts"]),
        ]
        problems += _problems(new["counts"], found)
    if "assistance_points" in new and len(new["assistance_points"]):
        places = new["assistance_points"]
        problems += _problems(places, points.doubts(now["assistance_points"], places))
    return problems


def _problems(rows: pd.DataFrame, found: Iterable[Doubt]) -> list[Problem]:
    """Each doubt about each row, the first rows of a rule one by one."""
    listed: list[Problem] = []
    more: list[Problem] = []
    for rule, column, told in _by_rule(found):
        listed += [
            _problem(rows, rule, column, position, params)
            for position, params in list(told.items())[:MOST_OF_A_RULE]
        ]
        if (left := len(told) - MOST_OF_A_RULE) > 0:
            params: dict[str, object] = {"n": left, "rule": rule}
            more.append(Problem("warning", "more_doubts", column=column, params=params))
    return sorted(listed, key=lambda problem: (problem.sheet, problem.row)) + more


def _by_rule(found: Iterable[Doubt]) -> list[tuple[str, str, dict[int, dict[str, object]]]]:
    """What each rule tells of which row, by its position; the first doubt of a rule counts."""
    rules: dict[tuple[str, str], dict[int, dict[str, object]]] = {}
    for doubt in found:
        told = rules.setdefault((doubt.rule, doubt.column), {})
        values = zip(*(params.tolist() for params in doubt.params.values()), strict=True)
        for position, row in zip(doubt.at.tolist(), values, strict=True):
            told.setdefault(position, dict(zip(doubt.params, row, strict=True)))
    return [(rule, column, dict(sorted(told.items()))) for (rule, column), told in rules.items()]


def _problem(
    rows: pd.DataFrame, rule: str, column: str, position: int, params: dict[str, object]
) -> Problem:
    sheet, row = (rows[name].iloc[position] for name in ("received_sheet", "received_row"))
    value = rows[column].iloc[position]
    text = value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)
    told = params | {"received_file": rows["received_file"].iloc[position]}
    return Problem("warning", rule, sheet, "", int(row), column, text, told)
