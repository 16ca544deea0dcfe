"""Reading a million made-up counts: alone, and with every check.

`python -m tests.benchmarks.loading` prints medians of five runs, their ratio (goal: under 2.5) and
the memory that loading takes beyond the file itself (goal: under 500 MB).
"""

import gc
import io
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta

import psutil
import pyarrow as pa
from pyarrow import csv

from ledger.check_countries import known_countries
from ledger.declaration import LABELS
from ledger.tables import TABLES
from loaders import load
from loaders.files import digest

ROWS = 1_000_000
RUNS = 5
PROBLEM_EVERY = 10_000


def made_up(rows: int) -> bytes:
    """Counts by country, nationality, place and day; one in ten thousand is not a number."""
    random.seed(7)
    countries = sorted(known_countries())
    days = [(date(2022, 2, 24) + timedelta(days)).isoformat() for days in range(100)]
    table = TABLES["counts"]
    file = io.StringIO()
    file.write(",".join(table.names) + "\n")
    for number in range(rows):
        day = days[number % 100]
        country = countries[number // 100 % 50]
        nationality = countries[number // 5_000 % 200]
        count = "many" if number % PROBLEM_EVERY == 0 else random.randrange(1_000_000)
        file.write(
            f"made_up,people_fleeing,cumulative,people,2022-02-24,{day},UKR,{country},,,"
            f"Crossing {number % 997},{nationality},,,{count},,at_least,reported,border_count,,,"
            f"{day},https://example.org/report/{number % 500},made up for a benchmark\n"
        )
    return file.getvalue().encode()


def parse(content: bytes) -> int:
    """What pyarrow needs to read every column, without looking at a value."""
    types = dict.fromkeys(TABLES["counts"].names, LABELS)
    options = csv.ConvertOptions(column_types=types, strings_can_be_null=False)
    return len(csv.read_csv(pa.BufferReader(content), convert_options=options))


def receive_and_parse(content: bytes) -> int:
    """Reading alone: the hash by which a received file is known, and its columns."""
    return len(digest(content)) + parse(content)


def read_and_check(content: bytes) -> int:
    """What load needs for the same, every check included."""
    loaded = load("made_up.csv", content, date(2022, 12, 31))
    return len(loaded.tables["counts"]) + len(loaded.problems)


def seconds(actions: tuple[Callable[[bytes], int], ...], content: bytes) -> list[float]:
    """The median of each action's runs, taken in turns so that a busy machine slows all alike."""
    taken: list[list[float]] = [[] for _ in actions]
    for _ in range(RUNS):
        for times, action in zip(taken, actions, strict=True):
            start = time.perf_counter()
            action(content)
            times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in taken]


def memory(action: Callable[[bytes], int], content: bytes) -> float:
    """The most megabytes that the action holds at once, beyond what was held before."""
    process, done, peaks = psutil.Process(), threading.Event(), [0]
    before = process.memory_info().rss

    def watch() -> None:
        while not done.wait(0.01):
            peaks.append(process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    action(content)
    done.set()
    watcher.join()
    return (max(peaks) - before) / 2**20


def main() -> None:
    """Measure and print."""
    content = made_up(ROWS)
    gc.collect()
    megabytes = memory(read_and_check, content)
    parsed, alone, checked = seconds((parse, receive_and_parse, read_and_check), content)
    sys.stdout.write(
        f"{ROWS:,} counts, {len(content) / 2**20:.0f} MB of CSV\n"
        f"reading alone      {alone:.2f} s\n"
        f"with every check   {checked:.2f} s, ratio {checked / alone:.2f}"
        f" ({checked / parsed:.2f} to parsing without the hash)\n"
        f"memory beyond file {megabytes:.0f} MB\n"
    )


if __name__ == "__main__":
    main()
