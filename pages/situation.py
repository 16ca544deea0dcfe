"""Situation: how many, where, since when, as of when and who says so, at a glance."""

import streamlit as st

from analysis import counts, listing, maps, pictures, situation
from ledger import crisis
from ui import data, events, giving, judging, link, notes, reader, share, side_by_side, trend

words = reader.wording()
about = crisis.read()
days = data.chosen_days(words)
judged = judging.series(days)
judged_on = judging.judged_on(days)

# 1. The headline counts ---------------------------------------------------------------

newest = data.composed(
    lambda: counts.until(data.newest_counts(), days.start, days.end), "within", days
)
reporting = data.composed(lambda: situation.reporting(newest, about), "reporting", days)
order = side_by_side.leads(reporting)
lead = data.composed(
    lambda: situation.lead(newest, about, order, words), "lead", days, order.chosen, words
)
st.title(words.crisis())
if lead.empty:
    st.info(words.say("nothing_reported"))
    st.stop()
if lead.finding:
    st.markdown(f"**{lead.finding}**")
with st.columns(3)[0]:
    side_by_side.choose(words, reporting, order)
side_by_side.say_who_leads(words, reporting, order)
for column, (name, count) in zip(st.columns(3), lead.counts.items(), strict=True):
    with column:
        notes.headline(words, words.say(f"{name}.headline"), count, judged, sparkline=True)
        side_by_side.of_headline(words, count, newest, order)

# 2. Trend and map ---------------------------------------------------------------------

picture = data.composed(
    lambda: situation.picture(
        data.tables(), newest, judged, days, about, order, words, trend.rewriting()
    ),
    *("picture", days, judged_on, order.chosen, words),
)
left, right = st.columns([11, 9])
with left:
    title = words.say("situation.trend")
    st.subheader(title)
    marked = events.choose(words, days)
    trend.show(words, events.on_chart(words, picture.trend, marked), "trend", title)
    notes.listing_of(words, picture.series, "trend")
    st.page_link(
        "people_fleeing.py", label=words.say("situation.more"), query_params=link.parameters()
    )
with right:
    title = words.say("situation.map")
    st.subheader(title)
    st.plotly_chart(picture.map, config=maps.CONFIG, key="map")
    notes.small(picture.map_note)
    notes.small(words.say("map.disclaimer"))
    drawn = pictures.of_map(title, picture.latest, picture.map_note, about, words)
    giving.picture(words, drawn, "map")
    share.button(words, "map")
    notes.listing_of(words, picture.latest, "by_country", (*listing.COLUMNS, "freshness"))

# 3. What happened, and what is late ---------------------------------------------------

news = data.composed(
    lambda: situation.news(data.tables(), judged, days, words),
    *("news", days, judged_on, words),
)
st.subheader(words.say("situation.updates"))
for update in news.updates[: situation.MOST_UPDATES]:
    st.markdown(update)
label = words.say("situation.all_updates", n=len(news.updates))
st.page_link("updates.py", label=label, query_params=link.kept("lang", "time", "as_known"))
st.subheader(words.say("situation.late", day=words.day(judged_on)))
st.markdown(news.late)
label = words.say("freshness.all")
st.page_link("figures_and_sources.py", label=label, query_params=link.parameters())
share.button(words)
notes.how_to_read(words, "situation.how_to_read")
