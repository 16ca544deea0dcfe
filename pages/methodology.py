"""Methodology: the rules by which figures are made, read from the rules themselves."""

import streamlit as st

from analysis import methodology, sources
from ledger import crisis
from ledger.tables import TABLES
from ui import data, link, notes, reader, share

words = reader.wording()
tables = data.tables()

st.title(words.say("menu.methodology"))
st.markdown(words.say("methodology.about"))
st.page_link(
    "figures_and_sources.py",
    label=words.say("methodology.rows"),
    query_params=link.kept("lang", "as_known", "draft"),
)

# 1. The rules ------------------------------------------------------------------------------

rules = data.composed(
    lambda: methodology.sections(tables, crisis.read(), words), "methodology", words
)
for section in rules:
    st.subheader(section.title)
    st.markdown(section.text)

# 2. The tables --------------------------------------------------------------------------

st.subheader(words.say("methodology.tables"))
st.markdown(words.say("methodology.tables_text"))
for name, table in TABLES.items():
    notes.folded(
        words.say(f"table.{name}"),
        f"columns of {name}",
        lambda table=table: notes.table(words, methodology.columns(table, words)),
    )

# 3. The sources of the version shown -------------------------------------------------------

st.subheader(words.say("figures.sources"))
cards = sources.cards(tables, words)
if not cards:
    st.info(words.say("nothing_reported"))
for card in cards:
    with st.expander(card.title):
        st.markdown(card.text)
share.button(words)
