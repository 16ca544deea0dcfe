"""What an analyst waits for: a large file given, its problems shown; beside other libraries.

`python -m tests.benchmarks.upload` prints medians and ratios. Every reader reads in a fresh
process, as a file is read once after it was given. Goals: a 100,000-row workbook under 3 times
what reading its cells takes, a 1,000,000-row CSV file under 2.5 times Arrow's reading, and the
memory of the server back within 100 MB. frictionless and libhxl (tests/benchmarks/requirements.txt)
are left out where they are not installed, and read 100,000 rows of CSV.
"""

import gc
import io
import statistics
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import xlsxwriter

from analysis import problems
from analysis.wording import Wording
from loaders import reading
from loaders.files import digest
from tests.benchmarks.loading import made_up
from tests.benchmarks.peers.readers import WARM_UP, hxl_tags

RUNS = 5


def peer(name: str, path: Path, runs: int = RUNS) -> float:
    """The median seconds of a library for a file, each run in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.peers.readers", name, str(path)]
    taken = [
        float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        for _ in range(runs)
    ]
    return statistics.median(taken)


def ours(path: Path) -> float:
    """The median seconds from a file in memory to its problems as a page shows them."""
    taken = []
    for _ in range(RUNS):
        content = path.read_bytes()
        reading.keep_one_waiting()
        time.sleep(WARM_UP)
        received = digest(content)  # known since the file is kept
        start = time.perf_counter()
        loaded = reading.load_apart(path.name, content, received=received)
        groups = problems.grouped((path.name, problem) for problem in loaded.problems)
        tables = [problems.table(group, Wording("en"), 500) for group in groups]
        taken.append(time.perf_counter() - start)
        del loaded, groups, tables
    reading.let_go()
    return statistics.median(taken)


def as_workbook(content: bytes) -> bytes:
    """The same rows as a workbook."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("counts")
        for row, line in enumerate(content.decode().splitlines()):
            for place, text in enumerate(line.split(",")):
                if text.isdigit():
                    sheet.write_number(row, place, int(text))
                elif text:
                    sheet.write_string(row, place, text)
    return made.getvalue()


def tagged(content: bytes) -> bytes:
    """The same rows with a row of HXL tags."""
    header, _, rows = content.partition(b"\n")
    tags = ",".join(hxl_tags().values())
    return header + b"\n" + tags.encode() + b"\n" + rows


def memory_left(path: Path) -> float:
    """How many megabytes more this process holds after a file was read and let go."""
    gc.collect()
    before = psutil.Process().memory_info().rss
    loaded = reading.load_apart(path.name, path.read_bytes())
    del loaded
    gc.collect()
    reading.let_go()
    return (psutil.Process().memory_info().rss - before) / 2**20


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder:
        small, large = made_up(100_000), made_up(1_000_000)
        files = {
            "made_up.xlsx": as_workbook(small),
            "made_up.csv": large,
            "small.csv": small,
            "tagged.csv": tagged(small),
        }
        paths = {name: Path(folder, name) for name in files}
        for name, content in files.items():
            paths[name].write_bytes(content)
        del files, small, large
        cells, workbook = peer("calamine", paths["made_up.xlsx"]), ours(paths["made_up.xlsx"])
        arrow, plain = peer("arrow", paths["made_up.csv"]), ours(paths["made_up.csv"])
        few = ours(paths["small.csv"])
        sys.stdout.write(
            f"100,000 rows of XLSX: cells alone {cells:.2f} s, problems on screen {workbook:.2f} s,"
            f" ratio {workbook / cells:.2f} (limit 3)\n"
            f"1,000,000 rows of CSV: Arrow {arrow:.2f} s, problems on screen {plain:.2f} s,"
            f" ratio {plain / arrow:.2f} (limit 2.5)\n"
            f"memory held after that file: {memory_left(paths['made_up.csv']):.0f} MB (limit 100)\n"
        )
        for name, path in (("frictionless", paths["small.csv"]), ("libhxl", paths["tagged.csv"])):
            package = "hxl" if name == "libhxl" else name
            if find_spec(package):
                taken = peer(name, path, runs=1)
                sys.stdout.write(
                    f"100,000 rows of CSV: ours {few:.2f} s, {name} {taken:.1f} s,"
                    f" {taken / few:.0f} times ours\n"
                )


if __name__ == "__main__":
    main()
