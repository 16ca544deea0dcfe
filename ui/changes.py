"""Rows that a draft or a version changes, as pages list them."""

import streamlit as st

from analysis import differences
from analysis.wording import Wording
from ledger.changes import Changes
from ui import notes


def listed(words: Wording, name: str, changed: Changes, *, unfolded: bool) -> None:
    """Revised, added and withdrawn rows of a table; `unfolded`: all but the added are open."""
    for kind, frame in (
        ("revised", differences.revisions(changed)),
        ("added", differences.largest_first(changed.added)),
        ("withdrawn", changed.withdrawn),
    ):
        if frame.empty:
            continue
        title = words.say(f"differences.{kind}_rows", n=len(frame))
        table = words.say(f"table.{name}")
        with st.expander(f"{table}: {title}", expanded=unfolded and kind != "added"):
            shown = differences.listed(name, frame.head(notes.MOST_ROWS), words)
            st.dataframe(shown, hide_index=True)
            if len(frame) > notes.MOST_ROWS:
                notes.small(words.say("table.more", shown=notes.MOST_ROWS, all=len(frame)))
