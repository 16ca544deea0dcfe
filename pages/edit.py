"""Add or correct a single count or assistance point by hand, through the same checks and steps."""

import csv
import io

import pandas as pd
import streamlit as st

from analysis import listing, sources
from analysis.wording import Wording
from ledger.declaration import Column, Table
from ledger.tables import TABLES
from ui import data, desk, files, link, reader, sign_in

BY_HAND = ("counts", "assistance_points")
MOST_ROWS = 50


def editor(words: Wording, table: Table, texts: pd.DataFrame) -> pd.DataFrame:
    """Rows as texts, to be changed; new ones below."""
    return st.data_editor(
        texts,
        num_rows="dynamic",
        column_config={column.name: _config(words, column) for column in table.columns},
        hide_index=True,
        key=f"edit {table.name} {words.language} {find} {source}",
    )


def _config(words: Wording, column: Column):
    label = words.say(f"label.{column.name}")
    help_text = words.say(column.meaning)
    required = column.required
    if column.kind == "choice":
        options = ["", *column.choices]
        return st.column_config.SelectboxColumn(
            label, help=help_text, options=options, required=required
        )
    return st.column_config.TextColumn(label, help=help_text, required=required)


def as_file(table: Table, before: pd.DataFrame, after: pd.DataFrame) -> bytes:
    """The rows that were changed or added, as a file of our template."""
    known = set(before.itertuples(index=False, name=None))
    said = io.StringIO(newline="")
    writer = csv.writer(said)
    writer.writerow(table.names)
    changed = [
        row
        for row in after.fillna("").itertuples(index=False, name=None)
        if row not in known and any(row)
    ]
    writer.writerows(changed)
    return said.getvalue().encode() if changed else b""


words = reader.wording()
st.title(words.say("menu.edit"))
account = sign_in.required(words, "draft")
st.markdown(words.say("edit.about"))
tables = data.ledger().tables()
with st.container(horizontal=True, vertical_alignment="bottom"):
    name = link.one(words, "table", BY_HAND, lambda name: words.say(f"table.{name}"))
    source = link.several(
        words, "source", sources.ids(tables), lambda code: sources.name(tables, code)
    )
    find = link.text(words, "find")
table = TABLES[name]
rows = tables[name]
rows = rows[rows["source_id"].isin(source)] if source else rows
rows = listing.search(rows, find, name, words) if find or source else rows.head(0)
st.caption(words.say("edit.found", n=len(rows), shown=min(len(rows), MOST_ROWS)))
shown = files.as_texts(rows.iloc[::-1].head(MOST_ROWS), table.names)
edited = editor(words, table, shown)
content = as_file(table, shown, edited)
if st.button(words.say("edit.use"), type="primary", disabled=not content):
    file_name = words.say("edit.file_name", table=name)
    draft = files.give(account, [(file_name, content)])
    desk.go_to("problems", draft)
