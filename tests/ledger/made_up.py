"""Made-up rows for the tests of the ledger. None of these counts was ever reported by anyone."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from ledger.ledger import Ledger
from ledger.tables import TABLES

COUNT = {
    "source_id": "made_up",
    "population_type": "people_fleeing",
    "measure": "cumulative",
    "unit": "people",
    "reference_period_start": date(2022, 2, 24),
    "reference_period_end": date(2022, 3, 1),
    "origin_iso3": "UKR",
    "location_iso3": "POL",
    "count": 1,
    "qualifier": "exact",
    "published_at": datetime(2022, 3, 1, tzinfo=UTC),
    "source_url": "https://example.org/made-up",
    "received_file": "f" * 64,
    "received_sheet": "counts",
    "received_row": 2,
}
POINT = {
    "source_id": "made_up",
    "point_id": "p1",
    "name": "Made-up point",
    "kind": "hotline",
    "country_iso3": "POL",
    "source_url": "https://example.org/made-up",
    "received_file": "f" * 64,
    "received_sheet": "assistance_points",
    "received_row": 2,
}
DEFAULTS: dict[str, dict[str, Any]] = {"counts": COUNT, "assistance_points": POINT}


def rows(name: str, *each: Mapping[str, Any]) -> pa.Table:
    """Rows of a table; what a row leaves out is as in its default above."""
    full = [DEFAULTS[name] | dict(row) for row in each]
    return pa.Table.from_pylist(full, schema=TABLES[name].schema)


def counts(*each: Mapping[str, Any]) -> pa.Table:
    """Rows of counts."""
    return rows("counts", *each)


def points(*each: Mapping[str, Any]) -> pa.Table:
    """Rows of assistance points."""
    return rows("assistance_points", *each)


def many_counts(n: int, seed: int, source: str = "made_up") -> pa.Table:
    """As many counts as asked for, of places numbered from 0, the same for the same seed."""
    random = np.random.default_rng(seed)
    columns: dict[str, Any] = {
        name: pa.repeat(pa.scalar(value), n) for name, value in COUNT.items()
    } | {
        "source_id": pa.repeat(source, n),
        "place_as_reported": [f"place {i}" for i in range(n)],
        "count": random.integers(0, 1_000_000, n),
        "received_row": np.arange(2, n + 2, dtype=np.int32),
    }
    schema = TABLES["counts"].schema
    table = pa.table(columns)
    return pa.table(
        [
            table[field.name].cast(field.type) if field.name in columns else pa.nulls(n, field.type)
            for field in schema
        ],
        schema=schema,
    )


def publish_two_versions(ledger: Ledger) -> Ledger:
    """Counts and points in two versions: in the second some are revised, added, withdrawn."""
    later = {"published_at": datetime(2022, 3, 3, tzinfo=UTC)}
    of_indians = {"population_type": "third_country_nationals", "nationality_iso3": "IND"}
    slovak = {"location_iso3": "SVK", "count": 700}
    first = counts(
        {"location_iso3": None, "count": 5000, "unit": "crossings"},
        {"location_iso3": "POL", "count": 1000},
        {"location_iso3": "MDA", "count": 100, "qualifier": "at_least"},
        slovak,
        {"location_iso3": "ROU", "count": 50, "note": "by bus"},
        {"location_iso3": "MDA+ROU", "count": 60},
        {**of_indians, "location_iso3": "POL", "count": 3},
        {**of_indians, "location_iso3": "HUN", "count": 20},
    )
    places = points({"point_id": "p1", "status": "open"}, {"point_id": "p2", "status": "open"})
    _publish(ledger, {"counts": first, "assistance_points": places}, {})
    then = counts(
        {"location_iso3": "POL", "count": 1500, **later},
        {"location_iso3": "MDA", "count": 90, **later},
        {"location_iso3": "HUN", "count": 400},
        {"location_iso3": "POL", "count": 1600, "reference_period_end": date(2022, 3, 2)},
        {"location_iso3": "ROU", "count": 50, "note": "by bus and train"},
        {**of_indians, "location_iso3": "POL", "count": 4, **later},
        {**of_indians, "location_iso3": "HUN", "count": 21, **later},
    )
    places = points({"point_id": "p1", "status": "closed"}, {"point_id": "p3", "phone": "527"})
    _publish(ledger, {"counts": then, "assistance_points": places}, {"counts": counts(slovak)})
    return ledger


def _publish(ledger: Ledger, tables: dict[str, pa.Table], withdrawn: dict[str, pa.Table]) -> None:
    ledger.publish(ledger.draft(tables, withdrawn), "Made-up analyst", "made up")


def said(frame: Any, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows of a frame in some columns, sorted, a blank as None."""
    plain = frame[list(columns)].astype(object)
    known = plain.where(plain.notna(), None)
    return sorted(map(tuple, known.to_numpy().tolist()), key=repr)
