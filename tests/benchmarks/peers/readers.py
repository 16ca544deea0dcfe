"""One file read once by one library, in a process of its own: prints the seconds it took.

`python -m tests.benchmarks.peers.readers NAME FILE`; imports are not counted. It waits before it
reads, as the process does that waits for an analyst's file: on virtual machines the first memory
after a pause is slower, for everybody.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path


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
    """Every row checked against the types that the library infers."""
    from frictionless import validate

    return lambda path: validate(path.name, basepath=str(path.parent))


def libhxl() -> Callable[[Path], object]:
    """Every row of a tagged file checked against the library's own schema."""
    import hxl

    return lambda path: hxl.validate(hxl.data(str(path), hxl.InputOptions(allow_local=True)))


WARM_UP = 2.0
READERS = {reader.__name__: reader for reader in (arrow, calamine, frictionless, libhxl)}


if __name__ == "__main__":
    read = READERS[sys.argv[1]]()
    time.sleep(WARM_UP)
    start = time.perf_counter()
    read(Path(sys.argv[2]))
    sys.stdout.write(f"{time.perf_counter() - start:.3f}\n")
