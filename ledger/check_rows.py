"""Rules that read several columns of a row together: periods, counts, places.

A rule gets the rows in their types and adds what it finds. It says nothing about a cell that is
blank or was already found wrong, except where the blank is the fault.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ledger.check_findings import Findings
from ledger.check_kinds import Fault

Rule = Callable[[pa.Table, Findings], None]


def start_after_end(start: str, end: str) -> Rule:
    """A period that ends before it starts."""

    def rule(rows: pa.Table, findings: Findings) -> None:
        wrong = pc.greater(rows[start], rows[end])
        _note(findings, wrong, start, "start_after_end", {"end": end})

    return rule


def stock_is_one_day(rows: pa.Table, findings: Findings) -> None:
    """A stock is counted at a moment, so that its period is one day."""
    differs = pc.not_equal(rows["reference_period_start"], rows["reference_period_end"])
    wrong = pc.and_(_one_of(rows["measure"], "stock"), differs)
    _note(findings, wrong, "reference_period_start", "stock_is_one_day")


def count_is_there(rows: pa.Table, findings: Findings) -> None:
    """A count may be blank only where it was suppressed or withdrawn."""
    hidden = _one_of(rows["status"], "suppressed", "withdrawn")
    missing = pc.and_(findings.is_blank("count"), pc.invert(hidden))
    _note(findings, missing, "count", "count_missing")


def suppressed_has_no_count(rows: pa.Table, findings: Findings) -> None:
    """A suppressed count must not be handed on."""
    given = pc.or_(pc.is_valid(rows["count"]), pc.is_valid(rows["count_max"]))
    wrong = pc.and_(_one_of(rows["status"], "suppressed"), given)
    _note(findings, wrong, "count", "suppressed_has_no_count")


def range_is_in_order(rows: pa.Table, findings: Findings) -> None:
    """A range goes from `count` to `count_max`."""
    wrong = pc.less(rows["count_max"], rows["count"])
    _note(findings, wrong, "count_max", "count_max_below_count")


def fleeing_leads_elsewhere(rows: pa.Table, findings: Findings) -> None:
    """Who fled a country is counted in another one, unless it counts exits."""
    moving = pc.and_(
        _one_of(rows["population_type"], "people_fleeing"),
        _one_of(rows["measure"], "flow", "cumulative"),
    )
    if not pc.any(moving).as_py():
        return
    same = _same_label(rows["origin_iso3"], rows["location_iso3"])
    _note(findings, pc.and_(moving, same), "location_iso3", "origin_is_location", warn=True)


def published_after_as_of(rows: pa.Table, findings: Findings) -> None:
    """A count is published on its last day or later."""
    published = rows["published_at"].cast(pa.date32())
    wrong = pc.less(published, rows["reference_period_end"])
    _note(findings, wrong, "published_at", "published_before_as_of", warn=True)


def coordinates_in_pairs(rows: pa.Table, findings: Findings) -> None:
    """A latitude needs a longitude and the other way round."""
    latitude, longitude = findings.is_blank("latitude"), findings.is_blank("longitude")
    _note(findings, pc.and_not(latitude, longitude), "latitude", "coordinates_in_pairs")
    _note(findings, pc.and_not(longitude, latitude), "longitude", "coordinates_in_pairs")


def zero_is_no_place(rows: pa.Table, findings: Findings) -> None:
    """0, 0 lies in the sea and stands for coordinates that nobody had."""
    wrong = pc.and_(pc.equal(rows["latitude"], 0), pc.equal(rows["longitude"], 0))
    _note(findings, wrong, "latitude", "coordinates_zero")


ROW_RULES: dict[str, tuple[Rule, ...]] = {
    "counts": (
        count_is_there,
        start_after_end("reference_period_start", "reference_period_end"),
        stock_is_one_day,
        suppressed_has_no_count,
        range_is_in_order,
        fleeing_leads_elsewhere,
        published_after_as_of,
    ),
    "assistance_points": (coordinates_in_pairs, zero_is_no_place),
    "offers": (start_after_end("available_from", "available_until"),),
}


def _one_of(column: pa.ChunkedArray, *values: str) -> pa.Array:
    """Whether each row has one of the values; a blank has none."""
    encoded = column.combine_chunks()
    among = pc.is_in(encoded.dictionary, value_set=pa.array(values))
    if not pc.any(among).as_py():
        return pa.array(np.zeros(len(encoded), bool))
    return pc.fill_null(among.take(encoded.indices), False)


def _same_label(one: pa.ChunkedArray, other: pa.ChunkedArray) -> pa.Array:
    """Whether two columns say the same in each row; null where one is blank."""
    left, right = one.combine_chunks(), other.combine_chunks()
    in_left = pc.index_in(right.dictionary, value_set=left.dictionary)
    return pc.equal(left.indices, in_left.take(right.indices))


def _note(
    findings: Findings,
    wrong: Any,
    column: str,
    rule: str,
    params: dict[str, object] | None = None,
    warn: bool = False,
) -> None:
    fault = Fault(rule, params=params or {}, severity="warning" if warn else "error")
    mask = pc.fill_null(wrong, False).to_numpy(zero_copy_only=False)
    for position in np.flatnonzero(mask).tolist():
        findings.at(position, column, fault)
