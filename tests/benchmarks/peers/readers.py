"""One file read once by one library, in a process of its own: prints the seconds it took.

`python -m tests.benchmarks.peers.readers NAME FILE`; imports are not counted. It waits before it
reads, as the process does that waits for an analyst's file: on virtual machines the first memory
after a pause is slower, for everybody.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from ledger import check_countries
from ledger.check_kinds import CODE, URL
from ledger.declaration import Column
from ledger.tables import COUNTS

PATTERNS = {"code": CODE, "url": URL}


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
        limits |= {"enum": list(allowed(column))} if allowed(column) else {}
        limits |= {"minimum": column.low} if column.low is not None else {}
        limits |= {"pattern": PATTERNS[column.kind]} if column.kind in PATTERNS else {}
        kind = kinds.get(column.kind, "string")
        fields.append({"name": column.name, "type": kind, "constraints": limits})
    schema = Schema.from_descriptor({"fields": fields, "primaryKey": COUNTS.key})

    def read(path: Path) -> object:
        return validate(Resource(path.name, basepath=str(path.parent), schema=schema))

    return read


def libhxl() -> Callable[[Path], object]:
    """Every row of a tagged file checked against the same declaration, as rules of its own."""
    import hxl

    tags = hxl_tags()
    kinds = {"whole": "number", "decimal": "number", "day": "date", "moment": "date"}
    titles = ["#valid_tag", "#valid_required", "#valid_datatype", "#valid_value+list"]
    rules = [[*titles, "#valid_value+min", "#valid_value+regex", "#valid_unique+key"]]
    for column in COUNTS.columns:
        rule = [tags[column.name], "true" if column.required else "", kinds.get(column.kind, "")]
        rule += ["|".join(allowed(column)), "" if column.low is None else f"{column.low:g}"]
        rules.append([*rule, PATTERNS.get(column.kind, ""), ""])
    key = ",".join(tags[name] for name in COUNTS.key)
    rules.append([tags["count"], "", "", "", "", "", key])

    def read(path: Path) -> object:
        data = hxl.data(str(path), hxl.InputOptions(allow_local=True))
        return hxl.validate(data, hxl.data(rules))

    return read


def allowed(column: Column) -> tuple[str, ...]:
    """The values that a column may have, if they are few: choices, or codes of countries."""
    if column.kind == "country":
        return tuple(sorted(check_countries.allowed(column.name)))
    return column.choices if column.kind == "choice" else ()


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
