"""How many answers a second /api/v1/counts.csv gives on a million counts, beside Datasette.

`python -m tests.benchmarks.api`: this dashboard by `streamlit run`, and Datasette on the same rows
in SQLite, indexed by place and day and opened as immutable; the same filter (one place, some days),
the same rows back, the same clients on the same machine. Addresses vary, so that none is answered
from memory unless that is what is measured. Runs take turns; medians. Beside them, Starlette that
gives the same bytes to everybody: what no server in Python can pass.
"""

import csv
import io
import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.request import Request, urlopen

import pandas as pd
import psutil

from analysis import exported, published, selection
from ledger import crisis
from tests.benchmarks import million
from tests.browser.conftest import free_port, serving

RUNS, SECONDS, CLIENTS, ADDRESSES = 5, 4.0, 8, 2000
DAYS_ASKED = {"1,000 rows": 50, "100 rows": 5}
FIRST = "2022-02-24"
Rates = dict[str, list[float]]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        million.fill(folder, FIRST)
        os.environ |= {"DISPLACEMENT_DATA": name, "DISPLACEMENT_CRISIS": str(without_limit(folder))}
        places = fill_sqlite(folder / "counts.sqlite")
        with ExitStack() as stack:
            ours = stack.enter_context(serving(folder))
            theirs = stack.enter_context(datasette(folder / "counts.sqlite"))
            first_request(ours, places[0])
            for title, days in DAYS_ASKED.items():
                measure(folder, ours, theirs, list(asked(places, days)), title)


def without_limit(folder: Path) -> Path:
    """The crisis as shipped, in which one may ask without an end."""
    text = crisis.SHIPPED.read_text(encoding="utf-8")
    path = folder / "crisis.toml"
    (folder / "received").symlink_to(crisis.SHIPPED.parent / "received")
    path.write_text(re.sub(r"(?m)^per_minute = \d+", "per_minute = 0", text), encoding="utf-8")
    return path


def fill_sqlite(path: Path) -> list[str]:
    """The rows that the API gives, as a table of SQLite; returns the places of those made up."""
    here = published.here()
    rows = here.by_place(here.newest()).rows
    names = [column.name for column in selection.columns("counts")]
    content = io.BytesIO(exported.as_csv(rows, names))
    table = pd.read_csv(content, dtype=dict.fromkeys(names, object), keep_default_na=False)
    table["count"] = pd.to_numeric(table["count"]).astype("Int64")
    with sqlite3.connect(path) as database:
        table.to_sql("counts", database, index=False)
        database.execute("CREATE INDEX by_place ON counts(location_iso3, reference_period_end)")
        database.execute("ANALYZE")
    made_up = rows[rows["source_id"] == "made_up"]
    return sorted(made_up["location_iso3"].astype(str).unique())


def asked(places: list[str], days: int) -> Iterator[tuple[str, date, date]]:
    """Places and spans of days, none of them twice."""
    drawn = random.Random(days)
    last = million.ROWS // million.A_DAY - days
    spans = [(place, start) for place in places for start in range(30, last)]
    for place, start in drawn.sample(spans, ADDRESSES):
        first = date.fromisoformat(FIRST) + timedelta(start)
        yield place, first, first + timedelta(days - 1)


def our_path(place: str, start: date, end: date) -> str:
    """What is asked of this dashboard."""
    return f"/api/v1/counts.csv?country={place}&time={start}..{end}&source=made_up"


def their_path(place: str, start: date, end: date) -> str:
    """The same asked of Datasette."""
    days = f"reference_period_end__gte={start}&reference_period_end__lte={end}"
    return f"/counts/counts.csv?location_iso3={place}&{days}&source_id=made_up&_size=max"


def measure(folder: Path, ours: str, theirs: str, spans: list, title: str) -> None:
    """Print the answers a second of both, and what they are of each other."""
    check_equal(ours, theirs, spans[:3])
    lists = {"ours": our_path, "theirs": their_path}
    files = {
        name: write(folder / name, [path(*span) for span in spans]) for name, path in lists.items()
    }
    one = write(folder / "one", [our_path(*spans[0])])
    answer = urlopen(ours + our_path(*spans[0]))
    (folder / "bytes").write_bytes(answer.read())
    known = f"If-None-Match={answer.headers['etag']}"
    rates: Rates = {}
    with constant_bytes(folder / "bytes") as limit:
        for run in range(RUNS):
            # Every run asks for what nobody asked for yet.
            piece = len(spans) // RUNS
            fresh = [our_path(*span) for span in spans[run * piece : (run + 1) * piece]]
            again = write(folder / "again", fresh[:50])
            rounds = {
                "Datasette": (theirs, files["theirs"], ()),
                "ours, made": (ours, write(folder / "fresh", fresh), ()),
                "ours, kept": (ours, again, ()),
                "ours, 304": (ours, one, (known,)),
                "constant bytes": (limit, again, ()),
            }
            for name, (address, paths, headers) in rounds.items():
                enough = len(fresh) if name == "ours, made" else 0
                rates.setdefault(name, []).append(load(address, paths, headers, enough)["rate"])
    middle = {name: statistics.median(found) for name, found in rates.items()}
    size = (folder / "bytes").stat().st_size
    print(f"{title} ({size / 1000:.0f} kB), {CLIENTS} clients, medians of {RUNS} runs")
    goals = {"ours, made": 5, "ours, kept": 20, "ours, 304": 20}
    for name, rate in middle.items():
        goal = f" (goal {goals[name]})" if name in goals else ""
        print(f"  {name:15} {rate:7.1f} a second  {rate / middle['Datasette']:6.1f}{goal}")


def load(address: str, paths: Path, headers: tuple[str, ...], enough: int) -> dict:
    """What the clients found; `enough`: they stop when each path was asked for once."""
    command = [sys.executable, "-m", "tests.benchmarks.peers.asking"]
    host = address.removeprefix("http://")
    more = ["--once"] if enough else []
    settings = [host, str(SECONDS), str(CLIENTS), str(paths), *headers, *more]
    done = subprocess.run([*command, *settings], capture_output=True, check=True, text=True)
    found = json.loads(done.stdout)
    assert found["statuses"] in ([200], [304]), found
    return found


def check_equal(ours: str, theirs: str, spans: list) -> None:
    """Both give the same rows, whatever their order."""
    for span in spans:
        found = []
        for address, path in ((ours, our_path(*span)), (theirs, their_path(*span))):
            rows = csv.DictReader(io.StringIO(urlopen(address + path).read().decode()))
            found.append(sorted(tuple(sorted(without_number(row).items())) for row in rows))
        assert found[0] == found[1], span
        assert found[0]


def without_number(row: dict[str, str]) -> dict[str, str]:
    """A row without the number that Datasette gives it."""
    return {name: value for name, value in row.items() if name != "rowid"}


def first_request(ours: str, place: str) -> None:
    """Print what the first reader of a version waits for, and the memory of the server then."""
    path = our_path(place, date(2022, 3, 1), date(2022, 3, 2))
    started = time.perf_counter()
    urlopen(Request(ours + path)).read()
    first = time.perf_counter() - started
    port = int(ours.rpartition(":")[2])
    listening = (c.pid for c in psutil.net_connections("tcp") if c.laddr and c.laddr.port == port)
    server = psutil.Process(next(pid for pid in listening if pid))
    memory = server.memory_info().rss / 2**20
    print(f"first answer after a start: {first:.1f} s, memory of the server then {memory:.0f} MB")


def write(path: Path, lines: list[str]) -> Path:
    """A file of lines."""
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@contextmanager
def datasette(path: Path) -> Iterator[str]:
    """Datasette on a database that nobody changes, with room for the rows asked for."""
    options = ["-i", str(path), "--setting", "max_returned_rows", "2000"]
    options += ["--setting", "suggest_facets", "off", "--setting", "sql_time_limit_ms", "10000"]
    with running(["datasette", "serve", *options, "--port"], "/-/versions.json") as address:
        yield address


@contextmanager
def constant_bytes(path: Path) -> Iterator[str]:
    """Starlette that answers every address with the bytes of a file."""
    command = ["tests.benchmarks.peers.constant_bytes"]
    with running(command, "/", str(path)) as address:
        yield address


@contextmanager
def running(command: list[str], ready: str, *more: str) -> Iterator[str]:
    """A server by its module on a free port of this machine; yields its address."""
    port = free_port()
    module = [sys.executable, "-m", *command, str(port), *more]
    server = subprocess.Popen(module, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urlopen(address + ready).read()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
