"""Updates: what was done and decided in response, day by day."""

import streamlit as st

from analysis import points, updates
from analysis.wording import plain
from ui import data, link, notes, reader, share

words = reader.wording()
every = data.tables()["updates"]

# 1. What the reader chooses -----------------------------------------------------------

st.title(words.say("menu.updates"))
if every.empty:
    st.info(words.say("updates.none_reported"))
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    countries = link.several(words, "country", points.values(every, "country_iso3"), words.country)
    days = link.days(words, *data.reported_days())
with st.container(horizontal=True, vertical_alignment="bottom"):
    kinds = link.several(words, "kind", points.values(every, "kind"), words.named("kind"))
    sectors = link.several(words, "sector", points.values(every, "sector"), words.named("sector"))
    find = link.text(words, "find")
known = updates.within(every, days)
found = updates.chosen(known, updates.Asked(countries, kinds, sectors, find), words)
st.markdown(f"**{plain(updates.finding(found, words))}**")

# 2. Day by day ------------------------------------------------------------------------

for day, cards in updates.by_day(found, words):
    st.subheader(day)
    for card in cards:
        with st.container(border=True):
            st.markdown(card)

# 3. The same as a list, on charts, and as they come ------------------------------------

if len(found):
    notes.folded(
        words.say("updates.list", n=len(found)),
        "updates as a list",
        lambda: notes.table(words, updates.listed(found, words)),
    )
    notes.download(words, lambda: found, "updates")
    marked = link.kept("lang", "time", "as_known", events="~".join(found["update_id"].astype(str)))
    st.page_link(
        "people_fleeing.py",
        label=words.say("updates.on_chart"),
        icon=":material/show_chart:",
        query_params=marked,
    )
feed = f"{link.here()}/feed/updates.xml?lang={words.language}"
st.markdown(words.say("updates.feed", link=feed))
notes.how_to_read(words, "updates.how_to_read")
share.button(words)
