"""People fleeing: by day and country, beside the published totals and beside other sources."""

import streamlit as st

from analysis import (
    by_country,
    comparison,
    counts,
    disagreements,
    fleeing,
    headlines,
    listing,
    narration,
    view,
)
from analysis.by_country import Asked
from ledger import crisis
from ui import data, events, judging, link, notes, reader, revisions, share, side_by_side, trend

SIDE_BY_SIDE_ROWS = 8

words = reader.wording()
about = crisis.read()

# 1. What is shown ---------------------------------------------------------------------

tables = data.tables()
span = data.chosen_days(words)
judged = judging.series(span)
newest = counts.until(data.newest_counts(), span.start, span.end)
people = fleeing.everybody(newest, span.start, span.end)
order = side_by_side.leads(people)
of_countries = fleeing.by_country(people, order)
lead = headlines.people_fleeing(newest, order)

st.title(words.say("menu.people_fleeing"))
if lead:
    entry = f"people_fleeing.finding.{lead.row['unit']}"
    st.markdown(f"**{headlines.sentence(lead, words, entry, about)}**")

# 2. What the reader chooses -----------------------------------------------------------

reported = fleeing.newest_by_country(fleeing.cumulative(of_countries))["location_iso3"].astype(str)
options = list(dict.fromkeys([*reported, *about.neighbours_iso3]))
with st.container(horizontal=True, vertical_alignment="bottom"):
    chosen = link.several(words, "country", options, words.country)
    link.days(words, *data.reported_days())
    side_by_side.choose(words, people, order)
side_by_side.say_who_leads(words, people, order)
with st.container(horizontal=True):
    choices = [
        link.one(words, name, list(view.CHOICES[name]), words.option(name), short=True)
        for name in ("measure", "scale", "rate")
    ]
    asked = Asked(tuple(chosen), *choices, revisions.choose(words))
marked = events.choose(words, span)
earlier = None
if asked.earlier:
    earlier = revisions.past(
        words,
        "people_fleeing",
        lambda: fleeing.everybody(data.vintages(span), span.start, span.end),
        drawn=asked.earlier == by_country.DRAWN,
    )

if people.empty:
    st.info(words.say("nothing_reported"))
    share.button(words)
    st.stop()

# 3. By country ------------------------------------------------------------------------

rules = trend.rewriting()
made = data.composed(
    lambda: by_country.picture(tables, people, earlier, judged, order, asked, rules, words),
    *("people by country", span, judging.judged_on(span), order.chosen, asked, words),
    earlier.days if earlier else (),
)
title = words.say(f"people_fleeing.{'together.' if asked.is_together else ''}{asked.measure}")
st.subheader(title)
if made.silent:
    silent = words.listed(map(words.country, made.silent))
    st.info(words.say("nothing_reported_by", places=silent))
if made.trend:
    trend.show(words, events.on_chart(words, made.trend, marked), "by_country", title)
elif not made.silent:
    st.info(words.say("nothing_reported"))
for note in made.notes:
    notes.small(note)
rates = ("rate", "made") if asked.is_rate else ()
columns = (listing.COLUMNS[0], *rates, *listing.COLUMNS[1:], "measure")
notes.listing_of(words, made.behind, "people_fleeing_by_country", columns)
if earlier:
    revisions.table(words, earlier, chosen, "people_fleeing")

# 4. The published total beside the sum of countries ---------------------------------

st.subheader(words.say("totals.title"))
left, right = st.columns(2)
with left:
    notes.headline(words, words.say("totals.published"), lead, judged)
    side_by_side.of_headline(words, lead, newest, order)
beside = data.composed(
    lambda: comparison.differing_totals(data.vintages(span), order),
    *("differing totals", span, order.chosen),
)
with right:
    notes.sum_of_countries(words, beside)
st.markdown(words.say("totals.why"))
st.markdown("\n".join(f"- {said}" for said in narration.breaks_in_words(tables, words)))
notes.folded(
    words.say("totals.table", n=len(beside)),
    "totals beside countries",
    lambda: notes.frame(words, comparison.totals_table(beside, words)),
)

totals = fleeing.regional(people)
with st.expander(words.say("totals.by_source", n=len(totals)), expanded=True):
    early = comparison.first_and_newest(totals)
    notes.table(words, listing.listed(early, tables["sources"], words, listing.TOTAL_COLUMNS))
    notes.download(words, lambda: totals, "people_fleeing_totals")

# 5. Sources side by side ----------------------------------------------------------------

st.subheader(words.say("side_by_side.title"))
pairs = data.composed(
    lambda: comparison.side_by_side(people, order), "people side by side", span, order.chosen
)
pairs = disagreements.of_places(pairs, chosen)
st.markdown(words.say("side_by_side.why"))
if pairs.empty:
    st.info(words.say("side_by_side.none"))
else:
    shown = pairs.head(SIDE_BY_SIDE_ROWS)
    notes.table(words, disagreements.table(shown, tables, words))
    notes.small(words.say("side_by_side.largest", n=len(shown), all=len(pairs)))
side_by_side.more(words)

notes.how_to_read(words, "people_fleeing.how_to_read")
share.button(words)
