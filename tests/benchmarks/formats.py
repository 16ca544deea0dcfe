"""Publishers' files beside other readers, and ten million rows.

`python -m tests.benchmarks.formats` prints medians and ratios. Goals: UNHCR's population table
(138,893 rows, made up in its shape) under 3 times what pandas needs to read it, 100,000 rows of
XLSX under 2 times python-calamine, 100,000 rows of CSV 40 times faster than frictionless and libhxl
(tests/benchmarks/requirements.txt; left out where they are not installed), ten files of a million
counts read one after the other in under 2 GB.
"""

import io
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pyarrow as pa
from python_calamine import CalamineWorkbook

from ledger.check_countries import country_names
from loaders import load
from tests.benchmarks.loading import made_up
from tests.benchmarks.upload import as_workbook, peer, tagged

RUNS = 7
POPULATION_ROWS = 138_893
TITLES = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,refugees,asylum_seekers,"
TITLES += "returned_refugees,idps,returned_idps,stateless,ooc,oip,hst\n"


# How many rows have a number in each column, as in the first 40,000 of the real table, and which
# columns are of people in their own country.
SHARES = (0.9, 0.29, 0.08, 0.9, 0.3, 0.3)

INSIDE = (False, False, False, True, True, True)


def population(rows: int) -> bytes:
    """A table in the shape of UNHCR's, all numbers made up, as many of them 0 and alike."""
    chance = random.Random(7)
    names = {c: f'"{name}"' if "," in name else name for c, name in country_names("en").items()}
    codes = sorted(names)
    file = io.StringIO()
    file.write(TITLES)
    for number in range(rows):
        origin, asylum = codes[number % 190], codes[number // 190 % 190]
        year = 1951 + number // (190 * 190) * 10
        people = [
            max(5, int(chance.lognormvariate(4, 2.5))) if chance.random() < share else 0
            for share in SHARES
        ]
        at_home = origin == asylum  # there are people displaced inside, and elsewhere returned ones
        people = [n * (at_home == inside) for n, inside in zip(people, INSIDE, strict=True)]
        file.write(f"{year}.0,{names[origin]},{origin},{origin},{names[asylum]},")
        file.write(f"{asylum},{asylum}," + ",".join(f"{n}.0" for n in people) + ",0.0,,0.0\n")
    return file.getvalue().encode()


def median(do: Callable[[], object]) -> float:
    """The median seconds of some runs."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        do()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def cells(content: bytes) -> list:
    """Every cell of a workbook, nothing looked at."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def ten_million() -> None:
    """Read ten files of a million counts, keep all rows, print the most memory ever held (MB)."""
    kept: list[pa.Table] = []
    for _ in range(10):
        kept.append(load("made_up.csv", made_up(1_000_000)).tables["counts"])
    rows = sum(len(table) for table in kept)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{rows} {most:.0f}\n")


def main() -> None:
    """Measure and print."""
    table, few = population(POPULATION_ROWS), made_up(100_000)
    book = as_workbook(few)
    load("population.csv", table)
    pandas = median(lambda: pd.read_csv(io.BytesIO(table)))
    ours = median(lambda: load("population.csv", table))
    alone, read = median(lambda: cells(book)), median(lambda: load("made_up.xlsx", book))
    plain = median(lambda: load("made_up.csv", few))
    sys.stdout.write(
        f"{POPULATION_ROWS:,} rows of UNHCR: pandas {pandas:.3f} s, ours {ours:.3f} s,"
        f" ratio {ours / pandas:.2f} (limit 3)\n"
        f"100,000 rows of XLSX: cells alone {alone:.2f} s, ours {read:.2f} s,"
        f" ratio {read / alone:.2f} (limit 2)\n"
    )
    with TemporaryDirectory() as folder:
        for name, content in (("frictionless", few), ("libhxl", tagged(few))):
            if find_spec("hxl" if name == "libhxl" else name):
                path = Path(folder, f"{name}.csv")
                path.write_bytes(content)
                taken = peer(name, path, runs=1)
                sys.stdout.write(
                    f"100,000 rows of CSV: ours {plain:.3f} s, {name} {taken:.1f} s,"
                    f" {taken / plain:.0f} times ours (at least 40)\n"
                )
    command = [sys.executable, "-c", "from tests.benchmarks.formats import *; ten_million()"]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
    sys.stdout.write(f"{int(said[0]):,} rows of CSV: {said[1]} MB at the most (limit 2000)\n")


if __name__ == "__main__":
    main()
