"""What is remembered of a source: how its columns are read, and what its spellings mean.

Both are decided once by an analyst, in a draft, and offered again for the next file: they are
copied into the next draft, where they can be seen and changed.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select

from ledger import schema
from ledger.ledger import Ledger

Meanings = dict[str, dict[str, str]]


def recipes(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Every recipe, by the hash of the header that it is for; see loaders.recipes."""
    with ledger.reading() as connection:
        rows = connection.execute(select(schema.recipes.c.header, schema.recipes.c.recipe))
        return {row.header: row.recipe for row in rows}


def keep_recipe(ledger: Ledger, header: str, recipe: Mapping[str, Any], by: str) -> None:
    """Remember how files with that header are read, in the place of what was remembered."""
    kept = {"header": header, "recipe": dict(recipe), "made_at": datetime.now(UTC), "made_by": by}
    with ledger.writing() as connection:
        connection.execute(delete(schema.recipes).where(schema.recipes.c.header == header))
        connection.execute(insert(schema.recipes), kept)


def meanings(ledger: Ledger, source_id: str) -> Meanings:
    """{column: {as written: as meant}} for one source; what was decided last counts."""
    column = schema.corrections.c
    query = select(column.column_name, column.written, column.meant)
    query = query.where(column.source_id == source_id).order_by(column.id)
    found: Meanings = {}
    with ledger.reading() as connection:
        for row in connection.execute(query):
            found.setdefault(row.column_name, {})[row.written] = row.meant
    return found


def keep_meaning(
    ledger: Ledger, source_id: str, column_name: str, written: str, meant: str, by: str
) -> None:
    """Remember what a value of that column means when that source writes it."""
    kept = {"source_id": source_id, "column_name": column_name, "written": written}
    made = {"meant": meant, "made_at": datetime.now(UTC), "made_by": by}
    with ledger.writing() as connection:
        connection.execute(insert(schema.corrections), kept | made)
