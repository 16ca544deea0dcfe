"""Internally displaced: how many people are displaced inside the country, round by round."""

import streamlit as st

from analysis import charts, counts, displaced, headlines, listing, pictures
from analysis.headlines import as_rows
from ledger import crisis
from ui import data, judging, link, notes, reader, revisions, share, side_by_side, trend

words = reader.wording()
about = crisis.read()

# 1. What is shown ---------------------------------------------------------------------

tables = data.tables()
span = data.chosen_days(words)
judged = judging.series(span)
newest = counts.until(data.newest_counts(), span.start, span.end)
reported = displaced.reported(newest, about)
order = side_by_side.leads(reported)
lead = headlines.internally_displaced(newest, about, order)

st.title(words.say("menu.internally_displaced"))
if lead:
    st.markdown(f"**{headlines.sentence(lead, words, 'internally_displaced.finding', about)}**")

# 2. What the reader chooses -----------------------------------------------------------

with st.container(horizontal=True, vertical_alignment="bottom"):
    link.days(words, *data.reported_days())
    side_by_side.choose(words, reported, order)
    asked = revisions.choose(words)
side_by_side.say_who_leads(words, reported, order)
earlier = None
if asked == "shown":
    earlier = revisions.past(
        words, "internally_displaced", lambda: displaced.reported(data.vintages(span), about)
    )
notes.headline(words, words.say("internally_displaced.headline"), lead, judged)
side_by_side.of_headline(words, lead, newest, order)

# 3. Round by round --------------------------------------------------------------------

title = words.say("internally_displaced.rounds")
st.subheader(title)
rounds = displaced.rounds(reported)
if rounds.empty:
    st.info(words.say("nothing_reported"))
else:
    made = displaced.picture(tables, rounds, earlier, order, trend.rewriting(), words)
    trend.show(words, made.trend, "rounds", title)
    if made.earlier:
        notes.small(made.earlier)
    st.markdown(words.say("internally_displaced.rounds_why"))
    st.markdown("\n".join(f"- {said}" for said in made.breaks))
notes.listing_of(words, rounds, "internally_displaced_rounds", listing.TOTAL_COLUMNS)
side_by_side.more(words)

# 4. Where people stay -----------------------------------------------------------------

regions = displaced.by_region(reported, order)
if len(regions):
    row = as_rows(regions)[0]
    day = words.day(row["reference_period_end"])
    title = words.say("internally_displaced.regions", day=day)
    note = words.say("internally_displaced.no_total")
    st.subheader(title)
    names, says, in_words = displaced.bars(regions, words)
    figure = charts.bars(names, regions["count"].astype(float).tolist(), says, in_words)
    each = words.listed(f"{n}: {s}" for n, s in zip(names, in_words, strict=True))
    picture = pictures.of_bars(title, names, regions, note, tables["sources"], words)
    notes.plot(words, figure, "regions", each, picture)
    notes.small(f"{notes.source_line(words, row)} {note}")
every = displaced.reported(
    counts.until(data.newest_counts(withheld=True), span.start, span.end), about
)
notes.listing_of(words, every, "internally_displaced", (*listing.TOTAL_COLUMNS, "measure"))
if earlier:
    revisions.table(words, earlier, [], "internally_displaced")

notes.how_to_read(words, "internally_displaced.how_to_read")
share.button(words)
