"""Situation: how many, where, since when, as of when and who says so, at a glance."""

import streamlit as st

from analysis import charts, counts, crisis, fleeing, freshness, headlines, lines, maps, narration
from ui import data, link, notes, reader

words = reader.wording()
about = crisis.read()

# 1. What is shown ---------------------------------------------------------------------

span = data.chosen_days(words)
newest = counts.until(data.newest_counts(), span.start, span.end)
people = fleeing.everybody(newest, span.start, span.end)
leads = {
    "people_fleeing": headlines.people_fleeing(newest, about),
    "third_country_nationals": headlines.third_country_nationals_present(newest, about),
    "internally_displaced": headlines.internally_displaced(newest, about),
}

# 2. The headline counts ---------------------------------------------------------------

st.title(words.crisis())
if newest.empty:
    st.info(words.say("nothing_reported"))
    st.stop()
if leads["people_fleeing"]:
    unit = leads["people_fleeing"].row["unit"]
    entry = f"people_fleeing.finding.{unit}"
    st.markdown(f"**{headlines.sentence(leads['people_fleeing'], words, entry, about)}**")
for column, (name, lead) in zip(st.columns(3), leads.items(), strict=True):
    with column:
        notes.headline(words, words.say(f"{name}.headline"), lead, sparkline=True)

# 3. Trend and map ---------------------------------------------------------------------

of_countries = fleeing.by_country(people, about)
series = fleeing.cumulative(of_countries)
latest = fleeing.newest_by_country(series)
drawn = lines.largest(series, words)

trend, place = st.columns([11, 9])
with trend:
    st.subheader(words.say("situation.trend"))
    chart = charts.Chart(words.say("axis.crossings"), marks=lines.marks(data.tables(), words))
    notes.plot(words, charts.lines(drawn, chart, words), "trend", charts.in_words(drawn, words))
    st.page_link(
        "people_fleeing.py", label=words.say("situation.more"), query_params=link.parameters()
    )
with place:
    st.subheader(words.say("situation.map"))
    st.plotly_chart(maps.flows(latest, about, words), config=maps.CONFIG, key="map")
    if len(latest):
        publishers = notes.publishers()
        source = publishers.get(str(latest["source_id"].iloc[0]), "")
        first, last = latest["reference_period_end"].min(), latest["reference_period_end"].max()
        days = words.span(first, last)
        notes.small(words.say("map.note", source=source, days=days))
    notes.small(words.say("map.disclaimer"))
    notes.listing_of(words, latest, "by_country")

# 4. What happened, and what is late ---------------------------------------------------

st.subheader(words.say("situation.updates"))
for update in narration.updates(data.tables()["updates"], span.end, words)[:5]:
    st.markdown(update)

late = freshness.late_series(newest, data.tables()["sources"], about.source_order, span.end)
st.subheader(words.say("situation.late", day=words.day(span.end)))
st.markdown(narration.late_in_words(late, notes.publishers(), words))
notes.share(words)
notes.how_to_read(words, "situation.how_to_read")
