"""What a file would bring: its tables in short and its problems, without touching the ledger."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict

import pyarrow as pa
import pyarrow.compute as pc

from ledger.checks import Problem
from ledger.exporting import harmless
from ledger.tables import TABLES
from loaders.files import UnknownFormat
from loaders.loading import Loaded, load
from loaders.template_writer import moment_as_text


class Summary(TypedDict):
    """A table in short; `count_total` adds up its column count, None where it has no count."""

    table: str | None
    rows: int
    count_total: int | None
    reference_period: list[str] | None


Described = dict[str, str | int]


class Report(TypedDict):
    """What inspect prints for a file; its table, rows ... are those of all tables together."""

    file: str
    loader: str | None
    table: str | None
    rows: int
    count_total: int | None
    reference_period: list[str] | None
    tables: list[Summary]
    problems: list[Described]


def inspect(path: Path, language: str) -> tuple[Report, Loaded | None]:
    """The report on a file, ready for JSON, and what was loaded; None when nothing could be."""
    try:
        content = path.read_bytes()
    except OSError:
        return report(str(path), None, [Problem("error", "readable_file")], language), None
    try:
        loaded = load(path.name, content)
    except UnknownFormat as unknown:
        return report(str(path), None, [unknown.problem], language), None
    return report(str(path), loaded, loaded.problems, language), loaded


def report(name: str, loaded: Loaded | None, problems: list[Problem], language: str) -> Report:
    """One object for a file: what it holds, each table of it, and each problem."""
    tables = [_summary(table, rows) for table, rows in (loaded.tables if loaded else {}).items()]
    return {
        "file": name,
        "loader": loaded.loader if loaded else None,
        **_joined(tables),
        "tables": tables,
        "problems": [_described(problem, language) for problem in problems],
    }


def write_rows(table_name: str, rows: list[pa.Table], path: Path) -> None:
    """Write the rows as a CSV file of our template, without where they stood."""
    names = TABLES[table_name].names
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for table in rows:
            for batch in table.select(names).to_batches(max_chunksize=50_000):
                columns = [
                    [harmless(as_text(value)) for value in column.to_pylist()] for column in batch
                ]
                writer.writerows(zip(*columns, strict=True))


def _summary(table_name: str, rows: pa.Table) -> Summary:
    period = None
    if "reference_period_end" in rows.column_names:
        starts = rows["reference_period_start"]
        ends = rows["reference_period_end"]
        first = pc.min(pc.coalesce(starts, ends)).as_py()
        last = pc.max(ends).as_py()
        period = [first.isoformat(), last.isoformat()] if first and last else None
    total = pc.sum(rows["count"]).as_py() if "count" in rows.column_names else None
    return {
        "table": table_name,
        "rows": len(rows),
        "count_total": total,
        "reference_period": period,
    }


def _joined(tables: list[Summary]) -> Summary:
    """The only table's summary, or that of all of them together with table None."""
    if len(tables) == 1:
        return tables[0]
    totals = [table["count_total"] for table in tables if table["count_total"] is not None]
    periods = [table["reference_period"] for table in tables if table["reference_period"]]
    return {
        "table": None,
        "rows": sum(table["rows"] for table in tables),
        "count_total": sum(totals) if totals else None,
        "reference_period": [min(p[0] for p in periods), max(p[1] for p in periods)]
        if periods
        else None,
    }


def _described(problem: Problem, language: str) -> Described:
    return {
        "severity": problem.severity,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "rule": problem.rule,
        "expected": problem.expected(language),
        "suggestion": problem.suggestion,
    }


def as_text(value: object) -> str:
    """A value of a table as files of our template have it."""
    if isinstance(value, datetime):
        return moment_as_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
