"""What other processes do in the tests of two that publish at once and of one that is killed."""

import signal
from multiprocessing.connection import Connection

import pyarrow as pa
from sqlalchemy import event

from ledger.ledger import Conflict, Draft, Ledger


def open_ledger(url: str, start, answer: Connection) -> None:
    """Open a ledger when all are at the start; answers its newest version."""
    start.wait()
    answer.send(Ledger(url).newest())


def publish_each(url: str, start, tables: list[pa.Table]) -> None:
    """Publish tables of counts one by one, each drafted again as long as others are in the way."""
    ledger = Ledger(url)
    start.wait()
    for counts in tables:
        published = False
        while not published:
            try:
                ledger.publish(ledger.draft({"counts": counts}), "Made-up analyst", "made up")
                published = True
            except Conflict:
                continue


def publish_draft(url: str, start, draft: Draft, answer: Connection) -> None:
    """Publish a draft when all are at the start; answers the version, or 0 after a conflict."""
    ledger = Ledger(url)
    start.wait()
    try:
        answer.send(ledger.publish(draft, "Made-up analyst", "made up").number)
    except Conflict:
        answer.send(0)


def publish_and_tell(url: str, draft: Draft, stages: Connection) -> None:
    """Publish a draft, telling how far it is: ready, begun, committing, done.

    Then it waits to be killed.
    """
    ledger = Ledger(url)
    event.listen(ledger._engine, "begin", lambda _: stages.send("begun"))
    event.listen(ledger._engine, "commit", lambda _: stages.send("committing"))
    stages.send("ready")
    ledger.publish(draft, "Made-up analyst", "made up")
    stages.send("done")
    signal.pause()
