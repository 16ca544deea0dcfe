"""People fleeing: by day and country, beside the published totals and beside other sources."""

import streamlit as st

from analysis import (
    adding,
    charts,
    comparison,
    counts,
    disagreements,
    falls,
    fleeing,
    headlines,
    lateness,
    lines,
    listing,
    narration,
    provisional,
    trends,
)
from ledger import crisis, populations
from ui import data, judging, link, notes, reader, share, side_by_side, trend

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
    measure = link.one(
        words, "measure", ["cumulative", "daily"], words.option("measure"), short=True
    )
    scale = link.one(words, "scale", ["linear", "log"], words.option("scale"), short=True)
    rate = link.one(words, "rate", ["count", "per_1000"], words.option("rate"), short=True)

if people.empty:
    st.info(words.say("nothing_reported"))
    share.button(words)
    st.stop()

# 3. By country ------------------------------------------------------------------------

series = fleeing.daily(of_countries) if measure == "daily" else fleeing.cumulative(of_countries)
rules = trend.rewriting()
series = provisional.marked(series, rules)
behind = series[series["location_iso3"].isin(chosen)] if chosen else series
if rate == "per_1000":
    behind = fleeing.with_rates(behind)
places = chosen or list(reported)[: lines.MOST_LINES]
shown = series[series["location_iso3"].isin(places)]
shown = falls.marked(shown, tables["counts"], tables["breaks"], words)
rated = adding.per_thousand(shown, populations.read()) if rate == "per_1000" else shown
drawn = lines.of_places(rated, places, tables["breaks"], words, rate=rate == "per_1000")
silent = [place for place in chosen if place not in set(rated["location_iso3"])]

title = words.say(f"people_fleeing.{measure}")
st.subheader(title)
if silent:
    st.info(words.say("nothing_reported_by", places=words.listed(map(words.country, silent))))
if drawn:
    axis = words.say("axis.per_1000") if rate == "per_1000" else lines.axis(series, words)
    chart = charts.Chart(axis, scale == "log", lines.marks(shown, tables["breaks"], words))
    newest_drawn = fleeing.newest_by_country(behind[behind["location_iso3"].isin(places)])
    late = lateness.places_in_words(lateness.of_places(newest_drawn, judged), words)
    made = trends.trend(drawn, shown, chart, tables["sources"], rules, words)
    trend.show(words, made.and_says(late), "by_country", title)
    if late:
        notes.small(late)
elif not silent:
    st.info(words.say("nothing_reported"))
if not chosen and len(reported) > len(places):
    notes.small(words.say("people_fleeing.largest", n=len(places), all=len(reported)))
rates = ("rate", "made") if rate == "per_1000" else ()
columns = (listing.COLUMNS[0], *rates, *listing.COLUMNS[1:], "measure")
notes.listing_of(words, behind, "people_fleeing_by_country", columns)

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
