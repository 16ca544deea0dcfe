"""Third-country nationals: how many were present, crossed, and were helped home."""

import streamlit as st

from analysis import (
    charts,
    counts,
    headlines,
    lateness,
    lines,
    listing,
    nationals,
    pictures,
    sources,
    ways,
)
from analysis.wording import plain
from ledger import crisis
from ui import data, judging, link, notes, reader, share, side_by_side, trend

words = reader.wording()
about = crisis.read()

# 1. What is shown ---------------------------------------------------------------------

tables = data.tables()
span = data.chosen_days(words)
judged = judging.series(span)
newest = counts.until(data.newest_counts(), span.start, span.end)
reported = counts.only(newest, population_type="third_country_nationals")
order = side_by_side.leads(reported)
present = headlines.third_country_nationals_present(newest, about, order)
crossed = headlines.third_country_nationals_fleeing(newest, order)

st.title(words.say("menu.third_country_nationals"))
if present:
    entry = "third_country_nationals.finding"
    st.markdown(f"**{headlines.sentence(present, words, entry, about)}**")

# 2. What the reader chooses -----------------------------------------------------------

with st.container(horizontal=True, vertical_alignment="bottom"):
    nationality = link.several(
        words, "nationality", nationals.nationalities(reported), words.country
    )
    link.days(words, *data.reported_days())
    side_by_side.choose(words, reported, order)
side_by_side.say_who_leads(words, reported, order)

left, right = st.columns(2)
with left:
    notes.headline(words, words.say("third_country_nationals.headline"), present, judged)
    side_by_side.of_headline(words, present, newest, order)
with right:
    notes.headline(words, words.say("third_country_nationals.crossed"), crossed, judged)
    side_by_side.of_headline(words, crossed, newest, order)

# 3. Crossed, all countries and jointly reported --------------------------------------

title = words.say("third_country_nationals.since")
st.subheader(title)
if crossed:
    made = nationals.since(crossed, tables, trend.rewriting(), words)
    trend.show(words, made, "crossed", title)
else:
    st.info(words.say("nothing_reported"))

st.subheader(words.say("third_country_nationals.joint"))
st.markdown(words.say("third_country_nationals.joint_why"))
joint = nationals.joint(reported, order)
if joint.empty:
    st.info(words.say("nothing_reported"))
else:
    notes.table(words, listing.listed(joint, tables["sources"], words, listing.TOTAL_COLUMNS))

# 4. By country and nationality ---------------------------------------------------------

st.subheader(words.say("third_country_nationals.by_country"))
st.markdown(words.say("third_country_nationals.by_country_why"))
by_country = lateness.of_places(nationals.by_country(reported, order), judged)
columns = (*listing.TOTAL_COLUMNS, "freshness")
notes.table(words, listing.listed(by_country, tables["sources"], words, columns))
side_by_side.more(words)

st.subheader(words.say("third_country_nationals.by_nationality"))
of_nationality = nationals.by_nationality(reported, nationality, order)
if of_nationality.empty:
    st.info(words.say("nothing_reported"))
for row, group in nationals.groups(of_nationality):
    names, says, in_words = lines.nationality_bars(group, words)
    place = words.countries(row["location_iso3"])
    st.markdown(words.say("nationality.title", place=place))
    title = words.say("nationality.picture", place=place)
    note = words.say("nationality.not_a_total")
    picture = pictures.of_bars(title, names, group, note, tables["sources"], words)
    figure = charts.bars(names, group["count"].astype(float).tolist(), says, in_words)
    notes.plot(
        words,
        figure,
        f"nationality {row['location_iso3']} {row['source_id']}",
        words.listed(f"{n}: {s}" for n, s in zip(names, in_words, strict=True)),
        picture,
    )
    notes.small(f"{notes.source_line(words, row)} {note}")
    share.button(words, f"nationality_{row['location_iso3'] or 'all'}_{row['source_id']}")
    notes.listing_of(words, group, f"nationality {row['location_iso3']} {row['source_id']}")
every = counts.until(data.newest_counts(withheld=True), span.start, span.end)
listed = counts.only(every, population_type="third_country_nationals")
notes.listing_of(words, listed, "third_country_nationals", (*listing.COLUMNS, "measure"))

# 5. Helped on their way home -----------------------------------------------------------

st.subheader(words.say("movements.title"))
movements = nationals.of_nationalities(tables["assisted_movements"], nationality)
for drawn in ways.by_source(nationals.known(movements, span.end)):
    title = words.say("ways.title", source=sources.name(tables, drawn["source_id"].iloc[0]))
    st.markdown(f"**{plain(title)}**")
    picture = ways.picture(drawn, title, tables["sources"], words)
    name = f"ways of {drawn['source_id'].iloc[0]}"
    notes.plot(words, ways.figure(drawn, words), name, plain(ways.in_words(drawn, words)), picture)
    notes.small(words.say("ways.not_a_total"))
for title, rows in nationals.movements(movements, span.end):
    st.markdown(f"**{words.say(title)}**")
    notes.table(words, listing.movements(rows, words))

notes.how_to_read(words, "third_country_nationals.how_to_read")
share.button(words)
