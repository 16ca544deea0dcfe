"""What was decided about small counts, kept with the version in which they first appeared.

What to withhold is decided elsewhere; here it is asked for once for each version, in their order,
and kept, so that a version shows the same for ever, whichever process decided it.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
from sqlalchemy import insert, select

from ledger import schema
from ledger.ledger import Ledger

Tables = dict[str, pd.DataFrame]
Kept = dict[str, Any]
# What was decided until a version, that version's tables and the next one's: what is decided then.
Decide = Callable[[list[Kept], Tables, Tables], Kept]


def until(
    ledger: Ledger, newest: int, threshold: int, tables: set[str], decide: Decide
) -> list[Kept]:
    """What was decided with each version up to the newest; what is missing is decided and kept.

    `tables` are those that it depends on: a version that leaves them as they are decides nothing.
    A deployment that changes its threshold decides anew for all versions.
    """
    column = schema.disclosed.c
    query = select(column.decided).where(column.threshold == threshold, column.version <= newest)
    with ledger.reading() as connection:
        kept = list(connection.scalars(query.order_by(column.version)))
    known: Tables | None = None
    for version in range(len(kept) + 1, newest + 1):
        decided: Kept = {}
        held, now = (ledger.parts(number) for number in (version - 1, version))
        if any(held[name] != now[name] for name in tables):
            before = ledger.tables(version - 1, tables) if known is None else known
            known = ledger.tables(version, tables)
            decided = decide(kept, before, known)
        kept.append(_keep(ledger, version, threshold, decided))
    return kept


def _keep(ledger: Ledger, version: int, threshold: int, decided: Kept) -> Kept:
    """Keep what was decided; another process that was first decided the same."""
    column = schema.disclosed.c
    query = select(column.decided).where(column.threshold == threshold, column.version == version)
    with ledger.writing() as connection:
        known = connection.scalar(query)
        if known is None:
            row = {"version": version, "threshold": threshold, "decided": decided}
            connection.execute(insert(schema.disclosed), row)
    return decided if known is None else known
