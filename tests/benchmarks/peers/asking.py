"""Several clients that ask a server for one address after the other, each on a connection it keeps.

`python -m tests.benchmarks.peers.asking ADDRESS SECONDS CLIENTS PATHS [NAME=VALUE ...] [--once]`:
PATHS is a file with a path in each line, which the clients go through in turn, again and again or
once; NAME=VALUE are headers. Prints the answers a second, the median wait in milliseconds, the mean
bytes of an answer and the statuses.
"""

import json
import statistics
import sys
import threading
import time
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

address, seconds, clients, paths = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
headers = dict(each.split("=", 1) for each in sys.argv[5:] if each != "--once")
asked = Path(paths).read_text(encoding="utf-8").splitlines()
turn, lock = count(), threading.Lock()
waits: list[float] = []
sizes: list[int] = []
statuses: set[int] = set()


def ask() -> None:
    """Ask until the time is over."""
    connection = HTTPConnection(address)
    while time.perf_counter() < end:
        with lock:
            number = next(turn)
        if number >= len(asked) and "--once" in sys.argv:
            break
        path = asked[number % len(asked)]
        started = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        waits.append(time.perf_counter() - started)
        sizes.append(len(content))
        statuses.add(answer.status)


threads = [threading.Thread(target=ask) for _ in range(clients)]
start = time.perf_counter()
end = start + seconds
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
taken = time.perf_counter() - start
print(
    json.dumps(
        {
            "rate": len(waits) / taken,
            "wait": statistics.median(waits) * 1000,
            "bytes": statistics.mean(sizes),
            "statuses": sorted(statuses),
        }
    )
)
