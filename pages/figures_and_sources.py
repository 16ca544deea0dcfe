"""Figures and sources: every row with its provenance, source cards, method, versions."""

import streamlit as st

from analysis import counts, freshness, lateness, listing, sources
from ledger import crisis
from ledger.tables import TABLES
from ui import data, extract, judging, link, notes, reader, share, side_by_side

words = reader.wording()
about = crisis.read()
tables = data.tables()
span = data.chosen_days(words)

st.title(words.say("menu.figures_and_sources"))
st.markdown(words.say("figures.about"))

# 1. Every row, searchable, with provenance to the cell --------------------------------

st.subheader(words.say("figures.rows"))
names = [name for name in TABLES if name != "sources" and len(tables[name])] or ["counts"]
with st.container(horizontal=True, vertical_alignment="bottom"):
    table = link.one(words, "table", names, lambda name: words.say(f"table.{name}"))
    source = link.several(
        words, "source", sources.ids(tables), lambda code: sources.name(tables, code)
    )
    find = link.text(words, "find")

rows = tables[table]
if table == "counts":
    rows = data.vintages(span)
    countries = link.several(words, "country", sources.places(rows), words.countries)
    rows = counts.of_places(rows, countries) if countries else rows
rows = rows[rows["source_id"].isin(source)] if source else rows
rows = listing.search(rows, find, table, words)

notes.small(words.say("figures.found", n=len(rows), shown=min(len(rows), notes.MOST_ROWS)))
newest_first = rows.iloc[::-1].head(notes.MOST_ROWS)
listed = listing.with_provenance(newest_first, data.received_names(), table, words)
notes.frame(words, listed, height=420)
notes.download(words, lambda: rows, table)
extract.address(words, table)
side_by_side.more(words)
notes.how_to_read(words, "figures.how_to_read")

# 2. How fresh each series is ----------------------------------------------------------

st.subheader(words.say("freshness.series"))
judged, day = judging.series(span), judging.judged_on(span)
late = words.say("freshness.late", n=len(freshness.late(judged)))
st.markdown(words.say("freshness.series_text", day=words.day(day), late=late))
series = lateness.table(judged.head(notes.MOST_ROWS), notes.publishers(), day, words)
notes.frame(words, series)
notes.download(words, lambda: lateness.to_download(judged), "series")

# 3. Source cards -----------------------------------------------------------------------

st.subheader(words.say("figures.sources"))
for card in sources.cards(tables, words):
    with st.expander(card.title):
        st.markdown(card.text)

# 4. Method -----------------------------------------------------------------------------

st.subheader(words.say("figures.method"))
st.markdown(words.say("figures.method_text"))
st.page_link("methodology.py", label=words.say("menu.methodology"), query_params=link.parameters())

# 5. Versions ---------------------------------------------------------------------------

st.subheader(words.say("figures.versions"))
st.markdown(words.say("figures.versions_text"))
st.dataframe(sources.versions(data.versions(), words), hide_index=True, height=320)
share.button(words)
