"""The rows of a report as an analyst has decided them, judged like those of any file."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from ledger.checks import Problem, check
from ledger.reported import TAKEN, Found, from_json
from ledger.tables import TABLES
from loaders.judging import Asked, Judged, united

OFFERED = ("counts", "assistance_points")


def judged(kept: Mapping[str, Any], asked: Asked) -> Judged:
    """What was accepted or corrected of a report (as Decisions.reports keeps it).

    What nobody has looked at yet is an error, so that nothing is forgotten.
    """
    report = from_json(kept)
    if not report.is_read:
        return {}, [Problem("error", "report_not_read")]
    taken = [found for found in report.found if found.decision in TAKEN]
    pieces = [rows(taken, name, asked) for name in OFFERED]
    tables, problems = united(piece for piece in pieces if any(map(len, piece[0].values())))
    if waiting := report.undecided:
        problems.insert(0, Problem("error", "report_undecided", params={"n": len(waiting)}))
    elif not taken:
        problems.insert(0, Problem("error", "report_nothing_taken"))
    return tables, problems


def rows(found: Sequence[Found], table: str, asked: Asked) -> Judged:
    """The rows of one table in its schema, each with the number of its sentence, and problems."""
    of_table = [one for one in found if one.table == table]
    names = [
        column.name
        for column in TABLES[table].columns
        if column.required or any(one.row.get(column.name) for one in of_table)
    ]
    texts = {name: pa.array([one.row.get(name, "") for one in of_table]) for name in names}
    numbers = pa.array([one.sentence for one in of_table], pa.int32())
    raw = pa.table({name: array.cast(pa.string()) for name, array in texts.items()})
    checked, problems = check(
        table,
        raw.append_column("row", numbers),
        "",
        dict.fromkeys(names, ""),
        asked.today,
        asked.received,
        decisions=asked.decisions,
    )
    return {table: checked}, problems
