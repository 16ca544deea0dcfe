"""One file read once by one library, in a process of its own: prints the seconds it took.

`python -m tests.benchmarks.peers.readers NAME FILE`; imports are not counted. It waits before it
reads, as the process does that waits for an analyst's file: on virtual machines the first memory
after a pause is slower, for everybody.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from ledger.check_countries import known_countries
from ledger.tables import COUNTS


def arrow() -> Callable[[Path], object]:
    """Every column of a CSV file, nothing looked at."""
    from pyarrow import csv

    return csv.read_csv


def calamine() -> Callable[[Path], object]:
    """Every cell of a workbook, nothing looked at."""
    from python_calamine import CalamineWorkbook

    def read(path: Path) -> object:
        workbook = CalamineWorkbook.from_path(path)
        return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]

    return read


def frictionless() -> Callable[[Path], object]:
    """Every row checked against our declaration: kinds, required and allowed values, the key."""
    from frictionless import Resource, Schema, validate

    kinds = {"whole": "integer", "decimal": "number", "day": "date"}
    fields = []
    for column in COUNTS.columns:
        limits: dict[str, object] = {"required": column.required}
        limits |= {"enum": list(column.choices)} if column.choices else {}
        limits |= {"minimum": column.low} if column.kind == "whole" else {}
        limits |= {"enum": sorted(known_countries())} if column.kind == "country" else {}
        kind = kinds.get(column.kind, "string")
        fields.append({"name": column.name, "type": kind, "constraints": limits})
    schema = Schema.from_descriptor({"fields": fields, "primaryKey": COUNTS.key})

    def read(path: Path) -> object:
        return validate(Resource(path.name, basepath=str(path.parent), schema=schema))

    return read


def libhxl() -> Callable[[Path], object]:
    """Every row of a tagged file checked against rules from our declaration."""
    import hxl

    tags = hxl_tags()
    rules = [["#valid_tag", "#valid_required", "#valid_datatype", "#valid_value+list"]]
    for column in COUNTS.columns:
        kind = {"whole": "number", "day": "date"}.get(column.kind, "")
        choices = "|".join(column.choices or ())
        rules.append([tags[column.name], "true" if column.required else "", kind, choices])

    def read(path: Path) -> object:
        data = hxl.data(str(path), hxl.InputOptions(allow_local=True))
        return hxl.validate(data, hxl.data(rules))

    return read


def hxl_tags() -> dict[str, str]:
    """A tag of the humanitarian exchange language for each column of counts."""
    own = {"count": "#affected", "location_iso3": "#country+code"}
    return {name: own.get(name, f"#meta+{name}") for name in COUNTS.names}


WARM_UP = 2.0
READERS = {reader.__name__: reader for reader in (arrow, calamine, frictionless, libhxl)}


if __name__ == "__main__":
    read = READERS[sys.argv[1]]()
    time.sleep(WARM_UP)
    start = time.perf_counter()
    read(Path(sys.argv[2]))
    sys.stdout.write(f"{time.perf_counter() - start:.3f}\n")
